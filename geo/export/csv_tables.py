"""Tables as CSV for Excel, statistics programs and version control.

UTF-8 with a byte-order mark (Excel reads anything else as GBK), one LF after every row on every
system, codes as text, booleans as ``true`` and ``false``, whole numbers without ``.0``, nothing
known as an empty cell.

A text cell that a spreadsheet would run as a formula gets an apostrophe before it
(:func:`geo.safe.csv_cell`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.columns import NUMBERS, Column, Kind, Table
from geo.safe import csv_cell
from geo.schema import edition_tables

if TYPE_CHECKING:
    from geo.schema import EditionFrames


def file_columns(table: Table) -> tuple[Column, ...]:
    """Columns of one table in the order of its file: late ones follow the others; no geometry."""
    return tuple(sorted(table.attributes, key=lambda column: column.is_late))


def cell(value: Any, kind: Kind) -> str:
    """One value as its cell, by the kind of its column."""
    if kind is Kind.BOOL:
        return "true" if value else "false"
    if kind in NUMBERS:
        if value != value:  # NaN: nothing known
            return ""
        return repr(int(value)) if value == int(value) else repr(float(value))
    return csv_cell(value)


def table_text(frame: Any, columns: Sequence[Column]) -> str:
    """A frame as CSV, without byte-order mark."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    cells = [[cell(v, column.kind) for v in frame[column.name].tolist()] for column in columns]
    writer.writerows(zip(*cells, strict=True))
    return lines.getvalue()


def write_tables(frames: EditionFrames, folder: Path) -> tuple[Path, ...]:
    """Write every table of an edition into ``folder``, which is made if it is not there.

    Returns
    -------
    tuple of Path
        ``<table>.csv`` of every table of :func:`geo.schema.edition_tables`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in edition_tables(frames.typologies):
        path = folder / f"{table.name}.csv"
        text = table_text(getattr(frames, table.name), file_columns(table))
        path.write_text(text, encoding="utf-8-sig", newline="")
        written.append(path)
    return tuple(written)
