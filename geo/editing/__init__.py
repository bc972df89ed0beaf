"""Workbooks and CSV files → rows of lists, each with its position in the file.

Names are kept as written and are not resolved here.
"""

from geo.editing.foreign import ColumnMapping, read_foreign
from geo.editing.own import OwnSheet, is_own, read_own
from geo.lists.grid import Grid, read_grids

__all__ = [
    "ColumnMapping",
    "Grid",
    "OwnSheet",
    "is_own",
    "read_foreign",
    "read_grids",
    "read_own",
]
