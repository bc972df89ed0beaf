"""County sheets as HTML or Word: one, or those of an edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo import build
from geo.content.county_sheet import CountySheet, SheetHead, SheetWords, county_facts, county_sheet
from geo.errors import ConfigError
from geo.pipeline.frames import edition_frames, editions, find_edition
from geo.pipeline.inputs import Inputs
from geo.vocabulary import ALL_EDITION, Language

if TYPE_CHECKING:
    from geo.voice.voice import Voice

#: Formats of county sheets, by ending.
SUFFIXES = (".html", ".docx")


class _SheetMaker:
    """Makes and writes county sheets: each says what the documents of all editions say."""

    def __init__(self, inputs: Inputs, voice: Voice) -> None:
        self.inputs, self.voice = inputs, voice
        self.frames = edition_frames(inputs, ALL_EDITION, voice.language)

    @cached_property
    def words(self) -> SheetWords:
        return SheetWords(self.voice)

    def sheet(self, code: str, *, is_full: bool) -> CountySheet:
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
        raise ConfigError(
            self.voice.text(
                "report",
                "not-in-editions",
                county=self.voice.quoted(found.name) if found else county,
                code=county,
                regions=self.voice.names(e.name for e in known),
            )
        )


def _write_html(html: str, path: Path) -> None:
    path.write_text(html, encoding="utf-8", newline="\n")


def _check_suffix(name: str, voice: Voice) -> None:
    if Path(name).suffix not in SUFFIXES:
        raise ConfigError(voice.text("report", "suffix", name=name))


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
    voice = inputs.voices[Language(language)]
    _check_suffix(path.name, voice)
    sheets = _SheetMaker(inputs, voice)
    sheets.check(county)
    with build.Staging(path.parent) as staging:
        sheets.write(sheets.sheet(county, is_full=is_full), staging.path(path.name))
        staging.put([path.name])


class _EditionSheets(_SheetMaker):
    """The sheets of the counties of an edition."""

    def __init__(self, inputs: Inputs, edition: str, voice: Voice) -> None:
        named = find_edition(inputs, edition)
        super().__init__(inputs, voice)
        self.title = voice.quoted(named.name)
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

    voice = inputs.voices[Language(language)]
    _check_suffix(f"*{suffix}", voice)
    sheets = _EditionSheets(inputs, edition, voice)
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

    voice = inputs.voices[Language(language)]
    _check_suffix(path.name, voice)
    sheets = _EditionSheets(inputs, edition, voice)
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
