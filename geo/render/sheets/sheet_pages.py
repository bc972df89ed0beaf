"""County sheets as HTML: one self-contained file, for the screen and for A4 paper."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from geo.content.county_sheet import CountySheet, SheetHead, SheetWords
from geo.content.county_sheet.density import DENSITIES
from geo.content.lines import Cell
from geo.looks import DERIVED_TINT
from geo.render import still
from geo.safe import visible
from geo.vocabulary import Standing
from geo.voice.voice import DOCUMENTS

_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def _asset(name: str) -> str:
    return still.asset(__package__, name)


def _language_of(text: str, language: str) -> str:
    """The tag of a text that is not in the page's language, or nothing."""
    return "zh-Hans" if language != DOCUMENTS.value and _CHINESE.search(text) else ""


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
    environment.globals.update(
        language=str(words.voice.language), say=words.say, derived_tint=DERIVED_TINT
    )
    return environment


def _style() -> str:
    """The style sheet, with the sizes of every density as :data:`DENSITIES` has them."""
    steps = "\n".join(
        f".step-{s.key} {{ --body: {s.body:g}; --small: {s.small:g}; --map: {s.map_width:g}; "
        f"--leading: {s.leading:g}; }}"
        for s in DENSITIES
    )
    return f"\n{steps}\n" + _asset("sheet.css")


def _document(body: str, title: str, words: SheetWords, version: str) -> str:
    """A whole page around its body."""
    from markupsafe import Markup

    style = _style()
    page: str = (
        _environment(words)
        .get_template("sheet.html.jinja")
        .render(
            lang_tag=words.voice.text("voice", "tag"),
            style=style,
            policy=still.content_policy([style]),
            # Rendered by the same environment: everything in it is escaped already.
            body=Markup(body),
            title=title,
            version=version,
        )
    )
    return page


def _county(sheet: CountySheet, environment: Any) -> str:
    written: str = environment.get_template("county.html.jinja").render(
        sheet=sheet,
        head=sheet.head,
        page=sheet.front,
        image=base64.b64encode(sheet.png).decode("ascii"),
    )
    return written


def render_sheet(sheet: CountySheet, words: SheetWords, *, version: str) -> str:
    """One county sheet: one A4 page in print, and the annex behind it where the sheet has one.

    Parameters
    ----------
    version : str
        Version of the program, for the page's ``generator``.
    """
    head = sheet.head
    title = words.say("page-title", county=head.name, code=head.code)
    return _document(_county(sheet, _environment(words)), title, words, version)


def render_edition_sheets(
    sheets: Iterable[CountySheet], edition: str, words: SheetWords, *, version: str
) -> str:
    """All sheets of an edition in one file, behind a front page that lists them."""
    sheets = list(sheets)
    has_numbers = not any(sheet.annex for sheet in sheets)
    front = _front([sheet.head for sheet in sheets], edition, words, has_numbers=has_numbers)
    environment = _environment(words)
    body = "\n".join([front, *(_county(sheet, environment) for sheet in sheets)])
    return _document(body, words.say("index-title", edition=edition), words, version)


def _front(
    heads: Sequence[SheetHead], edition: str, words: SheetWords, *, has_numbers: bool
) -> str:
    """The list of an edition's sheets, by parent, for paper; it is page 1 itself."""
    numbered = [(number, head) for number, head in enumerate(heads, start=2)]
    written: str = (
        _environment(words)
        .get_template("front.html.jinja")
        .render(
            edition=edition,
            count=len(heads),
            has_numbers=has_numbers,
            key=_key(heads),
            groups=[
                (parent, list(group))
                for parent, group in groupby(numbered, key=lambda n: n[1].parents)
            ],
        )
    )
    return written


def _key(heads: Sequence[SheetHead]) -> Cell:
    """Every type that the counties have, once, in their order."""
    every = [line for head in heads for line in head.types if line.typology]
    listed = {(line.typology.key, line.standing): line for line in every if line.typology}
    ranks = list(Standing)
    return tuple(sorted(listed.values(), key=lambda line: ranks.index(line.standing)))


def render_sheet_index(
    heads: Sequence[SheetHead], edition: str, words: SheetWords, *, version: str
) -> str:
    """The list of a folder's sheets, with a link to each: ``<county code>.html``."""
    template = _environment(words).get_template("list.html.jinja")
    listed = template.render(heads=heads, edition=edition)
    return _document(listed, words.say("index-title", edition=edition), words, version)
