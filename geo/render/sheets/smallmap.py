"""The small map of a county sheet: the county among its neighbours, as PNG."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo import crs
from geo.content.county_sheet import SheetMap, SheetWords
from geo.draw import painting, patterns
from geo.draw.furniture import bracket_bar
from geo.draw.labels import Placer, main_part, widest_place
from geo.draw.lettering import FONT_FILE, POINTS_PER_MM, width_mm
from geo.draw.output import small_png
from geo.draw.page import Box, Page
from geo.draw.paper import Paper, fit
from geo.errors import RenderError
from geo.looks import (
    BORDER_COUNTY,
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    CONTEXT_FILL,
    PAPER,
    SMALL_MAP,
    Held,
    Look,
    in_order,
    ink_of,
    looks_of,
)
from geo.vocabulary import Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Millimetres on the page, and dots per inch.
MAP_SIZE = (84.0, 66.0)
DPI = 240
FRAME = Box(0, 0, *MAP_SIZE)

#: The county fills at most this share of the frame; a tiny one still has neighbours around it.
COUNTY_SHARE = 0.46
LEAST_KILOMETRES = 24.0
#: Millimetres beyond the frame at which shapes are cut, so that the cut shows no border.
BEYOND = 3.0

#: Neighbours are seen through a veil of paper.
VEIL = 0.34
#: The county's own border in points, its casing, and the millimetres that both cover of it.
OWN_BORDER, OWN_CASING, OWN_COVERED = 1.7, 3.4, 0.55

#: Points, at full size; dense sheets show the map at two thirds.
NAME_SIZE, NEIGHBOUR_SIZE, PROVINCE_SIZE, SCALE_SIZE = 11.5, 8.6, 8.6, 7.6
#: Chinese characters of a name, twice as many letters; a longer one is cut.
LONGEST_NAME = 12
#: Share of a neighbour's name that must be inside that neighbour.
NAME_INSIDE = 0.55
#: Ems that a name is high, and with marks above it.
NAME_HEIGHT, MARKED_HEIGHT = 1.2, 2.2


@dataclass(frozen=True)
class _Seen:
    """Counties in the frame by code: shapes in millimetres (the county first), looks, names."""

    shapes: dict[str, Any]
    looks: dict[str, Look]
    names: dict[str, str]


def _paper_around(county: Any) -> Paper:
    """The county in the middle of the frame, at a scale of its own."""
    west, south, east, north = (float(v) for v in shapely.bounds(county))
    projection = crs.regional_albers((west, south, east, north))
    outline = shapely.segmentize(shapely.box(west, south, east, north), (east - west) / 22)
    room = Box(0, 0, FRAME.width * COUNTY_SHARE, FRAME.height * COUNTY_SHARE)
    paper = fit([outline], room, projection=projection, margin=0, is_round=False)
    least = LEAST_KILOMETRES * 1e6 / FRAME.width
    return replace(paper, denominator=max(paper.denominator, least), frame=FRAME)


def _placed(units: Any, paper: Paper) -> Iterator[tuple[int, Any]]:
    """Row and shape in millimetres of the units in the frame, cut a little beyond it."""
    around = paper.degrees(beyond=2 * BEYOND)
    shapes = units.geometry.to_numpy()
    rows = np.flatnonzero(shapely.intersects(shapes, shapely.box(*around)))
    roughly = shapely.clip_by_rect(shapely.make_valid(shapes[rows]), *around)
    cut = shapely.clip_by_rect(paper.place(roughly), *FRAME.inner(-BEYOND).rectangle)
    return ((int(row), shape) for row, shape in zip(rows, cut, strict=True) if not shape.is_empty)


def _seen(frames: EditionFrames, code: str, paper: Paper, words: SheetWords) -> _Seen:
    codes = frames.counties["county_code"].tolist()
    short = frames.counties["short_name"].tolist()
    found = sorted(_placed(frames.counties, paper), key=lambda f: (codes[f[0]] != code, f[0]))
    shapes = {codes[row]: shape for row, shape in found}
    names = {codes[row]: words.voice.quoted(short[row]) for row, _ in found}
    return _Seen(shapes, looks_of(shapes, frames.assignments, frames.typologies), names)


def _borders(page: Page, frames: EditionFrames, paper: Paper) -> dict[str, Any]:
    """Provinces as a pale ground, lines of prefectures and provinces; returns provinces by code."""
    import pandas as pd

    around = pd.concat([frames.neighbour_provinces, frames.provinces])
    codes = around["province_code"].tolist()
    grounds = {codes[row]: shape for row, shape in _placed(around, paper)}
    prefectures = [shape for _, shape in _placed(frames.prefectures, paper)]
    page.areas(grounds.values(), fill=CONTEXT_FILL, order=1)
    page.lines(prefectures, colour=BORDER_PREFECTURE, width=SMALL_MAP.prefecture, order=6.4)
    page.lines(grounds.values(), colour=BORDER_PROVINCE, width=SMALL_MAP.province, order=6.5)
    return grounds


def _paint(page: Page, seen: _Seen, code: str) -> None:
    """All counties, a veil over the neighbours, and the county's own border above it."""
    painting.paint(page, seen.shapes, seen.looks, sizes=SMALL_MAP)
    shapes, county = seen.shapes.values(), seen.shapes[code]
    page.lines(shapes, colour=PAPER, width=SMALL_MAP.casing, order=2.9)
    page.lines(shapes, colour=BORDER_COUNTY, width=SMALL_MAP.county, order=3.0)
    veil = shapely.difference(FRAME.inner(-BEYOND).polygon(), county)
    page.areas([veil], fill=PAPER, opacity=VEIL, order=6)
    page.lines([county], colour=PAPER, width=OWN_CASING, order=7)
    page.lines([county], colour=BORDER_PROVINCE, width=OWN_BORDER, order=8)
    # The county's own border would hide an outline that runs along it.
    within = shapely.buffer(county, -OWN_COVERED, quad_segs=2, join_style="mitre")
    for typology, standing in seen.looks[code].overlays:
        if typology.pattern.kind == "outline":
            width = typology.pattern.width * SMALL_MAP.pixel
            band = patterns.inner_band(within, width=width)
            page.areas([band], fill=ink_of(typology, standing), order=7.5)


