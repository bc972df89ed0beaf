"""Declared anchors lie in the units that they are declared to lie in."""

from __future__ import annotations

from geo import boundaries
from geo.gazetteer import Gazetteer
from geo.vocabulary import BoundaryLevel
from tests.gazetteer.conftest import ROOT


def test_every_anchor_lies_in_its_unit(gazetteer: Gazetteer) -> None:
    from shapely import Point

    folder = ROOT / "data" / "boundaries"
    vintage = boundaries.find_vintage(folder, None)
    counties = boundaries.load(folder, vintage, BoundaryLevel.COUNTIES)
    for row in gazetteer.tables.non_counties:
        declared = row.value
        if declared.lon is None or declared.lat is None:
            continue
        at = counties.sindex.query(Point(declared.lon, declared.lat), predicate="intersects")
        around = counties.iloc[at]
        columns = ["county_code", "prefecture_code", "province_code"]
        codes = {code for column in columns for code in around[column]}
        assert codes, declared.name
        assert not declared.within_code or declared.within_code in codes, declared.name
