"""Reviewed patches, mechanical cleaning and union of boundary layers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import shapely
from boundary_sources import Unit

from geo import crs
from geo.errors import BoundariesError

Shapes = dict[str, shapely.MultiPolygon]


def _multi(shape: shapely.Geometry) -> shapely.MultiPolygon:
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise BoundariesError(f"a polygon became a {shape.geom_type}")
    return shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape])


def _drop_parts(shape: shapely.MultiPolygon, patch: dict[str, Any]) -> shapely.MultiPolygon:
    window = shapely.box(*patch["bounds"])
    kept = [part for part in shape.geoms if not part.within(window)]
    if len(shape.geoms) - len(kept) != patch["parts"]:
        raise BoundariesError(f"{patch['county_code']}: the patch meets other parts than reviewed")
    return shapely.MultiPolygon(kept)


def _make_valid(shape: shapely.MultiPolygon, patch: dict[str, Any]) -> shapely.MultiPolygon:
    if shape.is_valid:
        raise BoundariesError(f"{patch['county_code']}: is valid already; remove the patch")
    return _multi(shapely.make_valid(shape))


_ACTIONS = {"drop_parts": _drop_parts, "make_valid": _make_valid}


def apply_patches(counties: Mapping[str, Unit], patches: list[dict[str, Any]]) -> Shapes:
    """County shapes after the reviewed edits."""
    shapes = {code: unit.shape for code, unit in counties.items()}
    for patch in patches:
        code = patch["county_code"]
        if counties[code].name != patch["county_name"]:
            raise BoundariesError(f"{code} is {counties[code].name}, not {patch['county_name']}")
        shapes[code] = _ACTIONS[patch["action"]](shapes[code], patch)
    return shapes


def clean(shapes: Shapes, cleaning: dict[str, Any]) -> Shapes:
    """Close slivers and overlaps; every county that is not declared stays vertex for vertex.

    Method: :func:`shapely.coverage_clean` (GEOS 3.14) without snapping. A county that it returns
    with the same vertices (repeated ones aside) keeps its published geometry.
    """
    codes = sorted(shapes)
    before = np.array([shapes[code] for code in codes], dtype=object)
    after = shapely.coverage_clean(before, gap_width=cleaning["gap_width"], snapping_distance=0)
    changed = {
        code: _multi(new)
        for code, old, new in zip(codes, before, after, strict=True)
        if _vertices(old) != _vertices(new)
    }
    declared = {entry["county_code"] for entry in cleaning["counties"]}
    if set(changed) != declared:
        odd = ", ".join(sorted(set(changed) ^ declared))
        raise BoundariesError(f"cleaning and its reviewed list differ in: {odd}")
    result = {code: changed.get(code, shapes[code]) for code in codes}
    if not shapely.coverage_is_valid(np.array(list(result.values()), dtype=object)):
        raise BoundariesError("the cleaned counties are no valid coverage")
    return result


def _vertices(shape: shapely.Geometry) -> frozenset[tuple[float, float]]:
    return frozenset(map(tuple, shapely.get_coordinates(shape).tolist()))


def unite(shapes: Shapes, parent: Mapping[str, str]) -> Shapes:
    """One shape per parent, sorted by its code; exact, because the shapes are a coverage."""
    groups: dict[str, list[shapely.MultiPolygon]] = defaultdict(list)
    for code in sorted(shapes):
        groups[parent[code]].append(shapes[code])
    return {code: _multi(shapely.coverage_union_all(groups[code])) for code in sorted(groups)}


@cache
def _to_metres() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(crs.STORAGE, crs.MEASURE, always_xy=True)


def in_km2(shape: shapely.Geometry) -> float:
    """Equal-area size (:data:`geo.crs.MEASURE`) of a shape in EPSG:4490."""
    flat = shapely.transform(
        shape, lambda xy: np.column_stack(_to_metres().transform(xy[:, 0], xy[:, 1]))
    )
    return float(flat.area) / 1e6


def differences(published: Mapping[str, Unit], united: Shapes) -> list[dict[str, Any]]:
    """Where the publisher's prefectures and provinces are not what their counties make up.

    km² to a tenth of a hectare: ``only_publisher_km2`` and ``only_counties_km2``.
    """
    rows = []
    for code, shape in sorted(united.items()):
        theirs = shapely.make_valid(published[code].shape)
        if not shapely.equals(theirs, shape):
            only_theirs, only_ours = theirs.difference(shape), shape.difference(theirs)
            rows.append(
                {
                    "code": code,
                    "name": published[code].name,
                    "only_publisher_km2": round(in_km2(only_theirs), 3),
                    "only_counties_km2": round(in_km2(only_ours), 3),
                }
            )
    return rows
