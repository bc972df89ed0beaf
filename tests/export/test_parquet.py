"""GeoParquet: read back equal by geopandas, readable for DuckDB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyarrow.parquet as pq
import pytest
from geopandas.testing import assert_geodataframe_equal

from geo import crs, pipeline
from geo.config import Project
from geo.errors import ConfigError
from geo.export.parquet import write_dataset, write_parquet
from geo.pipeline.exporting import export
from geo.vocabulary import Language
from tests import toyland
from tests.toyland import nation_frames

ROOT = Path(__file__).parents[2]

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


def test_a_dataset_has_a_file_per_province(tmp_path: Path) -> None:
    write_dataset(FRAMES, tmp_path)
    files = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.parquet"))
    provinces = sorted(set(FRAMES.counties["province_code"]))
    assert files == [f"province={code}/counties.parquet" for code in provinces]
    parts = [gpd.read_parquet(tmp_path / name) for name in files]
    assert sum(map(len, parts)) == len(FRAMES.counties)
    assert all(
        set(part["province_code"]) == {code} for part, code in zip(parts, provinces, strict=True)
    )


def test_a_dataset_never_joins_files_of_an_older_one(tmp_path: Path) -> None:
    inputs = pipeline.read_inputs(Project(toyland.write_project(tmp_path / "toy")))
    old = tmp_path / "counties" / "province=990000"
    old.mkdir(parents=True)
    (old / "counties.parquet").write_bytes(b"old")
    with pytest.raises(ConfigError, match="不是空的"):
        export(inputs, "dataset", "zuoshan", tmp_path / "counties", Language.ZH)
    export(inputs, "dataset", "zuoshan", tmp_path / "new", Language.ZH)
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["province=910000"]


@pytest.mark.parametrize("engine", ["duckdb", "dask"])
def test_engines_read_the_dataset_as_documented(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The block of the page, on a dataset of the lists of this project."""
    pytest.importorskip({"duckdb": "duckdb_extension_spatial", "dask": "dask_geopandas"}[engine])
    frames = pipeline.edition_frames(pipeline.read_inputs(), "all")
    write_dataset(frames, tmp_path / "counties")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "how-to" / "beyond-one-machine.md").read_text(encoding="utf-8")
    block = page.split(f"```python {engine}\n")[1].split("```")[0]
    found: dict[str, Any] = {}
    exec(block, found)
    counties = frames.counties
    if engine == "duckdb":
        own = counties[counties["province_code"].isin(["500000", "510000"])]
        assert {row[0]: row[1] for row in found["rows"]} == dict(
            own["province_name"].value_counts()
        )
    else:
        whole = counties.groupby("province_name")["typology_count"].sum()
        assert found["held"].sort_index().to_dict() == whole.to_dict()
