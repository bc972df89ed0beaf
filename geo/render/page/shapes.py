"""The geometry of an edition's page, packed.

The stream is read back by ``web/src/decoding.js``; the two must change together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.render.page import pack
from geo.render.page.topology import GRID, Faces, Topology, arc_users, build, thin
from geo.vocabulary import ALL_EDITION

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Kinds of an arc, heaviest last; the script strokes each kind with its own weight.
COUNTY, PREFECTURE, PROVINCE, OUTER, CONTEXT = range(5)


@dataclass(frozen=True)
class PageGeometry:
    """Packed arcs and what a page needs to place them.

    Attributes
    ----------
    stream : str
        Raw deflate in base64: counts, arc lengths, arc kinds, faces, lines, coordinates.
    anchors : list of [lon, lat, radius]
        Per county, grid coordinates of the point furthest from its border and how far that is.
    projection : dict
        Degrees of an Albers equal-area projection: two standard parallels and the origin.
    """

    stream: str
    anchors: list[list[int]]
    projection: dict[str, float]


def _topology(frames: EditionFrames) -> Topology:
    groups = [
        Faces("county", list(frames.counties.geometry)),
        Faces("province", list(frames.provinces.geometry)),
        Faces("neighbour", list(frames.neighbour_provinces.geometry)),
    ]
    whole = build(groups, list(frames.boundary_lines.geometry))
    in_region = [bool(u) for u in arc_users(whole, "county")]
    in_line = {r if r >= 0 else ~r for line in whole.lines for r in line}
    context = [a for a in range(len(whole.arcs)) if not in_region[a] and a not in in_line]
    return thin(whole, context)


def _arc_kind(
    prefectures: set[str], provinces: set[str], *, has_county: bool, on_province: bool
) -> int:
    if not has_county:
        return CONTEXT
    if len(provinces) > 1:
        return PROVINCE
    if on_province:
        return OUTER
    return PREFECTURE if len(prefectures) > 1 else COUNTY


def arc_kinds(topology: Topology, frames: EditionFrames) -> list[int]:
    """Per arc, which border it is, from the units on its two sides."""
    counties = arc_users(topology, "county")
    outlines = (arc_users(topology, "province"), arc_users(topology, "neighbour"))
    prefecture_of = frames.counties["prefecture_code"].tolist()
    province_of = frames.counties["province_code"].tolist()
    outline_codes = [
        f["province_code"].tolist() for f in (frames.provinces, frames.neighbour_provinces)
    ]
    kinds = []
    for arc, sides in enumerate(counties):
        crossed = [
            codes[face]
            for users, codes in zip(outlines, outline_codes, strict=True)
            for face in users[arc]
        ]
        prefectures = {prefecture_of[c] for c in sides}
        if len(sides) == 1 and not crossed:
            prefectures.add("beyond the region")
        kinds.append(
            _arc_kind(
                prefectures,
                {province_of[c] for c in sides} | set(crossed),
                has_county=bool(sides),
                on_province=bool(crossed) or not sides,
            )
        )
    return kinds


def _face_numbers(faces: list[list[list[int]]]) -> list[int]:
    """Rings per face, references per ring, references as differences (zigzag)."""
    numbers: list[int] = []
    last = 0
    for rings in faces:
        numbers.append(len(rings))
        for ring in rings:
            numbers.append(len(ring))
            for reference in ring:
                step = reference - last
                numbers.append(step * 2 if step >= 0 else -step * 2 - 1)
                last = reference
    return numbers


def _stream(topology: Topology, kinds: list[int]) -> str:
    faces = topology.faces
    head = [len(topology.arcs), *(len(faces[k]) for k in ("county", "province", "neighbour"))]
    numbers = [*head, len(topology.lines), *(len(a) for a in topology.arcs), *kinds]
    for kind in ("county", "province", "neighbour"):
        numbers += _face_numbers(faces[kind])
    numbers += _face_numbers([[line] for line in topology.lines])
    return pack.deflated(pack.varints(numbers) + pack.deltas(topology.arcs), huffman_only=True)


def _largest_parts(geometries: Any) -> Any:
    """The largest polygon of each (multi)polygon."""
    import shapely

    parts, owner = shapely.get_parts(np.array(geometries, dtype=object), return_index=True)
    order = np.lexsort((-shapely.area(parts), owner))
    is_first = np.r_[True, np.diff(owner[order]) > 0]
    return parts[order[is_first]]


def anchors(geometries: Any) -> list[list[int]]:
    """Where each county's label is placed: centre of the largest circle inside its largest part.

    Degrees of longitude are shortened by the cosine of the latitude first, so that the circle is
    one on the ground. Thinning to about a kilometre before keeps it quick and moves a label less
    than its own width.

    Returns
    -------
    list of [lon, lat, radius], whole numbers on the grid.
    """
    import shapely

    if not len(geometries):
        return []
    parts = _largest_parts(geometries)
    west, south, east, north = shapely.bounds(parts).T
    shrink = np.cos(np.radians((south + north) / 2))
    coordinates, owner = shapely.get_coordinates(parts, return_index=True)
    coordinates[:, 0] *= shrink[owner]
    flat = shapely.set_coordinates(parts, coordinates)
    extent = np.maximum((east - west) * shrink, north - south)
    rough = shapely.simplify(flat, extent / 80, preserve_topology=False)
    is_polygon = shapely.get_type_id(rough) == shapely.GeometryType.POLYGON
    usable = np.where(is_polygon & shapely.is_valid(rough) & ~shapely.is_empty(rough), rough, flat)
    circles = shapely.maximum_inscribed_circle(usable, tolerance=extent / 40)
    centres = shapely.get_coordinates(shapely.get_point(circles, 0))
    places = np.column_stack([centres[:, 0] / shrink, centres[:, 1], shapely.length(circles)])
    found: list[list[int]] = np.rint(places * GRID).astype(np.int64).tolist()
    return found


#: Albers as national maps of China use it: the same parallels and meridian as in geo.crs.MEASURE.
NATIONAL_PROJECTION = {"south": 25.0, "north": 47.0, "latitude": 35.0, "longitude": 105.0}


def regional_projection(bounds: tuple[float, float, float, float]) -> dict[str, float]:
    """Albers parameters by the rule of :func:`geo.crs.regional_albers`, in degrees."""
    west, south, east, north = bounds
    margin = (north - south) / 6
    values = {
        "south": south + margin,
        "north": north - margin,
        "latitude": (south + north) / 2,
        "longitude": (west + east) / 2,
    }
    return {name: round(value, 4) for name, value in values.items()}


def page_geometry(frames: EditionFrames) -> PageGeometry:
    """Everything an edition's page draws, with equal borders stored once."""
    topology = _topology(frames)
    west, south, east, north = (float(v) for v in frames.counties.total_bounds)
    is_national = frames.edition.key == ALL_EDITION
    return PageGeometry(
        stream=_stream(topology, arc_kinds(topology, frames)),
        anchors=anchors(frames.counties.geometry),
        projection=NATIONAL_PROJECTION
        if is_national
        else regional_projection((west, south, east, north)),
    )
