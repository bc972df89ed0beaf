"""Order of work: write beside, fill, check that nobody is in the way, put in place."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import ExportError
from geo.export.geopackage import container, extensions, project, stored
from geo.export.geopackage.content import filled
from geo.export.geopackage.metadata import metadata_document
from geo.export.geopackage.styles import Style, layer_styles
from geo.export.geopackage.tables import Table, tables
from geo.export.geopackage.words import Words, words
from geo.vocabulary import Language

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Files that SQLite keeps beside a database that a program is writing to.
_COMPANIONS = ("-wal", "-shm", "-journal")


def fixed_moment(frames: EditionFrames) -> str:
    """The time that the file tells for its contents: the boundary vintage's, never the clock's."""
    year, _, month = frames.vintage.date.partition("-")
    return f"{year}-{month[:2] or '01'}-01T00:00:00.000Z"


def stop_if_in_use(path: Path) -> None:
    """Refuse to replace a GeoPackage that a program is writing to.

    Readers are no hindrance: they keep the file they opened. A write-ahead log with content
    belongs to the old file, and beside a new one it would damage it for good.

    Raises
    ------
    ExportError
        If a write-ahead log or journal with content lies beside ``path``.
    """
    for ending in _COMPANIONS:
        companion = path.with_name(path.name + ending)
        if ending != "-shm" and companion.exists() and companion.stat().st_size:
            raise ExportError(
                f"{path.name}: a program has unsaved changes in this file ({companion.name} is "
                "not empty). Save or discard them there, close the file (in QGIS: remove its "
                "layers or close the project), and run again. The old file is unchanged."
            )


@contextmanager
def replaced_whole(path: Path) -> Iterator[Path]:
    """A place to write ``path`` beside itself; on success it takes its place in one step.

    Raises
    ------
    ExportError
        If the old file is being written to or cannot be replaced. It is then unchanged.
    """
    stop_if_in_use(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
        beside = Path(folder) / path.name
        yield beside
        stop_if_in_use(path)
        try:
            beside.replace(path)
        except PermissionError as error:  # Windows: a program holds the old file
            raise ExportError(
                f"{path.name}: cannot be replaced, another program holds it open. Close it there "
                "(in QGIS: remove its layers or close the project) and run again. The old file "
                "is unchanged."
            ) from error
        for ending in _COMPANIONS:
            path.with_name(path.name + ending).unlink(missing_ok=True)


def write_geopackage(
    frames: EditionFrames,
    path: Path,
    *,
    version: str,
    language: Language | str = Language.ZH,
    name: str | None = None,
) -> None:
    """Write one edition as a GeoPackage that QGIS opens finished.

    Parameters
    ----------
    frames : EditionFrames
        Geometry in :data:`geo.crs.STORAGE`.
    path : Path
        The file to write; it is replaced whole, or not touched at all.
    version : str
        Version of this package, for the metadata.
    language : Language
        Of titles, aliases, labels, styles and the project.
    name : str, optional
        File name that the embedded project refers to, where it is not ``path``'s own.

    Raises
    ------
    ExportError
        If an assigned county has no polygon, or the old file is in use.
    """
    speech = words(language, frames.typologies)
    contents = tables(frames.typologies)
    moment = fixed_moment(frames)
    rows = {table.name: filled(table, frames) for table in contents}
    with replaced_whole(path) as beside:
        # GDAL wants the ending .gpkg, whatever the caller's file is called.
        database = beside.with_name("content.gpkg")
        with container.fixed_gdal_date(moment):
            _write_layers(database, contents, rows, speech)
        with container.opened(database) as db:
            _write_tables(db, contents, rows, speech, moment)
            _write_descriptions(db, frames, contents, speech, moment, version)
            styles = _styles(frames, contents, speech)
            stored.write_styles(db, contents, styles, speech, moment=moment)
            finished = project.project_document(
                frames,
                contents,
                styles,
                speech,
                version=version,
                source=f"./{name or path.name}",
            )
            title = speech.say("project.name")
            stored.write_embedded_project(db, finished, name=title, moment=moment)
            container.set_last_change(db, moment)
        database.rename(beside)


def _styles(
    frames: EditionFrames, contents: Sequence[Table], speech: Words
) -> dict[str, tuple[Style, ...]]:
    """Styles of every layer and table; a table's style is its form."""
    drawn = layer_styles(frames, speech)
    form = (Style(speech.say("style.form")),)
    return {table.name: drawn.get(table.name, form) for table in contents}


def _write_layers(
    database: Path, contents: Sequence[Table], rows: dict[str, Any], speech: Words
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
    contents: Sequence[Table],
    rows: dict[str, Any],
    speech: Words,
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
    contents: Sequence[Table],
    speech: Words,
    moment: str,
    version: str,
) -> None:
    extensions.write_column_names(db, contents, speech)
    extensions.write_metadata(
        db,
        metadata_document(frames, speech, version),
        {t.name: metadata_document(frames, speech, version, table=t) for t in contents},
        moment=moment,
    )


def write_project(
    frames: EditionFrames,
    path: Path,
    *,
    version: str,
    language: Language | str = Language.ZH,
    geopackage: Path | None = None,
) -> None:
    """Write the finished map as a ``.qgz`` that carries its own copy of the GeoPackage.

    It opens alike wherever it lies and whatever it or the GeoPackage beside it is called.

    Parameters
    ----------
    path : Path
        The file to write.
    version : str
        Version of this package, for the metadata.
    geopackage : Path, optional
        The file that :func:`write_geopackage` made of the same frames; made anew if not given.
    """
    speech = words(language, frames.typologies)
    contents = tables(frames.typologies)
    finished = project.project_document(
        frames,
        contents,
        _styles(frames, contents, speech),
        speech,
        version=version,
        source=project.ATTACHED,
    )
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
        if geopackage is None:
            geopackage = Path(folder) / project.ATTACHED_NAME
            write_geopackage(frames, geopackage, version=version, language=language)
        attached = {project.ATTACHED_NAME: geopackage.read_bytes()}
        beside = Path(folder) / path.name
        beside.write_bytes(project.zipped(finished, name="county-typology.qgs", attached=attached))
        beside.replace(path)
