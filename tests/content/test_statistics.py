"""Numbers that reports quote, counted by hand on toyland."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from geo.content.statistics import (
    all_statistics,
    combinations,
    counties_in_several_documents,
    tasks_per_agency,
    typologies_by_prefecture,
    typology_totals,
)
from geo.schema import EditionFrames
from tests import toyland


@pytest.fixture(scope="module")
def frames() -> EditionFrames:
    return toyland.edition_frames()


def test_totals_count_a_county_once_and_candidates_apart(frames: EditionFrames) -> None:
    totals = typology_totals(frames).set_index("typology")
    assert list(totals.index) == ["suburban", "agricultural", "potential", "demonstration"]
    assert totals["county_count"].to_dict() == {
        "suburban": 2,
        "agricultural": 3,
        "potential": 2,
        "demonstration": 1,
    }
    assert totals.loc["suburban", "candidate_count"] == 1
    for key in totals.index:
        assert totals.loc[key, "county_count"] == frames.counties[f"is_{key}"].sum()


def test_shares_are_of_the_region(frames: EditionFrames) -> None:
    totals = typology_totals(frames).set_index("typology")
    counties = frames.counties
    assert totals.loc["potential", "county_share"] == pytest.approx(2 / len(counties))
    held = counties.loc[counties["is_suburban"], "area_km2"].sum()
    assert totals.loc["suburban", "area_km2"] == pytest.approx(held)
    assert totals.loc["suburban", "area_share"] == pytest.approx(held / counties["area_km2"].sum())


def test_prefectures_add_up_to_the_totals(frames: EditionFrames) -> None:
    totals = typology_totals(frames).set_index("typology")
    by_prefecture = typologies_by_prefecture(frames).groupby("typology")
    for column in ("county_count", "candidate_count", "area_km2"):
        summed = by_prefecture[column].sum()
        assert summed.to_dict() == pytest.approx(totals[column].to_dict())


def test_combinations_account_for_every_county(frames: EditionFrames) -> None:
    table = combinations(frames)
    assert table["county_count"].sum() == len(frames.counties)
    assert table["county_count"].is_monotonic_decreasing
    row = table[table["typologies"] == "大城市周边、农产品主产区"].iloc[0]
    assert (row["county_count"], row["county_names"]) == (1, "丙县")


def test_agencies_by_role(frames: EditionFrames) -> None:
    table = tasks_per_agency(frames).set_index("agency")
    assert table.loc["省发展改革委", ["lead_count", "responsible_count"]].tolist() == [1, 0]
    assert table.loc["省农业农村厅", "tasks"] == "左山2024（二）"
    assert len(table) == 4


def test_an_agency_of_the_same_name_in_another_region_is_another(frames: EditionFrames) -> None:
    documents = pd.concat(
        [frames.documents, frames.documents.assign(document_id="other-2024", region_name="右水省")],
        ignore_index=True,
    )
    tasks = pd.concat(
        [frames.tasks, frames.tasks.assign(document_id="other-2024")], ignore_index=True
    )
    both = replace(frames, documents=documents, tasks=tasks)
    table = tasks_per_agency(both)
    rows = table[table["agency"] == "省农业农村厅"]
    assert rows["region_name"].tolist() == ["右水省", "左山省"]
    assert rows["task_count"].tolist() == [1, 1]


def test_no_county_is_in_several_documents_of_one(frames: EditionFrames) -> None:
    assert counties_in_several_documents(frames).empty


def test_frames_are_not_changed(frames: EditionFrames) -> None:
    before = frames.assignments.copy(), frames.counties.copy()
    assert list(all_statistics(frames)) == [
        "typology_totals",
        "typologies_by_prefecture",
        "combinations",
        "counties_in_several_documents",
        "tasks_per_agency",
    ]
    assert frames.assignments.equals(before[0])
    assert frames.counties.equals(before[1])
