"""The index page from its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from geo.content.entries import IndexEntry, IndexFile
from geo.records.resolved import Vintage
from geo.render import still
from geo.vocabulary import Language
from geo.voice.phrasebook import Phrasebook, in_language
from geo.voice.texts import section
from geo.voice.voice import DOCUMENTS, Voice

_UNITS = ("B", "kB", "MB", "GB")


def readable_size(size: int) -> str:
    """Bytes as people read them: three digits and a decimal unit."""
    value, rank = float(size), 0
    while value >= 999.5 and rank < len(_UNITS) - 1:
        value, rank = value / 1000, rank + 1
    digits = 0 if rank == 0 or value >= 99.5 else 1
    return f"{value:.{digits}f} {_UNITS[rank]}"


def link(path: str) -> str:
    """A relative address of any file of this folder, escaped so that its name cannot be misread."""
    return "./" + quote(path, safe="/")


def _asset(name: str) -> str:
    return still.asset(__package__, name)


def _voices(entries: Sequence[IndexEntry]) -> dict[Language, Voice]:
    """Voices that know the names of the entries' editions and types."""
    parts = [part for entry in entries for part in entry.themes]
    named = [
        *(entry.edition for entry in entries),
        *(part.theme for part in parts),
        *(count.typology for part in parts for count in part.counts),
    ]
    return {
        each: Voice(each, Phrasebook(partial(in_language, named, "name", each)))
        for each in Language
    }


def render_index(
    entries: Sequence[IndexEntry],
    *,
    vintage: Vintage,
    version: str,
    files: Sequence[IndexFile] = (),
    changes: Sequence[str] | None = None,
    language: Language | str = DOCUMENTS,
    voices: Mapping[Language, Voice] | None = None,
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
        The language that leads; another one follows in small type.
    voices : mapping of Language to Voice, optional
        The words of each language; by default only names of types and editions are known.
    """
    from jinja2 import Environment, StrictUndefined

    voices = voices or _voices(entries)
    voice = voices[Language(language)]
    other = next(each for each in voices.values() if each is not voice)
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
        "lang_tag": voice.text("voice", "tag"),
        "other_tag": other.text("voice", "tag"),
        "words": section("index", voice.language),
        "also": section("index", other.language),
        "quoted": voice.quoted,
        "quoted_also": other.quoted,
        "remarks": lambda count: count.completeness.remarks(voice),
        "cited": partial(voice.text, "index", "document"),
        "style": style,
        "policy": still.content_policy([style]),
    }
    return environment.from_string(_asset("index.html.jinja")).render(values)
