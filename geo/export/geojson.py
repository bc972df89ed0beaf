"""The joined frame as GeoJSON for web maps (RFC 7946)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo import crs

if TYPE_CHECKING:
    from geo.schema import EditionFrames


def write_geojson(frames: EditionFrames, path: Path) -> None:
    """Write the counties of an edition, one feature per county.

    RFC 7946: WGS 84 lon/lat (:data:`geo.crs.DISPLAY`; coordinates pass unchanged, see there),
    outer rings anticlockwise, seven decimals, no ``crs`` member. Properties are the columns of
    :func:`geo.schema.counties`; empty text is ``null``.
    """
    import pyogrio

    counties = frames.counties.set_crs(crs.DISPLAY, allow_override=True)
    text = [name for name in counties.columns if counties[name].dtype.kind in "OTU"]
    text = [name for name in text if name != counties.geometry.name]
    counties = counties.assign(**{name: _empty_as_none(counties[name]) for name in text})
    pyogrio.write_dataframe(
        counties,
        path,
        layer="counties",
        driver="GeoJSON",
        append=False,
        layer_options={"RFC7946": "YES", "WRITE_NAME": "NO"},
    )


def _empty_as_none(column: object) -> object:
    import pandas as pd

    values = [value or None for value in column]  # type: ignore[attr-defined]  # a pandas Series
    return pd.Series(values, dtype=object)
