"""StripeParts, hatches, inner bands and borders as geometry, so that every format draws them alike.

All lengths are millimetres on the page. Patterns are anchored to the page, not to the shape:
neighbours with the same stripes continue each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely import affinity

#: Least width in millimetres of a stripe that the eye tells from its neighbours: four dots of a
#: print at 300 dpi.
LEAST_STRIPE = 0.34
#: By how much, as a share of a fair share, a colour may have more or less than the others.
UNFAIR = 0.25
#: The deepest rim of a shape, as a share of the radius of the largest circle inside it.
MOST_RIM = 0.4
#: Each halves the range in which a cut is: the last are finer than any printer.
_BISECTIONS = 30


def _rotated_bounds(geometry: Any, angle: float) -> tuple[float, float, float, float]:
    turned = affinity.rotate(geometry, -angle, origin=(0, 0))
    west, south, east, north = (float(v) for v in shapely.bounds(turned))
    return west, south, east, north


def hatch(geometry: Any, *, spacing: float, angle: float) -> Any:
    """Parallel lines across a shape.

    ``angle`` is degrees anticlockwise from east.
    """
    if geometry.is_empty:
        return geometry
    west, south, east, north = _rotated_bounds(geometry, angle)
    rows = np.arange(math.floor(south / spacing), math.ceil(north / spacing) + 1) * spacing
    ends = np.array([[(west - 1, y), (east + 1, y)] for y in rows])
    lines = affinity.rotate(
        shapely.multilinestrings(shapely.linestrings(ends)), angle, origin=(0, 0)
    )
    return shapely.intersection(lines, geometry)


def _even_bands(geometry: Any, count: int, *, width: float, angle: float) -> list[Any]:
    """Shares of all colours but the first, in bands that are anchored to the page."""
    west, south, east, north = _rotated_bounds(geometry, angle)
    first, last = math.floor(south / width), math.ceil(north / width)
    shares = []
    for colour in range(1, count):
        rows = [r for r in range(first, last + 1) if r % count == colour]
        # A shape narrower than a stripe may fall between two of them; then there is no band.
        bands = shapely.MultiPolygon(
            [shapely.box(west - 1, r * width, east + 1, (r + 1) * width) for r in rows]
        )
        shares.append(shapely.intersection(affinity.rotate(bands, angle, origin=(0, 0)), geometry))
    return shares


def _are_fair(geometry: Any, others: list[Any]) -> bool:
    areas = [float(shapely.area(share)) for share in others]
    whole = float(shapely.area(geometry))
    fair = whole / (len(others) + 1)
    return all(abs(area - fair) <= UNFAIR * fair for area in (whole - sum(areas), *areas))


def _cut(turned: Any, share: float) -> float:
    """The height below which this share of a shape's area is, by bisection."""
    west, low, east, high = (float(v) for v in shapely.bounds(turned))
    south, wanted = low, share * float(shapely.area(turned))
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        below = shapely.clip_by_rect(turned, west - 1, south - 1, east + 1, middle)
        low, high = (middle, high) if shapely.area(below) < wanted else (low, middle)
    return (low + high) / 2


def _equal_slices(geometry: Any, count: int, *, angle: float) -> tuple[list[Any], float]:
    """``count`` bands of one area across a shape, and the height of the narrowest."""
    turned = affinity.rotate(geometry, -angle, origin=(0, 0))
    west, south, east, north = (float(v) for v in shapely.bounds(turned))
    cuts = [south, *(_cut(turned, i / count) for i in range(1, count)), north]
    shares = []
    for low, high in pairwise(cuts):
        band = affinity.rotate(shapely.box(west - 1, low, east + 1, high), angle, origin=(0, 0))
        shares.append(shapely.intersection(band, geometry))
    return shares, float(np.diff(cuts).min())


@dataclass(frozen=True)
class StripeParts:
    """Shapes that share a geometry, one for each colour.

    The first is the whole geometry, drawn under the others, so that no gap shows between bands.
    ``is_legible`` is False where the bands are too narrow to be told apart in print: a legend
    must then name the colours.
    """

    shares: list[Any]
    is_legible: bool = True

    def visible(self, rank: int) -> Any:
        """What shows of one share when all are drawn."""
        if rank or len(self.shares) == 1:
            return self.shares[rank]
        return shapely.difference(self.shares[0], shapely.union_all(self.shares[1:]))


def stripes(geometry: Any, count: int, *, width: float, angle: float) -> StripeParts:
    """Stripes of ``count`` colours, of which each has about the same share of the geometry.

    Bands are ``width`` millimetres and anchored to the page. Where that leaves a colour out or
    with too little, because the geometry is small, they are narrowed; where narrow ones do no
    better, the geometry is cut into slices of exactly one area.
    """
    if count == 1 or geometry.is_empty:
        return StripeParts([geometry] * count)
    _, south, _, north = _rotated_bounds(geometry, angle)
    has_room = north - south >= LEAST_STRIPE * count
    for narrower in (width, width / 2, width / 4):
        others = _even_bands(geometry, count, width=narrower, angle=angle)
        if has_room and narrower >= LEAST_STRIPE and _are_fair(geometry, others):
            return StripeParts([geometry, *others])
    slices, narrowest = _equal_slices(geometry, count, angle=angle)
    return StripeParts([geometry, *slices[1:]], narrowest >= LEAST_STRIPE)


def inner_band(geometry: Any, *, width: float) -> Any:
    """The rim of a shape, ``width`` deep, inside its border."""
    core = shapely.buffer(geometry, -width, quad_segs=2, join_style="mitre")
    return shapely.difference(geometry, core)


def outer_bands(shapes: list[Any], *, width: float) -> list[Any]:
    """Rims of groups of adjacent shapes, narrower in small groups, so that their fill shows."""
    union = shapely.coverage_union_all(np.array(shapes, dtype=object))
    bands = []
    for part in shapely.get_parts(union):
        circle = shapely.maximum_inscribed_circle(part, tolerance=width / 4)
        bands.append(inner_band(part, width=min(width, MOST_RIM * float(shapely.length(circle)))))
    return bands


def shared_borders(shapes: np.ndarray) -> Any:
    """The borders of a coverage, each once, as long lines."""
    rings = shapely.get_rings(shapely.get_parts(shapes))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[1:] == ring[:-1]
    ends = np.hstack([xy[:-1][follows], xy[1:][follows]])
    is_backward = (ends[:, 0] > ends[:, 2]) | (
        (ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3])
    )
    ends[is_backward] = ends[is_backward][:, [2, 3, 0, 1]]
    segments = shapely.linestrings(np.unique(ends, axis=0).reshape(-1, 2, 2))
    return shapely.line_merge(shapely.multilinestrings(segments))
