"""Writes a vintage: the same layers and description give the same bytes.

Layers are GeoParquet 1.1 (WKB, zstd), sorted by code. Counties have one row group per province,
so that one province can be read alone; for the smaller layers one group is smaller and fast enough
(``benchmarks/boundary_formats.py``). Files carry no time and no pandas metadata.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import crs
from geo.boundaries.catalogue import NAME_COLUMNS, NAMES_FILE, PACKAGE_FILE
from geo.columns import check_frame
from geo.errors import BoundariesError
from geo.schema import BOUNDARIES
from geo.vocabulary import BoundaryLevel
from geo.voice.texts import text

if TYPE_CHECKING:
    import geopandas as gpd
    import pyarrow as pa

#: Level of zstd. Reading is equally fast at every level; above 19 the files shrink no further.
COMPRESSION_LEVEL = 19


def write_vintage(
    folder: Path,
    layers: Mapping[BoundaryLevel, gpd.GeoDataFrame],
    *,
    description: Mapping[str, Any],
    tables: Mapping[str, bytes] | None = None,
) -> list[Path]:
    """Write all files of one vintage into ``folder``, the datapackage last.

    Parameters
    ----------
    layers : mapping
        One frame per level, EPSG:4490, each with the columns of :data:`geo.schema.BOUNDARIES`.
    description : mapping
        Everything of the datapackage but its resources: ``title``, ``date``, ``source``,
        ``terms`` and ``citation`` are what a :class:`~geo.records.resolved.Vintage` is made of.
    tables : mapping of str to bytes, optional
        Further CSV files of the folder, by name.

    Raises
    ------
    SchemaError
        If a frame's columns are others.
    BoundariesError
        If a frame is not in EPSG:4490.
    """
    contents = {NAMES_FILE: names_table(layers[BoundaryLevel.COUNTIES]), **(tables or {})}
    resources = [
        _resource(name, content, rows=content.count(b"\n") - 1, columns=_header(content))
        for name, content in contents.items()
    ]
    for level in BoundaryLevel:
        name = f"{level}.parquet"
        contents[name] = layer_bytes(layers[level], level)
        columns = list(BOUNDARIES[level].names)
        resources.append(_resource(name, contents[name], rows=len(layers[level]), columns=columns))
    package = {**description, "resources": sorted(resources, key=lambda r: str(r["path"]))}
    contents[PACKAGE_FILE] = (
        json.dumps(package, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    ).encode()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def csv_bytes(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    """UTF-8 without a byte order mark, lines ended by LF."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue().encode()


def names_table(counties: gpd.GeoDataFrame) -> bytes:
    """``counties.csv``: the county layer's text columns."""
    rows = zip(*(counties[column].tolist() for column in NAME_COLUMNS), strict=True)
    return csv_bytes(NAME_COLUMNS, list(rows))


def layer_bytes(frame: gpd.GeoDataFrame, level: BoundaryLevel) -> bytes:
    """One layer as a GeoParquet file."""
    import pyarrow.parquet as pq

    declared = BOUNDARIES[level]
    check_frame(frame, declared)
    if frame.crs is None or frame.crs.to_epsg() != crs.STORAGE_EPSG:
        raise BoundariesError(text("boundaries", "wrong-crs", file=level, value=str(frame.crs)))
    table = _table(frame[list(declared.names)])
    texts = [column.name for column in declared.attributes]
    stream = io.BytesIO()
    with pq.ParquetWriter(
        stream,
        table.schema,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        use_dictionary=texts,
        write_statistics=texts,
    ) as writer:
        for start, length in _runs(frame, level):
            writer.write_table(table.slice(start, length), row_group_size=length)
    return stream.getvalue()


def _runs(frame: gpd.GeoDataFrame, level: BoundaryLevel) -> list[tuple[int, int]]:
    """First row and number of rows of each row group."""
    if level is not BoundaryLevel.COUNTIES:
        return [(0, len(frame))]
    runs, start = [], 0
    for _, rows in groupby(frame["province_code"].tolist()):
        length = len(list(rows))
        runs.append((start, length))
        start += length
    return runs


def _table(frame: gpd.GeoDataFrame) -> pa.Table:
    import pyarrow as pa
    import shapely

    shapes = frame.geometry.to_numpy()
    arrays = {
        column: pa.array(frame[column].tolist(), pa.string())
        for column in frame.columns
        if column != "geometry"
    }
    arrays["geometry"] = pa.array(shapely.to_wkb(shapes, byte_order=1).tolist(), pa.binary())
    column = {
        "encoding": "WKB",
        "geometry_types": sorted(set(frame.geometry.geom_type)),
        "crs": frame.crs.to_json_dict(),
        "bbox": [float(edge) for edge in shapely.total_bounds(shapes)],
    }
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    metadata = {"geo": json.dumps(geo, ensure_ascii=False, sort_keys=True)}
    return pa.table(arrays).replace_schema_metadata(metadata)


def _header(content: bytes) -> list[str]:
    return content.partition(b"\n")[0].decode().split(",")


def _resource(path: str, content: bytes, *, rows: int, columns: list[str]) -> dict[str, object]:
    is_csv = path.endswith(".csv")
    return {
        "path": path,
        "name": path.partition(".")[0] + ("-table" if is_csv else ""),
        "format": "csv" if is_csv else "parquet",
        "mediatype": "text/csv" if is_csv else "application/vnd.apache.parquet",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "rows": rows,
        "columns": columns,
    }
