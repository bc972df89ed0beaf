"""GeoJSON as RFC 7946 has it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.export.geojson import write_geojson
from geo.schema import EditionFrames
from tests.toyland import nation_frames


def simplest_frames() -> EditionFrames:
    """The whole country; counties of one part are polygons, not multipolygons of one."""
    frames = nation_frames()
    shapes = [s.geoms[0] if len(s.geoms) == 1 else s for s in frames.counties.geometry]
    return dataclasses.replace(frames, counties=frames.counties.set_geometry(shapes))


FRAMES = simplest_frames()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_geojson(FRAMES, tmp_path / "counties.geojson")
    return tmp_path / "counties.geojson"


def test_one_feature_per_county_with_every_column(path: Path) -> None:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert len(features) == len(FRAMES.counties)
    (found,) = (f for f in features if f["properties"]["county_code"] == "910203")
    first = found["properties"]
    assert set(first) == set(FRAMES.counties.columns) - {"geometry"}
    assert first["is_suburban"] is True
    assert first["note"] is None


def test_outer_rings_run_anticlockwise_and_no_crs_is_declared(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    assert set(content) == {"type", "features"}
    kinds = set()
    for feature in content["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        kinds.add(shape.geom_type)
        for polygon in getattr(shape, "geoms", [shape]):
            assert shapely.is_ccw(polygon.exterior)
    assert kinds == {"Polygon", "MultiPolygon"}


def test_coordinates_pass_unchanged(path: Path) -> None:
    frame = gpd.read_file(path)
    assert frame.crs.to_epsg() == 4326
    assert shapely.equals(frame.geometry.to_numpy(), FRAMES.counties.geometry.to_numpy()).all()


def test_same_bytes_whatever_the_file_is_called(path: Path, tmp_path: Path) -> None:
    write_geojson(simplest_frames(), tmp_path / "beside.tmp")
    assert (tmp_path / "beside.tmp").read_bytes() == path.read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


def test_an_old_file_is_replaced(path: Path) -> None:
    before = path.read_bytes()
    write_geojson(FRAMES, path)
    assert path.read_bytes() == before
