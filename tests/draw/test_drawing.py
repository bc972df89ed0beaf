"""Patterns, paper, labels: geometry that can be checked with a pencil."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo import crs
from geo.draw import patterns
from geo.draw.furniture import bar_kilometres
from geo.draw.labels import LEAST_INSIDE, KnownPlaces, Placed, Placer, Wanted, block_mm
from geo.draw.page import Box, outline
from geo.draw.paper import Paper, fit, fit_region, nice_denominator
from geo.schema import EditionFrames

WINDOW = (0.0, 0.0, 30.0, 30.0)
SQUARE = shapely.box(*WINDOW)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_stripes_share_the_shape_evenly_and_leave_no_gap(count: int) -> None:
    shares = patterns.stripes(SQUARE, count, width=2, angle=45).shares
    assert shares[0].equals(SQUARE)
    own = SQUARE.difference(shapely.union_all(shares[1:]))
    areas = [own.area, *(s.area for s in shares[1:])]
    assert sum(areas) == pytest.approx(SQUARE.area)
    assert min(areas) > 0.8 * SQUARE.area / count


@pytest.mark.parametrize("count", [2, 3, 5])
@pytest.mark.parametrize("west", [0.0, 1.5, 3.0, 4.4, 7.0])
def test_a_county_narrower_than_a_stripe_shows_what_falls_on_it(count: int, west: float) -> None:
    tiny = shapely.box(west, 0, west + 0.1, 0.1)
    shares = patterns.stripes(tiny, count, width=2, angle=45).shares
    assert len(shares) == count and shares[0].equals(tiny)
    assert shapely.union_all(shares).equals(tiny)
    for share in shares:
        assert patterns.hatch(share, spacing=0.9, angle=-45).length >= 0


def test_neighbours_with_one_stripe_continue_each_other() -> None:
    left, right = shapely.box(0, 0, 15, 30), shapely.box(15, 0, 30, 30)
    halves = [patterns.stripes(h, 2, width=2, angle=45).shares[1] for h in (left, right)]
    whole = patterns.stripes(SQUARE, 2, width=2, angle=45).shares[1]
    assert shapely.union_all(halves).symmetric_difference(whole).area < 1e-9


def test_hatch_runs_at_its_angle_and_spacing() -> None:
    lines = shapely.get_parts(patterns.hatch(SQUARE, spacing=3, angle=0))
    heights = sorted({round(float(line.centroid.y), 6) for line in lines})
    assert np.allclose(np.diff(heights), 3)


def test_inner_band_lies_inside_and_is_as_deep_as_asked() -> None:
    band = patterns.inner_band(SQUARE, width=1)
    assert band.area == pytest.approx(900 - 28 * 28)
    assert SQUARE.covers(band)


def test_inner_band_of_a_shape_too_thin_for_it_is_the_shape() -> None:
    thin = shapely.box(0, 0, 10, 0.5)
    assert patterns.inner_band(thin, width=1).equals(thin)


def test_outline_keeps_holes_and_parts() -> None:
    holed = shapely.box(0, 0, 4, 4).difference(shapely.box(1, 1, 2, 2))
    drawn = outline(shapely.MultiPolygon([holed, shapely.box(5, 5, 6, 6)]))
    assert (drawn.codes == drawn.MOVETO).sum() == 3
    starts = [*np.flatnonzero(drawn.codes == drawn.MOVETO), len(drawn.codes)]
    rings = [shapely.LinearRing(drawn.vertices[a:b]) for a, b in pairwise(starts)]
    # A hole turns the other way round, or the non-zero rule of renderers would fill it.
    ways = {ring.bounds[:2]: shapely.is_ccw(ring) for ring in rings}
    assert ways[1.0, 1.0] is not ways[0.0, 0.0]
    assert ways[5.0, 5.0] == ways[0.0, 0.0]


def test_outline_of_nothing_is_none() -> None:
    assert outline(shapely.Polygon()) is None


@pytest.mark.parametrize(
    ("least", "nice"), [(1.0, 1.0), (2_317_488, 2_500_000), (3_000_000, 3_000_000), (9.4e6, 1e7)]
)
def test_scale_is_a_round_number_and_never_too_large(least: float, nice: float) -> None:
    assert nice_denominator(least) == pytest.approx(nice)


def test_region_fits_its_frame_and_lies_in_its_middle(frames: EditionFrames) -> None:
    frame = Box(20, 30, 180, 140)
    paper = fit_region(frames.counties.geometry, frame, margin=5)
    west, south, east, north = shapely.total_bounds(paper.place(frames.counties.geometry))
    assert frame.x + 5 <= west and east <= frame.right - 5 + 1e-6
    assert frame.y + 5 <= south and north <= frame.top - 5 + 1e-6
    assert (west + east) / 2 == pytest.approx(110) and (south + north) / 2 == pytest.approx(100)


def test_paper_keeps_areas_and_goes_back() -> None:
    box = shapely.box(105, 29, 106, 30)
    paper = fit([box], Box(0, 0, 200, 200), projection=crs.MEASURE)
    drawn = paper.place([shapely.segmentize(box, 0.01)])[0]
    # On the ellipsoid, by geodesics: 10 748 km² (Karney 2013, as pyproj.Geod computes it).
    square_metres, _ = Geod(ellps="GRS80").geometry_area_perimeter(shapely.segmentize(box, 0.01))
    assert drawn.area / paper.mm(1) ** 2 == pytest.approx(square_metres / 1e6, rel=1e-4)
    back = paper.unplace(shapely.get_coordinates(paper.place([shapely.Point(105.5, 29.5)])[0]))
    assert back[0] == pytest.approx([105.5, 29.5])


def test_scale_bar_is_round_and_not_longer_than_its_room() -> None:
    paper = Paper(crs.MEASURE, 3_200_000, (0, 0), Box(0, 0, 200, 200))
    assert bar_kilometres(paper) == 100
    assert paper.mm(bar_kilometres(paper)) <= 48


def test_shared_border_is_drawn_once() -> None:
    island = shapely.MultiPolygon([shapely.box(1, 0, 2, 1), shapely.box(5, 5, 6, 6)])
    shapes = np.array([shapely.box(0, 0, 1, 1), island])
    assert patterns.shared_borders(shapes).length == pytest.approx(7 + 4)


def _names(shapes: list[shapely.Polygon], text: str = "甲县") -> list[Wanted]:
    return [Wanted(str(i), ((text,),), shape) for i, shape in enumerate(shapes)]


def _block(placed: Placed) -> shapely.Polygon:
    width, height = block_mm(placed.lines, "", placed.size)
    west, south = placed.x - width / 2, placed.y - height / 2
    return shapely.box(west, south, west + width, south + height)


def test_name_with_room_stands_inside_its_county() -> None:
    (placed,) = Placer(WINDOW).place(_names([shapely.box(5, 5, 25, 25)]))
    block = _block(placed)
    assert shapely.box(5, 5, 25, 25).contains(block)
    assert placed.number is None


def test_names_never_overlap_and_the_rest_is_numbered() -> None:
    cells = [
        shapely.box(x, y, x + 3.2, y + 3.2)
        for x in np.arange(0, 28, 3.2)
        for y in np.arange(0, 28, 3.2)
    ]
    placed = Placer(WINDOW).place(_names(cells, "彭水县"))
    assert len(placed) == len(cells)
    blocks = []
    for p in placed:
        width, height = block_mm(p.lines, "", p.size)
        blocks.append(
            shapely.box(p.x - width / 2, p.y - height / 2, p.x + width / 2, p.y + height / 2)
        )
    named = [b for b, p in zip(blocks, placed, strict=True) if p.number is None]
    tree = shapely.STRtree(named)
    pairs = tree.query(named, predicate="overlaps")
    assert pairs.shape[1] == 0
    numbers = [p.number for p in placed if p.number is not None]
    assert numbers == list(range(1, len(numbers) + 1)) and numbers


def test_name_may_reach_over_a_border_but_stays_mostly_inside() -> None:
    narrow = shapely.box(10, 0, 14, 30)
    (placed,) = Placer((0, 0, 60, 30)).place(_names([narrow], "土家族县"))
    block = _block(placed)
    assert block.intersection(narrow).area >= LEAST_INSIDE * block.area


def test_names_keep_off_obstacles() -> None:
    obstacle = (0.0, 0.0, 30.0, 15.0)
    (placed,) = Placer(WINDOW, obstacles=[obstacle]).place(_names([SQUARE]))
    assert placed.y > 15


def test_where_numbers_grow_too_many_optional_names_get_none() -> None:
    cells = [shapely.box(x, 0, x + 1, 1) for x in range(60)]
    names = _names(cells, "彭水县")
    optional = {n.key for n in names[5:]}
    placed = Placer((0, 0, 60, 1)).place(names, optional=optional)
    assert [p.number for p in placed] == [1, 2, 3, 4, 5]
    few = Placer((0, 0, 60, 1)).place(names[:10], optional=optional)
    assert [p.number for p in few] == list(range(1, 11))


def test_remembered_places_are_those_that_would_be_found() -> None:
    names = _names([shapely.box(x, 0, x + 4, 30) for x in range(0, 28, 4)], "彭水县")
    alone = Placer(WINDOW)
    known: KnownPlaces = {}
    first, second = (Placer(WINDOW, known=known) for _ in range(2))
    assert alone.place(names) == first.place(names) == second.place(names)
    assert len(known) == 1
    # What was taken is remembered too: the next name finds the same place.
    assert alone.claim(SQUARE, 3, 1.5) == second.claim(SQUARE, 3, 1.5)


def test_obstacles_marks_and_forms_are_part_of_what_is_remembered() -> None:
    known: KnownPlaces = {}
    plain = _names([SQUARE])
    marked = [replace(plain[0], marks="★")]
    for names, obstacles in ((plain, []), (marked, []), (plain, [(0.0, 0.0, 30.0, 15.0)])):
        Placer(WINDOW, obstacles=obstacles, known=known).place(names)
    assert len(known) == 3


def test_a_block_beside_a_shape_keeps_off_what_must_stay_visible() -> None:
    placer = Placer(WINDOW)
    spots = np.array([(15.0, 15.0), (15.0, 25.0)])
    assert placer.first(spots, (4, 2), keep_off=[(14, 14, 16, 16)]) == (15, 25)
    assert placer.first(spots, (4, 2)) == (15, 15)
    assert placer.first(spots, (4, 2)) is None
    assert placer.first(np.array([(1.0, 1.0)]), (4, 2)) is None, "outside the window"
