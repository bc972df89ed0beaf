"""Layers of a vintage as frames."""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import crs
from geo.boundaries.catalogue import checked_bytes, county_names
from geo.columns import check_frame
from geo.errors import BoundariesError, SchemaError
from geo.records.resolved import Vintage
from geo.schema import BOUNDARIES
from geo.vocabulary import BoundaryLevel
from geo.voice.texts import text

if TYPE_CHECKING:
    import geopandas as gpd


def load(
    root: Path,
    vintage: Vintage,
    level: BoundaryLevel,
    *,
    province_codes: Collection[str] | None = None,
) -> gpd.GeoDataFrame:
    """One layer of a vintage, EPSG:4490 (lon/lat, degrees), sorted by code, with a RangeIndex.

    The file's sha256 is checked before anything is read from it.

    Parameters
    ----------
    root : Path
        ``data/boundaries`` of a project.
    level : BoundaryLevel
        The columns are those of :data:`geo.schema.BOUNDARIES`; geometry is MultiPolygon, for
        ``boundary_lines`` MultiLineString.
    province_codes : collection of str, optional
        Only these provinces. Counties are stored in one row group per province, and only the
        requested ones are inflated.

    Raises
    ------
    BoundariesError
        If the file is missing or damaged, a province is unknown, or ``boundary_lines`` are
        requested by province.
    """
    level = BoundaryLevel(level)
    name = f"{level}.parquet"
    wanted = None if province_codes is None else frozenset(province_codes)
    if wanted is not None and level is BoundaryLevel.BOUNDARY_LINES:
        raise BoundariesError(text("boundaries", "lines-by-province"))
    content = checked_bytes(root, vintage, name)
    try:
        frame = _decode(content, wanted)
        check_frame(frame, BOUNDARIES[level])
    except (SchemaError, ValueError, KeyError) as error:
        message = text("boundaries", "bad-layer", vintage=vintage.id, file=name, reason=str(error))
        raise BoundariesError(message) from error
    if wanted is not None:
        _check_provinces(wanted - set(frame["province_code"].tolist()), root, vintage)
    return frame


def _check_provinces(without_rows: frozenset[str], root: Path, vintage: Vintage) -> None:
    """A province may have no rows (a municipality has no prefectures), but it must exist."""
    if not without_rows:
        return
    unknown = without_rows - {unit.province_code for unit in county_names(root, vintage)}
    if unknown:
        value = "、".join(sorted(unknown))
        raise BoundariesError(
            text("boundaries", "unknown-province", value=value, vintage=vintage.id)
        )


def row_groups(metadata: Any, province_codes: Collection[str] | None) -> list[int]:
    """Row groups of a Parquet file that may hold rows of these provinces (all for None).

    Read from the statistics of ``province_code``; a group without statistics is kept.
    """
    if province_codes is None:
        return list(range(metadata.num_row_groups))
    column = metadata.schema.to_arrow_schema().get_field_index("province_code")
    kept = []
    for number in range(metadata.num_row_groups):
        span = metadata.row_group(number).column(column).statistics
        if span is None or any(span.min <= code <= span.max for code in province_codes):
            kept.append(number)
    return kept


def _decode(content: bytes, province_codes: frozenset[str] | None) -> gpd.GeoDataFrame:
    """GeoParquet (WKB) to a frame; rows of other provinces are neither inflated nor parsed."""
    import geopandas as gpd
    import pyarrow as pa
    import pyarrow.parquet as pq
    import shapely

    file = pq.ParquetFile(io.BytesIO(content))
    table = file.read_row_groups(row_groups(file.metadata, province_codes))
    if province_codes is not None:
        mask = [code in province_codes for code in table["province_code"].to_pylist()]
        table = table.filter(pa.array(mask, pa.bool_()))
    shapes = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))
    columns = table.drop_columns(["geometry"]).to_pandas()
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs.STORAGE)
