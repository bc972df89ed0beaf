"""Which column of a table holds names, codes, parents or dates, by its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from geo.vocabulary import Language
from geo.voice.texts import text

ColumnKind = Literal["name", "code", "province", "prefecture", "date"]
_SPACE = re.compile(r"\s+")


def plain(heading: str) -> str:
    """A heading without the blanks and line breaks that layout puts into it."""
    return _SPACE.sub("", heading)


def found_heading(headings: Sequence[str], kind: ColumnKind) -> str:
    """The first heading that marks a column as of a kind, else empty."""
    for language in Language:
        for known in text("resolve", f"headings-{kind}", language).split():
            for heading in headings:
                if plain(heading).lower() == known:
                    return heading
    return ""
