"""Text of lists and files made safe for its target: a page, XML, a terminal, one line, a cell.

One set of characters is unsafe everywhere: control characters, ends of lines and paragraphs, marks
that turn the reading direction, characters without width, lone surrogates and non-characters. They
hide text, break files or show it in another order. Markup is escaped where it is written.
"""

from __future__ import annotations

import re

_UNSAFE = (
    r"\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
_ONE = re.compile(f"[{_UNSAFE}]")
_ONE_OF_LINES = re.compile(rf"(?![\t\n\r])[{_UNSAFE}]")
_RUN = re.compile(f"[{_UNSAFE} ]+")
#: Characters that XML 1.0 does not allow.
_NOT_XML = re.compile(r"(?![\t\n\r])[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
#: Excel's own escape of a character, which it would read as that character.
_EXCEL_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")

_SHOWN_INSTEAD = "\ufffd"

#: Start of a text that a spreadsheet reads as a formula. Source: OWASP, CSV Injection.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Excel keeps 32,767 characters of a cell; the rest is left for what it adds itself.
_EXCEL_LIMIT = 32_767
_MOST_CHARACTERS = 32_000


def visible(text: str) -> str:
    """Text for a page or a document: every unsafe character shows as U+FFFD."""
    return _ONE.sub(_SHOWN_INSTEAD, text)


def visible_lines(text: str) -> str:
    """Text of several lines, for XML: as :func:`visible`, but tabs and line ends stay."""
    return _ONE_OF_LINES.sub(_SHOWN_INSTEAD, text)


def one_line(text: str) -> str:
    """Text on one line, in its own direction: unsafe characters and spaces become one space."""
    return _RUN.sub(" ", text).strip()


def shown(text: str, *, most: int = 60) -> str:
    """A value for a message in a terminal: as :func:`visible`, and no longer than ``most``."""
    clean = visible(text)
    return clean if len(clean) <= most else clean[: most - 3] + "…"


def csv_cell(text: str) -> str:
    """Text that no spreadsheet runs: ``=1+1`` becomes ``'=1+1``.

    A lone sign is no formula and stays: ``=`` is a value of the column ``operator``.
    """
    if text.startswith(FORMULA_STARTS) and (len(text) > 1 or text in "\t\r"):
        return "'" + text
    return text


def excel_cell(text: str) -> str:
    """Text for a cell, never run as a formula; unsafe characters and excess length are removed."""
    return csv_cell(_ONE_OF_LINES.sub("", text)[:_MOST_CHARACTERS])


def survives_excel(text: str) -> bool:
    """Whether a cell gives back a text as it was written, every character of it."""
    is_kept = not ("\r" in text or _NOT_XML.search(text) or _EXCEL_ESCAPE.search(text))
    return is_kept and len(text) <= _EXCEL_LIMIT
