"""Zoning lists (``layers/zoning/``): files of a province's zones → rows, with a fault for each row
that says too little."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from geo.errors import Fault
from geo.lists.grid import Grid, read_grids
from geo.records.resolved import ZoningRow
from geo.vocabulary import LIST_MARK

#: Endings of a zoning list's file, the plain one first.
ENDINGS = (".csv", ".xlsx", ".xls")
#: Column → its headings. A date says when the names of the rows were in use.
HEADINGS = {
    "county_name": ("county_name", "县名", "县区", "县级单位", "县（市、区）", "名称"),
    "zone": ("zone", "主体功能区", "主体功能分区", "功能区", "分区", "类别"),
    "source": ("source", "来源", "出处", "依据"),
    "date": ("date", "日期", "时间", "年份"),
}
_NEEDED = ("county_name", "zone", "source")
#: A row that begins with it is a remark about the file.
_REMARK = "#"


def zoning_file(folder: Path, edition: str) -> Path | None:
    """The zoning list of an edition; None where there is none."""
    paths = (folder / f"{edition}{ending}" for ending in ENDINGS)
    return next((path for path in paths if path.is_file()), None)


def read_zoning(
    path: Path, *, relative: Callable[[Path], str]
) -> tuple[list[ZoningRow], list[Fault]]:
    """The rows of one zoning list.

    Any encoding and workbook that a sheet may have is read, with English or Chinese headings.

    Returns
    -------
    list of ZoningRow and list of Fault
        Kinds: ``sheet-format`` for a file that cannot be read, ``zoning-header``, and
        ``zoning-row`` for a row without a name, a zone or a source.
    """
    file = relative(path)
    grids, faults = read_grids(path)
    rows: list[ZoningRow] = []
    for grid in (g for g in grids if not g.is_hidden and any(map(any, g.rows))):
        found, wrong = _rows(grid, file)
        rows += found
        faults += wrong
    return rows, faults


def _rows(grid: Grid, file: str) -> tuple[list[ZoningRow], list[Fault]]:
    lines = list(_lines(grid))
    if not lines:
        return [], []
    first, header = lines[0]
    places = {name: _column(header, headings) for name, headings in HEADINGS.items()}
    if any(places[name] is None for name in _NEEDED):
        details = {"found": LIST_MARK.join(filter(None, header)) or "—"}
        return [], [Fault("zoning-header", file, first, None, grid.name or None, details)]
    rows, faults = [], []
    for number, cells in lines[1:]:
        values = {
            name: cells[at].strip() if at is not None and at < len(cells) else ""
            for name, at in places.items()
        }
        missing = [name for name in _NEEDED if not values[name]]
        if missing:
            details = {"problem": LIST_MARK.join(HEADINGS[name][1] for name in missing)}
            name = values["county_name"] or None
            faults.append(Fault("zoning-row", file, number, None, name, details))
        else:
            rows.append(ZoningRow(file, number, **values))
    return rows, faults


def _lines(grid: Grid) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with their numbers in the file, without empty ones and remarks."""
    for number, cells in enumerate(grid.rows, start=1):
        if any(cells) and not cells[0].startswith(_REMARK):
            yield number, cells


def _column(header: tuple[str, ...], headings: tuple[str, ...]) -> int | None:
    named = [i for i, cell in enumerate(header) if cell.strip().lower() in headings]
    return named[0] if named else None
