"""Layers → assignments and faults, with where each stands."""

from __future__ import annotations

from typing import Any

from geo.errors import Fault
from geo.gazetteer import Gazetteer, resolve_layers
from geo.records.resolved import Assignment, Place
from geo.records.written import DocumentLists, Typology
from geo.vocabulary import Severity
from geo.voice.voice import Voice

TYPOLOGIES = [
    Typology.model_validate(
        {
            "key": key,
            "name": name,
            "name_en": key,
            "role": "base",
            "order": i,
            "colour": "#112233",
            "pattern": {"kind": "solid"},
        }
    )
    for i, (key, name) in enumerate([("suburban", "大城市周边"), ("farming", "农产品主产区")])
]


def _lists(*layers: dict[str, Any], region: str = "500000") -> DocumentLists:
    document = {
        "id": "toy-2025",
        "title": "试验",
        "short_title": "试验",
        "issuer": None,
        "number": None,
        "issued": "2025",
        "region_code": region,
    }
    whole = [{"clause": "（一）", "typology": "大城市周边", **layer} for layer in layers]
    return DocumentLists.model_validate({"document": document, "layers": whole})


def _place(document_id: str, path: tuple[str | int, ...], written: str = "") -> Place:
    return Place(
        f"layers/{document_id}.yaml", 10 * (int(path[1]) + 1) + int(path[-1] == 1), "（一）"
    )


def _resolve(
    gazetteer: Gazetteer, *layers: dict[str, Any], region: str = "500000"
) -> tuple[list[Assignment], list[Fault]]:
    found, faults = resolve_layers([_lists(*layers, region=region)], gazetteer, TYPOLOGIES, _place)
    return found.assignments, faults


def test_members_become_assignments(gazetteer: Gazetteer) -> None:
    rows, faults = _resolve(
        gazetteer,
        {"members": "南川、綦江-万盛", "subtype": "新城", "status": "试点", "stage": "awarded"},
    )
    assert not faults
    assert [(r.county_code, r.as_written, r.typology) for r in rows] == [
        ("500119", "南川", "suburban"),
        ("500110", "綦江-万盛", "suburban"),
    ]
    assert (rows[0].subtype, rows[0].status, str(rows[0].stage)) == ("新城", "试点", "awarded")
    assert rows[0].place == Place("layers/toy-2025.yaml", 10, "（一）")
    assert rows[0].notes == ()
    assert "没有县级边界" in Voice().sentences(rows[1].notes)


def test_a_typology_is_a_key_or_a_name(gazetteer: Gazetteer) -> None:
    rows, faults = _resolve(
        gazetteer, {"typology": "farming", "members": "忠县"}, {"members": "忠县"}
    )
    assert not faults
    assert [r.typology for r in rows] == ["farming", "suburban"]


def test_an_unknown_typology_names_the_known_ones(gazetteer: Gazetteer) -> None:
    rows, faults = _resolve(gazetteer, {"typology": "大城市", "members": "忠县、某某"})
    assert not rows
    assert [(f.kind, f.value) for f in faults] == [
        ("unknown-typology", "大城市"),
        ("unknown-county", "某某"),
    ]
    assert faults[0].details == {"known": "大城市周边、农产品主产区"}


def test_each_kind_of_miss_has_its_fault(gazetteer: Gazetteer) -> None:
    rows, faults = _resolve(gazetteer, {"members": ["忠现", "鼓楼区", "万盛经开区", "重庆市"]})
    assert not rows
    assert [(f.kind, f.value, f.line, f.clause, f.severity) for f in faults] == [
        ("unknown-county", "忠现", 10, "（一）", Severity.ERROR),
        ("outside-region", "鼓楼区", 11, "（一）", Severity.ERROR),
        ("non-county", "万盛经开区", 10, "（一）", Severity.WARNING),
        ("non-county", "重庆市", 10, "（一）", Severity.ERROR),
    ]
    assert faults[0].candidates[0].code == "500233"
    assert faults[0].details["region"] == "重庆市"
    assert faults[2].details["unit_kind"] == "开发区"
    assert faults[2].details["within"] == "綦江区"
    assert Voice().say(faults[3].details["unit_kind"]) == "省级单位"


def test_an_ambiguous_member_is_a_fault(gazetteer: Gazetteer) -> None:
    rows, faults = _resolve(gazetteer, {"members": "市中区、康定"}, region="510000")
    assert [r.county_code for r in rows] == ["513301"]
    assert [(f.kind, len(f.candidates)) for f in faults] == [("ambiguous-county", 2)]


def test_a_group_prefix_tells_a_shared_name(gazetteer: Gazetteer) -> None:
    rows, faults = _resolve(gazetteer, {"members": "乐山市沙湾区、市中区"}, region="510000")
    assert not faults
    assert [r.county_code for r in rows] == ["511111", "511102"]


def test_counts_and_open_lists(gazetteer: Gazetteer) -> None:
    rows, faults = _resolve(
        gazetteer,
        {"members": "忠县、垫江等3个区县"},
        {"members": "忠县、垫江等2个"},
        {"members": "忠县、垫江等"},
    )
    assert len(rows) == 6
    assert [(f.kind, f.severity) for f in faults] == [
        ("list-count", Severity.ERROR),
        ("open-list", Severity.WARNING),
    ]
    assert faults[0].details == {"stated": "3", "found": "2"}


def test_a_county_twice_counts_once(gazetteer: Gazetteer) -> None:
    rows, faults = _resolve(gazetteer, {"members": ["忠县", "垫江、忠縣"]})
    assert [r.as_written for r in rows] == ["忠县", "垫江"]
    assert [(f.kind, f.value, f.severity) for f in faults] == [
        ("member-twice", "忠縣", Severity.WARNING)
    ]


def test_a_remark_and_a_past_name_are_noted(gazetteer: Gazetteer) -> None:
    rows, _ = _resolve(gazetteer, {"members": "开县（示范县）", "note": "照录原文"})
    assert rows[0].as_written == "开县（示范县）"
    assert (
        Voice().sentences(rows[0].notes) == "开县已改设为开州区（2016）；原文括注：示范县；照录原文"
    )
