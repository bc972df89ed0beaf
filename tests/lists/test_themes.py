"""Which typologies are drawn together: as declared, else as documents link them."""

from __future__ import annotations

import pytest
import yaml

from geo.lists import read_typologies, themes_of
from geo.records.written import DocumentLists, ThemeEntry, Typologies
from tests import toyland

KEYS = [t.key for t in toyland.TYPOLOGIES]


def document(name, *typologies):
    return DocumentLists.model_validate(
        {
            "document": {
                "id": f"{name}-2024",
                "title": name,
                "short_title": name,
                "issuer": None,
                "number": None,
                "issued": None,
                "region_code": "910000",
                "horizon": [],
                "source_note": "测试",
            },
            "layers": [
                {"clause": f"（{n}）", "typology": t, "members": "甲县"}
                for n, t in zip("一二三四", typologies, strict=False)
            ],
        }
    )


def read(*themes, **of):
    """The toy typologies; ``of`` gives some their theme."""
    typologies = tuple(t.model_copy(update={"theme": of.get(t.key)}) for t in toyland.TYPOLOGIES)
    entries = tuple(ThemeEntry(key=key, name=key, name_en=key) for key in themes)
    return Typologies(themes=entries, typologies=typologies)


def keys_of(themes):
    return {theme.key: list(theme.typologies) for theme in themes}


def test_declared_themes_in_their_order():
    own = dict.fromkeys(KEYS[:2], "towns") | dict.fromkeys(KEYS[2:], "aid")
    found = themes_of(read("aid", "towns", **own), ())
    assert keys_of(found) == {"aid": KEYS[2:], "towns": KEYS[:2]}
    assert [theme.is_main for theme in found] == [True, False]


def test_a_theme_without_typologies_is_left_out():
    found = themes_of(read("towns", "empty", **dict.fromkeys(KEYS, "towns")), ())
    assert keys_of(found) == {"towns": KEYS}


def test_documents_link_typologies_without_a_theme():
    suburban, agricultural, potential, demonstration = KEYS
    lists = [
        document("a", suburban, "潜力地区"),
        document("b", agricultural),
        document("c", potential, demonstration),
    ]
    found = themes_of(read(), lists)
    assert keys_of(found) == {
        f"with_{suburban}": [suburban, potential, demonstration],
        f"with_{agricultural}": [agricultural],
    }
    assert found[0].name == "大城市周边、潜力地区、示范县"
    assert found[1].name_en == "Main agricultural production area"


def test_what_no_document_names_comes_last():
    found = themes_of(read(), [document("a", KEYS[3])])
    assert found[0].typologies == (KEYS[3],)


def test_a_typology_joins_the_theme_of_its_documents():
    own = {KEYS[0]: "towns", KEYS[1]: "aid"}
    alone = themes_of(read("towns", "aid", **own), [document("a", KEYS[0], KEYS[3])])
    assert keys_of(alone)["towns"] == [KEYS[0], KEYS[3]]
    both = themes_of(read("towns", "aid", **own), [document("a", KEYS[0], KEYS[1], KEYS[3])])
    assert keys_of(both)[f"with_{KEYS[3]}"] == [KEYS[3]]


def test_every_typology_is_in_one_theme():
    own = {KEYS[0]: "towns"}
    lists = [document("a", KEYS[0], KEYS[1]), document("b", KEYS[2])]
    found = themes_of(read("towns", **own), lists)
    assert sorted(key for theme in found for key in theme.typologies) == sorted(KEYS)


@pytest.mark.parametrize(
    ("themes", "theme", "kinds"),
    [
        ([], "towns", {("unknown-theme", "towns")}),
        ([("towns", "县城"), ("towns", "山区")], "towns", {("duplicate-typology", "towns")}),
        ([("suburban", "县城")], "suburban", {("duplicate-typology", "suburban")}),
        ([("overlap", "县城")], "overlap", {("reserved-key", "overlap")}),
    ],
)
def test_faulty_themes_are_named(tmp_path, themes, theme, kinds):
    rows = [t.model_dump(mode="json") | {"theme": theme} for t in toyland.TYPOLOGIES[:1]]
    content = {
        "themes": [{"key": k, "name": n, "name_en": k} for k, n in themes],
        "typologies": rows,
    }
    path = tmp_path / "typologies.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    _, faults = read_typologies(tmp_path, relative=lambda p: p.name)
    assert {(f.kind, f.value) for f in faults} == kinds
    assert all(f.line for f in faults)
