"""Parts of a style: rules with their symbols, labels, a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.export.geopackage.symbols import SymbolLayer

#: Denominators of the scales from which names show: a province on a sheet, a prefecture on a
#: screen.
COUNTY_NAMES_FROM = 4_000_000
PREFECTURE_NAMES_FROM = 12_000_000


@dataclass(frozen=True)
class StyleRule:
    """``layers`` are drawn for the rows that ``where`` (a QGIS expression) holds for."""

    label: str
    where: str
    layers: Sequence[SymbolLayer]


@dataclass(frozen=True)
class Labels:
    """Names from one column, shown from 1:``from_scale`` down to 1:``to_scale``.

    Attributes
    ----------
    size : float
        Points.
    is_on_line : bool
        Along the line; otherwise inside the polygon.
    below_when : str
        A QGIS expression: the label is moved below the mark of the rows that it holds for.
    """

    column: str
    colour: str
    size: float
    from_scale: int
    to_scale: int = 0
    is_on_line: bool = False
    below_when: str = ""


@dataclass(frozen=True)
class Style:
    """A named style of a layer.

    Attributes
    ----------
    kind : str
        Kind of the rules' symbols, ``fill`` or ``line``; empty for a table, which is not drawn.
    rules : sequence of StyleRule
        Every rule that holds is drawn. There is none for all other rows: it would hide typos.
    """

    name: str
    kind: str = ""
    rules: Sequence[StyleRule] = ()
    labels: Labels | None = None
