"""Placing names without overlap: inside their county, beside it, or as a number with a list.

Greedy placement after the practice of atlas lettering (Imhof, Positioning Names on Maps, 1975).
Figures, small maps and change maps differ in which places they try and in what order; what is free
and what is taken is decided here for all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, product
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.draw.lettering import FONT_FILE, line_mm, widest, width_mm

#: Sizes in points that a name is tried at, largest first; 5 is the least that print holds.
SIZES = (7.2, 6.6, 6.0, 5.5, 5.0)
OVERHANG_SIZES = (6.0, 5.0)
NUMBER_SIZE = 5.0
#: Least share of a name's box inside its own county when it extends over the border.
LEAST_INSIDE = 0.5
#: The size of a mark above a name, as a multiple of the name's.
MARK_FACTOR = 1.25
CLEARANCE = 0.25
#: Readers do not look up more numbers than this: beyond it, only required names get one.
MOST_NUMBERED = 40
#: A number beside a name would read as part of it.
NUMBER_CLEARANCE = 1.0
#: What a taken place counts, against a free one, where a number finds no free place.
_TAKEN_SHARE = 0.2

#: west, south, east, north
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Wanted:
    """A name to place, in one or more forms, best first.

    A form is a tuple of lines. ``shape`` is in millimetres, ``marks`` are symbols above the name.
    """

    key: str
    forms: tuple[tuple[str, ...], ...]
    shape: Any
    marks: str = ""


@dataclass(frozen=True)
class Placed:
    """A name with the middle of its block and its size in points; numbered if it found no room.

    A number that was moved away has the place in its county as ``anchor``; one without any place
    is not drawn.
    """

    wanted: Wanted
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    number: int | None = None
    anchor: tuple[float, float] | None = None
    is_drawn: bool = True


#: What :meth:`Placer.place` has found before: names and what was taken → places, and what is taken.
KnownPlaces = MutableMapping[Any, tuple[list[Placed], np.ndarray]]


def block_mm(
    lines: Sequence[str], marks: str, size: float, *, font: Path = FONT_FILE
) -> tuple[float, float]:
    """Width and height in millimetres of a name with its marks."""
    width, height = widest(lines, size, font=font), len(lines) * line_mm(size)
    if marks:
        width = max(width, width_mm(marks, size * MARK_FACTOR, font=font))
        height += line_mm(size * MARK_FACTOR)
    return width + CLEARANCE, height - line_mm(size) * 0.25 + CLEARANCE


def main_part(shape: Any) -> Any:
    """The largest part of a shape."""
    parts = shapely.get_parts(shape)
    return parts[int(np.argmax(shapely.area(parts)))]


def widest_place(shape: Any, *, tolerance: float = 0.2) -> np.ndarray:
    """The point of a polygon that is farthest from its border."""
    circle = shapely.maximum_inscribed_circle(shape, tolerance=tolerance)
    return np.asarray(shapely.get_coordinates(shapely.get_point(circle, 0))[0])


def _spots(shape: Any) -> np.ndarray:
    """Candidate middles, best first: the widest place of the shape, then a grid by distance."""
    centre = widest_place(shape)
    west, south, east, north = shapely.bounds(shape)
    step = max(0.7, float(np.sqrt((east - west) * (north - south) / 220)))
    xs, ys = np.arange(west, east + step, step), np.arange(south, north + step, step)
    grid = np.array([(x, y) for x in xs for y in ys])
    # The block's middle sits best in the shape's visual middle, half-way to its centroid.
    middle = (centre + shapely.get_coordinates(shapely.centroid(shape))[0]) / 2
    grid = grid[np.argsort(np.hypot(*(grid - middle).T), kind="stable")]
    return np.vstack([middle, centre, grid])


def _boxes(spots: np.ndarray, width: float, height: float) -> np.ndarray:
    half = np.array([width / 2, height / 2])
    return np.hstack([spots - half, spots + half])


def _rectangles(given: Collection[Rectangle] | np.ndarray) -> np.ndarray:
    """Rectangles as an array of shape (n, 4)."""
    return np.array([*given], dtype=float).reshape(-1, 4)


def _apart(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which boxes meet none of the others."""
    mine, theirs = boxes[:, None, :], others[None, :, :]
    apart = (
        (mine[..., 2] <= theirs[..., 0])
        | (mine[..., 0] >= theirs[..., 2])
        | (mine[..., 3] <= theirs[..., 1])
        | (mine[..., 1] >= theirs[..., 3])
    )
    return np.asarray(apart.all(axis=1))


