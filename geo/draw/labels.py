"""Where names stand: inside their county, off each other, or as a number with a list.

Greedy placement in three rounds, after the practice of atlas lettering (Imhof, Positioning Names
on Maps, 1975): a name that fits inside its area keeps clear of all others by itself; then names
that must reach over a border, smallest area first; what is left gets a number.
"""

from __future__ import annotations

from collections.abc import Sequence
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
#: Share of a name's box that must lie inside its own county when it reaches over the border.
LEAST_INSIDE = 0.5
#: A mark stands above its name at this multiple of the name's size.
MARK_FACTOR = 1.25
CLEARANCE = 0.25
#: Beyond so many numbers nobody looks them up: only the names that matter keep theirs.
MOST_NUMBERED = 40
#: A number beside a name would read as part of it.
NUMBER_CLEARANCE = 1.0


@dataclass(frozen=True)
class Wanted:
    """A name to place, in one or more forms of which the earlier is the better.

    A form is a tuple of lines. ``shape`` is in millimetres, ``marks`` are symbols above the name.
    An optional name gets no number where numbers grow too many.
    """

    key: str
    forms: tuple[tuple[str, ...], ...]
    shape: Any
    marks: str = ""
    is_optional: bool = False


@dataclass(frozen=True)
class Placed:
    """A name with the middle of its block and its size in points; numbered if it found no room."""

    wanted: Wanted
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    number: int | None = None


def block_mm(
    lines: Sequence[str], marks: str, size: float, *, font: Path = FONT_FILE
) -> tuple[float, float]:
    """Width and height in millimetres of a name with its marks."""
    width, height = widest(lines, size, font=font), len(lines) * line_mm(size)
    if marks:
        width = max(width, width_mm(marks, size * MARK_FACTOR, font=font))
        height += line_mm(size * MARK_FACTOR)
    return width + CLEARANCE, height - line_mm(size) * 0.25 + CLEARANCE


def _main_part(shape: Any) -> Any:
    parts = shapely.get_parts(shape)
    return parts[int(np.argmax(shapely.area(parts)))]


def _spots(shape: Any) -> np.ndarray:
    """Candidate middles, best first: the widest place of the shape, then a grid by distance."""
    circle = shapely.maximum_inscribed_circle(shape, tolerance=0.2)
    centre = shapely.get_coordinates(shapely.get_point(circle, 0))[0]
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


def _free(boxes: np.ndarray, taken: Sequence[np.ndarray]) -> np.ndarray:
    """Which boxes meet none of the taken ones."""
    if not taken:
        return np.ones(len(boxes), dtype=bool)
    others = np.array(taken)[None, :, :]
    mine = boxes[:, None, :]
    apart = (
        (mine[..., 2] <= others[..., 0])
        | (mine[..., 0] >= others[..., 2])
        | (mine[..., 3] <= others[..., 1])
        | (mine[..., 1] >= others[..., 3])
    )
    return np.asarray(apart.all(axis=1))


def _xy(spot: np.ndarray) -> tuple[float, float]:
    return float(spot[0]), float(spot[1])


