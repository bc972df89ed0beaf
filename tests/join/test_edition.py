"""The joined frame of toyland, checked with a pencil."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.errors import JoinError
from geo.join import edition_frames
from geo.records.resolved import Assignment
from tests import toyland


@pytest.fixture(scope="module")
def frames():
    return toyland.edition_frames()


def row(frames, code):
    found = frames.counties[frames.counties["county_code"] == code]
    assert len(found) == 1
    return found.iloc[0]


def test_one_row_per_county_of_the_region(frames):
    assert frames.counties["county_code"].tolist() == [
        n.code for n in toyland.unit_names() if n.province_code == "910000"
    ]


def test_nothing_is_lost_or_multiplied(frames):
    assert len(frames.assignments) == len(toyland.resolved().assignments)
    complete = {
        (a.county_code, a.typology) for a in toyland.resolved().assignments if a.is_complete
    }
    assert frames.counties["typology_count"].sum() == len(complete)


def test_types_are_in_legend_order(frames):
    county = row(frames, "910202")
    assert county["typologies"] == "农产品主产区、潜力地区、示范县"
    assert county["typology_count"] == 3
    assert county["is_agricultural"] and not county["is_suburban"]
    assert county["statuses"] == "国家县城新型城镇化建设示范"


def test_neutral_county_has_empty_texts(frames):
    county = row(frames, "910204")
    assert (county["typologies"], county["typology_count"], county["note"]) == ("", 0, "")


def test_a_candidate_is_of_no_type_yet(frames):
    county = row(frames, "910203")
    assert county["typologies"] == "农产品主产区"
    assert county["candidate_typologies"] == "大城市周边"
    assert not county["is_suburban"]


def test_rule_basis_is_marked(frames):
    assert row(frames, "910203")["has_rule_basis"]
    assert not row(frames, "910101")["has_rule_basis"]


def test_task_count_counts_clauses_once(frames):
    assert row(frames, "910101")["task_count"] == 2
    assert row(frames, "910204")["task_count"] == 1


def test_area_is_equal_area_square_kilometres(frames):
    # A one-degree cell on GRS80 between 33° and 34° N has 10,290 km² (integral of the
    # authalic zone); the enclave takes 1/25 of a cell of degrees out of its county.
    assert row(frames, "910101")["area_km2"] == pytest.approx(10_290, rel=0.003)
    whole, hole = row(frames, "910104")["area_km2"], row(frames, "910105")["area_km2"]
    assert hole / (whole + hole) == pytest.approx(0.04, rel=0.01)


def test_partnership_line_runs_from_subject_to_partner(frames):
    line = frames.partnerships.geometry.iloc[0]
    assert 100 < line.coords[0][0] < 101 and 102 < line.coords[-1][0] < 103


def test_assignment_outside_the_edition_is_an_error():
    stray = Assignment("zuoshan-2024", "（一）", "suburban", "920103", "子县")
    resolved = toyland.resolved()
    broken = replace(resolved, assignments=(*resolved.assignments, stray))
    with pytest.raises(JoinError, match="920103"):
        edition_frames(
            toyland.EDITION,
            [toyland.document_lists()],
            broken,
            names={n.code: n for n in toyland.unit_names()},
            facts=toyland.facts(),
            region_names={"910000": "左山省"},
            typologies=toyland.TYPOLOGIES,
            geometry=toyland.geometry(),
        )


def test_blanket_scope_and_agencies_reach_the_task_table(frames):
    task = frames.tasks.iloc[0]
    assert task["responsible_units"] == "省交通运输厅、省住房城乡建设厅"
    assert task["scope"] == "类型：大城市周边"
    assert bool(task["is_open_ended"])


def test_range_indicator_has_two_ends(frames):
    row = frames.indicators[frames.indicators["operator"] == "range"].iloc[0]
    assert (row["value"], row["value_max"]) == (20, 30)
