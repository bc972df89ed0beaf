"""Boundary vintages: the available ones, their county names, their layers, their integrity.

A *vintage* is one folder of ``data/boundaries/``: ``datapackage.json`` (source, terms, date, CRS,
sha256 and row counts), ``counties.csv`` (names and parents without geometry) and one GeoParquet
file per :class:`~geo.vocabulary.BoundaryLevel`. Every function takes that ``data/boundaries``
folder as ``root``. Importing this package loads neither pandas nor pyarrow, and what frames need
is loaded at the first use of :func:`load`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.boundaries.catalogue import county_names, find_vintage, verify, vintages

if TYPE_CHECKING:
    from geo.boundaries.loading import load

__all__ = ["county_names", "find_vintage", "load", "verify", "vintages"]


def __getattr__(name: str) -> Any:
    if name != "load":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from geo.boundaries.loading import load

    return load
