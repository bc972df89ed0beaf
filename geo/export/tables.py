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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.safe import csv_cell
from geo.schema import (
    ASSIGNMENTS,
    COMPLETIONS,
    COUNTY_TASKS,
    DOCUMENTS,
    INDICATORS,
    PARTNERSHIPS,
    POSITIONINGS,
    RULES,
    TASKS,
    Columns,
    Contract,
    joined_contract,
)

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Columns that others rely on stand first, in this order; the contract's other columns follow.
_FIRST = {
    "assignments": (
        "document_id", "clause", "typology", "subtype", "status", "county_code", "county_name",
        "prefecture_name", "province_name", "as_written", "basis", "note",
    ),
    "tasks": (
        "document_id", "clause", "part", "title", "summary", "lead_units", "responsible_units",
        "cooperating_units", "blanket_units", "scope",
    ),
    "indicators": ("document_id", "clause", "name", "operator", "value", "unit", "deadline"),
}  # fmt: skip

_CONTRACTS = {
    "assignments": ASSIGNMENTS,
    "tasks": TASKS,
    "indicators": INDICATORS,
    "completions": COMPLETIONS,
    "county_tasks": COUNTY_TASKS,
    "partnerships": PARTNERSHIPS,
    "positionings": POSITIONINGS,
    "rules": RULES,
    "documents": DOCUMENTS,
}


def table_columns(name: str, contract: Contract) -> Columns:
    """Columns of one table in the order of its file, without geometry."""
    first = _FIRST.get(name, ())
    kinds = {column: kind for column, kind in contract.columns.items() if kind != "geometry"}
    return {c: kinds[c] for c in (*first, *(c for c in kinds if c not in first))}


def cell(value: Any, kind: str) -> str:
    """One value as its cell, by the kind that the contract declares."""
    if kind == "bool":
        return "true" if value else "false"
    if kind in ("int", "float", "number?"):
        if value != value:  # NaN: nothing known
            return ""
        return repr(int(value)) if value == int(value) else repr(float(value))
    return csv_cell(value)


def table_text(frame: Any, columns: Columns) -> str:
    """A frame as CSV, without byte-order mark."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    cells = [
        [cell(value, kind) for value in frame[name].tolist()] for name, kind in columns.items()
    ]
    writer.writerows(zip(*cells, strict=True))
    return lines.getvalue()


def write_tables(frames: EditionFrames, folder: Path) -> tuple[Path, ...]:
    """Write every table of an edition into ``folder``, which is made if it is not there.

    Returns
    -------
    tuple of Path
        ``assignments.csv``, ``tasks.csv``, ``indicators.csv``, ``completions.csv``,
        ``county_tasks.csv``, ``partnerships.csv``, ``positionings.csv``, ``rules.csv``,
        ``documents.csv``, ``counties.csv``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    contracts = {**_CONTRACTS, "counties": joined_contract(frames.typologies)}
    written = []
    for name, contract in contracts.items():
        path = folder / f"{name}.csv"
        text = table_text(getattr(frames, name), table_columns(name, contract))
        path.write_text(text, encoding="utf-8-sig", newline="")
        written.append(path)
    return tuple(written)
