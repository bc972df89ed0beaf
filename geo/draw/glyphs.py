"""Which characters the figures' font has, and what is drawn for one that it lacks.

Nothing here opens the font: its characters are in a small file beside it, so that ``check`` can
look at every text that a figure would draw.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

#: First and last code point of every run of characters in the font.
COVERAGE_FILE = Path(__file__).resolve().parent / "fonts" / "coverage.json"


@cache
def font_characters() -> frozenset[str]:
    """The characters of the figures' font."""
    runs = json.loads(COVERAGE_FILE.read_text(encoding="utf-8"))["runs"]
    return frozenset(chr(code) for first, last in runs for code in range(first, last + 1))


def drawable(text: str, known: frozenset[str]) -> str:
    """The text with a stand-in for every character that is not in ``known``: the simplified form,
    the plain form or the letter without its mark. What has none is left as it is."""
    if known.issuperset(text):
        return text
    return "".join(_drawn(c, known) for c in text)


def _drawn(character: str, known: frozenset[str]) -> str:
    found = character if character in known else stand_in(character, known)
    return character if found is None else found


@cache
def stand_in(character: str, known: frozenset[str]) -> str | None:
    """What is drawn for a character that is not in ``known``; None if nothing can be."""
    return next((c for c in _stand_ins(character) if known.issuperset(c)), None)


def _stand_ins(character: str) -> Iterator[str]:
    if unicodedata.category(character) in ("Cc", "Cf", "Mn"):  # invisible, or a mark on a letter
        yield ""
    simplified = _simplifier().convert(character)
    yield simplified
    yield unicodedata.normalize("NFKC", simplified)
    decomposed = unicodedata.normalize("NFKD", character)
    if not unicodedata.combining(decomposed[0]) and len(decomposed) > 1:
        yield "".join(c for c in decomposed if not unicodedata.combining(c))


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _simplifier() -> _Converter:
    from opencc import OpenCC  # its tables take a tenth of a second, and few texts need them

    converter: _Converter = OpenCC("t2s")
    return converter
