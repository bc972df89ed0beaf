"""Order of work: layers, tables, what describes them, styles, project; then put in place."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.export.archive import zipped
from geo.export.geopackage import container, extensions, project, qgis_tables
from geo.export.geopackage.content import filled
from geo.export.geopackage.file_tables import FileTable, tables
from geo.export.geopackage.layer_styles import layer_styles
from geo.export.geopackage.metadata import about
from geo.export.geopackage.placing import replaced_whole
from geo.export.geopackage.rules import Style
from geo.export.geopackage.templating import filled_in
from geo.export.geopackage.words import FileWords, words
from geo.voice.voice import Voice

if TYPE_CHECKING:
    from geo.schema import EditionFrames


def fixed_moment(frames: EditionFrames) -> str:
    """The time recorded for the file's contents: the boundary vintage's, never the clock's."""
    year, _, month = frames.vintage.date.partition("-")
    return f"{year}-{month[:2] or '01'}-01T00:00:00.000Z"


def write_geopackage(
    frames: EditionFrames,
    path: Path,
    *,
    version: str,
    voice: Voice | None = None,
    name: str | None = None,
) -> None:
    """Write one edition as a GeoPackage that QGIS opens finished.

    Parameters
    ----------
    frames : EditionFrames
        Geometry in :data:`geo.crs.STORAGE`.
    path : Path
        The file to write; it is replaced atomically, or not touched at all.
    version : str
        Version of this package, for the metadata.
    voice : Voice, optional
        The language of titles, aliases, labels, styles and the project; Chinese by default. What
        rows say stays as ``frames`` have it.
    name : str, optional
        File name that the embedded project refers to, where it is not ``path``'s own.

    Raises
    ------
    ExportError
        If an assigned county has no polygon, the folder cannot be written to, or the old file is
        in use.
    """
    speech = words(voice or Voice(), frames.typologies)
    contents = tables(frames.typologies)
    moment = fixed_moment(frames)
    rows = {table.name: filled(table, frames) for table in contents}
    with replaced_whole(path) as beside:
        # GDAL needs the ending .gpkg, which the caller's file may lack.
        database = beside.with_name("content.gpkg")
        with container.fixed_gdal_date(moment):
            _write_layers(database, contents, rows, speech)
        with container.opened(database) as db:
            _write_tables(db, contents, rows, speech, moment)
            _write_descriptions(db, frames, contents, speech, moment, version)
            styles = _styles(frames, contents, speech)
            qgis_tables.write_styles(db, contents, styles, speech, moment=moment)
            finished = project.project_document(
                frames,
                contents,
                styles,
                speech,
                version=version,
                source=f"./{name or path.name}",
            )
            title = speech.say("project.name")
            qgis_tables.write_embedded_project(db, finished, name=title, moment=moment)
            container.set_last_change(db, moment)
        database.rename(beside)


def _styles(
    frames: EditionFrames, contents: Sequence[FileTable], speech: FileWords
) -> dict[str, tuple[Style, ...]]:
    """Styles of every layer and table; a table's style is its form."""
    drawn = layer_styles(frames, speech)
    form = (Style(speech.say("style.form")),)
    return {table.name: drawn.get(table.name, form) for table in contents}


def _write_layers(
    database: Path, contents: Sequence[FileTable], rows: dict[str, Any], speech: FileWords
) -> None:
    for table in contents:
        if table.is_spatial:
            container.write_layer(
                database,
                table,
                rows[table.name],
                title=speech.title(table),
                description=speech.description(table),
            )


def _write_tables(
    db: sqlite3.Connection,
    contents: Sequence[FileTable],
    rows: dict[str, Any],
    speech: FileWords,
    moment: str,
) -> None:
    for table in contents:
        if table.is_spatial:
            if table.references:
                container.add_layer_references(db, table)
            continue
        container.create_table(db, table)
        container.insert_rows(db, table, rows[table.name])
        container.register_table(
            db,
            table.name,
            title=speech.title(table),
            description=speech.description(table),
            moment=moment,
        )
    container.add_unique_indexes(db, contents)


def _write_descriptions(
    db: sqlite3.Connection,
    frames: EditionFrames,
    contents: Sequence[FileTable],
    speech: FileWords,
    moment: str,
    version: str,
) -> None:
    extensions.write_column_names(db, contents, speech)
    described = [(t.name, about(frames, speech, version, table=t)) for t in contents]
    extensions.write_metadata(
        db,
        filled_in("metadata.qmd.jinja", speech, about=about(frames, speech, version)),
        {n: filled_in("metadata.qmd.jinja", speech, about=found) for n, found in described},
        moment=moment,
    )


def write_project(
    frames: EditionFrames,
    path: Path,
    *,
    version: str,
    voice: Voice | None = None,
    geopackage: Path | None = None,
) -> None:
    """Write the finished map as a ``.qgz`` that contains its own copy of the GeoPackage.

    It opens from any folder and under any name, and does not need the GeoPackage beside it.

    Parameters
    ----------
    path : Path
        The file to write.
    version : str
        Version of this package, for the metadata.
    geopackage : Path, optional
        The file that :func:`write_geopackage` made of the same frames; made anew if not given.
    """
    speech = words(voice or Voice(), frames.typologies)
    contents = tables(frames.typologies)
    finished = project.project_document(
        frames,
        contents,
        _styles(frames, contents, speech),
        speech,
        version=version,
        source=project.ATTACHED,
    )
    with replaced_whole(path) as beside:
        if geopackage is None:
            geopackage = beside.with_name(project.ATTACHED_NAME)
            write_geopackage(frames, geopackage, version=version, voice=voice)
        own = ("county-typology.qgs", finished.encode("utf-8"))
        attached = (project.ATTACHED_NAME, geopackage.read_bytes())
        beside.write_bytes(zipped([own, attached]))