class Placer:
    """Places names on one map frame; remembers what is taken."""

    def __init__(
        self,
        window: Any,
        *,
        obstacles: Sequence[tuple[float, float, float, float]] = (),
        font: Path = FONT_FILE,
    ) -> None:
        self.window = window
        self.font = font
        self.taken: list[np.ndarray] = [np.array(o) for o in obstacles]

    def _inside(self, wanted: Wanted, shape: Any, spots: np.ndarray) -> Placed | None:
        for size, lines in product(SIZES, wanted.forms):
            boxes = _boxes(spots, *block_mm(lines, wanted.marks, size, font=self.font))
            fits = shapely.contains(shape, shapely.box(*boxes.T)) & _free(boxes, self.taken)
            if fits.any():
                index = int(np.argmax(fits))
                return self._take(Placed(wanted, lines, *_xy(spots[index]), size), boxes[index])
        return None

    def _overhanging(self, wanted: Wanted, shape: Any, spots: np.ndarray) -> Placed | None:
        for size, lines in product(OVERHANG_SIZES, wanted.forms):
            width, height = block_mm(lines, wanted.marks, size, font=self.font)
            boxes = _boxes(spots, width, height)
            shapes = shapely.box(*boxes.T)
            share = shapely.area(shapely.intersection(shapes, shape)) / (width * height)
            share[~(_free(boxes, self.taken) & shapely.contains(self.window, shapes))] = 0
            if share.max() >= LEAST_INSIDE:
                index = int(np.argmax(share))
                return self._take(Placed(wanted, lines, *_xy(spots[index]), size), boxes[index])
        return None

    def _numbered(self, wanted: Wanted, shape: Any, spots: np.ndarray) -> Placed:
        """A place for a number that is given later, so it takes the room of two digits."""
        width, height = block_mm(("00",), wanted.marks, NUMBER_SIZE, font=self.font)
        boxes = _boxes(spots, width + NUMBER_CLEARANCE, height)
        share = shapely.area(shapely.intersection(shapely.box(*boxes.T), shape))
        share[~_free(boxes, self.taken)] *= 0.2
        index = int(np.argmax(share))
        return self._take(Placed(wanted, (), *_xy(spots[index]), NUMBER_SIZE, 0), boxes[index])

    def _take(self, placed: Placed, box: np.ndarray) -> Placed:
        self.taken.append(box)
        return placed

    def place(self, names: Sequence[Wanted]) -> list[Placed]:
        """Place all names; the result is in the order of the names, and so are the numbers."""
        visible = [(n, shapely.intersection(n.shape, self.window)) for n in names]
        seen = [(n, _main_part(shapely.simplify(s, 0.1))) for n, s in visible if not s.is_empty]
        obstacles = list(self.taken)
        placed = self._rounds(seen)
        if sum(p.number is not None for p in placed) > MOST_NUMBERED:
            left_out = {p.wanted.key for p in placed if p.number == 0 and p.wanted.is_optional}
            self.taken = obstacles
            placed = self._rounds([(n, s) for n, s in seen if n.key not in left_out])
        number = count(1)
        return [
            p if p.number is None else replace(p, number=n, lines=(str(n),))
            for p in placed
            for n in ([0] if p.number is None else [next(number)])
        ]

    def _rounds(self, seen: Sequence[tuple[Wanted, Any]]) -> list[Placed]:
        """Names that fit inside; then, smallest county first, those that reach over or a number.

        Small counties come first so that their numbers stand before larger neighbours' names.
        """
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

    def claim(self, shape: Any, width: float, height: float) -> tuple[float, float] | None:
        """Take the first free place for a block inside a shape; None where there is none."""
        spots = _spots(shape)
        boxes = _boxes(spots, width, height)
        fits = shapely.contains(shape, shapely.box(*boxes.T)) & _free(boxes, self.taken)
        if not fits.any():
            return None
        index = int(np.argmax(fits))
        self.taken.append(boxes[index])
        return _xy(spots[index])

    def claim_near(
        self, shape: Any, width: float, height: float, *, land: Any
    ) -> tuple[float, float]:
        """Take the free place that covers most of a shape, or else lies nearest to it.

        Foreign ``land`` is avoided: the name of a coastal place goes out to sea.
        """
        reach = shapely.box(*shapely.bounds(shape)).buffer(width, join_style="mitre")
        spots = _spots(shapely.intersection(reach, self.window))
        boxes = _boxes(spots, width, height)
        shapes = shapely.box(*boxes.T)
        usable = _free(boxes, self.taken) & shapely.contains(self.window, shapes)
        covered = shapely.area(shapely.intersection(shapes, shape)) / (width * height)
        foreign = shapely.area(shapely.intersection(shapes, land)) / (width * height) - covered
        far = shapely.distance(shapes, shape)
        cost = far - covered + 4 * foreign + np.where(usable, 0.0, 1000.0)
        index = int(np.argmin(cost))
        self.taken.append(boxes[index])
        return _xy(spots[index])
