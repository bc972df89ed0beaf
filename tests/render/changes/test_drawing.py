"""Shapes of toyland that can be checked with a pencil, and names that keep off each other."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.boundaries import find_vintage, load
from geo.errors import RenderError
from geo.render.changes.callouts import LEAST_RADIUS, MOST_BESIDE, SIZE, place, shown, width_of
from geo.render.changes.drawing import DISC_RADIUS, HEIGHT, MARGIN, WIDTH, discs, draw, path_of
from geo.vocabulary import BoundaryLevel

from .conftest import LEFT


def corners(path: str) -> set[tuple[int, int]]:
    """Points of a path of relative steps."""
    found = set()
    for ring in re.findall(r"M([^z]*)z", path):
        start, moves = ring.split("l")
        x, y = map(int, start.split())
        found.add((x, y))
        numbers = [int(n) for n in re.findall(r"-?\d+", moves)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            found.add((x, y))
    return found


def test_every_county_is_drawn_once_and_inside_the_map(boundaries: Any) -> None:
    drawing = draw(boundaries, LEFT)
    assert [s.code for s in drawing.shapes] == sorted(LEFT)
    assert max(drawing.width - WIDTH, drawing.height - HEIGHT) == 0
    for shape in drawing.shapes:
        for x, y in corners(shape.path):
            assert MARGIN - 1 <= x <= drawing.width - MARGIN + 1
            assert MARGIN - 1 <= y <= drawing.height - MARGIN + 1


def test_neighbours_share_their_border_and_north_is_up(boundaries: Any) -> None:
    shapes = {s.code: s for s in draw(boundaries, LEFT).shapes}
    assert len(corners(shapes["910101"].path) & corners(shapes["910102"].path)) >= 2
    assert shapes["910101"].y < shapes["910203"].y
    assert shapes["910101"].x < shapes["910102"].x


def test_enclave_and_island_stay(boundaries: Any) -> None:
    shapes = {s.code: s.path for s in draw(boundaries, LEFT).shapes}
    assert shapes["910203"].count("M") == 2
    assert shapes["910104"].count("M") == 2
    assert corners(shapes["910105"]) <= corners(shapes["910104"])


def test_borders_of_prefectures_only_where_there_are_several(boundaries: Any) -> None:
    assert draw(boundaries, LEFT).borders
    one = [c for c in LEFT if c.startswith("9102")]
    drawing = draw(boundaries, one)
    assert drawing.borders == "" and drawing.outline


@pytest.mark.parametrize("codes", [("999999",), ("910101", "999999"), ()])
def test_a_county_without_a_boundary_is_an_error(boundaries: Any, codes: tuple[str, ...]) -> None:
    with pytest.raises(RenderError, match="999999|empty region"):
        draw(boundaries, codes)


def test_an_island_smaller_than_a_unit_does_not_vanish() -> None:
    assert re.fullmatch(r"M5 5l1 0 0 1z", path_of(shapely.box(5, 5, 5.1, 5.1)))


def test_names_do_not_meet_and_stay_on_the_map(boundaries: Any) -> None:
    drawing = draw(boundaries, LEFT)
    labels, missing = place(drawing, dict.fromkeys(LEFT, "己苗族自治县"))
    assert missing == 0 and len(labels) == len(LEFT)
    for one, other in combinations(labels, 2):
        apart_x = abs(one.x - other.x) >= (width_of(one.text) + width_of(other.text)) / 2
        assert apart_x or abs(one.y - other.y) >= SIZE
    for label in labels:
        assert label.x - width_of(label.text) / 2 >= 0
        assert label.x + width_of(label.text) / 2 <= drawing.width


def test_a_tiny_county_is_named_beside_and_gets_a_disc(boundaries: Any) -> None:
    drawing = draw(boundaries, LEFT)
    # Off its neighbour's border: one that has a point of it between two of the neighbour's
    # would be no coverage.
    small = shapely.box(101.5, 32.5, 101.51, 32.51)
    frame = boundaries.copy()
    frame.loc[frame["county_code"] == "910105", "geometry"] = shapely.multipolygons([small])
    tiny = draw(frame, LEFT)
    assert discs(tiny.shapes) == {"910105"}
    assert discs(drawing.shapes) == frozenset()
    shape = next(s for s in tiny.shapes if s.code == "910105")
    assert shape.radius < min(DISC_RADIUS, LEAST_RADIUS)
    (label,), _ = place(tiny, {"910105": "飞地县"})
    assert label.is_beside and (label.at_x, label.at_y) == (shape.x, shape.y)


def test_names_without_room_are_counted(boundaries: Any) -> None:
    labels, missing = place(draw(boundaries, LEFT), dict.fromkeys(LEFT, "长" * 400))
    assert all(len(label.text) < 20 and label.text.endswith("…") for label in labels)
    assert len(labels) + missing == len(LEFT)
    assert len(LEFT) < MOST_BESIDE
    assert shown("短") == "短"


def test_a_real_province_is_small_and_whole() -> None:
    root = Path(__file__).parents[3] / "data" / "boundaries"
    frame = load(root, find_vintage(root), BoundaryLevel.COUNTIES, province_codes=["510000"])
    drawing = draw(frame, frame["county_code"].tolist())
    assert len(drawing.shapes) == len(frame) == 183
    paths = [s.path for s in drawing.shapes]
    assert all(len(corners(path)) >= 3 for path in paths)
    assert len("".join(paths)) + len(drawing.borders) + len(drawing.outline) < 60_000