def _covered(boxes: np.ndarray, shape: Any) -> np.ndarray:
    """Area of each box inside a shape."""
    return np.asarray(shapely.area(shapely.intersection(shapely.box(*boxes.T), shape)))


def _xy(spot: np.ndarray) -> tuple[float, float]:
    return float(spot[0]), float(spot[1])


class Placer:
    """Places names in one rectangular window and remembers what is taken.

    Lengths are in the unit of the window: millimetres on figures. ``known`` remembers what
    :meth:`place` found, so that figures with the same names in the same window share it.
    """

    def __init__(
        self,
        window: Rectangle,
        *,
        obstacles: Collection[Rectangle] = (),
        font: Path = FONT_FILE,
        known: KnownPlaces | None = None,
    ) -> None:
        self.window = window
        self.font = font
        self.taken = _rectangles(obstacles)
        self._known: KnownPlaces = {} if known is None else known

    def first(
        self,
        spots: np.ndarray,
        block: tuple[float, float],
        *,
        inside: Any = None,
        share: float = 1.0,
        keep_off: Collection[Rectangle] = (),
    ) -> tuple[float, float] | None:
        """Take the first free place in the window; None if there is none.

        Parameters
        ----------
        spots : array of shape (n, 2)
            Candidate middles of the block.
        block : (width, height)
        inside : polygon, optional
            Must contain at least ``share`` of the block.
        keep_off : collection of Rectangle
            What must stay visible, besides what is taken.
        """
        boxes = _boxes(spots, *block)
        fits = np.flatnonzero(self._usable(boxes, _rectangles(keep_off)))
        if inside is not None and len(fits):
            fits = fits[self._lies_inside(boxes[fits], inside, share)]
        return self._take(spots, boxes, int(fits[0])) if len(fits) else None

    def put(self, spot: Sequence[float], block: tuple[float, float]) -> tuple[float, float]:
        """Take a place, free or not."""
        spots = np.array([spot], dtype=float)
        return self._take(spots, _boxes(spots, *block), 0)

    def claim(self, shape: Any, width: float, height: float) -> tuple[float, float] | None:
        """Take the first free place for a block inside a polygon; None if there is none."""
        return self.first(_spots(shape), (width, height), inside=shape)

    def claim_near(
        self, shape: Any, width: float, height: float, *, land: Any
    ) -> tuple[float, float]:
        """Take the free place that covers most of a shape, or else is nearest to it.

        Foreign ``land`` is avoided: the name of a coastal place goes out to sea.
        """
        reach = shapely.box(*shapely.bounds(shape)).buffer(width, join_style="mitre")
        spots = _spots(shapely.intersection(reach, shapely.box(*self.window)))
        boxes = _boxes(spots, width, height)
        own = _covered(boxes, shape) / (width * height)
        foreign = _covered(boxes, land) / (width * height) - own
        far = shapely.distance(shapely.box(*boxes.T), shape)
        cost = far - own + 4 * foreign + np.where(self._usable(boxes), 0.0, 1000.0)
        return self._take(spots, boxes, int(np.argmin(cost)))

    def place(self, names: Sequence[Wanted], *, optional: Collection[str] = ()) -> list[Placed]:
        """Place all names; the result is in the order of the names, and so are the numbers.

        Names whose keys are ``optional`` get no number where numbers grow too many.
        """
        before = self.taken
        placed = self._remembered(names)
        if sum(p.number is not None for p in placed) > MOST_NUMBERED:
            left_out = {p.wanted.key for p in placed if p.number == 0} & {*optional}
            self.taken = before
            placed = self._remembered([n for n in names if n.key not in left_out])
        return list(_with_numbers(placed))

    # ── what is free ─────────────────────────────────────────────────────────────────────

    def _usable(self, boxes: np.ndarray, keep_off: np.ndarray | None = None) -> np.ndarray:
        """Mask of the boxes that are inside the window and intersect nothing that is taken."""
        west, south, east, north = self.window
        within = (
            (boxes[:, 0] >= west)
            & (boxes[:, 1] >= south)
            & (boxes[:, 2] <= east)
            & (boxes[:, 3] <= north)
        )
        others = self.taken if keep_off is None else np.vstack([self.taken, keep_off])
        return np.asarray(within & _apart(boxes, others))

    @staticmethod
    def _lies_inside(boxes: np.ndarray, shape: Any, share: float) -> np.ndarray:
        if share < 1:
            areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
            return np.asarray(_covered(boxes, shape) >= share * areas)
        shapely.prepare(shape)
        return np.asarray(shapely.contains(shape, shapely.box(*boxes.T)))

    def _take(self, spots: np.ndarray, boxes: np.ndarray, index: int) -> tuple[float, float]:
        self.taken = np.vstack([self.taken, boxes[index]])
        return _xy(spots[index])

    # ── many names ───────────────────────────────────────────────────────────────────────

    def _remembered(self, names: Sequence[Wanted]) -> list[Placed]:
        key = (self.window, self.taken.tobytes(), tuple(names), self.font)
        if key not in self._known:
            self._known[key] = self._rounds(names), self.taken
        placed, self.taken = self._known[key]
        return placed

    def _rounds(self, names: Sequence[Wanted]) -> list[Placed]:
        """Names that fit inside; then, smallest county first, those that reach over or a number.

        Small counties come first so that their numbers go before larger neighbours' names.
        """
        window = shapely.box(*self.window)
        visible = ((n, shapely.intersection(n.shape, window)) for n in names)
        seen = [(n, main_part(shapely.simplify(s, 0.1))) for n, s in visible if not s.is_empty]
        spots = [_spots(shape) for _, shape in seen]
        found = [self._inside(n, shape, at) for (n, shape), at in zip(seen, spots, strict=True)]
        by_area = sorted(range(len(seen)), key=lambda i: (float(seen[i][1].area), seen[i][0].key))
        for i in by_area:
            found[i] = (
                found[i]
                or self._overhanging(*seen[i], spots[i])
                or self._numbered(*seen[i], spots[i])
            )
        return [placed for placed in found if placed is not None]

    def _inside(self, wanted: Wanted, shape: Any, spots: np.ndarray) -> Placed | None:
        for size, lines in product(SIZES, wanted.forms):
            block = block_mm(lines, wanted.marks, size, font=self.font)
            if block[0] * block[1] > shape.area:
                continue
            spot = self.first(spots, block, inside=shape)
            if spot is not None:
                return Placed(wanted, lines, *spot, size)
        return None

    def _overhanging(self, wanted: Wanted, shape: Any, spots: np.ndarray) -> Placed | None:
        """The free place with the largest share inside, if that is at least half."""
        for size, lines in product(OVERHANG_SIZES, wanted.forms):
            width, height = block_mm(lines, wanted.marks, size, font=self.font)
            boxes = _boxes(spots, width, height)
            usable = np.flatnonzero(self._usable(boxes))
            shares = _covered(boxes[usable], shape) / (width * height)
            if len(shares) and shares.max() >= LEAST_INSIDE:
                spot = self._take(spots, boxes, int(usable[np.argmax(shares)]))
                return Placed(wanted, lines, *spot, size)
        return None

    def _numbered(self, wanted: Wanted, shape: Any, spots: np.ndarray) -> Placed:
        """A place for a number that is given later, so it takes the room of two digits."""
        width, height = block_mm(("00",), wanted.marks, NUMBER_SIZE, font=self.font)
        boxes = _boxes(spots, width + NUMBER_CLEARANCE, height)
        areas = _covered(boxes, shape)
        areas[~_apart(boxes, self.taken)] *= _TAKEN_SHARE
        spot = self._take(spots, boxes, int(np.argmax(areas)))
        return Placed(wanted, (), *spot, NUMBER_SIZE, 0)


def _with_numbers(placed: Sequence[Placed]) -> Iterator[Placed]:
    """Numbers from 1 for those that have one, in order."""
    numbers = count(1)
    for each in placed:
        if each.number is None:
            yield each
        else:
            number = next(numbers)
            yield replace(each, number=number, lines=(str(number),))
