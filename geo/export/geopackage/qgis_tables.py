"""QGIS's own tables in a GeoPackage: styles and projects."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from geo.export.archive import zipped
from geo.export.geopackage import project
from geo.export.geopackage.attribute_forms import form_of
from geo.export.geopackage.container import register_table
from geo.export.geopackage.file_tables import GEOMETRY, FileTable
from geo.export.geopackage.rules import Style
from geo.export.geopackage.templating import filled_in
from geo.export.geopackage.words import FileWords

_STYLES_TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256),
  f_table_schema TEXT(256),
  f_table_name TEXT(256),
  f_geometry_column TEXT(256),
  styleName TEXT(30),
  styleQML TEXT,
  styleSLD TEXT,
  useAsDefault BOOLEAN,
  description TEXT,
  owner TEXT(30),
  ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)
"""
_PROJECTS_TABLE = "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)"

_NAME_LENGTH = 30


def write_styles(
    db: sqlite3.Connection,
    contents: Sequence[FileTable],
    styles: Mapping[str, tuple[Style, ...]],
    words: FileWords,
    *,
    moment: str,
) -> None:
    """Fill ``layer_styles``; the first style of each layer is the one it opens with."""
    db.execute(_STYLES_TABLE)
    register_table(
        db,
        "layer_styles",
        title="layer_styles",
        description=words.say("description.layer_styles"),
        moment=moment,
    )
    for table in contents:
        form = form_of(table, contents, words)
        for place, style in enumerate(styles[table.name]):
            db.execute(
                # QGIS requires an empty text, not NULL, where other databases have a schema.
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
                " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description,"
                " owner, ui, update_time) VALUES ('', '', ?, ?, ?, ?, '', ?, ?, '', NULL, ?)",
                (
                    table.name,
                    GEOMETRY if table.is_spatial else "",
                    style.name[:_NAME_LENGTH],
                    filled_in("layer.qml.jinja", words, style=style, form=form),
                    place == 0,
                    style.name,
                    moment,
                ),
            )


def write_embedded_project(
    db: sqlite3.Connection, document: str, *, name: str, moment: str
) -> None:
    """Store a project; QGIS keeps it as the hexadecimal text of a ``.qgz``."""
    db.execute(_PROJECTS_TABLE)
    content = zipped([(f"{name}.qgs", document.encode("utf-8"))]).hex()
    db.execute(
        "INSERT INTO qgis_projects VALUES (?, ?, ?)",
        (name, project.stored_metadata(moment), content),
    )
