"""Where in the country a map's regions are: a small map of the nation in a free corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo import crs
from geo.draw.furniture import neat_line
from geo.draw.page import A4_LANDSCAPE, Box, Page
from geo.draw.paper import Paper, fit, fit_region
from geo.looks import (
    BORDER_COUNTY,
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    CONTEXT_FILL,
    PAPER,
    tint,
)

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Degrees. The main map of the nation ends south of Hainan; an inset shows the South China Sea.
MAIN_SOUTH = 17.6
#: A map of regions must be at least so much larger than one of the nation, or it is not worth it.
LEAST_GAIN = 1.3
SIZE = (30.0, 31.0)
#: Millimetres round the regions that are tried until a corner is free.
_MARGINS = (5.0, 12.0, 20.0, 28.0)
#: Lines in the locator are thinned to this many degrees.
_TOLERANCE = 0.08


def country(frames: EditionFrames) -> list[Any]:
    """Shapes of all provinces at hand."""
    return [*frames.provinces.geometry, *frames.neighbour_provinces.geometry]


def has_nation(frames: EditionFrames) -> bool:
    """Whether the provinces at hand are all of the nation, to the South China Sea."""
    bounds = shapely.total_bounds(np.array(country(frames), dtype=object))
    return bool(bounds[1] < MAIN_SOUTH and bounds[0] < 80 and bounds[2] > 125)


def is_national(frames: EditionFrames) -> bool:
    """Whether the map has to show the whole nation: its regions alone would hardly be larger."""
    if not has_nation(frames):
        return False
    page = Box(0, 0, *A4_LANDSCAPE)
    whole = fit(_outline(frames), page, projection=crs.MEASURE, is_round=False)
    own = fit_region(_regions(frames), page, is_round=False)
    return whole.denominator < LEAST_GAIN * own.denominator


def _outline(frames: EditionFrames) -> Any:
    shapes = shapely.make_valid(np.array(country(frames), dtype=object))
    shapes = shapely.clip_by_rect(shapes, 60, MAIN_SOUTH, 150, 60)
    return shapely.simplify(shapes[~shapely.is_empty(shapes)], _TOLERANCE)


def _regions(frames: EditionFrames) -> Any:
    """Counties of the provinces of which any document says anything."""
    counties = frames.counties
    said = counties["county_code"].isin(frames.drawn["county_code"])
    provinces = set(counties.loc[said, "province_code"])
    chosen = counties["province_code"].isin(provinces)
    return (counties[chosen] if len(provinces) else counties).geometry


@dataclass(frozen=True)
class Framed:
    """The paper of a map of regions, and the corner for its locator, if it needs one."""

    paper: Paper
    corner: Box | None = None


def framed(frames: EditionFrames, frame: Box) -> Framed:
    """Fit an edition's regions into a frame, and leave a corner free where it has the nation."""
    if not has_nation(frames):
        return Framed(fit_region(frames.counties.geometry, frame))
    regions = _regions(frames)
    # The scale bar is in the lower left corner, the arrow in the upper right.
    right, top = frame.right - SIZE[0], frame.top - SIZE[1]
    corners = [Box(right, frame.y, *SIZE), Box(frame.x, top, *SIZE)]
    for margin in _MARGINS:
        paper = fit_region(regions, frame, margin=margin)
        drawn = shapely.union_all(shapely.simplify(paper.place(regions), 0.3))
        free = [c for c in corners if not shapely.intersects(drawn, c.inner(-1).polygon())]
        if free:
            return Framed(paper, free[0])
    return Framed(paper, corners[0])


def draw_locator(page: Page, frames: EditionFrames, paper: Paper, box: Box) -> None:
    """The nation with its sea and its lines, the regions, and the frame of the map."""
    page.box(box, fill=PAPER, edge="none", width=0, order=17)
    shapes = shapely.simplify(np.array(country(frames), dtype=object), _TOLERANCE)
    whole = fit(
        [*shapes, *frames.boundary_lines.geometry], box, projection=crs.MEASURE, margin=1.5,
        is_round=False,
    )  # fmt: skip
    own = shapely.simplify(np.array([*frames.provinces.geometry], dtype=object), _TOLERANCE)
    page.areas(
        whole.place(shapes), fill=CONTEXT_FILL, edge=BORDER_COUNTY, width=0.25, order=17.1,
        clip=box, gid="locator-provinces",
    )  # fmt: skip
    page.areas(
        whole.place(own), fill=tint(BORDER_PREFECTURE, 0.42), edge=BORDER_COUNTY, width=0.25,
        order=17.2, clip=box, gid="locator-regions",
    )  # fmt: skip
    lines = whole.place(frames.boundary_lines.geometry)
    page.lines(lines, colour=BORDER_PROVINCE, width=0.5, order=17.3, clip=box, gid="locator-lines")
    page.lines(
        [_frame_on(paper, whole)], colour=BORDER_PROVINCE, width=0.6, order=17.4, clip=box,
        gid="locator-frame",
    )  # fmt: skip
    neat_line(page, box)


def _frame_on(paper: Paper, whole: Paper) -> Any:
    """The outline of one map's frame on another."""
    edge = shapely.get_coordinates(shapely.segmentize(paper.frame.polygon(), 10.0))
    return whole.place([shapely.LinearRing(paper.unplace(edge))])[0]
