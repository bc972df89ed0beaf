"""Every writer on the toy edition that the real stages make: contracts meet here."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest

from geo.export.csv_tables import write_tables
from geo.export.geojson import write_geojson
from geo.export.geopackage import write_geopackage, write_project
from geo.export.geopackage.file_tables import tables
from geo.export.parquet import write_parquet
from geo.schema import EditionFrames
from tests.toyland import edition_frames


@pytest.fixture(scope="module")
def frames() -> EditionFrames:
    return edition_frames()


def test_the_geopackage_has_every_row_of_every_frame(frames: EditionFrames, tmp_path: Path) -> None:
    path = tmp_path / "county-typology.gpkg"
    write_geopackage(frames, path, version="1")
    for table in tables(frames.typologies):
        info = pyogrio.read_info(path, layer=table.name)
        assert info["features"] == len(getattr(frames, table.name)), table.name
    write_project(frames, tmp_path / "county-typology.qgz", version="1", geopackage=path)
    assert (tmp_path / "county-typology.qgz").stat().st_size


def test_the_other_formats_have_every_county(frames: EditionFrames, tmp_path: Path) -> None:
    write_geojson(frames, tmp_path / "a.geojson")
    write_parquet(frames, tmp_path / "a.parquet")
    paths = write_tables(frames, tmp_path / "tables")
    codes = frames.counties["county_code"].tolist()
    assert gpd.read_file(tmp_path / "a.geojson")["county_code"].tolist() == codes
    assert gpd.read_parquet(tmp_path / "a.parquet")["county_code"].tolist() == codes
    for path in paths:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) >= len(getattr(frames, path.stem)) + 1
