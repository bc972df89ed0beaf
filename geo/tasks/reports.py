"""Reports on paper: county sheets as HTML or Word, an edition as a Word document."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo import build
from geo.errors import ConfigError
from geo.tasks.frames import edition_frames, editions, find_edition
from geo.tasks.inputs import Inputs
from geo.tasks.products import english_names
from geo.texts import text
from geo.vocabulary import ALL_EDITION, LIST_MARK, Language

if TYPE_CHECKING:
    from geo.render.report import IndexRow, SheetWords
    from geo.schema import EditionFrames

#: What a county sheet can be written as, by ending.
SUFFIXES = (".html", ".docx")


def _words(inputs: Inputs, frames: EditionFrames, language: Language) -> SheetWords:
    from geo.render.report import SheetWords

    if language is not Language.EN:
        return SheetWords(language)
    return SheetWords(language, english_names(inputs, frames), inputs.agencies)


def _check_suffix(name: str, language: Language) -> None:
    if Path(name).suffix not in SUFFIXES:
        raise ConfigError(text("report", "suffix", language, name=name))


def _check_county(inputs: Inputs, frames: EditionFrames, county: str, language: Language) -> None:
    if county in set(frames.counties["county_code"]):
        return
    found = inputs.names.get(county)
    regions = [e.name for k, e in editions(inputs).items() if k != ALL_EDITION]
    raise ConfigError(
        text(
            "report",
            "not-in-editions",
            language,
            county=found.name if found else county,
            code=county,
            regions=LIST_MARK.join(regions),
        )
    )


def _sheet_html(frames: EditionFrames, county: str, path: Path, words: SheetWords) -> None:
    from geo.render import report

    sheet = report.county_sheet(frames, county)
    picture = report.county_map(frames, county, words)
    html = report.render_sheet(sheet, picture, words, version=geo.__version__)
    path.write_text(html, encoding="utf-8", newline="\n")


def _sheet_docx(frames: EditionFrames, county: str, path: Path, words: SheetWords) -> None:
    from geo.export.docx import CountyContent, write_county
    from geo.render import report

    sheet = report.county_sheet(frames, county)
    picture = report.county_map(frames, county, words)
    name = words.unit(county, sheet.county_name)
    content = CountyContent(
        title=name if name == sheet.county_name else f"{name} {sheet.county_name}",
        subtitle=words.say("kicker"),
        facts=report.facts(sheet, words),
        sections=report.sheet_sections(sheet, words),
        closing=report.closing(sheet, words),
        png=picture.png,
        png_description=words.say("map-alt", county=name),
        legend_title=words.say("map-legend"),
        legend=report.legend(picture, words),
    )
    write_county(content, path, language=words.language)


_WRITERS: Mapping[str, Callable[[EditionFrames, str, Path, SheetWords], None]] = {
    ".html": _sheet_html,
    ".docx": _sheet_docx,
}


def write_county_report(inputs: Inputs, county: str, path: Path, language: Language | str) -> None:
    """Write one county sheet, with what the documents of all editions say.

    Parameters
    ----------
    county : str
        County code.
    path : Path
        ``.html`` or ``.docx``.

    Raises
    ------
    ConfigError
        If the ending is another one, or no edition holds the county.
    FaultsError
        If the lists have errors.
    BuildError
        If the file cannot be put in place; an old one then still stands.
    """
    language = Language(language)
    _check_suffix(path.name, language)
    frames = edition_frames(inputs, ALL_EDITION)
    _check_county(inputs, frames, county, language)
    words = _words(inputs, frames, language)
    with build.Staging(path.parent) as staging:
        _WRITERS[path.suffix](frames, county, staging.path(path.name), words)
        staging.put([path.name])


def write_edition_reports(
    inputs: Inputs,
    edition: str,
    folder: Path,
    language: Language | str,
    *,
    suffix: str = ".html",
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[Path, ...]:
    """Write a sheet for every county of an edition, and for HTML an ``index.html`` that lists them.

    The same sheets as one by one: files are named by county code, and each says what the documents
    of all editions say.

    Parameters
    ----------
    folder : Path
        Made if it is not there. Other files in it stay.
    suffix : str
        ``.html`` or ``.docx``.
    tell : callable
        Gets each county's code before its sheet is written.

    Raises
    ------
    ConfigError
        If there is no such edition or suffix.
    """
    language = Language(language)
    _check_suffix(f"*{suffix}", language)
    named = find_edition(inputs, edition)
    frames = edition_frames(inputs, ALL_EDITION)
    own = frames if edition == ALL_EDITION else edition_frames(inputs, edition)
    codes = own.counties["county_code"].tolist()
    words = _words(inputs, frames, language)
    files = [f"{code}{suffix}" for code in codes]
    with build.Staging(folder) as staging:
        for code, file in zip(codes, files, strict=True):
            tell(code)
            _WRITERS[suffix](frames, code, staging.path(file), words)
        if suffix == ".html":
            title = named.name_en if language is Language.EN else named.name
            files.append("index.html")
            html = _index(frames, codes, title, words)
            staging.path("index.html").write_text(html, encoding="utf-8", newline="\n")
        staging.put(files)
    return tuple(folder / file for file in files)


def _index(frames: EditionFrames, codes: list[str], title: str, words: SheetWords) -> str:
    from geo.render.report import render_sheet_index

    rows = [_index_row(frames, code, words) for code in codes]
    return render_sheet_index(rows, title, words, version=geo.__version__)


def _index_row(frames: EditionFrames, code: str, words: SheetWords) -> IndexRow:
    from geo.render import report

    sheet = report.county_sheet(frames, code)
    types = next(f.lines for f in report.facts(sheet, words) if f.key == "types")
    name = words.unit(code, sheet.county_name)
    return report.IndexRow(f"{code}.html", code, name, report.parents(sheet, words), types)


def write_edition_document(
    frames: EditionFrames, path: Path, inputs: Inputs, language: Language | str
) -> None:
    """Write an edition's frames, which speak the language already, as a Word document; nothing
    stands between an old file and this."""
    from geo.export.docx import EditionContent, write_edition
    from geo.render.figures import write_figure
    from geo.render.statistics import all_statistics, standings

    language = Language(language)
    names = english_names(inputs, frames) if language is Language.EN else {}
    with tempfile.TemporaryDirectory() as folder:
        figure = Path(folder) / "figure.png"
        write_figure(frames, figure, language=language, english_names=names or None)
        png = figure.read_bytes()
    content = EditionContent(
        frames=frames,
        figure=png,
        statistics=all_statistics(frames),
        standings=standings(frames.assignments),
        language=language,
        english_names=names,
        english_agencies=inputs.agencies,
    )
    write_edition(content, path)


def write_edition_docx(inputs: Inputs, edition: str, path: Path, language: Language | str) -> None:
    """Write one edition as a Word document: figure, legend, statistics, list, sources.

    Raises
    ------
    ConfigError
        If there is no such edition.
    FaultsError
        If the lists have errors.
    BuildError
        If the file cannot be put in place; an old one then still stands.
    """
    frames = edition_frames(inputs, edition, Language(language))
    with build.Staging(path.parent) as staging:
        write_edition_document(frames, staging.path(path.name), inputs, language)
        staging.put([path.name])
