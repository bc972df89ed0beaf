"""Toyland: a country that can be drawn on paper.

Two provinces side by side, each a 4 × 2 block of unit squares (degrees), from 100° E, 30° N::

    lat 34 ┌────┬────┬────┬────┐
           │ 甲 │ 乙 │ 壬 │ 癸 │      columns 0–1 and 2–3 are two provinces:
    lat 33 ├────┼────┼────┼────┤      left half  = 左山省 (910000), prefectures 左一市, 左二市
           │ 丙 │ 丁 │ 子 │ 丑 │      right half = 右水省 (920000), prefecture  右一市
    lat 32 ├────┼────┼────┼────┤
           │ 戊 │ 己 │ 寅 │ 卯 │      丁县 has an enclave (飞地县) inside it,
    lat 31 ├────┼────┼────┼────┤      庚县 has a second part (an island) south of the block,
           │ 庚 │ 辛 │ 辰 │ 巳 │      甲县 exists in both provinces (壬 is called 甲县 too),
    lat 30 └────┴────┴────┴────┘      丙县 was 老丙县 until 2020, with another code.
          100  101  102  103  104

Every area, neighbour and count in a test can be checked with a pencil.
"""

from __future__ import annotations

import geopandas as gpd
import shapely

from geo import crs
from geo.join import Geometry
from geo.records.resolved import UnitFacts, UnitName, Vintage

LEFT, RIGHT = ("910000", "左山省"), ("920000", "右水省")
PREFECTURES = {
    "910100": ("左一市", LEFT),
    "910200": ("左二市", LEFT),
    "920100": ("右一市", RIGHT),
}
#: code → (name, prefecture, column, row); row 0 is the southern one.
SQUARES = {
    "910101": ("甲县", "910100", 0, 3),
    "910102": ("乙区", "910100", 1, 3),
    "910103": ("丙县", "910100", 0, 2),
    "910104": ("丁县", "910100", 1, 2),
    "910201": ("戊市", "910200", 0, 1),
    "910202": ("己苗族自治县", "910200", 1, 1),
    "910203": ("庚县", "910200", 0, 0),
    "910204": ("辛区", "910200", 1, 0),
    "920101": ("甲县", "920100", 2, 3),
    "920102": ("癸区", "920100", 3, 3),
    "920103": ("子县", "920100", 2, 2),
    "920104": ("丑县", "920100", 3, 2),
    "920105": ("寅县", "920100", 2, 1),
    "920106": ("卯区", "920100", 3, 1),
    "920107": ("辰县", "920100", 2, 0),
    "920108": ("巳县", "920100", 3, 0),
}
ENCLAVE = ("910105", "飞地县", "910100")
VINTAGE = Vintage(
    id="toy",
    title="玩具国边界",
    date="2025-01",
    source="玩具国测绘局",
    terms="测试用",
    citation="边界：玩具国测绘局（2025-01）",
)


def _square(column: float, row: float, size: float = 1.0) -> shapely.Polygon:
    west, south = 100 + column, 30 + row
    return shapely.box(*(round(edge, 6) for edge in (west, south, west + size, south + size)))


def _polygons() -> dict[str, shapely.Geometry]:
    polygons: dict[str, shapely.Geometry] = {
        code: _square(column, row) for code, (_, _, column, row) in SQUARES.items()
    }
    enclave = _square(1.4, 2.4, 0.2)
    polygons["910104"] = polygons["910104"].difference(enclave)
    polygons[ENCLAVE[0]] = enclave
    island = _square(0.2, -0.5, 0.25)
    polygons["910203"] = shapely.MultiPolygon([polygons["910203"], island])
    return polygons


def unit_names() -> tuple[UnitName, ...]:
    """Official names of all 17 counties, by code."""
    named = {code: (name, prefecture) for code, (name, prefecture, _, _) in SQUARES.items()}
    named[ENCLAVE[0]] = ENCLAVE[1:]
    rows = []
    for code, (name, prefecture) in sorted(named.items()):
        prefecture_name, (province, province_name) = PREFECTURES[prefecture]
        rows.append(UnitName(code, name, prefecture, prefecture_name, province, province_name))
    return tuple(rows)


def _frame(rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=crs.STORAGE)


def county_boundaries() -> gpd.GeoDataFrame:
    polygons = _polygons()
    return _frame(
        [
            {
                "county_code": n.code,
                "county_name": n.name,
                "prefecture_code": n.prefecture_code,
                "prefecture_name": n.prefecture_name,
                "province_code": n.province_code,
                "province_name": n.province_name,
                "geometry": shapely.multipolygons([polygons[n.code]])
                if polygons[n.code].geom_type == "Polygon"
                else polygons[n.code],
            }
            for n in unit_names()
        ]
    )


def prefecture_boundaries() -> gpd.GeoDataFrame:
    counties = county_boundaries()
    return _frame(
        [
            {
                "prefecture_code": code,
                "prefecture_name": name,
                "province_code": province,
                "province_name": province_name,
                "geometry": counties[counties["prefecture_code"] == code].geometry.union_all(),
            }
            for code, (name, (province, province_name)) in PREFECTURES.items()
        ]
    )


def province_boundaries() -> gpd.GeoDataFrame:
    counties = county_boundaries()
    return _frame(
        [
            {
                "province_code": code,
                "province_name": name,
                "geometry": counties[counties["province_code"] == code].geometry.union_all(),
            }
            for code, name in (LEFT, RIGHT)
        ]
    )


def boundary_lines() -> gpd.GeoDataFrame:
    line = shapely.LineString([(104, 29.5), (104.5, 29.0)])
    return _frame([{"line_kind": "province", "geometry": line}])


def geometry() -> Geometry:
    return Geometry(
        county_boundaries(),
        prefecture_boundaries(),
        province_boundaries(),
        boundary_lines(),
        VINTAGE,
    )


def facts() -> dict[str, UnitFacts]:
    kinds = {"县": "县", "区": "市辖区", "市": "县级市"}
    return {
        n.code: UnitFacts(
            n.name.removesuffix("苗族自治县").rstrip("县区市") or n.name,
            "自治县" if n.name.endswith("自治县") else kinds[n.name[-1]],
        )
        for n in unit_names()
    }
