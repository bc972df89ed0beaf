"""Numbers that would meet another label: moved to the nearest free place, with a line back.

Cities have counties so small that not even numbers find room side by side. An atlas then writes
them beside the city, each with a thin line to its county.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely

from geo.draw.labels import CLEARANCE, Placed, Rectangle, block_mm, main_part, widest_place

#: Millimetres by which two boxes may meet: a line's box is so much higher than its letters.
_SLACK = 0.3
#: Millimetres between the places that are tried.
_STEP = 1.2
#: Lengths of lines that are tried, nearest places first; beyond, the eye does not follow them.
_REACHES = (8.0, 16.0, 32.0)


def ink(placed: Placed, *, font: Path) -> Rectangle:
    """The box of a label's text and marks, without the clearance round it."""
    width, height = block_mm(placed.lines, placed.wanted.marks, placed.size, font=font)
    half = (width - CLEARANCE) / 2, (height - CLEARANCE - _SLACK) / 2
    x, y = placed.x, placed.y
    return x - half[0], y - half[1], x + half[0], y + half[1]


def led_out(
    names: Sequence[Placed], window: Rectangle, obstacles: np.ndarray, *, font: Path
) -> list[Placed]:
    """The labels, those numbers moved whose text would meet another's or leave the window.

    A number for which no place is free is left off the map: its ``is_drawn`` is False.

    Parameters
    ----------
    names : sequence of Placed
        With numbers given.
    window : Rectangle
    obstacles : array of shape (n, 4)
        What else is taken.
    """
    boxes = np.array([ink(each, font=font) for each in names], dtype=float).reshape(-1, 4)
    found = list(names)
    for i in _meeting(found, boxes, window, obstacles):
        others = np.vstack([np.delete(boxes, i, axis=0), obstacles])
        # A number that was moved out of the way no longer is in it.
        if _is_free(boxes[i : i + 1], others, window)[0]:
            continue
        spot = _nearest(found[i], boxes[i], others, window)
        if spot is None:
            found[i] = replace(found[i], is_drawn=False)
            boxes[i] = np.nan
        else:
            county = widest_place(main_part(found[i].wanted.shape))
            anchor = float(county[0]), float(county[1])
            boxes[i] += np.tile(np.array(spot) - (found[i].x, found[i].y), 2)
            found[i] = replace(found[i], x=spot[0], y=spot[1], anchor=anchor)
    return found


def _is_free(boxes: np.ndarray, others: np.ndarray, window: Rectangle) -> np.ndarray:
    """Which boxes are in the window and meet none of the others; NaN meets nothing."""
    west, south, east, north = window
    inside = (
        (boxes[:, 0] >= west) & (boxes[:, 1] >= south)
        & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)
    )  # fmt: skip
    mine, theirs = boxes[:, None, :], others[None, :, :]
    meets = (
        (mine[..., 2] > theirs[..., 0]) & (mine[..., 0] < theirs[..., 2])
        & (mine[..., 3] > theirs[..., 1]) & (mine[..., 1] < theirs[..., 3])
    )  # fmt: skip
    return np.asarray(inside & ~meets.any(axis=1))


def _meeting(
    names: Sequence[Placed], boxes: np.ndarray, window: Rectangle, obstacles: np.ndarray
) -> list[int]:
    """Numbers that meet another label, an obstacle or the edge, in order."""
    every = np.arange(len(names))
    return [
        i
        for i, each in enumerate(names)
        if each.number is not None
        and not _is_free(
            boxes[i : i + 1], np.vstack([boxes[every != i], obstacles]), window
        )[0]
    ]  # fmt: skip


def _nearest(
    placed: Placed, box: np.ndarray, others: np.ndarray, window: Rectangle
) -> tuple[float, float] | None:
    """The free middle that is nearest to the label's county; None if there is none in reach."""
    centre = shapely.get_coordinates(shapely.centroid(placed.wanted.shape))[0]
    half = (box[2:] - box[:2]) / 2 + CLEARANCE
    for reach in _REACHES:
        steps = np.arange(-reach, reach + _STEP, _STEP)
        grid = np.array([(x, y) for x in steps for y in steps]) + centre
        away = np.hypot(*(grid - centre).T)
        grid = grid[np.argsort(away, kind="stable")][: int((away <= reach).sum())]
        free = np.flatnonzero(_is_free(np.hstack([grid - half, grid + half]), others, window))
        if len(free):
            return float(grid[free[0]][0]), float(grid[free[0]][1])
    return None
