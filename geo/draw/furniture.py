"""Scale bar, north arrow, graticule ticks, neat line."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
import shapely

from geo.draw.lettering import width_mm
from geo.draw.page import Box, Page
from geo.draw.paper import Paper
from geo.looks import BORDER_PREFECTURE, INK, PAPER

ORDER = 18.0
TICK_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20)
#: Least distance between two marks, millimetres.
TICK_ROOM = 19.0
#: Steps of a scale bar's length, times a power of ten.
BAR_STEPS = (1, 2, 5, 10)


def neat_line(page: Page, frame: Box) -> None:
    """The frame of a map."""
    page.box(frame, fill="none", edge=INK, width=0.9, order=ORDER)


def bar_kilometres(paper: Paper, *, longest: float = 48) -> float:
    """The longest round distance that is at most ``longest`` millimetres on the page."""
    room = longest / paper.mm(1)
    power = 10.0 ** math.floor(math.log10(room))
    return max(s * power for s in BAR_STEPS if s * power <= room)


def scale_bar(page: Page, paper: Paper, x: float, y: float, *, unit: str) -> None:
    """Four alternating blocks above a round distance, from ``x`` rightwards, and 1 : n below."""
    distance = bar_kilometres(paper)
    block = paper.mm(distance) / 4
    for i in range(4):
        box = Box(x + i * block, y, block, 1.1)
        page.box(box, fill=INK if i % 2 == 0 else PAPER, edge=INK, width=0.4, order=ORDER)
    for i, share in ((0, 0.0), (2, 0.5), (4, 1.0)):
        page.text(x + i * block, y + 2.9, f"{distance * share:g}", size=6, align="center")
    end = x + 4 * block + width_mm(f"{distance:g}", 6) / 2
    page.text(end + 0.8, y + 2.9, unit, size=6)
    scale = f"1:{paper.denominator:,.0f}".replace(",", " ")
    page.text(x + 2 * block, y - 2.2, scale, size=6, align="center")


def bracket_bar(
    page: Page, paper: Paper, *, longest: float, label: Callable[[str], str], size: float
) -> Box:
    """A plain bar of a round length in the lower left corner; returns the room it takes.

    ``label`` says a length in kilometres in words.
    """
    distance = bar_kilometres(paper, longest=longest)
    x, y = paper.frame.x + 3, paper.frame.y + 3
    width = paper.mm(distance)
    bar = shapely.LineString([(x, y + 1.2), (x, y), (x + width, y), (x + width, y + 1.2)])
    page.lines([bar], colour=PAPER, width=3.0, order=ORDER)
    page.lines([bar], colour=INK, width=1.0, order=ORDER + 1)
    said = label(f"{distance:g}")
    page.text(x + width / 2, y + 2.8, said, size=size, align="center", halo=PAPER)
    return Box(paper.frame.x + 1, paper.frame.y + 1, width + 4, 7.6)


def _north_at(paper: Paper, x: float, y: float) -> float:
    """Direction of north at a place of the page, degrees anticlockwise from up."""
    longitude, latitude = paper.unplace(np.array([[x, y]]))[0]
    start, end = shapely.get_coordinates(
        paper.place([shapely.LineString([(longitude, latitude), (longitude, latitude + 0.1)])])[0]
    )
    return math.degrees(math.atan2(start[0] - end[0], end[1] - start[1]))


def north_arrow(page: Page, paper: Paper, x: float, y: float, *, size: float = 11) -> None:
    """A needle that points to true north at its place on the map, with the letter N."""
    turn = math.radians(_north_at(paper, x, y))
    rotate = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])

    def needle(*points: tuple[float, float]) -> shapely.Polygon:
        return shapely.Polygon(np.array(points) * size / 10 @ rotate + (x, y))

    left = needle((0, 6), (-2.2, -2), (0, -0.6))
    right = needle((0, 6), (2.2, -2), (0, -0.6))
    page.areas([left], fill=INK, edge=INK, width=0.4, order=ORDER)
    page.areas([right], fill=PAPER, edge=INK, width=0.4, order=ORDER)
    head = np.array([0, 8.2]) * size / 10 @ rotate + (x, y)
    page.text(float(head[0]), float(head[1]), "N", size=8, align="center")


def _degrees(value: float, letters: str) -> str:
    whole, minutes = divmod(round(abs(value) * 60), 60)
    letter = letters[0] if value >= 0 else letters[1]
    return f"{whole}°{minutes:02d}′{letter}" if minutes else f"{whole}°{letter}"


def _ticks(
    paper: Paper, line: list[tuple[float, float]], *, meridian: bool
) -> list[tuple[float, float, float]]:
    """Where a graticule line leaves the frame: x, y and the way inwards (+1 or −1)."""
    frame = paper.frame
    drawn = paper.place([shapely.LineString(line)])[0]
    edges = {
        1.0: [(frame.x, frame.y), (frame.right, frame.y) if meridian else (frame.x, frame.top)],
        -1.0: [
            (frame.right, frame.top),
            (frame.x, frame.top) if meridian else (frame.right, frame.y),
        ],
    }
    found = []
    for inward, edge in edges.items():
        crossing = shapely.intersection(drawn, shapely.LineString(edge))
        found += [(float(x), float(y), inward) for x, y in shapely.get_coordinates(crossing)]
    return found


def graticule_ticks(page: Page, paper: Paper) -> None:
    """Degree marks on the frame where meridians and parallels leave it."""
    west, south, east, north = paper.degrees()
    widest = max((east - west) * TICK_ROOM / paper.frame.width, 0.0)
    tallest = max((north - south) * TICK_ROOM / paper.frame.height, 0.0)
    step = next((s for s in TICK_STEPS if s >= max(widest, tallest)), TICK_STEPS[-1])
    write = partial(page.text, size=5.2, align="center", colour=BORDER_PREFECTURE)
    marks = []
    for value in np.arange(math.floor(west / step), math.ceil(east / step) + 1) * step:
        line = [(float(value), lat) for lat in np.linspace(south - 1, min(north + 1, 89), 120)]
        for x, y, inward in _ticks(paper, line, meridian=True):
            marks.append(shapely.LineString([(x, y), (x, y + 1.1 * inward)]))
            if inward < 0:
                write(x, y + 1.6, _degrees(float(value), "EW"))
    for value in np.arange(math.floor(south / step), math.ceil(north / step) + 1) * step:
        line = [(lon, float(value)) for lon in np.linspace(west - 1, east + 1, 120)]
        for x, y, inward in _ticks(paper, line, meridian=False):
            marks.append(shapely.LineString([(x, y), (x + 1.1 * inward, y)]))
            if inward > 0:
                write(x - 1.6, y, _degrees(float(value), "NS"), rotation=90)
    page.lines(marks, colour=INK, width=0.5, order=ORDER)
