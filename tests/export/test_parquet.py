"""GeoParquet: read back equal by geopandas, readable for DuckDB."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pyarrow.parquet as pq
import pytest
from geopandas.testing import assert_geodataframe_equal

from geo import crs
from geo.export.parquet import write_parquet
from tests.toyland import nation_frames

FRAMES = nation_frames()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_parquet(FRAMES, tmp_path / "county-typology.parquet")
    return tmp_path / "county-typology.parquet"


def test_geopandas_reads_the_same_frame_back(path: Path) -> None:
    frame = gpd.read_parquet(path)
    assert frame.crs.to_epsg() == crs.STORAGE_EPSG
    assert_geodataframe_equal(frame, FRAMES.counties, check_dtype=False)


def test_the_file_declares_geoparquet_with_a_covering_box(path: Path) -> None:
    geo = json.loads(pq.read_metadata(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    column = geo["columns"]["geometry"]
    assert column["encoding"] == "WKB"
    assert column["crs"]["id"] == {"authority": "EPSG", "code": crs.STORAGE_EPSG}
    assert set(column["covering"]["bbox"]) == {"xmin", "ymin", "xmax", "ymax"}


def test_duckdb_counts_the_same(path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="pip install duckdb")
    relation = duckdb.read_parquet(str(path))
    counted = relation.filter("is_agricultural").aggregate("count(*)").fetchall()
    assert counted == [(int(FRAMES.counties["is_agricultural"].sum()),)]
    assert relation.aggregate("count(*)").fetchall() == [(len(FRAMES.counties),)]


def test_same_frames_same_bytes(path: Path, tmp_path: Path) -> None:
    write_parquet(nation_frames(), tmp_path / "again.tmp")
    assert (tmp_path / "again.tmp").read_bytes() == path.read_bytes()
