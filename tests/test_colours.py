"""Distances of colours, and colours that are proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import colours
from tests import colours as reference

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")
NAMES = {
    "usual": "usual",
    "protan": "protanopia",
    "deutan": "deuteranopia",
    "tritan": "tritanopia",
}
FILLS = ["#D1603D", "#44549E", "#F2D16B", "#62BFA4"]


@given(COLOURS, COLOURS, st.sampled_from(sorted(colours.VISIONS)))
def test_distances_are_those_of_another_implementation(one: str, other: str, vision: str) -> None:
    expected = reference.apart(one, other, NAMES[vision])
    assert colours.apart(one, other, vision) == pytest.approx(expected, abs=1e-6)
    assert colours.worst(one, other)[0] <= colours.apart(one, other, vision) + 1e-9


def test_white_and_black_are_a_hundred_apart_to_every_eye() -> None:
    for vision in colours.VISIONS:
        assert colours.apart("#000000", "#FFFFFF", vision) == pytest.approx(100, abs=0.5)
    assert colours.apart_in_grey("#000000", "#FFFFFF") == pytest.approx(100, abs=0.1)


def test_each_proposal_differs_from_all_before_it_to_every_eye() -> None:
    taken = list(FILLS)
    for _ in range(6):
        new = colours.proposed(taken, ground=["#FFFFFF", "#F4F2ED"])
        assert colours.nearest(new, taken) >= colours.NEAR, (new, taken)
        assert colours.nearest(new, ["#FFFFFF"]) >= colours.NEAR
        taken.append(new)


def test_the_same_colours_in_any_order_give_the_same_proposal() -> None:
    assert colours.proposed(FILLS) == colours.proposed(FILLS[::-1]) == colours.proposed(FILLS * 2)


def test_a_colour_for_signs_is_dark() -> None:
    assert colours.seen(colours.proposed(FILLS, is_dark=True))[0] < 42
    assert colours.seen(colours.proposed([], is_dark=False))[0] > 36
