"""The outputs, each declared once: its maker, its paths, how much of the lists it shows.

A new output format is one file in ``geo/export/`` or ``geo/render/`` and one line in
:data:`PRODUCTS`; one that needs more than frames and a path has a maker of its own in
:mod:`geo.pipeline.makers`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath

from geo.errors import ConfigError
from geo.pipeline import makers
from geo.render.figure_kinds import FIGURES, FigureKind
from geo.schema import edition_tables
from geo.vocabulary import LIST_MARK

INDEX = "index.html"


class Shows(StrEnum):
    """How much of an edition's lists a product shows, and so what makes it stale."""

    EVERYTHING = "everything"
    TYPES = "types"  # documents, types and rules; no tasks, no partnerships
    ONE_TYPE = "one type"  # documents, and one type with its rules
    ONE_DOCUMENT = "one document"  # one document, its types and rules


@dataclass(frozen=True)
class Product:
    """One kind of output.

    Parameters
    ----------
    make : callable
        Writes the paths that it gets; returns a notice of what the format loses, or nothing.
    paths : tuple of str
        What a build writes, with ``{edition}``, or ``{themed}`` where the product is made once per
        theme, and ``{typology}`` or ``{document}`` where it is made once for each. A product
        without paths is made by ``export`` only.
    formats : tuple of str
        Which ``export FORMAT`` it serves: the endings of its files.
    is_national : bool
        A build makes it once, for ``all``.
    is_further : bool
        A build makes it only when all figures are requested.
    is_folder : bool
        An export makes a new folder, whose files follow from the content.
    is_localised : bool
        Text is translated to the build's language; products for programs are not.
    is_multilingual : bool
        It holds every language, regardless of the build's.
    """

    name: str
    make: Callable[[makers.Making], str | None]
    paths: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    shows: Shows = Shows.EVERYTHING
    is_national: bool = False
    is_further: bool = False
    is_folder: bool = False
    is_localised: bool = True
    is_multilingual: bool = False

    @property
    def is_themed(self) -> bool:
        """Whether it shows one theme: its maker gets frames of that theme alone."""
        is_part = self.shows in (Shows.ONE_TYPE, Shows.ONE_DOCUMENT)
        return is_part or any("{themed}" in path for path in self.paths)

    def paths_for(self, edition: str, **words: str) -> tuple[str, ...]:
        """Paths for an edition.

        Parameters
        ----------
        words
            ``themed``, its key with the theme's (:func:`geo.pipeline.narrowing.stem`), by default
            its key alone; ``typology`` and ``document`` where the paths have them.
        """
        known = {"edition": edition, "themed": edition, **words}
        return tuple(p.format(**known) for p in self.paths)

    def exported(self, form: str) -> tuple[str, ...]:
        """Names of the files that an export in a format writes; several go into a folder."""
        if self.is_folder:
            return (self.name,)
        written = (PurePosixPath(p) for p in self.paths if "/thumbnails/" not in p)
        return tuple(p.name for p in written if p.suffix == f".{form}") or (f"export.{form}",)


_FIGURES = tuple(f"figures/{{themed}}.{ending}" for ending in ("png", "svg", "pdf"))
_TABLES = tuple(sorted(table.name for table in edition_tables(())))


def _further_figure(kind: FigureKind) -> Product:
    name, shows = f"{{themed}}-{kind.name}", Shows.TYPES
    if kind.is_of_typology:
        name, shows = "{edition}-{typology}", Shows.ONE_TYPE
    elif kind.is_of_document:
        name, shows = "documents/{document}", Shows.ONE_DOCUMENT
    elif kind.shows_tasks:
        shows = Shows.EVERYTHING
    make = partial(makers.further_figure, kind=kind)
    path = f"figures/{name}.png"
    return Product(f"{kind.name} figure", make, (path,), shows=shows, is_further=True)


#: In the order in which a build makes them.
PRODUCTS = (
    Product("page", makers.page, ("{edition}.html",), is_localised=False, is_multilingual=True),
    Product(
        "figure",
        makers.figure,
        (*_FIGURES, "figures/thumbnails/{themed}.png"),
        ("png", "svg", "pdf"),
        Shows.TYPES,
    ),
    *map(_further_figure, list(FIGURES.values())[1:]),
    Product(
        "geopackage",
        makers.geopackage,
        ("county-typology.gpkg", "county-typology.qgz"),
        ("gpkg",),
        is_national=True,
        is_localised=False,
    ),
    Product(
        "parquet",
        makers.writes("geo.export.parquet", "write_parquet"),
        ("county-typology.parquet",),
        ("parquet",),
        is_national=True,
        is_localised=False,
    ),
    Product(
        "tables",
        makers.tables,
        tuple(f"tables/{name}.csv" for name in _TABLES),
        ("csv",),
        is_national=True,
        is_localised=False,
    ),
    Product(
        "workbook",
        makers.workbook,
        ("tables/county-typology.xlsx",),
        ("xlsx",),
        is_national=True,
    ),
    Product("document", makers.document, formats=("docx",)),
    Product(
        "dataset",
        makers.writes("geo.export.parquet", "write_dataset"),
        formats=("dataset",),
        is_folder=True,
        is_localised=False,
    ),
    Product(
        "geojson",
        makers.writes("geo.export.geojson", "write_geojson"),
        formats=("geojson",),
        is_localised=False,
    ),
    Product("shapefile", makers.shapefile, formats=("shp",), is_localised=False),
)

#: Format of ``export`` → the product that serves it.
FORMATS = {form: product for product in PRODUCTS for form in product.formats}


def product_of(form: str) -> Product:
    """The product that serves ``export FORMAT``.

    Raises
    ------
    ConfigError
        If there is no such format; the message lists the known ones.
    """
    if form not in FORMATS:
        known = LIST_MARK.join(FORMATS)
        raise ConfigError(f"没有格式 no format: {form}; 可用 known: {known}")
    return FORMATS[form]


def exported_paths(form: str, target: Path) -> dict[str, Path]:
    """Where an export in a format writes each file: ``target`` itself, or inside it if several."""
    names = product_of(form).exported(form)
    if len(names) == 1:
        return {names[0]: target}
    return {name: target / name for name in names}
