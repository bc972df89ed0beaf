"""The small map of a county sheet: the county among its neighbours, as PNG.

Drawn in millimetres, in the looks of the large figures: full colours for what a document names,
pale with fine lines for what a rule derives, sparse lines on the neutral fill for candidates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.draw.lettering import FONT_FILE
from geo.errors import RenderError
from geo.looks import (
    BORDER_COUNTY,
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    CONTEXT_FILL,
    NEUTRAL_FILL,
    in_order,
    standings,
)
from geo.records.written import Typology
from geo.render.sheets.picture import (
    MAP_SIZE,
    PAPER,
    Frame,
    Picture,
    bands,
    frame_of,
    tint,
)
from geo.render.sheets.words import SheetWords
from geo.vocabulary import Role, Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

STRIPE_MM, STRIPE_ANGLE, HATCH_ANGLE = 2.0, 45.0, -45.0
POINTS_PER_MM = 72 / 25.4

#: Millimetres between lines, line width in points.
HATCHES = {Standing.DERIVED: (0.9, 0.35), Standing.CANDIDATE: (1.7, 0.6)}
DERIVED_TINT = 0.42
MM_PER_PIXEL = 0.22

#: What the county's own border covers of it.
OWN_BORDER_MM = 0.55

#: On a picture of full size; dense sheets show it at two thirds.
NAME_POINTS, NEIGHBOUR_POINTS, CONTEXT_POINTS, SCALE_POINTS = 11.5, 8.6, 8.6, 7.6
LONGEST_LABEL = 12


@dataclass(frozen=True)
class CountyMap:
    """The picture, and what it shows of the types, in legend order."""

    png: bytes
    shown: tuple[tuple[Typology, Standing], ...]


# ── painting ─────────────────────────────────────────────────────────────────────────────

Held = Sequence[tuple[Typology, Standing]]


def _paint_fills(picture: Picture, shape: Any, fills: Held) -> None:
    if not fills:
        picture.fill([shape], NEUTRAL_FILL, 2)
    count = len(fills)
    left = shape
    for rank, (typology, standing) in reversed(list(enumerate(fills))):
        share = left
        if rank:
            share = bands(
                shape,
                spacing=count * STRIPE_MM,
                angle=STRIPE_ANGLE,
                width=STRIPE_MM,
                offset=rank * STRIPE_MM,
            )
            left = shapely.difference(left, share)
        _paint_share(picture, share, typology, standing)


def _paint_share(picture: Picture, share: Any, typology: Typology, standing: Standing) -> None:
    if standing is Standing.LISTED:
        picture.fill([share], typology.colour, 2)
        return
    is_derived = standing is Standing.DERIVED
    picture.fill([share], tint(typology.colour, DERIVED_TINT) if is_derived else NEUTRAL_FILL, 2)
    spacing, points = HATCHES[standing]
    lines = bands(share, spacing=spacing, angle=HATCH_ANGLE)
    picture.lines([lines], typology.colour, points, 2.4)


def _paint_overlays(
    picture: Picture, shape: Any, overlays: Held, *, inset: float = 0.0, order: float = 4
) -> None:
    """Outlines and hatches; ``inset`` millimetres inside, where a border would hide them."""
    for typology, standing in overlays:
        pattern = typology.pattern
        is_named = standing is Standing.LISTED
        colour = typology.colour if is_named else tint(typology.colour, DERIVED_TINT)
        if pattern.kind == "outline":
            width = pattern.width * MM_PER_PIXEL
            outer = shapely.buffer(shape, -inset, quad_segs=2, join_style="mitre")
            core = shapely.buffer(shape, -inset - width, quad_segs=2, join_style="mitre")
            picture.fill([shapely.difference(outer, core)], colour, order)
        elif pattern.kind == "hatch":
            spacing = pattern.spacing * MM_PER_PIXEL
            lines = bands(shape, spacing=spacing, angle=pattern.angle)
            picture.lines([lines], colour, pattern.width * 0.5, 2.5)


# ── names ────────────────────────────────────────────────────────────────────────────────


class _Labels:
    """Writes names where they fit; a name that fits nowhere is left out."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.taken: list[Any] = []

    def write(
        self, shape: Any, words: str, size: float, *, marks: Sequence[Typology] = (), **look: Any
    ) -> None:
        is_needed = bool(look.pop("is_needed", False))
        if len(words) > LONGEST_LABEL * (2 if words.isascii() else 1):
            words = words[:LONGEST_LABEL] + "…"
        parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > 0.5]
        if not parts:
            return
        part = max(parts, key=lambda p: float(p.area))
        circle = shapely.maximum_inscribed_circle(part, tolerance=0.3)
        x, y = (float(v) for v in shapely.get_coordinates(circle)[0])
        ems = sum(0.56 if c.isascii() else 1.0 for c in words)
        width, height = ems * size / POINTS_PER_MM, size * (2.2 if marks else 1.2) / POINTS_PER_MM
        x = min(max(x, width / 2 + 1), MAP_SIZE[0] - width / 2 - 1)
        box = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        picture = shapely.box(0.5, 0.5, MAP_SIZE[0] - 0.5, MAP_SIZE[1] - 0.5)
        fits = shapely.contains(picture, box) and shapely.intersection(box, part).area > (
            0.55 * box.area
        )
        if not is_needed and (not fits or any(shapely.intersects(box, t) for t in self.taken)):
            return
        self.taken.append(box)
        down = height / 4 if marks else 0.0
        self.picture.text(x, y - down, words, size, **look)
        self._marks(x, y + down, size, marks)

    def _marks(self, x: float, y: float, size: float, marks: Sequence[Typology]) -> None:
        step = size / POINTS_PER_MM
        left = x - step * (len(marks) - 1) / 2
        for rank, typology in enumerate(marks):
            self.picture.text(
                left + rank * step, y, typology.pattern.symbol, size, color=typology.colour
            )


