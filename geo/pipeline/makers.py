"""Makers of products: one function each that passes frames to a renderer or exporter.

Renderers and exporters are imported by the maker that needs them: an export of a table loads no
plotting library, which takes a second.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo import gazetteer
from geo.pipeline.inputs import Inputs
from geo.records.resolved import Edition
from geo.render.figure_kinds import FigureKind

if TYPE_CHECKING:
    from geo.render.figures import Atlas
    from geo.schema import EditionFrames
    from geo.voice.voice import Voice


@dataclass(frozen=True)
class Making:
    """What a maker gets: an edition's frames, where each path of the product goes, the language.

    ``frames`` are in the language of ``voice`` if the product is localised, not yet localised
    if it is multilingual, else in Chinese. ``parts_of`` gives the frames by theme, where the
    edition has several. ``shared`` keeps what several makers of the same frames need.
    """

    frames: EditionFrames
    paths: Mapping[str, Path]
    inputs: Inputs
    voice: Voice
    parts_of: Callable[[], tuple[EditionFrames, ...]] = tuple
    shared: MutableMapping[Edition, Atlas] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[EditionFrames, ...]:
        """The frames by theme; none where they show one theme only."""
        return self.parts_of()

    def path(self, ending: str) -> Path:
        """The only path with this ending."""
        return next(p for name, p in self.paths.items() if name.endswith(ending))

    @property
    def atlas(self) -> Atlas:
        """The maps that all figures of the frames show; figures of the same region share more."""
        from geo.render.figures import Atlas

        edition = self.frames.edition
        if edition not in self.shared:
            regions = edition.region_codes
            like = next((a for e, a in self.shared.items() if e.region_codes == regions), None)
            self.shared[edition] = Atlas(self.frames, like=like)
        return self.shared[edition]


def writes(module: str, function: str) -> Callable[[Making], None]:
    """A maker for a format that one function writes, given frames and path and nothing else."""

    def make(making: Making) -> None:
        (path,) = making.paths.values()
        getattr(import_module(module), function)(making.frames, path)

    return make


def page(making: Making) -> None:
    from geo.render.page import render_page

    html = render_page(
        making.frames,
        language=making.voice.language,
        name_index=_search_names(making),
        voices=making.inputs.voices,
        version=geo.__version__,
    )
    making.path(".html").write_text(html, encoding="utf-8", newline="\n")


def _search_names(making: Making) -> dict[str, dict[str, str]]:
    """Forms of each county for the page's search: old names, traditional form, pinyin."""
    codes = making.frames.counties["county_code"].tolist()
    return gazetteer.name_index(making.inputs.gazetteer, codes)


def figure(making: Making) -> None:
    """The figure in every format, and the small picture that the index shows of it."""
    from geo.render.figures import write_figure
    from geo.render.index import write_thumbnail

    small = {name: path for name, path in making.paths.items() if "/thumbnails/" in name}
    full = [path for name, path in making.paths.items() if name not in small]
    write_figure(making.atlas, full, voice=making.voice)
    for path in small.values():
        write_thumbnail(next(p for p in full if p.suffix == ".png"), path)


def further_figure(making: Making, *, kind: FigureKind) -> None:
    """A figure of another kind; the file's name ends in the typology that it shows, if any."""
    from geo.render.figures import write_figure

    path = making.path(".png")
    write_figure(
        making.atlas,
        path,
        voice=making.voice,
        kind=kind.name,
        typology=path.stem.rpartition("-")[2] if kind.is_of_typology else None,
    )


def geopackage(making: Making) -> None:
    """Write the GeoPackage and, if requested, the QGIS project that contains a copy of it."""
    from geo.export.geopackage import write_geopackage, write_project

    database = making.path(".gpkg")
    write_geopackage(making.frames, database, voice=making.voice, version=geo.__version__)
    for name, path in making.paths.items():
        if name.endswith(".qgz"):
            write_project(
                making.frames,
                path,
                voice=making.voice,
                version=geo.__version__,
                geopackage=database,
            )


def shapefile(making: Making) -> str:
    from geo.export.shapefile import write_shapefile

    return write_shapefile(making.frames, making.path(".shp")).warning(making.voice.language)


def tables(making: Making) -> None:
    from geo.export.csv_tables import write_tables

    write_tables(making.frames, making.path("assignments.csv").parent)


def workbook(making: Making) -> None:
    from geo.export.xlsx import write_workbook

    write_workbook(making.frames, making.path(".xlsx"), voice=making.voice, parts=making.parts)


def document(making: Making) -> None:
    """The edition's report: legend, figure, statistics, list, sources."""
    from geo.content.edition_report import edition_report
    from geo.content.edition_words import EditionWords
    from geo.export.docx import write_edition
    from geo.render.figures import write_figure

    words = EditionWords(making.frames, making.voice)
    shown = making.parts or (making.frames,)
    with tempfile.TemporaryDirectory() as folder:
        figures = [Path(folder) / f"{at}.png" for at in range(len(shown))]
        for frames, png in zip(shown, figures, strict=True):
            write_figure(frames, png, voice=making.voice)
        report = edition_report(making.frames, words, parts=making.parts)
        pictures = [png.read_bytes() for png in figures]
        write_edition(report, making.path(".docx"), words, figures=pictures)
