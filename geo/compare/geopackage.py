"""A snapshot out of a built GeoPackage, with SQLite alone: no GDAL, no frames.

The file is opened read-only and as immutable, so nothing is ever written beside it, even while
another program has it open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geo.compare.rows import (
    ITEM_MARK,
    DocumentState,
    Reach,
    TaskState,
    TypologyName,
    completion_text,
    indicator_text,
)
from geo.compare.state import Snapshot
from geo.errors import GeoError
from geo.records.resolved import Assignment, UnitName
from geo.vocabulary import Basis, Stage

#: One statement per table. Rows come in the order in which they were written.
_DOCUMENTS = """SELECT document_id, title, short_title, number, issued
    FROM documents ORDER BY rowid"""
_ASSIGNMENTS = """SELECT document_id, clause, typology, county_code, as_written, subtype, status,
    stage, basis, note, typology_name, is_complete FROM assignments ORDER BY rowid"""
_TASKS = """SELECT document_id, clause, title, part, summary, lead_units, responsible_units,
    cooperating_units, blanket_units, agencies_note, scope, is_open_ended
    FROM tasks ORDER BY rowid"""
_INDICATORS = """SELECT document_id, clause, name, operator, unit, deadline, note, value, value_max
    FROM indicators ORDER BY rowid"""
_COMPLETIONS = "SELECT document_id, clause, name, deadline FROM completions ORDER BY rowid"
_COUNTY_TASKS = "SELECT document_id, clause, county_code FROM county_tasks ORDER BY rowid"
_COUNTIES = """SELECT county_code, county_name, prefecture_code, prefecture_name, province_code,
    province_name FROM counties ORDER BY rowid"""

#: Columns that hold numbers or flags; every other one holds text.
_NUMBERS = frozenset({"value", "value_max", "is_complete", "is_open_ended"})

_Row = dict[str, Any]
_Texts = dict[tuple[str, str], str]


def _address(path: Path) -> str:
    """SQLite's URI of a file; quoted, so that no name is read as an option."""
    slashed = path.resolve().as_posix()
    return f"file://{'' if slashed.startswith('/') else '/'}{quote(slashed)}?mode=ro&immutable=1"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"expected text, found {type(value).__name__}")
    return value


def _rows(db: sqlite3.Connection, statement: str) -> Iterator[_Row]:
    """Rows by column name; in columns of text NULL is empty."""
    cursor = db.execute(statement)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        cells = zip(names, row, strict=True)
        yield {name: v if name in _NUMBERS else _text(v) for name, v in cells}


def _gathered(rows: Iterable[_Row], line: Callable[[_Row], str]) -> _Texts:
    """Texts of one document and clause on one line."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row["document_id"], row["clause"]), []).append(line(row))
    return {key: ITEM_MARK.join(lines) for key, lines in found.items()}


def _indicator_line(row: _Row) -> str:
    return indicator_text(
        row["name"],
        row["operator"],
        row["value"],
        row["value_max"],
        row["unit"],
        row["deadline"],
        row["note"],
    )


def _assignments(db: sqlite3.Connection) -> tuple[list[Assignment], dict[str, TypologyName]]:
    rows, names = [], {}
    for row in _rows(db, _ASSIGNMENTS):
        names[row["typology"]] = TypologyName(row.pop("typology_name"))
        row["stage"] = Stage(row["stage"]) if row["stage"] else None
        row["basis"] = Basis(row["basis"])
        row["is_complete"] = bool(row["is_complete"])
        row["notes"] = tuple(filter(None, (row.pop("note"),)))
        rows.append(Assignment(**row))
    return rows, names


def _tasks(db: sqlite3.Connection, indicators: _Texts) -> list[TaskState]:
    completions = _gathered(
        _rows(db, _COMPLETIONS), lambda row: completion_text(row["name"], row["deadline"])
    )
    tasks = []
    for row in _rows(db, _TASKS):
        key = (row["document_id"], row["clause"])
        row["is_open_ended"] = bool(row["is_open_ended"])
        row["indicators"] = indicators.get(key, "")
        row["completions"] = completions.get(key, "")
        tasks.append(TaskState(**row))
    return tasks


def _document(row: _Row, indicators: _Texts) -> DocumentState:
    key = row.pop("document_id")
    return DocumentState(id=key, targets=indicators.get((key, ""), ""), **row)


def _county(row: _Row) -> UnitName:
    return UnitName(code=row.pop("county_code"), name=row.pop("county_name"), **row)


def _read(db: sqlite3.Connection) -> Snapshot:
    indicators = _gathered(_rows(db, _INDICATORS), _indicator_line)
    assignments, typologies = _assignments(db)
    return Snapshot.of(
        [_document(row, indicators) for row in _rows(db, _DOCUMENTS)],
        assignments,
        tasks=_tasks(db, indicators),
        county_tasks=[Reach(**row) for row in _rows(db, _COUNTY_TASKS)],
        counties={unit.code: unit for unit in map(_county, _rows(db, _COUNTIES))},
        typologies=typologies,
        vintage="",
    )


def snapshot_from_geopackage(path: Path) -> Snapshot:
    """What the lists said when a GeoPackage was built.

    The file names its boundary vintage only in prose, so ``vintage`` is empty. It holds no English
    names of typologies.

    Raises
    ------
    GeoError
        If there is no such file, or it is not a GeoPackage with this tool's layers and columns.
    """
    if not path.is_file():
        raise GeoError(f"{path.name}: no such file")
    try:
        with closing(sqlite3.connect(_address(path), uri=True)) as db:
            db.execute("PRAGMA trusted_schema=OFF")
            return _read(db)
    except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:
        raise GeoError(
            f"{path.name}: not a GeoPackage that county-typology wrote ({error}); "
            "build it again with this version, or compare the list folders"
        ) from error
    except GeoError as error:
        raise GeoError(f"{path.name}: {error}") from error