def _scale_bar(picture: Picture, frame: Frame, words: SheetWords) -> Any:
    """A bar of a round length, at most a quarter of the width; returns the room it takes."""
    most = MAP_SIZE[0] / 4 * frame.metres_per_mm / 1000
    power = 10.0 ** math.floor(math.log10(most))
    length = max(s * power for s in (1, 2, 5) if s * power <= most)
    width = length * 1000 / frame.metres_per_mm
    ends = [(3.0, 4.2), (3.0, 3.0), (3.0 + width, 3.0), (3.0 + width, 4.2)]
    bar = shapely.linestrings(ends)
    picture.lines([bar], PAPER, 3.0, 18)
    picture.lines([bar], BORDER_PROVINCE, 1.0, 19)
    picture.text(3.0 + width / 2, 5.8, words.say("kilometres", length=f"{length:g}"), SCALE_POINTS)
    return shapely.box(1, 1, 5 + width, 8.6)


# ── the map ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Seen:
    """Counties that the window shows: code → shape in millimetres, the county itself first."""

    shapes: dict[str, Any]
    held: dict[str, list[tuple[Typology, Standing]]]
    names: dict[str, str]

    def of(self, code: str, role: Role) -> list[tuple[Typology, Standing]]:
        return [(t, s) for t, s in self.held[code] if t.role is role]


def _seen(frames: EditionFrames, code: str, frame: Frame, words: SheetWords) -> _Seen:
    counties = frames.counties
    window = shapely.box(*frame.degrees())
    touched = counties[shapely.intersects(counties.geometry.to_numpy(), window)]
    codes = touched["county_code"].tolist()
    order = sorted(range(len(codes)), key=lambda i: (codes[i] != code, codes[i]))
    placed = frame.place(touched.geometry.to_numpy())
    found = standings(frames.assignments)
    typologies = in_order(frames.typologies)
    short = dict(zip(codes, touched["short_name"].tolist(), strict=True))
    return _Seen(
        {codes[i]: placed[i] for i in order if not placed[i].is_empty},
        {c: [(t, found[c, t.key]) for t in typologies if (c, t.key) in found] for c in codes},
        {c: words.unit(c, short[c]) for c in codes},
    )


