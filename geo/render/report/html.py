"""County sheets as HTML: one self-contained file, for the screen and for A4 paper."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from geo.render.report.model import CountySheet
from geo.render.report.sections import Cell, SheetWords, closing, sheet_sections
from geo.render.report.smallmap import CountyMap
from geo.render.report.summary import facts, legend
from geo.vocabulary import Language

#: Control characters, and those that turn the direction of what follows: shown, never obeyed.
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    """Nothing loads but this very style sheet and pictures that lie in the page."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def visible(text: str) -> str:
    """Text whose invisible characters show as U+FFFD."""
    return _INVISIBLE.sub("\ufffd", text)


def _language_of(text: str, language: str) -> str:
    """The tag of a text that is not in the page's language, or nothing."""
    return "zh-Hans" if language == Language.EN.value and _CHINESE.search(text) else ""


def _render(template: str, words: SheetWords, **values: Any) -> str:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(visible=visible, language_of=_language_of)
    style = "\n" + _asset("sheet.css")
    language = words.language
    return environment.get_template(template).render(
        language=str(language),
        lang_tag={"zh": "zh-Hans", "en": "en"}[language],
        style=style,
        policy=_policy(style),
        say=words.say,
        **values,
    )


def render_sheet(
    sheet: CountySheet, picture: CountyMap | None, words: SheetWords, *, version: str
) -> str:
    """One county sheet.

    Parameters
    ----------
    sheet : CountySheet
        From :func:`geo.render.report.county_sheet`.
    picture : CountyMap or None
        The small map; without one, its place is left out.
    version : str
        Version of the program, for the page's ``generator``.
    """
    key: Cell = legend(picture, words) if picture else ()
    image = base64.b64encode(picture.png).decode("ascii") if picture else ""
    name = words.unit(sheet.county_code, sheet.county_name)
    return _render(
        "sheet.html.jinja",
        words,
        name=name,
        also=sheet.county_name if name != sheet.county_name else "",
        code=sheet.county_code,
        facts=facts(sheet, words),
        sections=sheet_sections(sheet, words),
        closing=closing(sheet, words),
        image=image,
        legend=key,
        version=version,
    )


@dataclass(frozen=True)
class IndexRow:
    """One sheet of a folder. ``file`` is made from the code, never from a name."""

    file: str
    code: str
    name: str
    parents: str
    types: Cell


def render_sheet_index(
    rows: Sequence[IndexRow], edition: str, words: SheetWords, *, version: str
) -> str:
    """The list of an edition's sheets, with a link to each."""
    return _render("list.html.jinja", words, rows=rows, edition=edition, version=version)
