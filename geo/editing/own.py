"""The sheet that :mod:`geo.editing.workbook` wrote, read back after a planner has edited it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.editing.workbook import BASE_COLUMNS, BASE_SHEET, EditingRow, LayerId, known_heading
from geo.errors import Fault
from geo.lists.grid import Grid, whole
from geo.voice.texts import text

_NEEDED = ("document_id", "clause", "typology_name", "as_written")
#: The header may be below a title that was added.
_HEADER_WITHIN = 10


@dataclass(frozen=True)
class OwnSheet:
    """Rows as written, and the digests of the layers at export.

    ``base`` is None where the file has none, as after saving as CSV.
    """

    file: str
    rows: tuple[EditingRow, ...]
    base: Mapping[LayerId, str] | None


def _header(grid: Grid) -> tuple[int, dict[str, int]]:
    """Row of the header (from 0), the one with most known headings, and column of each heading."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number in range(min(_HEADER_WITHIN, len(grid.rows))):
        columns: dict[str, int] = {}
        for column, written in enumerate(grid.rows[number]):
            name = known_heading(written)
            if name is not None:
                columns.setdefault(name, column)
        if len(columns) > len(best[1]):
            best = (number, columns)
    return best


def _lists_grid(grids: Sequence[Grid]) -> Grid:
    return max(grids, key=lambda g: (not g.is_hidden, len(_header(g)[1])))


def is_own(grids: Sequence[Grid]) -> bool:
    """Whether the file looks like an exported sheet, even one that lost a column."""
    names = _header(_lists_grid(grids))[1] if grids else {}
    return {"document_id", "clause"} <= set(names) or any(g.name == BASE_SHEET for g in grids)


def read_own(grids: Sequence[Grid], *, file: str) -> tuple[OwnSheet, list[Fault]]:
    """Rows of the sheet of lists, blank ones left out.

    Returns
    -------
    tuple of OwnSheet and list of Fault
        A fault for each column that is missing and needed; there are no rows then.
    """
    grid = _lists_grid(grids)
    top, columns = _header(grid)
    missing = [c for c in _NEEDED if c not in columns]
    if missing:
        at = where(file, grid)
        faults = [Fault("sheet-own", at, top + 1, value=text("sheet", f"column-{c}"))
                  for c in missing]  # fmt: skip
        return OwnSheet(file, (), None), faults
    rows = []
    for number in range(top + 1, len(grid.rows)):
        cells = {name: grid.cell(number, column) for name, column in columns.items()}
        if any(cells.values()):
            cells["county_code"] = whole(cells.get("county_code", ""))
            rows.append(EditingRow(**cells, sheet=grid.name, number=number + 1))
    return OwnSheet(file, tuple(rows), _base(grids)), []


def _base(grids: Sequence[Grid]) -> dict[LayerId, str] | None:
    grid = next((g for g in grids if g.name == BASE_SHEET), None)
    if grid is None or not grid.rows or grid.rows[0][: len(BASE_COLUMNS)] != BASE_COLUMNS:
        return None
    digests = {}
    for number in range(1, len(grid.rows)):
        *key, digest = (grid.cell(number, c) for c in range(len(BASE_COLUMNS)))
        if digest:
            digests[LayerId(*key)] = digest
    return digests


def where(file: str, grid: Grid) -> str:
    """The file and sheet of a fault."""
    return f"{file}[{grid.name}]" if grid.name else file
