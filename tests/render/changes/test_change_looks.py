"""Kinds of change are told apart with any eyes, and without colour."""

from __future__ import annotations

from itertools import combinations

import pytest

from geo.content.changes import CountyChangeKind
from geo.looks import NEUTRAL_FILL
from geo.render.changes.change_looks import LOOKS
from tests.colours import VISION, apart, contrast


@pytest.mark.parametrize("vision", VISION)
def test_colours_are_told_apart(vision: str) -> None:
    colours = [look.fill for look in LOOKS.values()] + [NEUTRAL_FILL]
    for one, other in combinations(colours, 2):
        distance = apart(one, other, vision)
        assert distance > 15, (one, other, round(distance, 1))


def test_patterns_tell_them_apart_without_colour() -> None:
    assert len({look.marks for look in LOOKS.values()}) == len(LOOKS)
    for change, look in LOOKS.items():
        assert contrast(look.fill, look.ink) > 3, change


def test_everything_but_wording_has_a_look() -> None:
    assert set(CountyChangeKind) - set(LOOKS) == {CountyChangeKind.WORDING}
