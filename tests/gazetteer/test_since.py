"""Counties that changed after the boundaries were drawn: said, never hidden, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo import boundaries
from geo.gazetteer import Match, Miss, Reason, load_gazetteer
from geo.voice.voice import Voice

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def gazetteer():
    vintage = boundaries.find_vintage(DATA / "boundaries", "2025-09")
    names = boundaries.county_names(DATA / "boundaries", vintage)
    found, faults = load_gazetteer(DATA / "gazetteer", names, relative=lambda p: p.name)
    assert faults == []
    return found


def test_a_county_merged_since_is_drawn_with_a_note(gazetteer):
    found = gazetteer.resolve("江北区", region_code="500000")
    assert isinstance(found, Match) and found.county_code == "500105"
    assert "两江新区" in Voice().sentences(found.notes)


def test_a_county_recoded_since_keeps_its_name_and_says_the_code(gazetteer):
    found = gazetteer.resolve("米林市", region_code="540000")
    assert isinstance(found, Match) and found.county_code == "540422"
    assert "540481" in Voice().sentences(found.notes)


@pytest.mark.parametrize("name", ["和安县", "和康县"])
def test_a_county_made_since_is_not_drawn_and_not_replaced_by_a_likeness(gazetteer, name):
    found = gazetteer.resolve(name, region_code="650000")
    assert isinstance(found, Miss) and found.reason is Reason.NOT_DRAWN
    assert found.candidates == ()
    assert found.details["date"]


def test_an_unchanged_county_has_no_note(gazetteer):
    found = gazetteer.resolve("忠县", region_code="500000")
    assert isinstance(found, Match) and found.notes == ()