@dataclass(frozen=True)
class _Names:
    """Writes names where they fit; what fits nowhere is left out."""

    page: Page
    placer: Placer

    def write(
        self,
        shape: Any,
        name: str,
        size: float,
        *,
        look: Look | None = None,
        colour: str = BORDER_PROVINCE,
        is_needed: bool = False,
    ) -> None:
        look = look or Look()
        longest = LONGEST_NAME * (2 if name.isascii() else 1)
        name = name if len(name) <= longest else name[:longest] + "…"
        parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > 0.5]
        if not parts:
            return
        part = main_part(parts)
        height = size * (MARKED_HEIGHT if look.marks else NAME_HEIGHT) / POINTS_PER_MM
        block = (width_mm(name, size, font=self.page.font), height)
        x, y = widest_place(part, tolerance=0.3)
        edge = block[0] / 2 + 1
        spot = (min(max(float(x), edge), FRAME.width - edge), float(y))
        if is_needed:
            self.placer.put(spot, block)
        elif self.placer.first(np.array([spot]), block, inside=part, share=NAME_INSIDE) is None:
            return
        down = height / 4 if look.marks else 0.0
        self.page.text(
            spot[0], spot[1] - down, name, size=size, colour=colour, align="center", halo=PAPER
        )
        painting.marks(self.page, spot[0], spot[1] + down, look, size)


def _write_names(
    page: Page, seen: _Seen, code: str, provinces: dict[str, tuple[str, Any]], bar: Box
) -> None:
    names = _Names(page, Placer(FRAME.inner(0.5).rectangle, obstacles=[bar.rectangle]))
    for other, shape in seen.shapes.items():
        is_own = other == code
        size = NAME_SIZE if is_own else NEIGHBOUR_SIZE
        names.write(shape, seen.names[other], size, look=seen.looks[other], is_needed=is_own)
    drawn = shapely.union_all([*seen.shapes.values()])
    for _, (name, shape) in sorted(provinces.items()):
        empty = shapely.difference(shape, drawn)
        names.write(empty, name, PROVINCE_SIZE, colour=BORDER_PREFECTURE)


def _shown(frames: EditionFrames, seen: _Seen) -> tuple[Held, ...]:
    ordered = {t.key: i for i, t in enumerate(in_order(frames.typologies))}
    shown = {held for look in seen.looks.values() for held in look.held}
    return tuple(sorted(shown, key=lambda x: (Standing.rank(x[1]), ordered[x[0].key])))


def map_legend(frames: EditionFrames, code: str, words: SheetWords) -> tuple[Held, ...]:
    """What :func:`county_map` shows of the types, without drawing it."""
    own = frames.counties[frames.counties["county_code"] == code]
    return _shown(frames, _seen(frames, code, _paper_around(own.geometry.iloc[0]), words))


def county_map(
    frames: EditionFrames, code: str, words: SheetWords, *, font: Path = FONT_FILE
) -> SheetMap:
    """The county among its neighbours, :data:`MAP_SIZE` millimetres at :data:`DPI`.

    Neighbours outside the edition's regions show as their province only: nothing is known of
    their types.

    Raises
    ------
    RenderError
        If the edition has no such county, or the font lacks a character of a name.
    """
    own = frames.counties[frames.counties["county_code"] == code]
    if own.empty:
        raise RenderError(f"county {code}: not in edition {frames.edition.key!r}")
    paper = _paper_around(own.geometry.iloc[0])
    page = Page(MAP_SIZE, font=font)
    seen = _seen(frames, code, paper, words)
    grounds = _borders(page, frames, paper)
    _paint(page, seen, code)
    kilometres = partial(_kilometres, words)
    bar = bracket_bar(page, paper, longest=FRAME.width / 4, label=kilometres, size=SCALE_SIZE)
    around = frames.neighbour_provinces
    named = zip(around["province_code"], around["province_name"], strict=True)
    provinces = {c: (words.voice.quoted(n), grounds[c]) for c, n in named if c in grounds}
    _write_names(page, seen, code, provinces, bar)
    page.lines(
        [shapely.box(0.3, 0.3, FRAME.right - 0.4, FRAME.top - 0.4)],
        colour=BORDER_PREFECTURE,
        width=1.0,
        order=30,
    )
    return SheetMap(small_png(page, dpi=DPI), _shown(frames, seen))


def _kilometres(words: SheetWords, length: str) -> str:
    return words.say("kilometres", length=length)
