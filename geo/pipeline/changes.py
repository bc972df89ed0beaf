"""A comparison → its change map and its workbook, each written atomically."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo import boundaries, build, compare
from geo.config import Project
from geo.content.changes import ChangePlaces, ToldComparison, change_page
from geo.errors import ConfigError
from geo.pipeline.inputs import Inputs, read_inputs
from geo.vocabulary import BoundaryLevel, Language
from geo.voice.voice import Voice

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.content.changes import ChangePage


def put_text(content: str, path: Path, *, encoding: str = "utf-8") -> None:
    """Write a text to ``path``, whole or not at all.

    Raises
    ------
    BuildError
        If the file cannot be put in place; an old one is left as it was.
    """
    with build.Staging(path.parent) as staging:
        staging.path(path.name).write_text(content, encoding=encoding, newline="")
        staging.put([path.name])


def source_name(source: str) -> str:
    """Label of a side on the page: a file's or folder's name, or the revision."""
    path = Path(source)
    return path.resolve().name if path.exists() else source


def told_comparison(
    comparison: compare.Comparison, old: str, new: str, voice: Voice
) -> ToldComparison:
    """A comparison to show; ``old`` and ``new`` are its sides as the user named them."""
    return ToldComparison(comparison, source_name(old), source_name(new), voice)


def write_map(told: ToldComparison, path: Path, project: Project, *, vintage: str | None) -> None:
    """Write the change map to ``path``, with the boundaries of a project's vintage.

    Raises
    ------
    ConfigError
        If the path does not end in ``.html``, or its folder is a file.
    BuildError
        If the file cannot be put in place; an old one is left as it was.
    """
    from geo.render.changes import render_changes

    require_suffix(path, ".html")
    inputs = read_inputs(project, vintage=vintage)
    page = change_page(told, _places(inputs, told.language))
    shapes = _boundaries(page, inputs)
    put_text(render_changes(page, shapes, version=geo.__version__, language=told.language), path)


def require_suffix(path: Path, suffix: str) -> None:
    if path.suffix.lower() != suffix:
        raise ConfigError(f"{path.name}: 文件名应以 {suffix} 结尾 the name must end in {suffix}")


def _places(inputs: Inputs, language: Language) -> ChangePlaces:
    return ChangePlaces(
        names=inputs.names,
        gazetteer=inputs.gazetteer,
        document_regions={d.document.id: d.document.drawn_region for d in inputs.lists},
        typologies=inputs.typologies,
        vintage=inputs.vintage.told(inputs.voices[language]),
    )


def _boundaries(page: ChangePage, inputs: Inputs) -> gpd.GeoDataFrame | None:
    codes = {code for region in page.regions for code in region.county_codes}
    provinces = sorted({inputs.names[code].province_code for code in codes})
    if not provinces:
        return None
    root = inputs.project.boundaries
    return boundaries.load(root, inputs.vintage, BoundaryLevel.COUNTIES, province_codes=provinces)


def write_workbook(told: ToldComparison, path: Path) -> None:
    """Write the comparison as a workbook to ``path``.

    Raises
    ------
    ConfigError
        If the path does not end in ``.xlsx``.
    BuildError
        If the file cannot be put in place; an old one is left as it was.
    """
    from geo.content.changes import change_rows, changes_summary
    from geo.export.changes_workbook import write_changes

    require_suffix(path, ".xlsx")
    with build.Staging(path.parent) as staging:
        staged = staging.path(path.name)
        write_changes(changes_summary(told), change_rows(told), staged, language=told.language)
        staging.put([path.name])
