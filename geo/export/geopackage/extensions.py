"""Registered extensions that GDAL does not fill: column names (Schema) and metadata.

Definitions: OGC 12-128r19, annexes F.9 (Schema) and F.8 (Metadata).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from geo.columns import Kind
from geo.export.geopackage.file_tables import FileTable
from geo.export.geopackage.words import FileWords

_SCHEMA_TABLES = """
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  name TEXT,
  title TEXT,
  description TEXT,
  mime_type TEXT,
  constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL,
  constraint_type TEXT NOT NULL,
  value TEXT,
  min NUMERIC,
  min_is_inclusive BOOLEAN,
  max NUMERIC,
  max_is_inclusive BOOLEAN,
  description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
)
"""

_METADATA_TABLES = """
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT ''
);
CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL,
  table_name TEXT,
  column_name TEXT,
  row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL,
  md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id)
)
"""

#: Standard URI by which QGIS finds a layer's metadata.
QMD_STANDARD = "http://mrcc.com/qgis.dtd"


def _create(db: sqlite3.Connection, statements: str) -> None:
    # executescript would commit the transaction that the file is written in.
    for statement in statements.split(";"):
        db.execute(statement)


def _register(db: sqlite3.Connection, names: Sequence[str], extension: str, part: str) -> None:
    db.executemany(
        "INSERT INTO gpkg_extensions (table_name, extension_name, definition, scope)"
        " VALUES (?, ?, ?, 'read-write')",
        [(n, extension, f"http://www.geopackage.org/spec121/#{part}") for n in names],
    )


def write_column_names(
    db: sqlite3.Connection, contents: Sequence[FileTable], words: FileWords
) -> None:
    """Aliases of every column, and the closed lists of values, for programs other than QGIS."""
    _create(db, _SCHEMA_TABLES)
    _register(
        db,
        ("gpkg_data_columns", "gpkg_data_column_constraints"),
        "gpkg_schema",
        "extension_schema",
    )
    for table in contents:
        db.executemany(
            "INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, NULL, NULL, ?)",
            [
                (
                    table.name,
                    column.name,
                    words.alias(table, column.name),
                    words.alias(table, column.name),
                    column.name if column.kind is Kind.VALUE else None,
                )
                for column in table.columns.values()
            ],
        )
    db.executemany(
        "INSERT INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, ?)",
        [
            (column, value, label)
            for column in dict.fromkeys(_value_columns(contents))
            for value, label in words.values(column).items()
        ],
    )


def _value_columns(contents: Sequence[FileTable]) -> Iterator[str]:
    """Names of the columns whose values are words of :mod:`geo.vocabulary`, late ones last."""
    for table in contents:
        columns = sorted(table.columns.values(), key=lambda column: column.is_late)
        yield from (column.name for column in columns if column.kind is Kind.VALUE)


def write_metadata(
    db: sqlite3.Connection, whole: str, layers: Mapping[str, str], *, moment: str
) -> None:
    """Store QMD documents: ``whole`` for the file, ``layers`` by table name."""
    _create(db, _METADATA_TABLES)
    _register(
        db, ("gpkg_metadata", "gpkg_metadata_reference"), "gpkg_metadata", "extension_metadata"
    )
    documents = [(None, whole), *layers.items()]
    for number, (table, document) in enumerate(documents, start=1):
        db.execute(
            "INSERT INTO gpkg_metadata VALUES (?, 'dataset', ?, 'text/xml', ?)",
            (number, QMD_STANDARD, document),
        )
        db.execute(
            "INSERT INTO gpkg_metadata_reference VALUES (?, ?, NULL, NULL, ?, ?, ?)",
            (
                "table" if table else "geopackage",
                table,
                moment,
                number,
                1 if table else None,
            ),
        )
