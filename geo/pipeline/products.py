"""The outputs: which there are, who makes them, and how much of the lists each one shows.

A new output format is one file in ``geo/export/`` or ``geo/render/`` and one line in
:data:`PRODUCTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo import gazetteer
from geo.gazetteer.names import parent_forms
from geo.pipeline.inputs import Inputs
from geo.vocabulary import Language

if TYPE_CHECKING:
    from geo.schema import EditionFrames

MANIFEST = "manifest.json"
INDEX = "index.html"


@dataclass(frozen=True)
class Making:
    """What a product's maker gets: the frames, a place for each path, and the options.

    ``frames`` speak Chinese, for tables that programs read; ``shown`` speak the language, for
    what people read.
    """

    frames: EditionFrames
    shown: EditionFrames
    paths: Mapping[str, Path]
    inputs: Inputs
    language: Language

    def path(self, ending: str) -> Path:
        """The only path with this ending."""
        return next(p for name, p in self.paths.items() if name.endswith(ending))


class Shows(StrEnum):
    """How much of an edition's lists a product shows, and so what makes it stale."""

    EVERYTHING = "everything"
    TYPES = "types"  # documents, types and rules; no tasks, no partnerships
    ONE_TYPE = "one type"  # documents, and one type with its rules


@dataclass(frozen=True)
class Product:
    """One kind of output.

    ``paths`` hold ``{edition}``, and ``{typology}`` where the product is made once per type. A
    national product is made once, for ``all``; a further one only when it is asked for. One that
    ``is_told`` shows what the lists say in the language of the build; the others are for programs.
    One that ``is_bilingual`` holds both languages in any build.
    """

    name: str
    paths: tuple[str, ...]
    make: Callable[[Making], None]
    shows: Shows = Shows.EVERYTHING
    is_national: bool = False
    is_further: bool = False
    is_told: bool = True
    is_bilingual: bool = False

    def paths_for(self, edition: str, typology: str = "") -> tuple[str, ...]:
        return tuple(p.format(edition=edition, typology=typology) for p in self.paths)


def _page(making: Making) -> None:
    from geo.render.page import render_page

    html = render_page(
        making.frames,
        language=making.language,
        name_index=search_names(making.inputs, making.frames),
        version=geo.__version__,
    )
    making.path(".html").write_text(html, encoding="utf-8", newline="\n")


def _figure(making: Making) -> None:
    """The figure in every format, and the small picture that the index shows of it."""
    from geo.render.figures import write_figure
    from geo.render.index import write_thumbnail

    full = {name: path for name, path in making.paths.items() if "/thumbnails/" not in name}
    write_figure(
        making.shown,
        list(full.values()),
        language=making.language,
        english_names=english_names(making.inputs, making.shown),
    )
    small = next(path for name, path in making.paths.items() if name not in full)
    write_thumbnail(next(p for p in full.values() if p.suffix == ".png"), small)


def _further_figures(making: Making) -> None:
    """Small multiples, overlap and statistics: the kind stands in the file's name."""
    from geo.render.figures import write_figure

    for name, path in making.paths.items():
        write_figure(
            making.shown,
            path,
            language=making.language,
            kind=name.removesuffix(".png").rpartition("-")[2],  # type: ignore[arg-type]  # checked
            english_names=english_names(making.inputs, making.shown),
            english_agencies=making.inputs.agencies,
        )


def _typology_figure(making: Making) -> None:
    from geo.render.figures import write_figure

    for name, path in making.paths.items():
        write_figure(
            making.shown,
            path,
            language=making.language,
            kind="typology",
            typology=name.removesuffix(".png").rpartition("-")[2],
            english_names=english_names(making.inputs, making.shown),
        )


def _geopackage(making: Making) -> None:
    from geo.export.geopackage import write_geopackage, write_project

    write_geopackage(
        making.frames, making.path(".gpkg"), language=making.language, version=geo.__version__
    )
    write_project(
        making.frames,
        making.path(".qgz"),
        language=making.language,
        version=geo.__version__,
        geopackage=making.path(".gpkg"),
    )


def _parquet(making: Making) -> None:
    from geo.export.parquet import write_parquet

    write_parquet(making.frames, making.path(".parquet"))


def _tables(making: Making) -> None:
    from geo.export.tables import write_tables

    write_tables(making.frames, making.path("assignments.csv").parent)


def _workbook(making: Making) -> None:
    from geo.content.statistics import all_statistics
    from geo.export.xlsx import write_workbook

    write_workbook(
        making.shown,
        making.path(".xlsx"),
        language=making.language,
        english_names=english_names(making.inputs, making.shown),
        english_agencies=making.inputs.agencies,
        statistics=all_statistics(making.shown),
    )


_TABLES = (
    "assignments",
    "completions",
    "counties",
    "county_tasks",
    "documents",
    "indicators",
    "partnerships",
    "positionings",
    "rules",
    "tasks",
)

PRODUCTS = (
    Product("page", ("{edition}.html",), _page, is_bilingual=True),
    Product(
        "figure",
        (
            *(f"figures/{{edition}}.{s}" for s in ("png", "svg", "pdf")),
            "figures/thumbnails/{edition}.png",
        ),
        _figure,
        Shows.TYPES,
    ),
    Product(
        "further figures",
        tuple(f"figures/{{edition}}-{k}.png" for k in ("multiples", "overlap")),
        _further_figures,
        Shows.TYPES,
        is_further=True,
    ),
    Product(
        "statistics figure",
        ("figures/{edition}-statistics.png",),
        _further_figures,
        is_further=True,
    ),
    Product(
        "typology figure",
        ("figures/{edition}-{typology}.png",),
        _typology_figure,
        Shows.ONE_TYPE,
        is_further=True,
    ),
    Product(
        "geopackage",
        ("county-typology.gpkg", "county-typology.qgz"),
        _geopackage,
        is_national=True,
        is_told=False,
    ),
    Product("parquet", ("county-typology.parquet",), _parquet, is_national=True, is_told=False),
    Product(
        "tables",
        tuple(f"tables/{t}.csv" for t in _TABLES),
        _tables,
        is_national=True,
        is_told=False,
    ),
    Product("workbook", ("tables/county-typology.xlsx",), _workbook, is_national=True),
)


# ── names for search and for English ─────────────────────────────────────────────────────


def search_names(inputs: Inputs, frames: EditionFrames) -> dict[str, dict[str, str]]:
    """What the page's search field knows of each county: old names, traditional form, pinyin."""
    codes = frames.counties["county_code"].tolist()
    return gazetteer.name_index(inputs.gazetteer, codes)


def english_names(inputs: Inputs, frames: EditionFrames) -> dict[str, str]:
    """County, prefecture and province code → English name: the label of regions.yaml, else the
    short name in pinyin."""
    codes = frames.counties["county_code"].tolist()
    known = gazetteer.name_index(inputs.gazetteer, codes)
    names = {code: entry["pinyin"] for code, entry in known.items()}
    readings = inputs.gazetteer.pinyin_readings
    for code, parent in sorted(inputs.gazetteer.forms.parents.items()):
        names[code] = gazetteer.pinyin(parent_forms(parent.name)[-1], readings)
    return {**names, **{label.region_code: label.name_en for label in inputs.regions.labels}}
