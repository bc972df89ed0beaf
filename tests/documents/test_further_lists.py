"""Further lists against the facts that they were made from, kept as counts and hashes of names."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from geo import pipeline
from geo.content.extents import completeness
from geo.pipeline.inputs import Inputs
from geo.vocabulary import Standing


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return pipeline.derive(pipeline.read_inputs())


def digest(codes: list[str]) -> str:
    """A short hash of sorted county codes."""
    return hashlib.sha256(" ".join(sorted(codes)).encode()).hexdigest()[:12]


#: Document, typology, status → number and hash of its counties, from the lists as collected.
FACTS = {
    ("sichuan-2023-county-town-pilots", "suburban", "试点"): (7, "451e7b0a404e"),
    ("sichuan-2023-county-town-pilots", "specialised", "试点"): (11, "e35b2c4950a3"),
    ("sichuan-2023-county-town-pilots", "agricultural", "试点"): (9, "68e4ea4f3c3c"),
    ("sichuan-2023-county-town-pilots", "ecological", "试点"): (3, "87b539e2aece"),
    ("sichuan-2023-county-town-pilots", "demonstration", "试点"): (32, "74000eeb39b5"),
    ("sichuan-2023-county-town-pilots", "demonstration", "国家示范"): (4, "078df648ccc1"),
    ("sichuan-2021-key-assistance", "assisted", "国家"): (25, "ef00d3e756ec"),
    ("sichuan-2021-key-assistance", "assisted", "省"): (25, "4c59ff380cda"),
    ("guangdong-2023-typical-counties", "pioneering", ""): (9, "052523ecbf1b"),
    ("guangdong-2023-typical-counties", "advancing", ""): (10, "86ec8b1f72c9"),
    ("guangdong-2023-typical-counties", "strengthening", ""): (3, "c82e83dd6208"),
    ("zhejiang-2021-mountain-counties", "highland", ""): (26, "c51e6c145bae"),
}


def test_every_list_has_exactly_its_counties(inputs: Inputs) -> None:
    documents = {document for document, _, _ in FACTS}
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in inputs.resolved.assignments:
        if row.document_id in documents and row.as_written:
            found.setdefault((row.document_id, row.typology, row.status), []).append(
                row.county_code
            )
    assert {key: (len(codes), digest(codes)) for key, codes in found.items()} == FACTS


def test_pilots_without_a_type_have_none(inputs: Inputs) -> None:
    types = {
        row.typology
        for row in inputs.resolved.assignments
        if row.document_id == "sichuan-2023-county-town-pilots"
        and row.county_code in ("511421", "512022")
    }
    assert types == {"demonstration"}


def test_the_pilots_are_known_in_part(inputs: Inputs) -> None:
    frames = pipeline.edition_frames(inputs, "sichuan")
    complete = completeness(frames)
    assert (complete["demonstration"].known, complete["demonstration"].stated) == (32, 37)
    assert all(complete[key].is_open for key in ("suburban", "specialised", "agricultural"))
    assert "assisted" not in complete  # 25 of 25, twice


def test_listed_pilots_win_over_candidates_and_that_is_said(inputs: Inputs) -> None:
    suburban = [a for a in inputs.resolved.assignments if a.typology == "suburban"]
    listed = {a.county_code for a in suburban if a.document_id.endswith("pilots")}
    derived = [a for a in suburban if a.document_id == "sichuan-2023-county-towns"]
    both = [a for a in derived if a.county_code in listed]
    assert len(both) == len(listed) == 7
    assert all(a.notes[-1].key == "rules.also-listed" for a in both)
    [outcome] = [o for o in inputs.resolved.rule_outcomes if o.typology == "suburban"]
    assert dict(outcome.open_reason[-1].parts) == {"count": 7}


def test_the_zoning_list_is_sourced_and_incomplete(inputs: Inputs) -> None:
    zones = inputs.zoning["sichuan"]
    assert Counter(z.zone for each in zones.values() for z in each) == {
        "城市化地区": 22,
        "重点生态功能区": 19,
        "农产品主产区": 4,
    }
    assert all(z.source for each in zones.values() for z in each)
    assert not {"512021", "512022"} & zones.keys()  # named by a report of 2026 only
    standings = Counter(
        a.standing
        for a in inputs.resolved.assignments
        if a.document_id == "sichuan-2023-county-towns"
    )
    assert standings[Standing.DERIVED] and standings[Standing.CANDIDATE]
