"""GeoPackages: tables, rows, geometry, styles and the project inside."""

from __future__ import annotations

import sqlite3
import struct
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from outputs.markup import xml
from outputs.plain import shapes

#: Tables that programs keep for themselves.
_INNER = ("rtree_", "sqlite_")
#: Bytes of the bounding box after a geometry's head, by the number in its flags (OGC 12-128r19).
_BOX_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_HEAD_BYTES = 8
#: The order of rows is nothing that a program reads there, but for the values of one list.
_SORTED = {
    "gpkg_data_column_constraints": " ORDER BY constraint_name, rowid",
    "gpkg_data_columns": " ORDER BY table_name, column_name",
}
_MARKUP = {"styleQML", "styleSLD"}
_MARKUP_STARTS = ("<?xml", "<!DOCTYPE")


@contextmanager
def _opened(content: bytes) -> Iterator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "read.gpkg"
        path.write_bytes(content)
        connection = sqlite3.connect(path)
        try:
            yield connection
        finally:
            connection.close()


def _without_head(stored: bytes) -> bytes:
    """Well-known binary of a GeoPackage's geometry."""
    return stored[_HEAD_BYTES + _BOX_BYTES[stored[3] >> 1 & 7] :]


def _srs(stored: bytes) -> int:
    order = "<" if stored[3] & 1 else ">"
    return int(struct.unpack(f"{order}i", stored[4:_HEAD_BYTES])[0])


def _is_geometry(values: list[Any]) -> bool:
    return any(isinstance(v, bytes) and v[:2] == b"GP" for v in values)


def _geometry(stored: list[Any]) -> dict[str, Any]:
    return {
        "srs": sorted({_srs(v) for v in stored if v}),
        "shapes": shapes([_without_head(v) if v else None for v in stored]),
    }


def _column(name: str, values: list[Any], archive: Any) -> Any:
    if _is_geometry(values):
        return _geometry(values)
    if name in _MARKUP or any(isinstance(v, str) and v.startswith(_MARKUP_STARTS) for v in values):
        return [xml(v.encode()) if v else v for v in values]
    if name == "content" and all(isinstance(v, bytes | str) for v in values):
        return [archive(bytes.fromhex(v.decode() if isinstance(v, bytes) else v)) for v in values]
    return values


def _table(db: sqlite3.Connection, name: str, archive: Any) -> dict[str, Any]:
    quoted = '"' + name.replace('"', '""') + '"'
    declared = db.execute(f"PRAGMA table_info({quoted})").fetchall()
    columns = [row[1] for row in declared]
    query = f"SELECT * FROM {quoted}{_SORTED.get(name, '')}"  # noqa: S608  # its own tables
    rows = db.execute(query).fetchall()
    values: Mapping[str, list[Any]] = {c: [r[i] for r in rows] for i, c in enumerate(columns)}
    return {
        "columns": columns,
        "types": {row[1]: [row[2], row[3], row[5]] for row in declared},
        "references": sorted(
            row[2:] for row in db.execute(f"PRAGMA foreign_key_list({quoted})").fetchall()
        ),
        "count": len(rows),
        "values": {c: _column(c, v, archive) for c, v in values.items()},
    }


def geopackage(content: bytes, archive: Any) -> dict[str, Any]:
    """Every table with its columns, types, references and values.

    Parameters
    ----------
    archive : callable
        Reads the bytes of the project, which QGIS keeps as a ``.qgz``.
    """
    with _opened(content) as db:
        found = db.execute("SELECT type, name FROM sqlite_master ORDER BY name").fetchall()
        kept = [(kind, name) for kind, name in found if not name.startswith(_INNER)]
        return {
            "others": [f"{kind} {name}" for kind, name in kept if kind != "table"],
            "tables": {n: _table(db, n, archive) for kind, n in kept if kind == "table"},
        }
