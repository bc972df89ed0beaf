"""One edition in one format, to a path of the user's choosing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo import build
from geo.errors import ConfigError
from geo.pipeline.frames import edition_frames
from geo.pipeline.inputs import Inputs
from geo.pipeline.products import english_names
from geo.vocabulary import ALL_EDITION, Language

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Writes frames to a path; what it returns is told to the user (what the format loses).
Writer = Callable[["EditionFrames", Path, Inputs, Language], str]


def _geopackage(frames: EditionFrames, path: Path, _inputs: Inputs, language: Language) -> str:
    from geo.export.geopackage import write_geopackage

    write_geopackage(frames, path, language=language, version=geo.__version__)
    return ""


def _geojson(frames: EditionFrames, path: Path, _inputs: Inputs, _language: Language) -> str:
    from geo.export.geojson import write_geojson

    write_geojson(frames, path)
    return ""


def _parquet(frames: EditionFrames, path: Path, _inputs: Inputs, _language: Language) -> str:
    from geo.export.parquet import write_parquet

    write_parquet(frames, path)
    return ""


def _workbook(frames: EditionFrames, path: Path, inputs: Inputs, language: Language) -> str:
    from geo.content.statistics import all_statistics
    from geo.export.xlsx import write_workbook

    write_workbook(
        frames,
        path,
        language=language,
        english_names=english_names(inputs, frames),
        english_agencies=inputs.agencies,
        statistics=all_statistics(frames),
    )
    return ""


def _figure(frames: EditionFrames, path: Path, inputs: Inputs, language: Language) -> str:
    from geo.render.figures import write_figure

    write_figure(frames, path, language=language, english_names=english_names(inputs, frames))
    return ""


def _tables(frames: EditionFrames, path: Path, _inputs: Inputs, _language: Language) -> str:
    from geo.export.tables import write_tables

    write_tables(frames, path)
    return ""


def _shapefile(frames: EditionFrames, path: Path, _inputs: Inputs, language: Language) -> str:
    from geo.export.shapefile import write_shapefile

    return write_shapefile(frames, path).warning(language)


def _docx(frames: EditionFrames, path: Path, inputs: Inputs, language: Language) -> str:
    from geo.pipeline.reports import write_edition_document

    write_edition_document(frames, path, inputs, language)
    return ""


#: Format → its writer. Those that write several files get a folder.
WRITERS: dict[str, Writer] = {
    "gpkg": _geopackage,
    "geojson": _geojson,
    "parquet": _parquet,
    "xlsx": _workbook,
    "docx": _docx,
    "png": _figure,
    "svg": _figure,
    "pdf": _figure,
    "csv": _tables,
    "shp": _shapefile,
}
_FOLDERS = frozenset({"csv"})
#: Formats that people read, in the language asked for; the others keep the lists' own words.
_IN_LANGUAGE = frozenset({"xlsx", "docx", "png", "svg", "pdf"})


def export(inputs: Inputs, form: str, edition: str, path: Path | None, language: Language) -> str:
    """Write one edition in one format.

    Parameters
    ----------
    form : str
        A key of :data:`WRITERS`.
    path : Path or None
        A file, or a folder for ``csv``; in the working folder by default.

    Returns
    -------
    str
        What the format loses, for the user; usually empty.

    Raises
    ------
    ConfigError
        If there is no such format or edition, or the path's ending is another format's.
    BuildError
        If the file cannot be put in place; an old one then still stands.
    """
    if form not in WRITERS:
        raise ConfigError(f"没有格式 no format: {form}; 可用 known: {'、'.join(WRITERS)}")
    target = path or default_path(form, edition)
    if form not in _FOLDERS and target.suffix != f".{form}":
        raise ConfigError(f"{target.name}: 文件名应以 .{form} 结尾 the name must end in .{form}")
    frames = edition_frames(inputs, edition, language if form in _IN_LANGUAGE else Language.ZH)
    with build.Staging(target.parent) as staging:
        told = WRITERS[form](frames, staging.path(target.name), inputs, language)
        written = (p for p in staging.folder.rglob("*") if p.is_file())
        staging.put(sorted(p.relative_to(staging.folder).as_posix() for p in written))
    return told


def default_path(form: str, edition: str) -> Path:
    """Where an export goes when no path is given."""
    name = "county-typology" if edition == ALL_EDITION else edition
    return Path(f"{name}-tables" if form in _FOLDERS else f"{name}.{form}")
