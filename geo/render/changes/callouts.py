"""Placing the names of changed counties: on them, or beside them with a line.

Greedy, in the order of the names given. A name that finds no room is left to the table, and the
page says how many.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geo.draw.labels import Placer, Rectangle
from geo.render.changes.drawing import Drawing, Shape

#: Height of a letter in map units.
SIZE = 26
#: With more names than this, lines would cross: names are placed on their counties or omitted.
MOST_BESIDE = 40
LONGEST = 16
#: A county with less room than this would disappear under its own name.
LEAST_RADIUS = SIZE * 0.7
_RINGS, _DIRECTIONS = (1.1, 1.7, 2.4, 3.2, 4.2), 16


@dataclass(frozen=True)
class Label:
    """A name around (x, y). If it is beside its county, a line joins it to (at_x, at_y)."""

    code: str
    text: str
    x: float
    y: float
    at_x: float
    at_y: float
    is_beside: bool


def shown(name: str) -> str:
    """A name of a length that a map can hold."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def width_of(text: str) -> float:
    """Width in map units: a Chinese character is as wide as it is high, others about half."""
    return SIZE * sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.56 for c in text)


def place(drawing: Drawing, names: Mapping[str, str]) -> tuple[list[Label], int]:
    """Labels for the counties in ``names`` (code → name, the more important first), and how many
    found no room."""
    shapes = {s.code: s for s in drawing.shapes}
    wanted = [shapes[code] for code, name in names.items() if name and code in shapes]
    points = {s.code: (s.x - 5, s.y - 5, s.x + 5, s.y + 5) for s in wanted}
    placer = Placer((0, 0, drawing.width, drawing.height))
    rings = () if len(wanted) > MOST_BESIDE else _RINGS
    found = [_label(placer, s, shown(names[s.code]), points, rings) for s in wanted]
    labels = [label for label in found if label is not None]
    return sorted(labels, key=lambda label: label.code), len(wanted) - len(labels)


def _label(
    placer: Placer,
    shape: Shape,
    text: str,
    points: Mapping[str, Rectangle],
    rings: Sequence[float],
) -> Label | None:
    """The name on its county if that has room, else at the first free place around it."""
    block = (width_of(text) + 6, SIZE * 1.2)
    at = (shape.x, shape.y)
    spot = None
    if shape.radius >= LEAST_RADIUS:
        spot = placer.first(np.array([at]), block)
    is_beside = spot is None
    if is_beside and rings:
        others = [point for code, point in points.items() if code != shape.code]
        spot = placer.first(_around(shape, text, rings), block, keep_off=others)
    if spot is None:
        return None
    return Label(shape.code, text, round(spot[0], 1), round(spot[1], 1), *at, is_beside)


def _around(shape: Shape, text: str, rings: Sequence[float]) -> np.ndarray:
    """Middles of a name around its county, ring by ring, clockwise from the right."""
    turns = 2 * np.pi * np.arange(_DIRECTIONS) / _DIRECTIONS
    half = width_of(text) / 2
    return np.vstack(
        [
            np.column_stack(
                [
                    shape.x + np.cos(turns) * (half + SIZE * ring),
                    shape.y + np.sin(turns) * SIZE * 1.3 * ring,
                ]
            )
            for ring in rings
        ]
    )
