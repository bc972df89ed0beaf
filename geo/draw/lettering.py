"""The one font of all figures, by path, and its metrics.

No figure asks the system for a font: the same machine-independent file draws everything. A
character that it lacks is drawn in a simpler form; one without such a form is an error that quotes
the text, never an empty square.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from geo.draw.glyphs import drawable, font_characters
from geo.errors import Fault, RenderError
from geo.vocabulary import LIST_MARK

#: Noto Sans SC, subset; its licence and hash are beside it.
FONT_FILE = Path(__file__).resolve().parent / "fonts" / "NotoSansSC-subset.ttf"

#: Font families that an SVG names, best first; text that stays text cannot embed the file.
FAMILIES = (
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "SimHei",
    "sans-serif",
)

POINTS_PER_MM = 72 / 25.4

#: A line of Chinese text takes this many ems with its leading.
LEADING = 1.35

#: Marks that may not begin a line of Chinese text.
_NO_START = frozenset("，。；：、！？）〕》」』”’％%")


@cache
def _face(font: Path) -> Any:
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(font))


# A process that was forked has the position in the font's file in common with its parent: each must
# open the font for itself, or both read wrong outlines.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_face.cache_clear)


@cache
def _advance(character: str, font: Path) -> float:
    """Advance width of one character that the font has, in ems."""
    check_covered([character], font=font)
    from matplotlib.ft2font import LoadFlags

    face = _face(font)
    face.set_size(100, 72)
    glyph = face.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / 100


@cache
def covered(font: Path = FONT_FILE) -> frozenset[str]:
    """Characters that the font has a glyph for."""
    if font == FONT_FILE:
        return font_characters()
    return frozenset(map(chr, _face(font).get_charmap()))


def shown(text: str, *, font: Path = FONT_FILE) -> str:
    """The text as the font can draw it: what it lacks is drawn in a simpler form, if it has one."""
    return drawable(text, covered(font))


def check_covered(texts: Iterable[str], *, font: Path = FONT_FILE) -> None:
    """Refuse texts that the font cannot write.

    Raises
    ------
    RenderError
        Naming every missing character, its code point and one text that has it.
    """
    missing: dict[str, str] = {}
    for text in texts:
        for character in text:
            if character != "\n" and character not in covered(font):
                missing.setdefault(character, text)
    if missing:
        named = "; ".join(f"{c!r} (U+{ord(c):04X}) in {t!r}" for c, t in sorted(missing.items()))
        characters = LIST_MARK.join(f"{c}（U+{ord(c):04X}）" for c in sorted(missing))
        raise RenderError(
            f"{font.name} has no glyph for {named}. Add the character with "
            "`python -m geo.draw.fonts.subset FULL_FONT layers data`, or pass another font file.",
            Fault("glyph-missing", "", value=characters),
        )


def width_mm(text: str, size: float, *, font: Path = FONT_FILE) -> float:
    """Width in millimetres of one line of text at ``size`` points."""
    return sum(_advance(c, font) for c in shown(text, font=font)) * size / POINTS_PER_MM


def line_mm(size: float) -> float:
    """Distance in millimetres between two lines of text at ``size`` points."""
    return size * LEADING / POINTS_PER_MM


def _pieces(text: str) -> list[str]:
    """What may not be broken: a Latin word with its space, or one Chinese character."""
    pieces: list[str] = []
    for character in text:
        latin = character.isascii() and not character.isspace()
        joins = bool(pieces) and (
            (latin and pieces[-1][-1].isascii() and not pieces[-1].endswith(" "))
            or character == " "
            or character in _NO_START
            or pieces[-1][-1] in "（〔《“‘"
        )
        if joins:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _narrow(pieces: Iterable[str], size: float, width: float, font: Path) -> Iterator[str]:
    """The pieces, those that are wider than a line in parts that are not."""
    for piece in pieces:
        part = ""
        for character in piece if width_mm(piece.rstrip(), size, font=font) > width else ():
            if part and width_mm(part + character, size, font=font) > width:
                yield part
                part = ""
            part += character
        yield part or piece


def wrap(text: str, size: float, width: float, *, font: Path = FONT_FILE) -> list[str]:
    """Break a text into lines of at most ``width`` millimetres.

    Latin words stay whole unless one alone is wider than a line.
    """
    lines = [""]
    for piece in _narrow(_pieces(text), size, width, font):
        if lines[-1] and width_mm(lines[-1] + piece.rstrip(), size, font=font) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def widest(lines: Sequence[str], size: float, *, font: Path = FONT_FILE) -> float:
    """Width in millimetres of the longest line."""
    return max((width_mm(line, size, font=font) for line in lines), default=0.0)


def font_properties(size: float, *, font: Path = FONT_FILE) -> Any:
    """matplotlib's FontProperties: drawn from the file.

    With a single family: matplotlib looks the font up for each of them at every text. What an SVG
    names beside it, :data:`FAMILIES`, is set when one is written.
    """
    from matplotlib.font_manager import FontProperties

    properties = FontProperties(family=FAMILIES[0], size=size)
    properties.set_file(str(font))
    return properties


def font_face(texts: Iterable[str], *, font: Path = FONT_FILE) -> str:
    """CSS that carries the glyphs of the texts inside an SVG, as WOFF.

    A browser then draws the figure rightly on a machine without any Chinese font; programs that
    ignore the rule fall back to :data:`FAMILIES`.
    """
    from fontTools import subset  # type: ignore[import-untyped]  # ships no stubs

    options = subset.Options(
        flavor="woff", layout_features=[], hinting=False, recalc_timestamp=False, name_IDs=[]
    )
    glyphs = subset.load_font(str(font), options, lazy=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted({ord(c) for t in texts for c in t}))
    subsetter.subset(glyphs)
    target = io.BytesIO()
    subset.save_font(glyphs, target, options)
    encoded = base64.b64encode(target.getvalue()).decode("ascii")
    source = f"url(data:font/woff;base64,{encoded}) format('woff')"
    return f"@font-face{{font-family:'{FAMILIES[0]}';src:{source}}}"
