"""One shared geometry for a whole page: every border once, as arcs that faces refer to.

Coordinates are rounded to a grid (:data:`GRID` steps a degree), rings are cut where the set of
neighbours changes, and each piece between two cuts is kept once, however many faces use it
(Bostock & Metcalf, *The TopoJSON Format Specification*, 2013, describe the same idea). What two
counties share is therefore the same numbers for both: simplifying an arc can open no gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import RenderError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

#: Grid steps in one degree: 1e-4° is 11 m, finer than a screen shows at the page's largest scale.
GRID = 10_000

#: Arcs that only context uses are thinned to this many degrees (1 km): they are a quiet backdrop.
CONTEXT_TOLERANCE = 0.01


@dataclass(frozen=True)
class Faces:
    """Polygons of one kind. ``geometries`` has one (multi)polygon per face, in degrees."""

    kind: str
    geometries: Sequence[Any]


@dataclass(frozen=True)
class Topology:
    """Arcs on the grid and, per face, its rings as references to arcs.

    Attributes
    ----------
    arcs : list of int64 arrays of shape (n, 2)
        Grid coordinates, longitude first. A closed arc repeats its first point.
    faces : dict of kind → list of faces → list of rings → list of references
        A reference ``r >= 0`` is arc ``r``; a negative one is arc ``~r`` run backwards.
    lines : list of references per line, in order of the given lines' parts.
    """

    arcs: list[Ints]
    faces: dict[str, list[list[list[int]]]]
    lines: list[list[int]]


@dataclass(frozen=True)
class _Paths:
    """All rings and lines, one after the other, without the closing point of a ring."""

    points: Ints  # (n, 2) on the grid
    starts: Ints  # first point of each path
    ends: Ints  # one past its last point
    is_ring: NDArray[np.bool_]


def _on_grid(geometries: Any) -> tuple[Ints, Ints]:
    """Grid coordinates of all vertices and the index of the geometry each belongs to."""
    import shapely

    coords, owner = shapely.get_coordinates(geometries, return_index=True)
    points = np.rint(coords * GRID).astype(np.int64)
    keep = np.ones(len(points), dtype=bool)
    keep[1:] = (owner[1:] != owner[:-1]) | np.any(points[1:] != points[:-1], axis=1)
    return points[keep], owner[keep].astype(np.int64)


def _spans(owner: Ints, count: int) -> tuple[Ints, Ints]:
    starts = np.searchsorted(owner, np.arange(count), side="left")
    ends = np.searchsorted(owner, np.arange(count), side="right")
    return starts.astype(np.int64), ends.astype(np.int64)


def _paths(rings: Any, lines: Any) -> _Paths:
    ring_points, ring_owner = _on_grid(rings)
    line_points, line_owner = _on_grid(lines)
    owner = np.concatenate([ring_owner, line_owner + len(rings)])
    starts, ends = _spans(owner, len(rings) + len(lines))
    is_ring = np.arange(len(starts)) < len(rings)
    # A ring closes on itself: its last point is the first again and is left out.
    ends = np.where(is_ring & (ends > starts), ends - 1, ends)
    return _Paths(np.concatenate([ring_points, line_points]), starts, ends, is_ring)


def _point_ids(points: Ints) -> Ints:
    keys = points[:, 0] * (1 << 32) + points[:, 1]
    ids: Ints = np.unique(keys, return_inverse=True)[1].astype(np.int64)
    return ids


def _junctions(paths: _Paths, ids: Ints) -> NDArray[np.bool_]:
    """Per vertex: must paths be cut here? True where two visits have different neighbours."""
    before, after = np.roll(ids, 1), np.roll(ids, -1)
    long_enough = paths.ends > paths.starts
    first, last = paths.starts[long_enough], paths.ends[long_enough] - 1
    before[first], after[last] = ids[last], ids[first]
    used = np.zeros(len(ids), dtype=bool)
    for start, end in zip(first, last, strict=True):
        used[start : end + 1] = True
    low, high = np.minimum(before, after), np.maximum(before, after)
    count = int(ids.max(initial=0)) + 1
    cut = np.zeros(count, dtype=bool)
    visited = np.flatnonzero(used)
    order = visited[np.argsort(ids[visited], kind="stable")]
    same = ids[order][1:] == ids[order][:-1]
    differ = (low[order][1:] != low[order][:-1]) | (high[order][1:] != high[order][:-1])
    cut[ids[order][1:][same & differ]] = True
    is_line = ~paths.is_ring[long_enough]
    cut[ids[first[is_line]]] = True
    cut[ids[last[is_line]]] = True
    at_junction: NDArray[np.bool_] = cut[ids]
    return at_junction


class _Arcs:
    """Collects arcs, each once, whichever way round it comes."""

    def __init__(self, points: Ints, ids: Ints) -> None:
        self._points, self._ids = points, ids
        self._known: dict[bytes, int] = {}
        self.found: list[Ints] = []

    def reference(self, at: Ints) -> int:
        ids = self._ids[at]
        backwards = bool(ids[0] > ids[-1]) or bool(ids[0] == ids[-1] and ids[1] > ids[-2])
        if backwards:
            at, ids = at[::-1], ids[::-1]
        number = self._known.setdefault(ids.tobytes(), len(self.found))
        if number == len(self.found):
            self.found.append(self._points[at])
        return ~number if backwards else number


def _ring_references(arcs: _Arcs, ids: Ints, start: int, end: int, cuts: Ints) -> list[int]:
    at = np.arange(start, end)
    if len(cuts):
        turn = int(cuts[0]) - start
        at = np.roll(at, -turn)
        marks = [*((cuts - start - turn) % len(at)).tolist(), len(at)]
    else:
        # No junction: an island or an enclave. Both sides must begin at the same point.
        at = np.roll(at, -int(np.argmin(ids[at])))
        marks = [0, len(at)]
    at = np.append(at, at[0])
    return [arcs.reference(at[a : b + 1]) for a, b in pairwise(marks)]


def _line_references(arcs: _Arcs, start: int, end: int, cuts: Ints) -> list[int]:
    marks = sorted({start, end - 1, *cuts.tolist()})
    return [arcs.reference(np.arange(a, b + 1)) for a, b in pairwise(marks)]


def _references(paths: _Paths) -> tuple[list[Ints], list[list[int]]]:
    ids = _point_ids(paths.points)
    is_cut = _junctions(paths, ids)
    arcs = _Arcs(paths.points, ids)
    found = []
    for start, end, is_ring in zip(paths.starts, paths.ends, paths.is_ring, strict=True):
        cuts = start + np.flatnonzero(is_cut[start:end])
        if is_ring:
            # Fewer than three points on the grid: an islet that no scale of the page shows.
            found.append([] if end - start < 3 else _ring_references(arcs, ids, start, end, cuts))
        else:
            found.append([] if end - start < 2 else _line_references(arcs, start, end, cuts))
    return arcs.found, found


def _grown(geometries: Any) -> Any:
    """Geometries, with those that vanish on the grid replaced by a triangle that it keeps."""
    import shapely

    step = 2 / GRID
    kept = np.array(geometries, dtype=object)
    west, south, east, north = shapely.bounds(kept).T
    for at in np.flatnonzero(np.maximum(east - west, north - south) < step):
        x, y = float(west[at]), float(south[at])
        kept[at] = shapely.Polygon([(x, y), (x + step, y), (x, y + step)])
    return kept


def build(groups: Sequence[Faces], lines: Sequence[Any] = ()) -> Topology:
    """Shared arcs of faces of several kinds and of lines.

    Parameters
    ----------
    groups : sequence of Faces
        Kinds may overlap each other (a province and its counties): equal edges are shared anyway.
    lines : sequence of (multi)line geometries

    Raises
    ------
    RenderError
        If a face has no ring at all (an empty geometry).
    """
    import shapely

    owners: list[tuple[int, int]] = []
    rings: list[Any] = []
    for number, group in enumerate(groups):
        parts, face = shapely.get_parts(_grown(group.geometries), return_index=True)
        found, part = shapely.get_rings(parts, return_index=True)
        rings.extend(found)
        owners.extend((number, int(face[p])) for p in part)
    parts = shapely.get_parts(list(lines)) if len(lines) else []
    arcs, references = _references(
        _paths(np.array(rings, dtype=object), np.array(parts, dtype=object))
    )
    faces: dict[str, list[list[list[int]]]] = {g.kind: [[] for _ in g.geometries] for g in groups}
    for (number, face_index), ring in zip(owners, references, strict=False):
        if ring:
            faces[groups[number].kind][face_index].append(ring)
    for kind, found_faces in faces.items():
        empty = [i for i, face_rings in enumerate(found_faces) if not face_rings]
        if empty:
            raise RenderError(f"{kind}: faces without a ring at positions {empty[:5]}")
    return Topology(arcs, faces, [r for r in references[len(owners) :] if r])


def arc_users(topology: Topology, kind: str) -> list[list[int]]:
    """Per arc, the faces of one kind that use it."""
    users: list[list[int]] = [[] for _ in topology.arcs]
    for face, rings in enumerate(topology.faces.get(kind, [])):
        for ring in rings:
            for reference in ring:
                arc = reference if reference >= 0 else ~reference
                if face not in users[arc]:
                    users[arc].append(face)
    return users


def thin(topology: Topology, arcs: Sequence[int], tolerance: float = CONTEXT_TOLERANCE) -> Topology:
    """Thin some arcs (Douglas & Peucker, 1973), ends kept, so that faces still meet.

    Parameters
    ----------
    tolerance : float
        Degrees.
    """
    import shapely

    thinned = list(topology.arcs)
    chosen = [a for a in arcs if len(topology.arcs[a]) > 3]
    simplified = shapely.simplify(
        [shapely.LineString(topology.arcs[a]) for a in chosen],
        tolerance * GRID,
        preserve_topology=False,
    )
    for arc, line in zip(chosen, simplified, strict=True):
        points = np.rint(shapely.get_coordinates(line)).astype(np.int64)
        is_closed = bool((points[0] == points[-1]).all())
        if len(points) >= (4 if is_closed else 2):
            thinned[arc] = points
    return Topology(thinned, topology.faces, topology.lines)
