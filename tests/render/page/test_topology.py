"""Shared arcs on unit squares: every border once, no gap, nothing lost."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import shapely

from geo.errors import RenderError
from geo.render.page import shapes as page_shapes
from geo.render.page.topology import GRID, Faces, Topology, arc_users, build, thin
from geo.schema import EditionFrames


def face_polygon(topology: Topology, kind: str, at: int) -> shapely.Geometry:
    """A face put together again from its arcs, in degrees."""
    rings = []
    for ring in topology.faces[kind][at]:
        points: list[tuple[float, float]] = []
        for reference in ring:
            arc = topology.arcs[reference] if reference >= 0 else topology.arcs[~reference][::-1]
            points += [(float(x) / GRID, float(y) / GRID) for x, y in arc[1 if points else 0 :]]
        assert points[0] == points[-1], "a ring closes"
        rings.append(shapely.Polygon(points))
    whole = rings[0]
    for ring in rings[1:]:
        whole = whole.symmetric_difference(ring)
    return whole


def squares(*corners: tuple[float, float]) -> Faces:
    return Faces("county", [shapely.box(x, y, x + 1, y + 1) for x, y in corners])


def test_a_shared_border_is_one_arc() -> None:
    topology = build([squares((0, 0), (1, 0))])
    users = arc_users(topology, "county")
    assert len(topology.arcs) == 3
    assert Counter(len(u) for u in users) == {1: 2, 2: 1}


def test_every_toy_county_comes_back_with_its_shape(toy_frames: EditionFrames) -> None:
    shapes = list(toy_frames.counties.geometry)
    topology = build([Faces("county", shapes)])
    for at, shape in enumerate(shapes):
        assert face_polygon(topology, "county", at).symmetric_difference(shape).area < 1e-9


def test_an_enclave_shares_its_ring_with_the_hole(toy_frames: EditionFrames) -> None:
    codes = toy_frames.counties["county_code"].tolist()
    topology = build([Faces("county", list(toy_frames.counties.geometry))])
    users = arc_users(topology, "county")
    enclave, around = codes.index("910105"), codes.index("910104")
    assert [sorted(u) for u in users if enclave in u] == [sorted([enclave, around])]


def test_faces_of_several_kinds_share_arcs(toy_frames: EditionFrames) -> None:
    counties = Faces("county", list(toy_frames.counties.geometry))
    alone = build([counties])
    both = build([counties, Faces("province", list(toy_frames.provinces.geometry))])
    assert len(both.arcs) == len(alone.arcs)


def test_a_county_smaller_than_the_grid_is_kept() -> None:
    speck = shapely.box(10, 10, 10 + 1e-6, 10 + 1e-6)
    topology = build([Faces("county", [speck, shapely.box(0, 0, 1, 1)])])
    assert all(rings for rings in topology.faces["county"])


def test_an_empty_geometry_is_refused() -> None:
    with pytest.raises(RenderError, match="county"):
        build([Faces("county", [shapely.Polygon()])])


def test_thinning_keeps_ends_so_that_faces_still_meet() -> None:
    zigzag = [(1 + (0.001 if i % 2 else 0), i / 50) for i in range(51)]
    left = shapely.Polygon([(0, 0), *zigzag, (0, 1)])
    right = shapely.Polygon([(2, 0), (2, 1), *reversed(zigzag)])
    topology = build([Faces("county", [left, right])])
    thinned = thin(topology, range(len(topology.arcs)))
    assert sum(map(len, thinned.arcs)) < sum(map(len, topology.arcs)) / 3
    first, second = (face_polygon(thinned, "county", at) for at in (0, 1))
    assert first.intersection(second).area == 0
    assert shapely.union(first, second).geom_type == "Polygon"
    assert len(shapely.get_rings(shapely.union(first, second))) == 1, "no gap between them"


def test_borders_weigh_by_what_they_part(toy_frames: EditionFrames) -> None:
    topology = page_shapes._topology(toy_frames)
    kinds = page_shapes.arc_kinds(topology, toy_frames)
    codes = toy_frames.counties["county_code"].tolist()
    users = arc_users(topology, "county")

    def kind_between(*pair: str) -> int:
        wanted = sorted(codes.index(c) for c in pair)
        return next(kinds[a] for a, u in enumerate(users) if sorted(u) == wanted)

    assert kind_between("910101", "910102") == page_shapes.COUNTY
    assert kind_between("910103", "910201") == page_shapes.PREFECTURE
    east = [
        kinds[a]
        for a, u in enumerate(users)
        if u == [codes.index("910102")] and np.all(topology.arcs[a][:, 0] == 102 * GRID)
    ]
    assert east == [page_shapes.PROVINCE]
    assert kind_between("910105", "910104") == page_shapes.COUNTY


def test_a_label_stands_inside_the_largest_part(toy_frames: EditionFrames) -> None:
    shapes = list(toy_frames.counties.geometry)
    for shape, (x, y, radius) in zip(shapes, page_shapes.anchors(shapes), strict=True):
        largest = max(shapely.get_parts(shape), key=shapely.area)
        assert largest.contains(shapely.Point(x / GRID, y / GRID))
        assert radius > 0
