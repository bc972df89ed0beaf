"""An edition with several themes: what each shows, and which files a build makes for it."""

from __future__ import annotations

import copy
import sqlite3

import docx
import openpyxl
import pytest
import yaml

from geo import pipeline
from geo.config import Project
from geo.errors import ConfigError
from geo.pipeline.exporting import export
from geo.pipeline.narrowing import themes_in
from geo.pipeline.targets import all_targets
from geo.vocabulary import ALL_EDITION, Language
from tests import toyland

AID = {
    "document": {
        "id": "zuoshan-2022-aid",
        "title": "左山省帮扶县名单",
        "short_title": "左山帮扶2022",
        "issuer": "左山省人民政府",
        "number": None,
        "issued": None,
        "region_code": "910000",
        "horizon": [],
        "source_note": "测试文件",
    },
    "layers": [{"clause": "（一）", "typology": "帮扶县", "members": "甲县、己苗族自治县"}],
}
ASSISTED = {
    "key": "assisted",
    "name": "帮扶县",
    "name_en": "Assisted county",
    "theme": "aid",
    "role": "base",
    "order": 7,
    "colour": "#336699",
    "pattern": {"kind": "solid"},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The toy project with a second document of another theme."""
    root = toyland.write_project(tmp_path_factory.mktemp("themes"))
    typologies = [t.model_dump(mode="json") | {"theme": "towns"} for t in toyland.TYPOLOGIES]
    content = {
        "themes": [
            {"key": "towns", "name": "县城分类", "name_en": "County towns"},
            {"key": "aid", "name": "帮扶县名录", "name_en": "Assistance"},
        ],
        "typologies": [*typologies, copy.deepcopy(ASSISTED)],
    }
    for name, each in (("typologies", content), ("zuoshan-2022-aid", AID)):
        text = yaml.safe_dump(each, allow_unicode=True)
        (root / "layers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def inputs(root):
    return pipeline.read_inputs(Project(root))


def paths_of(inputs):
    return {t.paths[0]: t for t in all_targets(inputs, Language.ZH)}


def test_documents_tell_the_themes_of_an_edition(inputs):
    assert not [f for f in inputs.faults if f.is_error]
    edition = pipeline.find_edition(inputs, "zuoshan")
    assert [t.key for t in themes_in(inputs, edition)] == ["towns", "aid"]


def test_frames_of_a_theme_know_nothing_of_the_others(inputs):
    towns = pipeline.edition_frames(inputs, "zuoshan", theme="towns")
    aid = pipeline.edition_frames(inputs, "zuoshan", theme="aid")
    assert aid.documents["document_id"].tolist() == ["zuoshan-2022-aid"]
    assert set(aid.assignments["typology"]) == {"assisted"}
    assert "is_suburban" not in aid.counties and "is_assisted" not in towns.counties
    assert "帮扶县" not in "".join(towns.counties["typologies"])
    assert len(aid.counties) == len(towns.counties)
    assert aid.tasks.empty and len(towns.tasks) == 2


def test_the_whole_edition_has_every_theme(inputs):
    frames = pipeline.edition_frames(inputs, "zuoshan")
    assert [t.key for t in frames.themes] == ["towns", "aid"]
    both = frames.counties.set_index("county_name").loc["甲县"]
    assert both["is_assisted"] and both["is_suburban"]


def test_figures_are_made_per_theme(inputs):
    targets = paths_of(inputs)
    assert targets["figures/zuoshan.png"].theme == "towns"
    assert targets["figures/zuoshan-aid.png"].theme == "aid"
    assert targets["figures/zuoshan-aid-multiples.png"].theme == "aid"
    assert targets["figures/zuoshan-assisted.png"].theme == "aid"
    assert targets["figures/zuoshan-suburban.png"].theme == "towns"
    assert targets["zuoshan.html"].theme is None


def test_a_change_in_one_theme_leaves_the_figures_of_another(inputs, root, tmp_path):
    before = paths_of(inputs)
    changed = copy.deepcopy(AID)
    changed["layers"][0]["members"] = "甲县、乙区"
    path = root / "layers" / "zuoshan-2022-aid.yaml"
    old = path.read_text(encoding="utf-8")
    try:
        path.write_text(yaml.safe_dump(changed, allow_unicode=True), encoding="utf-8")
        after = paths_of(pipeline.read_inputs(Project(root)))
    finally:
        path.write_text(old, encoding="utf-8")
    stale = {p for p, t in after.items() if t.ingredients != before[p].ingredients}
    assert {p for p in stale if p.startswith("figures/zuoshan")} == {
        "figures/zuoshan-aid.png",
        "figures/zuoshan-aid-multiples.png",
        "figures/zuoshan-aid-overlap.png",
        "figures/zuoshan-aid-statistics.png",
        "figures/zuoshan-assisted.png",
    }
    assert "zuoshan.html" in stale


def test_all_is_framed_by_the_theme(inputs):
    frames = pipeline.edition_frames(inputs, ALL_EDITION, theme="aid")
    assert frames.edition.region_codes == ("910000",)
    assert [t.key for t in frames.typologies] == ["assisted"]


def test_an_unknown_theme_is_refused_with_the_known_ones(inputs):
    with pytest.raises(ConfigError, match="towns、aid"):
        pipeline.edition_frames(inputs, "zuoshan", theme="mountains")


def test_word_has_a_part_per_theme(inputs, tmp_path):
    path = tmp_path / "zuoshan.docx"
    export(inputs, "docx", "zuoshan", path, Language.ZH)
    paragraphs = [p.text for p in docx.Document(str(path)).paragraphs]
    headings = [text for text in paragraphs if text.startswith(("县城分类：", "帮扶县名录："))]
    parts = ("类型与名单", "统计", "县区名单")
    assert headings == [f"{t}：{part}" for t in ("县城分类", "帮扶县名录") for part in parts]
    assert "帮扶县" not in "".join(paragraphs[: paragraphs.index("帮扶县名录：类型与名单")][5:])


def test_workbook_has_statistics_per_theme(inputs, tmp_path):
    path = tmp_path / "zuoshan.xlsx"
    export(inputs, "xlsx", "zuoshan", path, Language.ZH)
    rows = list(openpyxl.load_workbook(path)["统计"].iter_rows(values_only=True))
    first = [row[0] for row in rows]
    towns, aid = first.index("县城分类"), first.index("帮扶县名录")
    assert "帮扶县" not in first[towns:aid] and "帮扶县" in first[aid:]
    assert "大城市周边" in first[towns:aid] and "大城市周边" not in first[aid:]


def test_qgis_has_a_style_per_theme(inputs, tmp_path):
    path = tmp_path / "all.gpkg"
    export(inputs, "gpkg", ALL_EDITION, path, Language.ZH)
    with sqlite3.connect(path) as db:
        rows = db.execute(
            "SELECT styleName, styleQML, useAsDefault FROM layer_styles"
            " WHERE f_table_name = 'counties'"
        ).fetchall()
    found = {name: (qml, bool(default)) for name, qml, default in rows}
    assert found["类型：县城分类"][1] and not found["类型：帮扶县名录"][1]
    drawn = {
        name: qml.partition("<renderer-v2")[2].partition("</renderer-v2>")[0]
        for name, (qml, _) in found.items()
    }
    assert "is_assisted" in drawn["类型：帮扶县名录"]
    assert "is_suburban" not in drawn["类型：帮扶县名录"]
    assert "is_suburban" in drawn["类型：县城分类"]
    assert "is_assisted" not in drawn["类型：县城分类"]


def test_documents_of_a_theme_have_figures_of_their_own(inputs, root):
    path = root / "layers" / "zuoshan-2023-aid.yaml"
    later = copy.deepcopy(AID)
    later["document"] |= {"id": "zuoshan-2023-aid", "short_title": "左山帮扶2023"}
    later["layers"].append({"clause": "（二）", "typology": "潜力地区", "members": "乙区"})
    assert not [p for p in paths_of(inputs) if "/documents/" in p]
    try:
        path.write_text(yaml.safe_dump(later, allow_unicode=True), encoding="utf-8")
        found = paths_of(pipeline.read_inputs(Project(root)))
    finally:
        path.unlink()
    documents = {p: (t.theme, t.document) for p, t in found.items() if "/documents/" in p}
    assert documents == {
        "figures/documents/zuoshan-2024.png": ("towns", "zuoshan-2024"),
        "figures/documents/zuoshan-2023-aid.png": ("towns", "zuoshan-2023-aid"),
        "figures/documents/zuoshan-2022-aid.png": ("aid", "zuoshan-2022-aid"),
        "figures/documents/zuoshan-2023-aid-aid.png": ("aid", "zuoshan-2023-aid"),
    }


def test_no_two_outputs_have_one_path(inputs):
    paths = [p for t in all_targets(inputs, Language.ZH) for p in t.paths]
    assert len(paths) == len(set(paths))


def test_another_spelling_leaves_figures_as_they_are(inputs, root):
    before = paths_of(inputs)
    path = root / "layers" / "zuoshan-2022-aid.yaml"
    old = path.read_text(encoding="utf-8")
    try:
        path.write_text(old.replace("甲县", "左一市甲县"), encoding="utf-8")
        after = paths_of(pipeline.read_inputs(Project(root)))
    finally:
        path.write_text(old, encoding="utf-8")
    stale = {p for p, t in after.items() if t.ingredients != before[p].ingredients}
    shows_spelling = {"zuoshan.html", "all.html", "county-typology.gpkg"}
    assert shows_spelling <= stale
    assert {p for p in stale if p.startswith("figures/")} <= {
        "figures/zuoshan-aid-statistics.png",
        "figures/all-aid-statistics.png",
    }
