"""Members that lists name and no map can draw, and lists of which only a part is known."""

from __future__ import annotations

from typing import Any

import pytest

from geo.errors import Fault
from geo.gazetteer import Gazetteer, ResolvedLayers, resolve_layers
from geo.records.resolved import Place
from geo.records.written import DocumentLists, Typology
from geo.vocabulary import Severity
from geo.voice.voice import Voice

TYPE = Typology.model_validate(
    {
        "key": "chosen",
        "name": "试点",
        "name_en": "Chosen",
        "role": "base",
        "order": 1,
        "colour": "#112233",
        "pattern": {"kind": "solid"},
    }
)


def _place(document_id: str, path: tuple[str | int, ...], written: str = "") -> Place:
    return Place(f"layers/{document_id}.yaml", len(path), "附件")


def _resolve(
    gazetteer: Gazetteer, members: Any, *, region: str, issued: str = "2025", **layer: Any
) -> tuple[ResolvedLayers, list[Fault]]:
    document = {
        "id": "toy-2025",
        "title": "试验",
        "short_title": "试验",
        "issuer": None,
        "number": None,
        "issued": issued,
        "region_code": region,
    }
    layers = [{"clause": "附件", "typology": "试点", "members": members, **layer}]
    lists = DocumentLists.model_validate({"document": document, "layers": layers})
    return resolve_layers([lists], gazetteer, [TYPE], _place)


@pytest.mark.parametrize(
    ("written", "region", "issued", "kind", "within", "has_anchor"),
    [
        ("万盛经开区", "500000", "2025", "开发区", "綦江区", True),  # declared
        ("浙江安吉经济开发区", "330000", "2025", "", "", False),  # in no list at all: unknown
        ("安平镇", "131000", "2025", "镇", "香河县", False),
        ("和康县", "650000", "2025-12", "底图没有的县级单位", None, False),
        ("两江新区", "500000", "2025-12", "底图没有的县级单位", None, True),  # declared as a zone
        ("四川省自贡市", "510000", "2025", "地级单位", "四川省", False),
    ],
)
def test_a_known_place_without_a_county_is_kept(
    gazetteer: Gazetteer,
    written: str,
    region: str,
    issued: str,
    kind: str,
    within: str | None,
    has_anchor: bool,
) -> None:
    found, faults = _resolve(gazetteer, written, region=region, issued=issued)
    assert found.assignments == []  # never painted as the county that it is in
    if not kind:
        assert found.undrawn == []
        assert [f.severity for f in faults] == [Severity.ERROR]
        return
    [member] = found.undrawn
    assert [f.severity for f in faults] == [Severity.WARNING]
    assert Voice().sentences(member.place_kind) == kind
    assert within is None or member.within_name == within
    assert (member.anchor is not None) == has_anchor
    assert Voice().sentences(member.notes)
    assert found.extents[0].member_count == 1


def test_a_declared_and_an_undeclared_zone_fare_alike(gazetteer: Gazetteer) -> None:
    zone, code = next(
        (name, code) for name, code in sorted(gazetteer.rosters.zones.items()) if "开发区" in name
    )
    found, faults = _resolve(gazetteer, zone, region=code[:2] + "0000")
    declared, alike = _resolve(gazetteer, "万盛经开区", region="500000")
    assert [(f.kind, f.severity) for f in faults] == [(f.kind, f.severity) for f in alike]
    assert len(found.undrawn) == len(declared.undrawn) == 1


@pytest.mark.parametrize(
    ("written", "region", "kind"),
    [
        ("忠现", "500000", "unknown-county"),
        ("万盛经开区", "510000", "outside-region"),
        ("安平镇", "500000", "outside-region"),
        ("重庆市", "500000", "non-county"),  # the region itself
        ("市中区", "510000", "ambiguous-county"),
    ],
)
def test_an_unknown_distant_or_ambiguous_name_stays_an_error(
    gazetteer: Gazetteer, written: str, region: str, kind: str
) -> None:
    found, faults = _resolve(gazetteer, written, region=region)
    assert found.undrawn == []
    assert [(f.kind, f.severity) for f in faults] == [(kind, Severity.ERROR)]


def test_a_list_that_ends_in_deng_is_open(gazetteer: Gazetteer) -> None:
    found, faults = _resolve(gazetteer, "忠县、垫江等", region="500000")
    assert [f.kind for f in faults] == ["open-list"]
    [extent] = found.extents
    assert (extent.member_count, extent.stated_count, extent.is_open) == (2, None, True)


@pytest.mark.parametrize(
    ("members", "layer", "kinds"),
    [
        ("忠县、垫江", {"stated_count": 2}, []),
        ("忠县、垫江", {"stated_count": 5}, ["stated-count"]),
        ("忠县、垫江", {"stated_count": 5, "is_open": True}, []),
        ("忠县、垫江等", {"stated_count": 5}, ["open-list"]),
        ("忠县、垫江", {"stated_count": 1, "is_open": True}, ["stated-too-few"]),
        ("忠县、垫江", {"stated_count": 2, "is_open": True}, ["stated-complete"]),
        ("忠县、垫江等5个县", {}, ["list-count"]),
        ("忠县、垫江等5个县", {"is_open": True}, []),
        ("忠县、垫江等1个县", {"is_open": True}, ["list-count"]),
        ("忠县、万盛经开区", {"stated_count": 2}, ["non-county"]),
        ("忠县、忠现", {"stated_count": 5}, ["unknown-county"]),  # one fault, not two
    ],
)
def test_the_stated_number_is_compared_with_the_members(
    gazetteer: Gazetteer, members: str, layer: dict[str, Any], kinds: list[str]
) -> None:
    _, faults = _resolve(gazetteer, members, region="500000", **layer)
    assert [f.kind for f in faults] == kinds


def test_the_number_of_an_open_run_is_the_stated_one(gazetteer: Gazetteer) -> None:
    found, _ = _resolve(gazetteer, "忠县、垫江等5个县", region="500000", is_open=True)
    assert found.extents[0].stated_count == 5


@pytest.mark.parametrize("kind", ["non-county", "not-drawn", "open-list", "list-count"])
def test_no_advice_asks_to_alter_what_is_printed(kind: str) -> None:
    advice = Voice().text("faults", f"{kind}.advice")
    assert not any(word in advice for word in ("移出", "去掉", "改写", "删"))
