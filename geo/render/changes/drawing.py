"""County boundaries → the shapes of one small map, in whole map units.

A map is at most :data:`WIDTH` units wide and :data:`HEIGHT` high, y downwards. Simplifying keeps
the coverage: neighbours share their border, no gap, no overlap, no lost county (Visvalingam &
Whyatt, 1993, on shared edges, as shapely's ``coverage_simplify`` does it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.draw.page import Box
from geo.draw.paper import fit_region
from geo.errors import RenderError

if TYPE_CHECKING:
    import geopandas as gpd

WIDTH, HEIGHT = 1600, 1160
#: Room around the region for its outline and for names at the edge.
MARGIN = 24
#: Square root of the area, in map units, of the smallest bend that is kept.
TOLERANCE = 3.0
DISC_RADIUS = 12


@dataclass(frozen=True)
class Shape:
    """One county: its path, a point inside it and the free radius around that point."""

    code: str
    path: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Drawing:
    """One region. ``borders`` and ``outline`` are paths of prefectures and of the whole."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    borders: str
    outline: str


def discs(shapes: Sequence[Shape]) -> frozenset[str]:
    """Codes of those that are too small to show their fill and far enough from the others for a
    disc of it."""
    return frozenset(
        one.code
        for one in shapes
        if one.radius < DISC_RADIUS
        and all(
            np.hypot(one.x - other.x, one.y - other.y) > 4 * DISC_RADIUS
            for other in shapes
            if other.code != one.code
        )
    )


def draw(counties: gpd.GeoDataFrame, codes: Sequence[str]) -> Drawing:
    """Draw the counties of one region.

    Parameters
    ----------
    counties : GeoDataFrame
        ``COUNTY_BOUNDARIES``, EPSG:4490.
    codes : sequence of str
        Which of them.

    Raises
    ------
    RenderError
        If the boundaries lack one of them, or there is none.
    """
    own = counties[counties["county_code"].isin(list(codes))]
    missing = sorted(set(codes) - set(own["county_code"]))
    if missing or own.empty:
        raise RenderError(f"no boundary for {', '.join(missing) or 'an empty region'}")
    placed, width, height = _placed(own.geometry.to_numpy())
    simple = shapely.coverage_simplify(placed, TOLERANCE)
    groups = own.groupby("prefecture_code").indices if "prefecture_code" in own else {}
    inner = [shapely.coverage_union_all(simple[rows]) for _, rows in sorted(groups.items())]
    return Drawing(
        width,
        height,
        tuple(map(_shape, own["county_code"].tolist(), simple)),
        "".join(map(path_of, inner)) if len(inner) > 1 else "",
        path_of(shapely.coverage_union_all(simple)),
    )


def _placed(shapes: np.ndarray) -> tuple[np.ndarray, int, int]:
    """Degrees → map units, y downwards, and the size of the map."""
    paper = fit_region(shapes, Box(0, 0, WIDTH, HEIGHT), margin=MARGIN, is_round=False)
    drawn = paper.place(shapes)
    west, south, east, north = (float(b) for b in shapely.total_bounds(drawn))
    placed = shapely.transform(drawn, lambda xy: (xy - (west, north)) * (1, -1) + MARGIN)
    return placed, round(east - west) + 2 * MARGIN, round(north - south) + 2 * MARGIN


def _shape(code: str, shape: Any) -> Shape:
    largest = max(shapely.get_parts(shape), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    (x, y), (edge_x, edge_y) = shapely.get_coordinates(circle)[:2]
    radius = float(np.hypot(edge_x - x, edge_y - y))
    return Shape(code, path_of(shape), round(float(x), 1), round(float(y), 1), radius)


def path_of(shape: Any) -> str:
    """SVG path of a polygon or of several, in whole units, each ring closed."""
    parts = []
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        points = np.rint(shapely.get_coordinates(ring)).astype(int)
        steps = np.diff(points, axis=0)
        steps = steps[np.any(steps != 0, axis=1)][:-1]
        # An island of less than a unit would vanish: it stays as a dot of one.
        moves = steps.tolist() if len(steps) > 1 else [[1, 0], [0, 1]]
        x, y = points[0].tolist()
        parts.append(f"M{x} {y}l{_joined(moves)}z")
    return "".join(parts)


def _joined(moves: Sequence[Sequence[int]]) -> str:
    """Numbers as short as SVG allows: a minus sign separates too."""
    text = " ".join(str(n) for move in moves for n in move)
    return text.replace(" -", "-")
