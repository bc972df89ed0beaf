"""Workbooks and CSV files → rows of lists, with where each of them stood.

Names are read as they stand and are not resolved here.
"""

from geo.extract.sheet.foreign import ColumnMapping, read_foreign
from geo.extract.sheet.grid import Grid, read_grids
from geo.extract.sheet.own import OwnSheet, is_own, read_own

__all__ = [
    "ColumnMapping",
    "Grid",
    "OwnSheet",
    "is_own",
    "read_foreign",
    "read_grids",
    "read_own",
]
