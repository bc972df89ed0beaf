"""Maps of a few regions of the nation: framed by the regions, with the nation in a corner."""

from __future__ import annotations

import dataclasses

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from geo.draw.page import Box
from geo.render.figures import Atlas
from geo.render.figures.edition_figure import draw
from geo.render.figures.locator import SIZE, framed, has_nation, is_national
from geo.render.figures.marginalia import FigureWords
from geo.schema import EditionFrames
from tests import toyland

NATION = shapely.box(74, 4, 134, 53)
FRAME = Box(16.0, 20.0, 200.0, 150.0)


def _in_nation(
    frames: EditionFrames, *, east: float = 0, north: float = 0, size: float = 1
) -> EditionFrames:
    """The edition with its counties moved and enlarged inside a whole nation."""

    def moved(shape: shapely.Geometry) -> shapely.Geometry:
        grown = affinity.scale(shape, size, size * 0.6, origin=(101, 32))
        return affinity.translate(grown, east, north)

    def placed(frame):  # type: ignore[no-untyped-def]  # frames of any level
        return frame.set_geometry(frame.geometry.map(moved))

    around = frames.neighbour_provinces.copy()
    around.loc[0, "geometry"] = NATION
    return dataclasses.replace(
        frames,
        counties=placed(frames.counties),
        prefectures=placed(frames.prefectures),
        provinces=placed(frames.provinces),
        neighbour_provinces=around,
    )


def _ids(frames: EditionFrames) -> set[str | None]:
    page, _ = draw(Atlas(frames), FigureWords())
    return {c.get_gid() for c in page.axes.collections}


def test_regions_of_a_nation_are_drawn_large_with_a_locator(frames: EditionFrames) -> None:
    shown = _in_nation(frames)
    assert has_nation(shown) and not is_national(shown)
    found = {i for i in _ids(shown) if i and i.startswith("locator-")}
    assert found == {"locator-provinces", "locator-regions", "locator-lines", "locator-frame"}


def test_regions_all_over_the_nation_are_drawn_as_the_nation(frames: EditionFrames) -> None:
    shown = _in_nation(frames, size=18)
    assert is_national(shown)
    assert "inset-lines" in _ids(shown) and "locator-frame" not in _ids(shown)


def test_an_edition_without_the_nation_has_no_locator(frames: EditionFrames) -> None:
    assert not has_nation(frames)
    assert framed(frames, FRAME).corner is None
    assert not any(i and i.startswith("locator") for i in _ids(frames))


@settings(max_examples=25, deadline=None)
@given(st.floats(-20, 25), st.floats(-12, 12), st.floats(0.3, 6))
def test_the_locator_hides_no_county(east: float, north: float, size: float) -> None:
    shown = _in_nation(toyland.edition_frames(), east=east, north=north, size=size)
    at = framed(shown, FRAME)
    assert at.corner is not None and (at.corner.width, at.corner.height) == SIZE
    counties = shapely.union_all(at.paper.place(shown.counties.geometry))
    assert shapely.intersection(counties, at.corner.polygon()).area < 1.0
    assert FRAME.polygon().buffer(1e-6).contains(shapely.box(*counties.bounds))


def test_only_provinces_of_which_anything_is_said_frame_the_map(frames: EditionFrames) -> None:
    shown = _in_nation(frames)
    counties = shown.counties.copy()
    silent = ~counties["county_code"].isin(shown.assignments["county_code"])
    assert silent.any()
    far = affinity.translate(counties.loc[silent, "geometry"].iloc[0], 20, 10)
    index = counties.index[silent][0]
    counties.loc[index, "geometry"] = far
    counties.loc[index, "province_code"] = "990000"
    moved = dataclasses.replace(shown, counties=counties)
    near = framed(moved, FRAME).paper.denominator
    assert near == pytest.approx(framed(shown, FRAME).paper.denominator, rel=0.3)
