"""The index page from its values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from geo.content.entries import IndexEntry, IndexFile
from geo.records.resolved import Vintage
from geo.render import still
from geo.vocabulary import Language
from geo.voice.texts import section

_UNITS = ("B", "kB", "MB", "GB")


def readable_size(size: int) -> str:
    """Bytes as people read them: three digits and a decimal unit."""
    value, rank = float(size), 0
    while value >= 999.5 and rank < len(_UNITS) - 1:
        value, rank = value / 1000, rank + 1
    digits = 0 if rank == 0 or value >= 99.5 else 1
    return f"{value:.{digits}f} {_UNITS[rank]}"


def link(path: str) -> str:
    """A relative address that a browser takes as a file of this folder, whatever its name."""
    return "./" + quote(path, safe="/")


def _asset(name: str) -> str:
    return still.asset(__package__, name)


def _other(language: Language) -> Language:
    return Language.EN if language is Language.ZH else Language.ZH


def render_index(
    entries: Sequence[IndexEntry],
    *,
    vintage: Vintage,
    version: str,
    files: Sequence[IndexFile] = (),
    changes: Sequence[str] | None = None,
    language: Language | str = Language.ZH,
) -> str:
    """The page as HTML.

    Parameters
    ----------
    entries : sequence of IndexEntry
        Editions in the order of the page.
    vintage : Vintage
        The boundary set that all editions draw.
    version : str
        Version of the program that built the folder.
    files : sequence of IndexFile
        Downloads that belong to no single edition.
    changes : sequence of str or None
        Sentences on what differs from the previous build; empty where nothing does, None where
        there was no previous build.
    language : Language
        The language that leads; the other one follows in small type.
    """
    from jinja2 import Environment, StrictUndefined

    language = Language(language)
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(size=readable_size, link=link)
    style = "\n" + _asset("index.css")
    values: dict[str, Any] = {
        "entries": entries,
        "files": files,
        "changes": changes,
        "vintage": vintage,
        "version": version,
        "language": str(language),
        "lang_tag": {"zh": "zh-Hans", "en": "en"}[language],
        "other_tag": {"zh": "zh-Hans", "en": "en"}[_other(language)],
        "words": section("index", language),
        "also": section("index", _other(language)),
        "style": style,
        "policy": still.content_policy([style]),
    }
    return environment.from_string(_asset("index.html.jinja")).render(values)
