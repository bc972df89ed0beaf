"""County sheets as HTML or Word: one, or those of an edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
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
    from geo.content.county_sheet import CountySheet, SheetHead, SheetWords

#: What a county sheet can be written as, by ending.
SUFFIXES = (".html", ".docx")


class _Sheets:
    """Makes and writes county sheets: each says what the documents of all editions say."""

    def __init__(self, inputs: Inputs, language: Language) -> None:
        self.inputs, self.language = inputs, language
        self.frames = edition_frames(inputs, ALL_EDITION, language)

    @cached_property
    def words(self) -> SheetWords:
        from geo.content.county_sheet import SheetWords

        if self.language is not Language.EN:
            return SheetWords(self.language)
        names = english_names(self.inputs, self.frames)
        return SheetWords(self.language, names, self.inputs.agencies)

    def sheet(self, code: str, *, is_full: bool) -> CountySheet:
        from geo.content.county_sheet import county_facts, county_sheet
        from geo.render.sheets import county_map

        picture = county_map(self.frames, code, self.words)
        facts = county_facts(self.frames, code)
        return county_sheet(facts, self.words, picture, is_full=is_full)

    def write(self, sheet: CountySheet, path: Path) -> None:
        """Write one sheet as a file, by its ending."""
        from geo.export.docx import write_county
        from geo.render.sheets import render_sheet

        if path.suffix == ".docx":
            write_county(sheet, path, self.words)
        else:
            _write_html(render_sheet(sheet, self.words, version=geo.__version__), path)

    def check(self, county: str) -> None:
        """Refuse a county that no edition has."""
        if county in set(self.frames.counties["county_code"]):
            return
        found = self.inputs.names.get(county)
        known = [e for k, e in editions(self.inputs).items() if k != ALL_EDITION]
        is_english = self.language is Language.EN
        mark = ", " if is_english else LIST_MARK
        raise ConfigError(
            text(
                "report",
                "not-in-editions",
                self.language,
                county=self.inputs.phrases.say(found.name, self.language) if found else county,
                code=county,
                regions=mark.join(e.name_en if is_english else e.name for e in known),
            )
        )


def _write_html(html: str, path: Path) -> None:
    path.write_text(html, encoding="utf-8", newline="\n")


def _check_suffix(name: str, language: Language) -> None:
    if Path(name).suffix not in SUFFIXES:
        raise ConfigError(text("report", "suffix", language, name=name))


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
        If the ending is another one, or no edition has the county.
    FaultsError
        If the lists have errors.
    BuildError
        If the file cannot be put in place; an old one is left as it was.
    """
    language = Language(language)
    _check_suffix(path.name, language)
    sheets = _Sheets(inputs, language)
    sheets.check(county)
    with build.Staging(path.parent) as staging:
        sheets.write(sheets.sheet(county, is_full=is_full), staging.path(path.name))
        staging.put([path.name])


class _EditionSheets(_Sheets):
    """The sheets of the counties of an edition."""

    def __init__(self, inputs: Inputs, edition: str, language: Language) -> None:
        named = find_edition(inputs, edition)
        super().__init__(inputs, language)
        self.title = named.name_en if language is Language.EN else named.name
        own = self.frames if edition == ALL_EDITION else edition_frames(inputs, edition)
        self.codes: list[str] = own.counties["county_code"].tolist()

    def all(self, tell: Callable[[str], None], *, is_full: bool) -> Iterator[CountySheet]:
        for code in self.codes:
            tell(code)
            yield self.sheet(code, is_full=is_full)


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
        Made if it is not there. Other files in it are kept.
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
    from geo.render.sheets import render_sheet_index

    language = Language(language)
    _check_suffix(f"*{suffix}", language)
    sheets = _EditionSheets(inputs, edition, language)
    files: list[str] = []
    heads: list[SheetHead] = []
    with build.Staging(folder) as staging:
        for sheet in sheets.all(tell, is_full=is_full):
            files.append(f"{sheet.head.code}{suffix}")
            heads.append(sheet.head)
            sheets.write(sheet, staging.path(files[-1]))
        if suffix == ".html":
            files.append("index.html")
            html = render_sheet_index(heads, sheets.title, sheets.words, version=geo.__version__)
            _write_html(html, staging.path("index.html"))
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
    from geo.render.sheets import render_edition_sheets

    language = Language(language)
    _check_suffix(path.name, language)
    sheets = _EditionSheets(inputs, edition, language)
    words, every = sheets.words, sheets.all(tell, is_full=is_full)
    with build.Staging(path.parent) as staging:
        target = staging.path(path.name)
        if path.suffix == ".docx":
            title = words.say("index-title", edition=sheets.title)
            write_counties(title, every, target, words)
        else:
            html = render_edition_sheets(every, sheets.title, words, version=geo.__version__)
            _write_html(html, target)
        staging.put([path.name])
    return len(sheets.codes)
