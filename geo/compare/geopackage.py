"""Snapshot of a built GeoPackage, read with SQLite alone: no GDAL, no frames.

The file is opened read-only and as immutable, so nothing is ever written beside it, even while
another program has it open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from geo import schema
from geo.columns import Column
from geo.compare.snapshot import Snapshot, TypologyName, kept
from geo.errors import GeoError
from geo.join.rows import Row
from geo.records.resolved import UnitName

#: Columns of a county's names and parents, in the order of :class:`UnitName`.
_UNIT = tuple(
    column for column in schema.counties(()).columns
    if column.name.startswith(("county_", "prefecture_", "province_"))
)  # fmt: skip
_NAMES = tuple(schema.ASSIGNMENTS.by_name[name] for name in ("typology", "typology_name"))


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
    except (sqlite3.Error, ValueError, TypeError, OverflowError, GeoError) as error:
        raise GeoError(
            f"{path.name}: not a GeoPackage that county-typology wrote ({error}); "
            "build it again with this version, or compare the list folders"
        ) from error


def _address(path: Path) -> str:
    """SQLite's URI of a file; quoted, so that no name is read as an option."""
    slashed = path.resolve().as_posix()
    return f"file://{'' if slashed.startswith('/') else '/'}{quote(slashed)}?mode=ro&immutable=1"


def _read(db: sqlite3.Connection) -> Snapshot:
    units = (UnitName(*map(_text, row.values())) for row in _rows(db, "counties", _UNIT))
    named = (*_rows(db, "assignments", _NAMES), *_rows(db, "rules", _NAMES))
    return Snapshot.of(
        {table.name: _rows(db, table.name, kept(table)) for table in schema.TABLES},
        counties={unit.code: unit for unit in units},
        typologies={
            _text(row["typology"]): TypologyName(_text(row["typology_name"])) for row in named
        },
        vintage="",
    )


def _rows(db: sqlite3.Connection, table: str, columns: Iterable[Column]) -> Iterator[Row]:
    """Rows in the order in which they were written; in columns of text NULL is empty."""
    listed = tuple(columns)
    # Unquoted: SQLite takes a quoted name that is no column for a text.
    names = ", ".join(column.name for column in listed)
    # Names of tables and columns come from the schema, never from the file.
    for row in db.execute(f"SELECT {names} FROM {table} ORDER BY rowid"):  # noqa: S608
        cells = zip(listed, row, strict=True)
        yield {c.name: "" if value is None and c.is_text else value for c, value in cells}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected text, found {type(value).__name__}")
    return value
