"""A sheet from elsewhere: the column of counties is named, everything else is given by flags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.editing.beside import PARENTS_MARK
from geo.editing.headings import ColumnKind, found_heading, plain
from geo.editing.own import where
from geo.editing.workbook import EditingRow
from geo.errors import Fault
from geo.lists.grid import Grid, whole
from geo.vocabulary import LIST_MARK, Severity

#: How notes and totals below a table begin. Such a row is reported, not taken.
_NOTE = re.compile(
    r"(?:[*※]?(?:备注|附注|说明|注[:：\d一二三四五]|合计|小计|总计|共计|资料来源|数据来源|来源[:：]))"
    r"|注$|共\s*\d+\s*个"
)
#: Instead of a heading: names and codes are not compared.
NO_CHECK = "-"
_NUMBER = re.compile(r"[\d.,%-]+")


@dataclass(frozen=True)
class ColumnMapping:
    """The layer that gets a foreign sheet's rows, and the meaning of its columns.

    Parameters
    ----------
    document_id, clause, typology : str
        The layer; ``typology`` is a key or a name.
    column : str
        Heading of the column of counties.
    status_column : str
        Heading of the column of statuses, else empty.
    subtype, status, stage : str
        The same for all rows; a cell of ``status_column`` overrides ``status``.
    header_row : int or None
        1-based; None looks for the heading.
    sheet : str
        Name of the sheet; empty looks for the one that has the heading.
    check_column : str
        Heading of the codes that names are compared with, or of the names that codes are compared
        with; empty looks for them, :data:`NO_CHECK` compares nothing.
    """

    document_id: str
    clause: str
    typology: str
    column: str
    status_column: str = ""
    subtype: str = ""
    status: str = ""
    stage: str = ""
    header_row: int | None = None
    sheet: str = ""
    check_column: str = ""


def _columns(grid: Grid, row: int, heading: str) -> list[int]:
    cells = range(len(grid.rows[row])) if 0 <= row < len(grid.rows) else range(0)
    wanted = plain(heading)
    found = [c for c in cells if plain(grid.cell(row, c)) == wanted]
    return [c for c in found if not _is_from_left(grid, row, c)]


def _is_from_left(grid: Grid, row: int, column: int) -> bool:
    """Whether the cell only repeats a merged cell that begins further left in its row."""
    cell = grid.cell(row, column)
    return (row, column) in grid.filled and column > 0 and cell == grid.cell(row, column - 1)


def _header(grid: Grid, mapping: ColumnMapping) -> int | None:
    """Row of the header, from 0: the first that has the heading."""
    if mapping.header_row is not None:
        row = mapping.header_row - 1
        return row if _columns(grid, row, mapping.column) else None
    return next((r for r in range(len(grid.rows)) if _columns(grid, r, mapping.column)), None)


def _chosen(
    grids: Sequence[Grid], mapping: ColumnMapping, file: str
) -> tuple[Grid | None, list[Fault]]:
    named = [g for g in grids if g.name == mapping.sheet] if mapping.sheet else list(grids)
    if not named:
        known = {"known": LIST_MARK.join(g.name for g in grids if g.name)}
        return None, [Fault("sheet-no-sheet", file, value=mapping.sheet, details=known)]
    visible = [g for g in named if mapping.sheet or not g.is_hidden]
    found = [g for g in visible if _header(g, mapping) is not None]
    if len(found) > 1:
        known = {"known": LIST_MARK.join(g.name for g in found)}
        return None, [Fault("sheet-columns", file, value=mapping.column, details=known)]
    if not found:
        known = {"known": _likely_headings(visible, mapping.header_row)}
        return None, [Fault("sheet-no-column", file, value=mapping.column, details=known)]
    return found[0], []


def _likely_headings(grids: Sequence[Grid], header_row: int | None) -> str:
    """The cells of the first row near the top with most different short words, per sheet."""
    shown: list[str] = []
    for grid in grids:
        rows = grid.rows[:10] if header_row is None else grid.rows[header_row - 1 : header_row]
        best: list[str] = max(map(_short_words, rows), key=len, default=[])
        shown += best
    return LIST_MARK.join(shown[:20]) or "—"


def _short_words(row: Sequence[str]) -> list[str]:
    words = dict.fromkeys(map(plain, row))
    return [w for w in words if 0 < len(w) <= 20 and not _NUMBER.fullmatch(w)]


def read_foreign(
    grids: Sequence[Grid], mapping: ColumnMapping, *, file: str
) -> tuple[tuple[EditingRow, ...], list[Fault]]:
    """One draft row per county cell, and a warning for each row that has none.

    Merged county cells count once; merged status cells hold for all of their rows. Cells are
    kept as written, except that a code which became a number loses its fraction. A cell may
    hold several names; it is split when they are resolved.

    Returns
    -------
    tuple of tuple of EditingRow and list of Fault
        Errors if the column is not there, or is there more than once; there are no rows then.
    """
    grid, faults = _chosen(grids, mapping, file)
    top = _header(grid, mapping) if grid else None
    if grid is None or top is None:
        return (), faults
    at = where(file, grid)
    columns, faults = _needed_columns(grid, top, mapping, at)
    if faults:
        return (), faults
    rows: list[EditingRow] = []
    beside = _beside(grid, top, columns[0], mapping)
    for number in range(_first_row(grid, top, columns[0]), len(grid.rows)):
        row, fault = _row(grid, number, columns, mapping, at)
        rows += [_with_beside(row, grid, beside)] if row else []
        faults += [fault] if fault else []
    if not rows:
        faults.append(Fault("sheet-no-rows", at, top + 1))
    return tuple(rows), faults


def _needed_columns(
    grid: Grid, top: int, mapping: ColumnMapping, at: str
) -> tuple[list[int], list[Fault]]:
    columns, faults = [], []
    check = mapping.check_column if mapping.check_column != NO_CHECK else ""
    for heading in filter(None, (mapping.column, mapping.status_column, check)):
        found = _columns(grid, top, heading)
        if len(found) == 1:
            columns += found
            continue
        known = LIST_MARK.join(_letter(c) for c in found) or _likely_headings([grid], top + 1)
        kind = "sheet-columns" if found else "sheet-no-column"
        faults.append(Fault(kind, at, top + 1, value=heading, details={"known": known}))
    return columns, faults


#: Kind of a column beside the counties → the field of its cells.
_BESIDE: tuple[tuple[ColumnKind, str], ...] = (
    ("name", "county_name"),
    ("code", "county_code"),
    ("province", "parents"),
    ("prefecture", "parents"),
)


def _beside(grid: Grid, top: int, column: int, mapping: ColumnMapping) -> dict[str, list[int]]:
    """Field of a row → columns beside the counties that say which county is meant."""
    if mapping.check_column == NO_CHECK:
        return {}
    headings = [grid.cell(top, c) for c in range(len(grid.rows[top]))]
    if mapping.check_column:
        found = _columns(grid, top, mapping.check_column)
        return {"county_name": found, "county_code": found}
    beside: dict[str, list[int]] = {}
    for kind, field in _BESIDE:
        found = _columns(grid, top, found_heading(headings, kind))
        if len(found) == 1 and found != [column]:
            beside.setdefault(field, []).extend(found)
    return beside


def _with_beside(row: EditingRow, grid: Grid, beside: dict[str, list[int]]) -> EditingRow:
    """A row with the name, code and parents that are written beside its county."""

    def written(field: str) -> str:
        return PARENTS_MARK.join(whole(grid.cell(row.number - 1, c)) for c in beside.get(field, ()))

    name, code = written("county_name"), written("county_code")
    return replace(row, county_name=name, county_code=code, parents=written("parents"))


def _letter(column: int) -> str:
    first, second = divmod(column, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)


def _first_row(grid: Grid, top: int, column: int) -> int:
    """The first row below a header that may be merged over several rows."""
    row = top + 1
    while (row, column) in grid.filled:
        row += 1
    return row


def _row(
    grid: Grid, number: int, columns: Sequence[int], mapping: ColumnMapping, at: str
) -> tuple[EditingRow | None, Fault | None]:
    cells = grid.rows[number]
    is_across = _is_from_left(grid, number, columns[0])
    if (number, columns[0]) in grid.filled and not is_across:
        return None, None  # the rest of a merged county
    # A line of text across the table, such as the title of a group, names no county.
    written = "" if is_across else whole(grid.cell(number, columns[0]))
    shown = " ".join(dict.fromkeys(c for c in cells if c))
    if not written:
        return None, _warning("sheet-no-county", at, number, shown) if shown else None
    first = next(c for c in cells if c)
    if any(_NOTE.match(plain(cell)) for cell in (written, first)):
        return None, _warning("sheet-note-row", at, number, shown)
    status = grid.cell(number, columns[1]) if mapping.status_column else ""
    row = EditingRow(
        document_id=mapping.document_id,
        clause=mapping.clause,
        typology_name=mapping.typology,
        subtype=mapping.subtype,
        status=status or mapping.status,
        stage=mapping.stage,
        as_written=written,
        sheet=grid.name,
        number=number + 1,
    )
    return row, None


def _warning(kind: str, at: str, number: int, value: str) -> Fault:
    return Fault(kind, at, number + 1, value=value, severity=Severity.WARNING)
