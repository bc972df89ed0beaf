"""The file itself: layers through GDAL, tables and system tables through SQLite.

GDAL (pyogrio) writes what has geometry, with its spatial index. Tables without geometry need
foreign keys, which GDAL cannot declare, and the system tables of QGIS are unknown to it: those are
plain SQL. Sources: OGC 12-128r19 (GeoPackage 1.4 and its predecessors).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geo import crs
from geo.export.geopackage.file_tables import FID, GEOMETRY, FileTable, Reference

#: Read without a warning by QGIS 3.22 and everything later; 1.4 is not.
GEOPACKAGE_VERSION = "1.3"


def quoted(name: str) -> str:
    """An SQL identifier. Names come from typology keys and from this package only."""
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def fixed_gdal_date(moment: str) -> Iterator[None]:
    """Make GDAL write ``moment`` (ISO 8601) instead of the current time."""
    import pyogrio

    option = "OGR_CURRENT_DATE"
    before = pyogrio.get_gdal_config_option(option)
    pyogrio.set_gdal_config_options({option: moment})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({option: before})


def write_layer(path: Path, table: FileTable, frame: Any, *, title: str, description: str) -> None:
    """Write one layer with its spatial index; create the file if it is not there."""
    import pyogrio

    # Options of the file count only when the first layer makes it.
    created = {} if path.exists() else {"VERSION": GEOPACKAGE_VERSION}
    pyogrio.write_dataframe(
        frame,
        path,
        layer=table.name,
        driver="GPKG",
        geometry_type=table.geometry,
        promote_to_multi=table.geometry.startswith("Multi"),
        dataset_options=created,
        layer_options={
            "GEOMETRY_NAME": GEOMETRY,
            "FID": FID,
            "SPATIAL_INDEX": "YES",
            "IDENTIFIER": title,
            "DESCRIPTION": description,
        },
    )


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as a database, in one transaction, without a journal left beside it."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        # Page order must not depend on the order of writing: same frames, same bytes.
        connection.execute("VACUUM")
    finally:
        connection.close()


def _reference_clause(reference: Reference) -> str:
    return (
        f"FOREIGN KEY ({quoted(reference.column)}) "
        f"REFERENCES {quoted(reference.table)}({quoted(reference.target)})"
    )


def create_table(db: sqlite3.Connection, table: FileTable) -> None:
    """Create a table without geometry, with its foreign keys."""
    parts = [f"{quoted(FID)} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    parts += [f"{quoted(name)} {table.sql_type(name)}" for name in table.columns]
    parts += [_reference_clause(reference) for reference in table.references]
    db.execute(f"CREATE TABLE {quoted(table.name)} ({', '.join(parts)})")


def insert_rows(db: sqlite3.Connection, table: FileTable, frame: Any) -> None:
    """Insert a frame's rows in their order; NaN becomes NULL."""
    names = ", ".join(quoted(name) for name in table.columns)
    marks = ", ".join("?" * len(table.columns))
    # Identifiers are quoted and our own; values are bound.
    statement = f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})"  # noqa: S608
    columns = [_plain(frame[name]) for name in table.columns]
    db.executemany(statement, zip(*columns, strict=True))


def _plain(column: Any) -> list[object]:
    values = column.tolist()
    return [None if isinstance(v, float) and v != v else v for v in values]


def register_table(
    db: sqlite3.Connection, name: str, *, title: str, description: str, moment: str
) -> None:
    """Enter a table without geometry in ``gpkg_contents``, or no program lists it."""
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change,"
        " srs_id) VALUES (?, 'attributes', ?, ?, ?, 0)",
        (name, title, description, moment),
    )


def add_unique_indexes(db: sqlite3.Connection, contents: Sequence[FileTable]) -> None:
    """Index the columns that foreign keys name; SQLite requires them to be unique."""
    for table in contents:
        if table.unique:
            name = quoted(f"{table.name}_{table.unique}")
            db.execute(
                f"CREATE UNIQUE INDEX {name} ON {quoted(table.name)} ({quoted(table.unique)})"
            )


def add_layer_references(db: sqlite3.Connection, table: FileTable) -> None:
    """Give a layer that GDAL wrote its foreign keys.

    A foreign key changes no byte of the rows, so SQLite allows to add it to the stored
    declaration: https://sqlite.org/lang_altertable.html, "Making other kinds of table schema
    changes".
    """
    clauses = ", ".join(_reference_clause(reference) for reference in table.references)
    (declared,) = db.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table.name,)
    ).fetchone()
    (schema_version,) = db.execute("PRAGMA schema_version").fetchone()
    db.execute("PRAGMA writable_schema = ON")
    db.execute(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?",
        (f"{declared.rstrip().removesuffix(')')}, {clauses})", table.name),
    )
    db.execute(f"PRAGMA schema_version = {int(schema_version) + 1}")
    db.execute("PRAGMA writable_schema = OFF")


def set_last_change(db: sqlite3.Connection, moment: str) -> None:
    """Set every entry of ``gpkg_contents`` to the same fixed time."""
    db.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))


def declared_srs(db: sqlite3.Connection) -> str:
    """WKT that the file itself declares for :data:`geo.crs.STORAGE`."""
    row = db.execute(
        "SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (crs.STORAGE_EPSG,)
    ).fetchone()
    return str(row[0])
