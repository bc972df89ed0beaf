"""Any workbook or CSV file as grids of text: merged cells filled, numbers as displayed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from geo.errors import Fault

#: A workbook is a zip archive (xlsx, xlsb, ods) or a compound file (xls).
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
#: After UTF-8: Excel's "Unicode text", and the default of Chinese Excel.
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = (",", "\t", ";", "，")
#: A whole number that some program wrote as a fraction.
_WHOLE = re.compile(r"(\d+)\.0+")
#: A merged range beyond this is formatting of a whole column, not a value for many rows.
_MOST_MERGED = 100_000


@dataclass(frozen=True)
class Grid:
    """One sheet as text.

    Parameters
    ----------
    name : str
        The sheet's name; empty for a CSV file.
    rows : tuple of tuple of str
        From the sheet's first row and column on, so that row ``i`` is number ``i + 1`` in Excel.
        Stripped; an empty cell is ``""``.
    filled : frozenset of (int, int)
        Cells (row, column, from 0) that only repeat the first cell of their merged range.
    is_hidden : bool
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    filled: frozenset[tuple[int, int]] = frozenset()
    is_hidden: bool = False

    def cell(self, row: int, column: int) -> str:
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""


def read_grids(path: Path) -> tuple[tuple[Grid, ...], list[Fault]]:
    """All sheets of a workbook (xlsx, xls, xlsb, ods) or the one of a CSV file.

    Returns
    -------
    tuple of tuple of Grid and list of Fault
        A file that cannot be read gives a fault and no grid.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return (), [_unreadable(path, error.strerror or str(error))]
    if content.startswith(_WORKBOOK_STARTS):
        return _workbook(path, content)
    text = _decoded(content)
    if text is None:
        return (), [_unreadable(path, "UTF-8, GB18030?")]
    try:
        return (_csv(text),), []
    except csv.Error as error:
        return (), [_unreadable(path, str(error))]


def _unreadable(path: Path, problem: str) -> Fault:
    return Fault("sheet-format", path.name, details={"problem": problem})


def whole(written: str) -> str:
    """``500154.0`` as ``500154``; anything else unchanged."""
    found = _WHOLE.fullmatch(written)
    return found[1] if found else written


def _text(value: Any) -> str:
    """A cell's text as displayed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, date | datetime | time | timedelta):
        return str(value)
    return _stripped(str(value))


def _stripped(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


# ── workbooks ────────────────────────────────────────────────────────────────────────────


def _workbook(path: Path, content: bytes) -> tuple[tuple[Grid, ...], list[Fault]]:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(io.BytesIO(content))
        visible = {m.name: m.visible == calamine.SheetVisibleEnum.Visible
                   for m in book.sheets_metadata}  # fmt: skip
        grids = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
            grids.append(_filled(name, rows, merged, is_hidden=not visible.get(name, True)))
    except calamine.PasswordError:
        return (), [_unreadable(path, "密码 password")]
    except (calamine.CalamineError, OSError) as error:
        return (), [_unreadable(path, str(error))]
    return tuple(grids), []


def _filled(
    name: str,
    rows: Sequence[Sequence[Any]],
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    *,
    is_hidden: bool,
) -> Grid:
    """The sheet with the value of each merged range in all of its cells."""
    cells = [[_text(v) for v in row] for row in rows]
    filled: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in merged:
        bottom = min(bottom, len(cells) - 1)
        if top > bottom or (bottom - top + 1) * (right - left + 1) > _MOST_MERGED:
            continue
        value = cells[top][left] if left < len(cells[top]) else ""
        for row in range(top, bottom + 1):
            for column in range(left, min(right, len(cells[row]) - 1) + 1):
                if (row, column) != (top, left):
                    cells[row][column] = value
                    filled.add((row, column))
    return Grid(name, tuple(map(tuple, cells)), frozenset(filled), is_hidden)


# ── CSV ──────────────────────────────────────────────────────────────────────────────────


def _decoded(content: bytes) -> str | None:
    encodings = ("utf-16",) if content.startswith(_UTF16_STARTS) else _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _csv(text: str) -> Grid:
    sample = text[:20_000]
    delimiter = max(_DELIMITERS, key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return Grid("", tuple(tuple([_stripped(v) for v in row]) for row in reader))
