"""County sheets as HTML: one self-contained file, for the screen and for A4 paper."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from geo.render import still
from geo.render.sheets.annex import closing, sheet_sections
from geo.render.sheets.density import fit
from geo.render.sheets.layout import STEPS
from geo.render.sheets.model import CountySheet
from geo.render.sheets.smallmap import CountyMap
from geo.render.sheets.summary import facts, legend
from geo.render.sheets.words import Cell, SheetWords
from geo.safe import visible
from geo.vocabulary import Language, Standing

_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def _asset(name: str) -> str:
    return still.asset(__package__, name)


def _language_of(text: str, language: str) -> str:
    """The tag of a text that is not in the page's language, or nothing."""
    return "zh-Hans" if language == Language.EN.value and _CHINESE.search(text) else ""


def _environment(words: SheetWords) -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(visible=visible, language_of=_language_of)
    environment.globals.update(language=str(words.language), say=words.say)
    return environment


def _style() -> str:
    """The style sheet, with the sizes of every density as :data:`STEPS` has them."""
    steps = "\n".join(
        f".step-{s.key} {{ --body: {s.body:g}; --small: {s.small:g}; --map: {s.map_width:g}; "
        f"--leading: {s.leading:g}; }}"
        for s in STEPS
    )
    return f"\n{steps}\n" + _asset("sheet.css")


def _document(body: str, title: str, words: SheetWords, version: str) -> str:
    """A whole page around what stands in its body."""
    from markupsafe import Markup

    style = _style()
    page: str = (
        _environment(words)
        .get_template("sheet.html.jinja")
        .render(
            lang_tag={"zh": "zh-Hans", "en": "en"}[words.language],
            style=style,
            policy=still.content_policy([style]),
            # Rendered by the same environment: everything in it is escaped already.
            body=Markup(body),
            title=title,
            version=version,
        )
    )
    return page


@dataclass(frozen=True)
class SheetParts:
    """A sheet and its small map; without one, its place is left out."""

    sheet: CountySheet
    picture: CountyMap | None
    is_full: bool = False


def _county(parts: SheetParts, words: SheetWords, environment: Any) -> str:
    sheet, picture = parts.sheet, parts.picture
    key: Cell = legend(picture, words) if picture else ()
    foot = closing(sheet, words, is_full=parts.is_full)
    name = words.unit(sheet.county_code, sheet.county_name)
    written: str = environment.get_template("county.html.jinja").render(
        name=name,
        also=sheet.county_name if name != sheet.county_name else "",
        code=sheet.county_code,
        facts=[f for f in facts(sheet, words) if f.key != "types"],
        page=fit(sheet, words, key, foot),
        annex=sheet_sections(sheet, words) if parts.is_full else (),
        closing=foot,
        image=base64.b64encode(picture.png).decode("ascii") if picture else "",
        legend=key,
    )
    return written


def page_title(sheet: CountySheet, words: SheetWords) -> str:
    name = words.unit(sheet.county_code, sheet.county_name)
    return words.say("page-title", county=name, code=sheet.county_code)


def render_sheet(
    sheet: CountySheet,
    picture: CountyMap | None,
    words: SheetWords,
    *,
    version: str,
    is_full: bool = False,
) -> str:
    """One county sheet: one A4 page in print, and an annex behind it if asked for.

    Parameters
    ----------
    sheet : CountySheet
        From :func:`geo.render.sheets.county_sheet`.
    picture : CountyMap or None
        The small map; without one, its place is left out.
    version : str
        Version of the program, for the page's ``generator``.
    is_full : bool
        Add the annex: all tasks with summaries and all agencies, and all targets.
    """
    body = _county(SheetParts(sheet, picture, is_full), words, _environment(words))
    return _document(body, page_title(sheet, words), words, version)


def render_edition_sheets(
    parts: Iterable[SheetParts],
    rows: Sequence[IndexRow],
    edition: str,
    words: SheetWords,
    *,
    version: str,
) -> str:
    """All sheets of an edition in one file, behind a front page that lists them."""
    parts = list(parts)
    front = _front(rows, edition, words, has_numbers=not any(p.is_full for p in parts))
    environment = _environment(words)
    body = "\n".join([front, *(_county(p, words, environment) for p in parts)])
    return _document(body, words.say("index-title", edition=edition), words, version)


@dataclass(frozen=True)
class IndexRow:
    """One sheet of an edition. ``file`` is made from the code, never from a name."""

    file: str
    code: str
    name: str
    parents: str
    types: Cell


def _front(rows: Sequence[IndexRow], edition: str, words: SheetWords, *, has_numbers: bool) -> str:
    """The list of an edition's sheets, by parent, for paper; ``page`` counts the front as one."""
    numbered = [(number, row) for number, row in enumerate(rows, start=2)]
    written: str = (
        _environment(words)
        .get_template("front.html.jinja")
        .render(
            edition=edition,
            count=len(rows),
            has_numbers=has_numbers,
            key=_key(rows),
            groups=[
                (parent, list(group))
                for parent, group in groupby(numbered, key=lambda n: n[1].parents)
            ],
        )
    )
    return written


def _key(rows: Sequence[IndexRow]) -> Cell:
    """Every type that the rows have, once, in their order."""
    every = [line for row in rows for line in row.types if line.typology]
    listed = {(line.typology.key, line.standing): line for line in every if line.typology}
    ranks = list(Standing)
    return tuple(sorted(listed.values(), key=lambda line: ranks.index(line.standing)))


def render_sheet_index(
    rows: Sequence[IndexRow], edition: str, words: SheetWords, *, version: str
) -> str:
    """The list of a folder's sheets, with a link to each."""
    listed = _environment(words).get_template("list.html.jinja").render(rows=rows, edition=edition)
    return _document(listed, words.say("index-title", edition=edition), words, version)