def _paint(picture: Picture, seen: _Seen, code: str) -> None:
    for other, shape in seen.shapes.items():
        _paint_fills(picture, shape, seen.of(other, Role.BASE))
        _paint_overlays(picture, shape, seen.of(other, Role.OVERLAY))
    shapes = np.array([*seen.shapes.values()], dtype=object)
    picture.lines(shapes, PAPER, 1.0, 2.9)
    picture.lines(shapes, BORDER_COUNTY, 0.4, 3.0)
    county = seen.shapes[code]
    around = shapely.box(-3, -3, MAP_SIZE[0] + 3, MAP_SIZE[1] + 3)
    picture.veil(shapely.difference(around, county), 6)
    picture.lines([county], PAPER, 3.4, 7)
    picture.lines([county], BORDER_PROVINCE, 1.7, 8)
    outlines = [o for o in seen.of(code, Role.OVERLAY) if o[0].pattern.kind == "outline"]
    _paint_overlays(picture, county, outlines, inset=OWN_BORDER_MM, order=7.5)


def _borders(picture: Picture, frames: EditionFrames, frame: Frame) -> dict[str, Any]:
    """Provinces as a pale ground, prefecture and province lines; returns provinces by code."""
    import pandas as pd

    window = shapely.box(*frame.degrees())

    def placed(units: Any) -> tuple[Any, Any]:
        inside = units[shapely.intersects(units.geometry.to_numpy(), window)]
        return inside, frame.place(inside.geometry.to_numpy())

    context, grounds = placed(pd.concat([frames.neighbour_provinces, frames.provinces]))
    picture.fill(grounds, CONTEXT_FILL, 1)
    picture.lines(grounds, BORDER_PROVINCE, 1.1, 6.5)
    picture.lines(placed(frames.prefectures)[1], BORDER_PREFECTURE, 0.7, 6.4)
    codes = context["province_code"].tolist()
    return dict(zip(codes, grounds, strict=True))


def _write_names(picture: Picture, seen: _Seen, code: str, room: Any) -> _Labels:
    labels = _Labels(picture)
    labels.taken.append(room)
    for other, shape in seen.shapes.items():
        marks = [t for t, _ in seen.of(other, Role.OVERLAY) if t.pattern.kind == "mark"]
        size = NAME_POINTS if other == code else NEIGHBOUR_POINTS
        labels.write(shape, seen.names[other], size, marks=marks, is_needed=other == code)
    return labels


def _shown(frames: EditionFrames, seen: _Seen) -> tuple[tuple[Typology, Standing], ...]:
    ordered = {t.key: i for i, t in enumerate(in_order(frames.typologies))}
    shown = {(t, s) for c in seen.shapes for t, s in seen.held[c]}
    ranked = sorted(shown, key=lambda x: (list(Standing).index(x[1]), ordered[x[0].key]))
    return tuple(ranked)


def map_legend(
    frames: EditionFrames, code: str, words: SheetWords
) -> tuple[tuple[Typology, Standing], ...]:
    """What :func:`county_map` shows of the types, without drawing it."""
    own = frames.counties[frames.counties["county_code"] == code]
    return _shown(frames, _seen(frames, code, frame_of(own.geometry.iloc[0]), words))


def county_map(
    frames: EditionFrames, code: str, words: SheetWords, *, font: Path = FONT_FILE
) -> CountyMap:
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
    frame = frame_of(own.geometry.iloc[0])
    seen = _seen(frames, code, frame, words)
    picture = Picture(font)
    provinces = _borders(picture, frames, frame)
    _paint(picture, seen, code)
    room = _scale_bar(picture, frame, words)
    labels = _write_names(picture, seen, code, room)
    drawn = shapely.union_all([*seen.shapes.values()])
    context = frames.neighbour_provinces
    names = dict(zip(context["province_code"], context["province_name"], strict=True))
    for province, shape in sorted(provinces.items()):
        if province in names:
            empty = shapely.difference(shape, drawn)
            name = words.unit(province, names[province])
            labels.write(empty, name, CONTEXT_POINTS, color=BORDER_PREFECTURE)
    edge = shapely.box(0.3, 0.3, MAP_SIZE[0] - 0.4, MAP_SIZE[1] - 0.4)
    picture.lines([edge], BORDER_PREFECTURE, 1.0, 30)
    return CountyMap(picture.png(), _shown(frames, seen))
