"""Where the names of changed counties stand: on them, or beside them with a line.

Greedy, in the order of the names given (Imhof, Positioning Names on Maps, 1975). A name that finds
no room is left to the table, and the page says how many.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.render.changes.drawing import Drawing, Shape

#: Height of a letter in map units.
SIZE = 26
#: Beyond so many names lines cross each other: then a name stands on its county or nowhere.
MOST_BESIDE = 40
LONGEST = 16
#: A county with less room than this would disappear under its own name.
LEAST_RADIUS = SIZE * 0.7
_RINGS, _DIRECTIONS = (1.1, 1.7, 2.4, 3.2, 4.2), 16

_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """A name around (x, y). Where it stands beside its county, a line leads to (at_x, at_y)."""

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
    ground = _Ground(drawing, wanted)
    labels = [label for s in wanted if (label := ground.label(s, shown(names[s.code])))]
    return sorted(labels, key=lambda label: label.code), len(wanted) - len(labels)


class _Ground:
    """The map while names are put on it."""

    def __init__(self, drawing: Drawing, wanted: Sequence[Shape]) -> None:
        self.drawing = drawing
        self.points = {s.code: (s.x - 5, s.y - 5, s.x + 5, s.y + 5) for s in wanted}
        self.taken: list[_Box] = []
        self.is_crowded = len(wanted) > MOST_BESIDE

    def label(self, shape: Shape, text: str) -> Label | None:
        """The county's label at the first place that is free; that place is then taken."""
        others = [box for code, box in self.points.items() if code != shape.code]
        for x, y in self._candidates(shape, text):
            box = _box(x, y, text)
            is_beside = (x, y) != (shape.x, shape.y)
            obstacles = [*self.taken, *others] if is_beside else self.taken
            if self._is_inside(box) and not any(_meet(box, other) for other in obstacles):
                self.taken.append(box)
                at = (shape.x, shape.y)
                return Label(shape.code, text, round(x, 1), round(y, 1), *at, is_beside)
        return None

    def _candidates(self, shape: Shape, text: str) -> Iterator[tuple[float, float]]:
        if shape.radius >= LEAST_RADIUS:
            yield shape.x, shape.y
        half = width_of(text) / 2
        for ring in () if self.is_crowded else _RINGS:
            for turn in range(_DIRECTIONS):
                angle = 2 * math.pi * turn / _DIRECTIONS
                x = shape.x + math.cos(angle) * (half + SIZE * ring)
                yield x, shape.y + math.sin(angle) * SIZE * 1.3 * ring

    def _is_inside(self, box: _Box) -> bool:
        west, north, east, south = box
        return min(west, north) >= 0 and east <= self.drawing.width and south <= self.drawing.height


def _box(x: float, y: float, text: str) -> _Box:
    half = width_of(text) / 2 + 3
    return x - half, y - SIZE * 0.6, x + half, y + SIZE * 0.6


def _meet(first: _Box, second: _Box) -> bool:
    return (
        first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )
