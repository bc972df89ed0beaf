"""Reports on paper: county sheets as HTML or Word, an edition as a Word document."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo import build
from geo.errors import ConfigError
from geo.pipeline.english import english_names
from geo.pipeline.frames import edition_frames, editions, find_edition
from geo.pipeline.inputs import Inputs
from geo.vocabulary import ALL_EDITION, LIST_MARK, Language
from geo.voice.texts import text

if TYPE_CHECKING:
    from geo.export.docx import CountyContent
    from geo.render.sheets import IndexRow, SheetParts, SheetWords
    from geo.schema import EditionFrames

#: What a county sheet can be written as, by ending.
SUFFIXES = (".html", ".docx")


def _words(inputs: Inputs, frames: EditionFrames, language: Language) -> SheetWords:
    from geo.render.sheets import SheetWords

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
    known = [e for k, e in editions(inputs).items() if k != ALL_EDITION]
    is_english = language is Language.EN
    mark = ", " if is_english else LIST_MARK
    raise ConfigError(
        text(
            "report",
            "not-in-editions",
            language,
            county=inputs.phrases.say(found.name, language) if found else county,
            code=county,
            regions=mark.join(e.name_en if is_english else e.name for e in known),
        )
    )


def _parts(frames: EditionFrames, county: str, words: SheetWords, *, is_full: bool) -> SheetParts:
    from geo.render import sheets as pages

    sheet = pages.county_sheet(frames, county)
    return pages.SheetParts(sheet, pages.county_map(frames, county, words), is_full)


def _content(parts: SheetParts, words: SheetWords) -> CountyContent:
    """A sheet in words, as Word documents take it."""
    from geo.export.docx import CountyContent
    from geo.render import sheets as pages

    sheet, picture = parts.sheet, parts.picture
    name = words.unit(sheet.county_code, sheet.county_name)
    key = pages.legend(picture, words) if picture else ()
    closing = pages.closing(sheet, words, is_full=parts.is_full)
    return CountyContent(
        title=name if name == sheet.county_name else f"{name} {sheet.county_name}",
        subtitle=words.say("kicker"),
        facts=[f for f in pages.facts(sheet, words) if f.key != "types"],
        page=pages.fit(sheet, words, key, closing),
        annex_title=words.say("annex"),
        annex=pages.sheet_sections(sheet, words) if parts.is_full else (),
        closing=closing,
        png=picture.png if picture else b"",
        png_description=words.say("map-alt", county=name),
        legend_title=words.say("map-legend"),
        legend=key,
    )


def _write(one: SheetParts, path: Path, words: SheetWords) -> None:
    """One sheet as a file, by its ending."""
    from geo.export.docx import write_county
    from geo.render import sheets as pages

    if path.suffix == ".docx":
        write_county(_content(one, words), path, language=words.language)
        return
    html = pages.render_sheet(
        one.sheet, one.picture, words, version=geo.__version__, is_full=one.is_full
    )
    path.write_text(html, encoding="utf-8", newline="\n")


def write_county_report(
    inputs: Inputs, county: str, path: Path, language: Language | str, *, is_full: bool = False
) -> None:
    """Write one county sheet, with what the documents of all editions say.

    Parameters
    ----------
    county : str
        County code.
    path : Path
        ``.html`` or ``.docx``.
    is_full : bool
        Add the annex: all tasks with summaries and all agencies, and all targets.

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
    frames = edition_frames(inputs, ALL_EDITION, language)
    _check_county(inputs, frames, county, language)
    words = _words(inputs, frames, language)
    with build.Staging(path.parent) as staging:
        _write(_parts(frames, county, words, is_full=is_full), staging.path(path.name), words)
        staging.put([path.name])


class _EditionSheets:
    """The counties of an edition, and what is needed to write their sheets."""

    def __init__(self, inputs: Inputs, edition: str, language: Language) -> None:
        named = find_edition(inputs, edition)
        self.title = named.name_en if language is Language.EN else named.name
        self.frames = edition_frames(inputs, ALL_EDITION, language)
        own = self.frames if edition == ALL_EDITION else edition_frames(inputs, edition)
        self.codes: list[str] = own.counties["county_code"].tolist()
        self.words = _words(inputs, self.frames, language)

    def parts(
        self, tell: Callable[[str], None], *, is_full: bool
    ) -> Iterator[tuple[str, SheetParts]]:
        for code in self.codes:
            tell(code)
            yield code, _parts(self.frames, code, self.words, is_full=is_full)

    def rows(self) -> list[IndexRow]:
        return [_index_row(self.frames, code, self.words) for code in self.codes]


def write_edition_reports(
    inputs: Inputs,
    edition: str,
    folder: Path,
    language: Language | str,
    *,
    suffix: str = ".html",
    is_full: bool = False,
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
    is_full : bool
        Add the annex to each.
    tell : callable
        Gets each county's code before its sheet is written.

    Raises
    ------
    ConfigError
        If there is no such edition or suffix.
    """
    from geo.render import sheets as pages

    language = Language(language)
    _check_suffix(f"*{suffix}", language)
    sheets = _EditionSheets(inputs, edition, language)
    files = [f"{code}{suffix}" for code in sheets.codes]
    with build.Staging(folder) as staging:
        for code, parts in sheets.parts(tell, is_full=is_full):
            _write(parts, staging.path(f"{code}{suffix}"), sheets.words)
        if suffix == ".html":
            files.append("index.html")
            html = pages.render_sheet_index(
                sheets.rows(), sheets.title, sheets.words, version=geo.__version__
            )
            staging.path("index.html").write_text(html, encoding="utf-8", newline="\n")
        staging.put(files)
    return tuple(folder / file for file in files)


def write_edition_report(
    inputs: Inputs,
    edition: str,
    path: Path,
    language: Language | str,
    *,
    is_full: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> int:
    """Write the sheets of all counties of an edition into one file, behind a page that lists them.

    Parameters
    ----------
    path : Path
        ``.html`` or ``.docx``.

    Returns
    -------
    int
        How many counties.

    Raises
    ------
    ConfigError
        If there is no such edition or ending.
    """
    from geo.export.docx import write_counties
    from geo.render import sheets as pages

    language = Language(language)
    _check_suffix(path.name, language)
    sheets = _EditionSheets(inputs, edition, language)
    words = sheets.words
    every = (parts for _, parts in sheets.parts(tell, is_full=is_full))
    with build.Staging(path.parent) as staging:
        target = staging.path(path.name)
        if path.suffix == ".docx":
            title = words.say("index-title", edition=sheets.title)
            write_counties(title, (_content(p, words) for p in every), target, language=language)
        else:
            html = pages.render_edition_sheets(
                every, sheets.rows(), sheets.title, words, version=geo.__version__
            )
            target.write_text(html, encoding="utf-8", newline="\n")
        staging.put([path.name])
    return len(sheets.codes)


def _index_row(frames: EditionFrames, code: str, words: SheetWords) -> IndexRow:
    from geo.render import sheets as pages

    sheet = pages.county_sheet(frames, code)
    types = next(f.lines for f in pages.facts(sheet, words) if f.key == "types")
    name = words.unit(code, sheet.county_name)
    return pages.IndexRow(f"{code}.html", code, name, pages.parents(sheet, words), types)


def write_edition_document(
    frames: EditionFrames, path: Path, inputs: Inputs, language: Language | str
) -> None:
    """Write an edition's frames, which speak the language already, as a Word document; nothing
    stands between an old file and this."""
    from geo.content.statistics import all_statistics
    from geo.export.docx import EditionContent, write_edition
    from geo.looks import standings
    from geo.render.figures import write_figure

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
