"""Spatial and list conditions. Each is one small function: (ground, argument) → findings.

A finding per county says whether the condition holds (True, False, or None where nothing is known)
and why, for the reader of the map. A new condition is one function here and its entry
in :data:`PREDICATES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo import crs
from geo.errors import RulesError
from geo.voice.said import Notes, said

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
    """What conditions are evaluated on.

    ``counties`` keeps the contract of county boundaries (EPSG:4490) and may reach beyond the
    document's region, so that a neighbour across the border counts. ``areas`` are named regions'
    county codes. ``zoning`` maps county codes to zones of the main-function plan (主体功能区);
    None means that no list was supplied.
    """

    counties: gpd.GeoDataFrame
    areas: Mapping[str, frozenset[str]]
    zoning: Mapping[str, frozenset[str]] | None = None

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


Predicate = Callable[[Ground, Any], Findings]


def within(ground: Ground, area: str) -> Findings:
    """The county is a member of a named area."""
    members = ground.members(area)
    is_inside, is_not = Finding(True, (said("rules.within", area=area),)), Finding(False)
    return {c: is_inside if c in members else is_not for c in ground.codes()}


def _measured(ground: Ground) -> np.ndarray[Any, Any]:
    """Polygons in metres (:data:`geo.crs.MEASURE`), in the order of ``counties``."""
    measured: np.ndarray[Any, Any] = ground.counties.geometry.to_crs(crs.MEASURE).to_numpy()
    return measured


def _neighbours_of(ground: Ground, members: frozenset[str]) -> dict[str, list[str]]:
    """County code → codes of the members that it shares a border with.

    Candidates come from an index query within :data:`TOUCH_METRES`; a pair counts when at least
    :data:`SHARED_METRES` of one border run within that distance of the other, which neither a
    sliver nor a shift of some metres changes. ``touches`` loses such pairs.
    """
    import numpy as np
    import shapely

    codes, polygons = np.array(ground.codes()), _measured(ground)
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


def adjacent_to(ground: Ground, area: str) -> Findings:
    """The county shares a border with a county of the area. Members themselves do not."""
    neighbours = _neighbours_of(ground, ground.members(area))
    names = ground.full_names()

    def beside(code: str) -> Finding:
        if code not in neighbours:
            return Finding(False)
        told = said("rules.adjacent_to", names=tuple(names[n] for n in neighbours[code]))
        return Finding(True, (told,))

    return {c: beside(c) for c in ground.codes()}


def within_distance_km(ground: Ground, argument: Mapping[str, Any]) -> Findings:
    """The nearest points of the county and of the area are at most ``km`` apart.

    ``argument`` is ``{area: name, km: number}``. Members themselves are at distance zero.
    Taken in the equal-area CRS, lengths are true to about 2 %.
    """
    import shapely

    members, limit = ground.members(str(argument["area"])), float(argument["km"])
    polygons = _measured(ground)
    target = shapely.union_all(
        [p for c, p in zip(ground.codes(), polygons, strict=True) if c in members]
    )
    kilometres = shapely.distance(polygons, target) / 1000
    area = str(argument["area"])

    def near(km: float) -> Finding:
        if km > limit:
            return Finding(False)
        return Finding(True, (said("rules.within_distance_km", area=area, km=f"{km:.1f}"),))

    return {c: near(km) for c, km in zip(ground.codes(), kilometres, strict=True)}


def zoned_as(ground: Ground, zone: str) -> Findings:
    """The county lies in a zone of the main-function plan. Without a list nothing is known;
    neither is it for a county that the list leaves out."""
    if ground.zoning is None:
        missing = Finding(None, (said("rules.zoning-missing", zone=zone),))
        return dict.fromkeys(ground.codes(), missing)
    findings = {}
    for code in ground.codes():
        zones = ground.zoning.get(code)
        if zones is None:
            findings[code] = Finding(None, (said("rules.zoning-unlisted", zone=zone),))
        elif zone in zones:
            findings[code] = Finding(True, (said("rules.zoned_as", zone=zone),))
        else:
            findings[code] = Finding(False)
    return findings


#: Name in a list file → predicate.
PREDICATES: dict[str, Predicate] = {
    "within": within,
    "adjacent_to": adjacent_to,
    "within_distance_km": within_distance_km,
    "zoned_as": zoned_as,
}
