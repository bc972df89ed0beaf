"""Maps of hundreds of small counties: patterns, marks and outlines shrink with them."""

from __future__ import annotations

import dataclasses

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.draw import patterns
from geo.draw.page import Page
from geo.looks import DISSOLVED_BELOW, FIGURE, LEAST_SHARE
from geo.render.figures import Atlas
from geo.render.figures.edition_figure import draw
from geo.render.figures.marginalia import FigureWords
from geo.render.figures.region_map import LEAST_MARK, MOST_MARK
from geo.schema import EditionFrames

from .crowded import crowded


def _many(frames: EditionFrames, side: int) -> EditionFrames:
    """The edition with a grid of ``side`` × ``side`` counties instead of its own."""
    step = 4.0 / side
    cells = [
        shapely.box(100 + i * step, 30 + j * step, 100 + (i + 1) * step, 30 + (j + 1) * step)
        for i in range(side)
        for j in range(side)
    ]
    rows = pd.concat([frames.counties.iloc[[0]]] * len(cells), ignore_index=True)
    rows["county_code"] = [f"9{n:05d}" for n in range(len(cells))]
    rows["county_name"] = rows["short_name"] = [f"县{n}" for n in range(len(cells))]
    half = len(cells) // 2
    rows["province_code"] = ["910000"] * half + ["920000"] * (len(cells) - half)
    counties = gpd.GeoDataFrame(rows.drop(columns="geometry"), geometry=cells, crs=4490)
    return dataclasses.replace(frames, counties=counties)


def _page(frames: EditionFrames) -> Page:
    return draw(Atlas(frames), FigureWords())[0]


def test_sizes_shrink_with_the_counties_down_to_a_limit() -> None:
    assert FIGURE.for_counties(20) is FIGURE
    widths = [FIGURE.for_counties(typical).stripe for typical in (8, 6, 4, 3, 2, 1, 0.1)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == pytest.approx(FIGURE.stripe * LEAST_SHARE)
    assert widths[-1] >= patterns.LEAST_STRIPE * 2
    assert FIGURE.for_counties(DISSOLVED_BELOW - 0.1).is_dissolved


def test_thousands_of_counties_have_marks_without_names(frames: EditionFrames) -> None:
    side = 52
    page = _page(crowded(_many(frames, side), 3, overlays=1))
    texts = page.texts()
    marks = [t for t in page.axes.texts if t.get_text() == "◆" and t.get_gid() is None]
    assert len([t for t in texts if t.startswith("县") and t[1:].isdigit()]) == 0
    assert len(marks) >= side**2
    on_map = [t.get_fontsize() for t in marks if t.get_fontsize() <= MOST_MARK]
    assert len(on_map) == side**2 and min(on_map) >= LEAST_MARK
    # A mark stays within its county: a cell of the grid is about 2.9 mm on the paper.
    assert max(on_map) * 25.4 / 72 < 2.9
    assert any("tables/assignments.csv" in t for t in texts)
    assert frames.provinces["province_name"].iloc[0] in texts


def test_a_few_counties_keep_their_names(frames: EditionFrames) -> None:
    texts = _page(crowded(_many(frames, 5), 3, overlays=1)).texts()
    assert {f"县{n}" for n in range(25)} <= set(texts)
    assert not any("tables/assignments.csv" in t for t in texts)


def test_outlines_of_adjacent_counties_are_one() -> None:
    cells = [shapely.box(x, 0, x + 1, 1) for x in range(4)] + [shapely.box(9, 9, 9.4, 9.4)]
    bands = patterns.outer_bands(cells, width=0.2)
    assert len(bands) == 2
    large = max(bands, key=lambda b: float(b.area))
    assert large.bounds == (0, 0, 4, 1)
    assert not large.intersects(shapely.Point(1, 0.5)), "no rim between neighbours"
    small = min(bands, key=lambda b: float(b.area))
    assert small.area < 0.9 * 0.16, "the fill of a tiny county shows"


def test_provinces_of_a_region_have_their_border(frames: EditionFrames) -> None:
    page = _page(_many(frames, 6))
    ids = {c.get_gid() for c in page.axes.collections}
    assert "border-province" in ids
    assert "border-province" not in {c.get_gid() for c in _page(frames).axes.collections}
    assert np.isfinite(page.bottom)
