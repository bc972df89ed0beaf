"""The layers of a vintage that the join needs, and lines between places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import crs, schema
from geo.columns import make_frame
from geo.errors import JoinError
from geo.join.rows import ordered_ties, partnership_row
from geo.records.resolved import End, Tie, Vintage

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely


@dataclass(frozen=True)
class Geometry:
    """Boundary frames of one vintage, EPSG:4490, as :mod:`geo.schema` declares them.

    ``counties`` and ``prefectures`` hold at least the provinces of the edition, ``provinces`` and
    ``boundary_lines`` the whole nation.
    """

    counties: gpd.GeoDataFrame
    prefectures: gpd.GeoDataFrame
    provinces: gpd.GeoDataFrame
    boundary_lines: gpd.GeoDataFrame
    vintage: Vintage


def _anchor(end: End, geometry: Geometry) -> shapely.Point:
    """Declared anchor, or a point inside the unit's polygon (:func:`shapely.point_on_surface`)."""
    import shapely

    if end.anchor is not None:
        return shapely.Point(end.anchor)
    for frame, column in (
        (geometry.counties, "county_code"),
        (geometry.prefectures, "prefecture_code"),
        (geometry.provinces, "province_code"),
    ):
        rows = frame[frame[column] == end.code] if end.code else frame.iloc[:0]
        if len(rows) == 1:
            return shapely.point_on_surface(rows.geometry.iloc[0])
    raise JoinError(
        f"{end.name} ({end.code or 'no code'}): no polygon and no declared anchor; "
        "add one to data/gazetteer/non_counties.csv"
    )


def partnerships(ties: Iterable[Tie], geometry: Geometry) -> gpd.GeoDataFrame:
    """One line per tie from subject to partner, EPSG:4490.

    Raises
    ------
    JoinError
        If a place has neither a polygon in ``geometry`` nor a declared anchor.
    """
    import geopandas as gpd
    import shapely

    rows = [
        {
            **partnership_row(tie),
            "geometry": shapely.LineString(
                [_anchor(tie.subject, geometry), _anchor(tie.partner, geometry)]
            ),
        }
        for tie in ordered_ties(ties)
    ]
    frame = make_frame(rows, schema.PARTNERSHIPS)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=crs.STORAGE)
