"""The joined frame as GeoParquet, for DuckDB, Sedona, dask-geopandas and notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.schema import EditionFrames


def write_parquet(frames: EditionFrames, path: Path) -> None:
    """Write the counties of an edition as GeoParquet 1.1, one row per county.

    Columns are those of :func:`geo.schema.counties`, geometry as WKB in
    :data:`geo.crs.STORAGE` with its PROJJSON, and a ``bbox`` column by which readers skip rows.
    Text is ``""`` where nothing is known, as in the frame, so that the file reads back equal.
    """
    frames.counties.to_parquet(
        path,
        index=False,
        compression="zstd",
        schema_version="1.1.0",
        write_covering_bbox=True,
    )
