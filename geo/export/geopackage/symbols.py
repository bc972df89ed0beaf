"""Layers of QGIS symbols, as values for ``templates/symbols.jinja``. Sizes are millimetres.

``level`` is QGIS's rendering pass: everything of a lower level is drawn first, so that an outline
or a mark is never covered by a neighbour's fill. ``kind`` names the macro that writes the layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Fill:
    """A solid fill, or none if ``colour`` is empty, with an outline if ``border`` is a colour."""

    kind: ClassVar[str] = "fill"
    colour: str
    border: str = ""


@dataclass(frozen=True)
class Stroke:
    """A line, or the outline of a polygon moved inwards by ``inside``."""

    kind: ClassVar[str] = "stroke"
    colour: str
    width: float
    dash: tuple[float, ...] = ()
    level: int = 0
    inside: float = 0


@dataclass(frozen=True)
class Stripes:
    """Parallel lines at ``angle`` degrees, ``spacing`` apart, the pattern moved by ``shift``.

    They are drawn for the rows that ``enabled_when`` (a QGIS expression) holds for; empty: for all.
    """

    kind: ClassVar[str] = "stripes"
    colour: str
    angle: float
    spacing: float
    width: float
    shift: float = 0
    level: int = 1
    enabled_when: str = ""


@dataclass(frozen=True)
class Mark:
    """One sign in the middle of each county."""

    kind: ClassVar[str] = "mark"
    sign: str
    colour: str


@dataclass(frozen=True)
class ArrowHead:
    """An arrow head at the end of a line."""

    kind: ClassVar[str] = "arrow_head"
    colour: str


SymbolLayer = Fill | Stroke | Stripes | Mark | ArrowHead
