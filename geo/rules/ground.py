"""The data that conditions are evaluated on, and the finding of a condition for a county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo import crs
from geo.errors import RulesError
from geo.records.resolved import Zoned
from geo.voice.said import Notes

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np

#: Two borders nearer than this are the same border: slivers of digitising stay below it.
TOUCH_METRES = 15.0
#: Neighbours share at least this much; units that meet in a point do not count.
SHARED_METRES = 150.0


@dataclass(frozen=True)
class Finding:
    """Whether a condition holds for a county; None is "not known". ``reasons`` say why it does,
    or what is missing."""

    holds: bool | None
    reasons: Notes = ()


Findings = dict[str, Finding]


@dataclass(frozen=True)
class Ground:
    """The data that conditions are evaluated on.

    ``counties`` has the columns of county boundaries (EPSG:4490) and may extend beyond the
    document's region, so that a neighbour across the border counts. ``areas`` are named regions'
    county codes. ``zoning`` maps county codes to zones of the main-function plan (主体功能区);
    None means that no list was supplied.
    """

    counties: gpd.GeoDataFrame
    areas: Mapping[str, frozenset[str]]
    zoning: Mapping[str, tuple[Zoned, ...]] | None = None

    def codes(self) -> list[str]:
        return [str(c) for c in self.counties["county_code"]]

    def members(self, area: str) -> frozenset[str]:
        if area not in self.areas:
            raise RulesError(f"area {area} is not in layers/regions.yaml; add it there")
        return self.areas[area]

    def full_names(self) -> dict[str, str]:
        columns = ("county_code", "prefecture_name", "county_name")
        rows = zip(*(self.counties[c].tolist() for c in columns), strict=True)
        return {code: prefecture + name for code, prefecture, name in rows}


def measured_polygons(ground: Ground) -> np.ndarray[Any, Any]:
    """Polygons in metres (:data:`geo.crs.MEASURE`), in the order of ``counties``."""
    measured: np.ndarray[Any, Any] = ground.counties.geometry.to_crs(crs.MEASURE).to_numpy()
    return measured


def neighbours_of(ground: Ground, members: frozenset[str]) -> dict[str, list[str]]:
    """County code → codes of the members that it shares a border with.

    Candidates come from an index query within :data:`TOUCH_METRES`; a pair counts when at least
    :data:`SHARED_METRES` of one border run within that distance of the other, which neither a
    sliver nor a shift of some metres changes. ``touches`` loses such pairs.
    """
    import numpy as np
    import shapely

    codes, polygons = np.array(ground.codes()), measured_polygons(ground)
    inside = np.isin(codes, sorted(members))
    targets, others = np.flatnonzero(inside), np.flatnonzero(~inside)
    tree = shapely.STRtree(polygons[others])
    pairs = tree.query(polygons[targets], predicate="dwithin", distance=TOUCH_METRES)
    target, other = targets[pairs[0]], others[pairs[1]]
    border = shapely.boundary(polygons[other])
    reach = shapely.buffer(polygons[target], TOUCH_METRES)
    shared = shapely.length(shapely.intersection(border, reach))
    found: dict[str, list[str]] = {}
    enough = shared >= SHARED_METRES
    for t, o in sorted(zip(target[enough], other[enough], strict=True)):
        found.setdefault(str(codes[o]), []).append(str(codes[t]))
    return found
