"""Stripes, hatches, inner bands and borders as geometry, so that every format draws them alike.

All lengths are millimetres on the page. Patterns are anchored to the page, not to the shape:
neighbours with the same stripes continue each other.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from shapely import affinity


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


def stripes(geometry: Any, count: int, *, width: float, angle: float) -> list[Any]:
    """``count`` shapes, one for each colour, that share the geometry in bands of ``width``.

    The first is the whole shape, drawn under the others, so that no gap shows between bands.
    """
    west, south, east, north = _rotated_bounds(geometry, angle)
    first, last = math.floor(south / width), math.ceil(north / width)
    shares = [geometry]
    for colour in range(1, count):
        rows = [r for r in range(first, last + 1) if r % count == colour]
        # A shape narrower than a stripe may fall between two of them; then there is no band.
        bands = shapely.MultiPolygon(
            [shapely.box(west - 1, r * width, east + 1, (r + 1) * width) for r in rows]
        )
        shares.append(shapely.intersection(affinity.rotate(bands, angle, origin=(0, 0)), geometry))
    return shares


def inner_band(geometry: Any, *, width: float) -> Any:
    """The rim of a shape, ``width`` deep, inside its border."""
    core = shapely.buffer(geometry, -width, quad_segs=2, join_style="mitre")
    return shapely.difference(geometry, core)


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
