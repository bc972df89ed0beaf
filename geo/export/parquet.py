"""The joined frame as GeoParquet, for DuckDB, Sedona, dask-geopandas and notebooks: one file, or a
file per province for engines that read in parallel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.schema import EditionFrames


def write_parquet(frames: EditionFrames, path: Path) -> None:
    """Write the counties of an edition as GeoParquet 1.1, one row per county.

    Columns are those of :func:`geo.schema.counties`, geometry as WKB in
    :data:`geo.crs.STORAGE` with its PROJJSON, and a ``bbox`` column by which readers skip rows.
    Text is ``""`` where nothing is known, as in the frame, so that the file reads back equal.
    """
    _write(frames.counties, path)


def _write(counties: gpd.GeoDataFrame, path: Path) -> None:
    counties.to_parquet(
        path,
        index=False,
        compression="zstd",
        schema_version="1.1.0",
        write_covering_bbox=True,
    )


def write_dataset(frames: EditionFrames, folder: Path) -> None:
    """Write the counties of an edition as GeoParquet partitioned by province.

    The files ``province=510000/counties.parquet`` have the columns of :func:`write_parquet`; an
    engine that knows Hive partitions adds ``province`` and reads only the files that it needs.
    """
    for code, rows in frames.counties.groupby("province_code", sort=True):
        part = folder / f"province={code}"
        part.mkdir(parents=True, exist_ok=True)
        _write(rows.reset_index(drop=True), part / "counties.parquet")
