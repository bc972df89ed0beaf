"""Boundary vintages: which there are, their county names, their layers, and whether they are whole.

A *vintage* is one folder of ``data/boundaries/``: ``datapackage.json`` (source, terms, date, CRS,
sha256 and row counts), ``counties.csv`` (names and parents without geometry) and one GeoParquet
file per :class:`~geo.vocabulary.BoundaryLevel`. Every function takes that ``data/boundaries``
folder as ``root``. Importing this package loads neither pandas nor pyarrow.
"""

from geo.boundaries.catalogue import county_names, find_vintage, verify, vintages
from geo.boundaries.frames import load

__all__ = ["county_names", "find_vintage", "load", "verify", "vintages"]
