"""Conditions on toyland: who touches whom can be read off the drawing."""

from __future__ import annotations

import pytest
import shapely

from geo.errors import RulesError
from geo.records.resolved import Place, Zoned
from geo.records.written import DocumentLists
from geo.rules import Ground, evaluate, predicate_faults
from geo.rules.predicates import PREDICATES
from geo.vocabulary import Basis
from geo.voice.voice import Voice
from tests import toyland

AREAS = {"辛区一带": frozenset({"910204"}), "左二市": frozenset({"910201", "910202", "910203"})}


def ground(**more):
    return Ground(toyland.county_boundaries(), AREAS, **more)


def found(name, ground, argument):
    return PREDICATES[name].evaluate(ground, argument)


def holding(findings):
    return {code for code, finding in findings.items() if finding.holds}


def test_within_is_membership():
    assert holding(found("within", ground(), "左二市")) == {
        "910201",
        "910202",
        "910203",
    }


def test_neighbours_share_a_border_not_a_point():
    # 辛区 lies at column 1, row 0: west 庚县, north 己, east 辰县; 戊市, 寅县 meet it in a point.
    findings = found("adjacent_to", ground(), "辛区一带")
    assert holding(findings) == {"910203", "910202", "920107"}
    assert Voice().sentences(findings["910203"].reasons) == "与左二市辛区相邻"


@pytest.mark.parametrize("shift", [1e-5, -1e-5, 5e-5])
def test_neighbours_survive_a_shift_of_some_metres(shift):
    counties = toyland.county_boundaries()
    moved = counties["county_code"] == "910204"
    counties.loc[moved, "geometry"] = shapely.transform(
        counties.loc[moved, "geometry"].iloc[0], lambda xy: xy + shift
    )
    assert holding(found("adjacent_to", Ground(counties, AREAS), "辛区一带")) == {
        "910203",
        "910202",
        "920107",
    }


def test_enclave_is_a_neighbour_of_what_surrounds_it():
    areas = {"丁": frozenset({"910104"})}
    assert "910105" in holding(
        found("adjacent_to", Ground(toyland.county_boundaries(), areas), "丁")
    )


def test_distance_is_between_nearest_points():
    near = found("within_distance_km", ground(), {"area": "辛区一带", "km": 1})
    assert {"910201", "920105"} <= holding(near)  # they meet 辛区 in a point: 0 km
    assert "910103" not in holding(near)
    # One degree (111 km) lies between 辛区 and 丙县's southern edge. The equal-area CRS stretches
    # meridians by up to 2 % here, which is what a distance in it is good for.
    assert "910103" not in holding(
        found("within_distance_km", ground(), {"area": "辛区一带", "km": 110})
    )
    assert "910103" in holding(
        found("within_distance_km", ground(), {"area": "辛区一带", "km": 114})
    )


def test_zone_is_unknown_without_a_list_and_false_with_another_zone():
    assert found("zoned_as", ground(), "城市化地区")["910101"].holds is None
    zoning = {"910101": zoned("农产品主产区")}
    findings = found("zoned_as", ground(zoning=zoning), "城市化地区")
    assert findings["910101"].holds is False
    assert findings["910102"].holds is None


def test_unknown_area_is_an_error():
    with pytest.raises(RulesError, match="没有此区"):
        found("within", ground(), "没有此区")


def zoned(*zones):
    return tuple(Zoned(zone) for zone in zones)


def rule(**more):
    return {
        "clause": "（一）",
        "typology": "大城市周边",
        "unit_types": ["县", "县级市", "自治县"],
        "where": {"any": [{"within": "左二市"}, {"adjacent_to": "辛区一带"}]},
        "requires": {"zoned_as": "城市化地区"},
        "note": "读法",
        **more,
    }


def lists(*rules):
    content = dict(toyland.DOCUMENT, rules=list(rules), layers=[], partnerships=[])
    return DocumentLists.model_validate(content)


def derive(document, zoning=None):
    return evaluate(
        [document],
        lambda _: ground(zoning=zoning),
        names={n.code: n for n in toyland.unit_names()},
        facts=toyland.facts(),
        typologies=toyland.TYPOLOGIES,
    )


def test_without_zoning_only_candidates_and_the_rest_is_reported_open():
    result = derive(lists(rule()))
    assert {a.county_code for a in result.assignments} == {"910201", "910202", "910203"}
    assert all(a.basis is Basis.RULE and not a.is_complete for a in result.assignments)
    outcome = result.outcomes[0]
    assert (outcome.candidate_count, outcome.complete_count, outcome.clause) == (3, 0, "（一）")
    assert "待定" in Voice().sentences(outcome.open_reason) and outcome.reading == "读法"


def test_reasons_name_the_neighbour():
    notes = {a.county_code: Voice().sentences(a.notes) for a in derive(lists(rule())).assignments}
    assert notes["910203"].startswith("位于左二市；与左二市辛区相邻；")
    assert "待定" in notes["910203"]


def test_zoning_completes_and_excludes():
    zoning = {
        "910201": zoned("城市化地区"),
        "910202": zoned("农产品主产区"),
        "910203": zoned("城市化地区", "重点生态功能区"),
    }
    result = derive(lists(rule()), zoning)
    assert {a.county_code: a.is_complete for a in result.assignments} == {
        "910201": True,
        "910203": True,
    }


def test_a_rule_without_place_and_without_list_derives_nothing():
    result = derive(lists(rule(where={}, clause="（三）")))
    assert result.assignments == ()
    assert (result.outcomes[0].candidate_count, bool(result.outcomes[0].open_reason)) == (0, True)


def test_a_rule_without_place_takes_the_zoned_counties():
    zoning = {n.code: zoned("其他") for n in toyland.unit_names()}
    zoning["910101"] = zoned("城市化地区")
    result = derive(lists(rule(where={})), zoning)
    assert [a.county_code for a in result.assignments] == ["910101"]
    assert result.outcomes[0].open_reason == ()


def test_necessary_conditions_leave_candidates():
    zoning = {"910101": zoned("城市化地区")}
    result = derive(lists(rule(where={}, sufficient=False)), zoning)
    assert [(a.county_code, a.is_complete) for a in result.assignments] == [("910101", False)]
    assert result.outcomes[0].open_reason


def test_districts_and_other_provinces_are_not_eligible():
    areas_wide = rule(where={"within": "左二市"}, unit_types=["市辖区"])
    assert derive(lists(areas_wide)).assignments == ()


def test_every_fault_of_a_rule_is_found_at_once():
    bad = rule(
        where={"any": [{"within": "无此区"}, {"near": "左二市"}]},
        unit_types=["县", "地级县"],
        typology="小城镇",
    )
    faults = predicate_faults(
        [lists(bad)],
        areas=AREAS,
        typologies=toyland.TYPOLOGIES,
        place_of=lambda _id, _path: Place("layers/zuoshan-2024.yaml", 7, "（一）"),
    )
    assert {(f.kind, f.value) for f in faults} == {
        ("unknown-area", "无此区"),
        ("unknown-condition", "near"),
        ("unknown-unit-type", "地级县"),
        ("unknown-typology", "小城镇"),
    }
    assert {f.line for f in faults} == {7}
