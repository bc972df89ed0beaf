"""Anybody's table as headings and rows: read from CSV, TSV, a workbook or Stata, and written.

Rows are plain tuples: loading pandas takes longer than reading twenty thousand rows. Only Stata's
files and workbooks to write need it.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from geo.errors import Fault
from geo.lists.grid import read_grids

STATA = ".dta"


@dataclass(frozen=True)
class SheetTable:
    """One sheet: unique headings, and rows as wide as they. Cells are text, but numbers of Stata
    stay numbers and its missing values are None."""

    headings: tuple[str, ...]
    rows: Sequence[Sequence[object]]

    def column(self, heading: str) -> list[object]:
        i = self.headings.index(heading)
        return [row[i] for row in self.rows]

    def with_columns(
        self, headings: Sequence[str], rows: Iterable[Sequence[object]], *, mark: str
    ) -> SheetTable:
        """The table with more columns; a heading that it has already gets a mark."""
        own = (f"{h}{mark}" if h in self.headings else h for h in headings)
        both = [(*a, *b) for a, b in zip(self.rows, rows, strict=True)]
        return SheetTable((*self.headings, *own), both)


def read_table(path: Path) -> tuple[SheetTable | None, list[Fault]]:
    """The first visible sheet that has rows.

    Returns
    -------
    tuple of SheetTable or None and list of Fault
        None for a file without rows, and for one that cannot be read, which has a fault.
    """
    if path.suffix.lower() == STATA:
        return _read_stata(path), []
    grids, faults = read_grids(path)
    visible = [g for g in grids if not g.is_hidden and g.rows]
    if faults or not visible:
        return None, faults
    rows = visible[0].rows
    width = max(map(len, rows))
    cells = [row if len(row) == width else (*row, *[""] * (width - len(row))) for row in rows]
    return SheetTable(_unique(cells[0]), cells[1:]), []


def _unique(headings: Iterable[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    found = []
    for heading in headings:
        seen[heading] += 1
        found.append(heading if seen[heading] == 1 else f"{heading}.{seen[heading]}")
    return tuple(found)


def _read_stata(path: Path) -> SheetTable:
    import pandas as pd

    frame = pd.read_stata(path, convert_categoricals=True)
    columns = [
        [None if value is None or value != value else value for value in frame[heading].tolist()]
        for heading in frame.columns
    ]
    return SheetTable(tuple(map(str, frame.columns)), list(zip(*columns, strict=True)))


def write_table(table: SheetTable, path: Path | None) -> None:
    """Write a table as .xlsx, .tsv or .csv (by the ending), or print it as CSV for no path."""
    if path is None:
        _write_csv(table, sys.stdout, ",")
    elif path.suffix.lower() == ".xlsx":
        import pandas as pd

        pd.DataFrame(list(table.rows), columns=list(table.headings)).to_excel(path, index=False)
    else:
        mark = "\t" if path.suffix.lower() == ".tsv" else ","
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            _write_csv(table, file, mark)


def _write_csv(table: SheetTable, file: TextIO, delimiter: str) -> None:
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.headings)
    writer.writerows(table.rows)
