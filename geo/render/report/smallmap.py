"""The small map of a county sheet: the county among its neighbours, as PNG.

Drawn in millimetres, in the looks of the large figures: full colours for what a document names,
pale with fine lines for what a rule derives, sparse lines on the neutral fill for candidates.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely import affinity

from geo import crs
from geo.errors import RenderError
from geo.models import Typology
from geo.render.report.sections import SheetWords
from geo.render.statistics import Standing, standings
from geo.symbology import (
    BORDER_COUNTY,
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    CONTEXT_FILL,
    NEUTRAL_FILL,
    in_order,
)
from geo.vocabulary import Role

if TYPE_CHECKING:
    from geo.schema import EditionFrames

FONT_FILE = Path(__file__).resolve().parent.parent / "fonts" / "NotoSansSC-subset.ttf"

#: Millimetres on the page, and dots per inch.
MAP_SIZE = (84.0, 66.0)
DPI = 240

#: The county fills at most this share of the frame; a tiny one still has neighbours around it.
COUNTY_SHARE = 0.46
LEAST_KILOMETRES = 24.0

STRIPE_MM, STRIPE_ANGLE, HATCH_ANGLE = 2.0, 45.0, -45.0
#: Millimetres between lines, line width in points.
HATCHES = {Standing.DERIVED: (0.9, 0.35), Standing.CANDIDATE: (1.7, 0.6)}
DERIVED_TINT = 0.42
MM_PER_PIXEL = 0.22

PAPER = "#FFFFFF"
#: Neighbours stand back behind a veil of paper.
VEIL = 0.34
NAME_POINTS, NEIGHBOUR_POINTS, CONTEXT_POINTS = 9.5, 6.8, 7.0
LONGEST_LABEL = 12
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class CountyMap:
    """The picture, and what it shows of the types, in legend order."""

    png: bytes
    shown: tuple[tuple[Typology, Standing], ...]


@cache
def _covered(font: Path) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(font)).get_charmap())


@dataclass(frozen=True)
class _Frame:
    """A window on the ground that fills the picture."""

    projection: str
    west: float
    south: float
    metres_per_mm: float

    def place(self, geometries: Any) -> Any:
        """Degrees → millimetres, cut to a little more than the picture."""
        from pyproj import Transformer

        forward = Transformer.from_crs(crs.STORAGE, self.projection, always_xy=True)

        def to_mm(xy: np.ndarray) -> np.ndarray:
            metres = np.column_stack(forward.transform(xy[:, 0], xy[:, 1]))
            return np.asarray((metres - (self.west, self.south)) / self.metres_per_mm)

        west, south, east, north = self.degrees()
        roughly = shapely.clip_by_rect(shapely.make_valid(geometries), west, south, east, north)
        placed = shapely.transform(roughly, to_mm)
        return shapely.clip_by_rect(placed, -3, -3, MAP_SIZE[0] + 3, MAP_SIZE[1] + 3)

    def degrees(self) -> tuple[float, float, float, float]:
        """Bounds of the window in degrees, with a margin of a tenth."""
        from pyproj import Transformer

        back = Transformer.from_crs(self.projection, crs.STORAGE, always_xy=True)
        width, height = (s * self.metres_per_mm for s in MAP_SIZE)
        west, south, east, north = back.transform_bounds(
            self.west - width / 10,
            self.south - height / 10,
            self.west + width * 1.1,
            self.south + height * 1.1,
        )
        return west, south, east, north


def _frame_of(county: Any) -> _Frame:
    from pyproj import Transformer

    west, south, east, north = (float(v) for v in shapely.bounds(county))
    projection = crs.regional_albers((west, south, east, north))
    forward = Transformer.from_crs(crs.STORAGE, projection, always_xy=True)
    x0, y0, x1, y1 = forward.transform_bounds(west, south, east, north)
    width, height = MAP_SIZE
    least = LEAST_KILOMETRES * 1000 / width
    scale = max((x1 - x0) / width / COUNTY_SHARE, (y1 - y0) / height / COUNTY_SHARE, least)
    return _Frame(projection, (x0 + x1 - width * scale) / 2, (y0 + y1 - height * scale) / 2, scale)


def _tint(colour: str, share: float) -> str:
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - c) * share):02X}" for c in channels)


def _bands(shape: Any, *, spacing: float, angle: float, width: float) -> Any:
    """Bands of ``width`` across the shape, every ``spacing`` millimetres; lines if no width."""
    turned = affinity.rotate(shape, -angle, origin=(0, 0))
    west, south, east, north = (float(v) for v in shapely.bounds(turned))
    rows = np.arange(math.floor(south / spacing), math.ceil(north / spacing) + 1) * spacing
    if width:
        drawn = shapely.multipolygons([shapely.box(west - 1, y, east + 1, y + width) for y in rows])
    else:
        drawn = shapely.multilinestrings(
            [shapely.linestrings([(west - 1, y), (east + 1, y)]) for y in rows]
        )
    return shapely.intersection(affinity.rotate(drawn, angle, origin=(0, 0)), shape)


def _outline(geometry: Any) -> Any:
    """matplotlib path of the polygons in a geometry; None where there are none."""
    from matplotlib.path import Path as Outline

    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and not p.is_empty]
    if not parts:
        return None
    rings = shapely.get_rings(np.array(parts, dtype=object))
    paths = [Outline(shapely.get_coordinates(ring), closed=True) for ring in rings]
    return Outline.make_compound_path(*paths)


class _Picture:
    """One axes in millimetres."""

    def __init__(self, font: Path) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.font = font
        self.figure = Figure(figsize=(MAP_SIZE[0] / 25.4, MAP_SIZE[1] / 25.4), facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, MAP_SIZE[0])
        self.axes.set_ylim(0, MAP_SIZE[1])

    def fill(self, shapes: Iterable[Any], colour: str, order: float) -> None:
        from matplotlib.collections import PathCollection

        outlines = [o for o in map(_outline, shapes) if o is not None]
        if outlines:
            artist = PathCollection(outlines, facecolors=colour, linewidths=0, zorder=order)
            artist.set_transform(self.axes.transData)
            self.axes.add_collection(artist, autolim=False)

    def veil(self, shape: Any, order: float) -> None:
        from matplotlib.patches import PathPatch

        hole = _outline(shape)
        if hole is not None:
            patch = PathPatch(hole, facecolor=PAPER, alpha=VEIL, linewidth=0, zorder=order)
            self.axes.add_patch(patch)

    def lines(self, shapes: Any, colour: str, width: float, order: float) -> None:
        """Lines, or the rings of polygons."""
        from matplotlib.collections import LineCollection

        parts = shapely.get_parts(np.asarray(shapes, dtype=object))
        parts = parts[~shapely.is_empty(parts)]
        polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
        lines = [*shapely.get_rings(parts[polygons]), *parts[~polygons]]
        if lines:
            xy = [shapely.get_coordinates(line) for line in lines]
            artist = LineCollection(xy, colors=colour, linewidths=width, zorder=order)
            artist.set_joinstyle("round")
            self.axes.add_collection(artist, autolim=False)

    def text(self, x: float, y: float, words: str, size: float, **look: Any) -> None:
        """One line around its middle, with a halo of paper."""
        from matplotlib.font_manager import FontProperties
        from matplotlib.patheffects import withStroke

        missing = sorted({c for c in words if ord(c) not in _covered(self.font)})
        if missing:
            named = "、".join(f"{c!r} (U+{ord(c):04X})" for c in missing)
            raise RenderError(f"{self.font.name} has no glyph for {named} in {words!r}")
        properties = FontProperties(fname=str(self.font), size=size)
        self.axes.text(
            x,
            y,
            words,
            fontproperties=properties,
            ha="center",
            va="center_baseline",
            # A name with a dollar sign is a name, not a formula.
            parse_math=False,
            path_effects=[withStroke(linewidth=2.2, foreground=PAPER)],
            **{"color": BORDER_PROVINCE, "zorder": 20, **look},
        )

    def png(self) -> bytes:
        target = io.BytesIO()
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message="Glyph .* missing")
            self.figure.savefig(target, format="png", dpi=DPI, metadata={"Software": None})
        return target.getvalue()


# ── painting ─────────────────────────────────────────────────────────────────────────────

Held = Sequence[tuple[Typology, Standing]]


def _paint_fills(picture: _Picture, shape: Any, fills: Held) -> None:
    if not fills:
        picture.fill([shape], NEUTRAL_FILL, 2)
    count = len(fills)
    left = shape
    for rank, (typology, standing) in reversed(list(enumerate(fills))):
        share = left
        if rank:
            moved = affinity.rotate(shape, -STRIPE_ANGLE, origin=(0, 0))
            moved = affinity.translate(moved, 0, -rank * STRIPE_MM)
            bands = _bands(moved, spacing=count * STRIPE_MM, angle=0, width=STRIPE_MM)
            share = affinity.rotate(
                affinity.translate(bands, 0, rank * STRIPE_MM), STRIPE_ANGLE, origin=(0, 0)
            )
            left = shapely.difference(left, share)
        _paint_share(picture, share, typology, standing)


def _paint_share(picture: _Picture, share: Any, typology: Typology, standing: Standing) -> None:
    if standing is Standing.LISTED:
        picture.fill([share], typology.colour, 2)
        return
    is_derived = standing is Standing.DERIVED
    picture.fill([share], _tint(typology.colour, DERIVED_TINT) if is_derived else NEUTRAL_FILL, 2)
    spacing, points = HATCHES[standing]
    lines = _bands(share, spacing=spacing, angle=HATCH_ANGLE, width=0)
    picture.lines([lines], typology.colour, points, 2.4)


def _paint_overlays(picture: _Picture, shape: Any, overlays: Held) -> None:
    for typology, standing in overlays:
        pattern = typology.pattern
        is_named = standing is Standing.LISTED
        colour = typology.colour if is_named else _tint(typology.colour, DERIVED_TINT)
        if pattern.kind == "outline":
            width = pattern.width * MM_PER_PIXEL
            core = shapely.buffer(shape, -width, quad_segs=2, join_style="mitre")
            picture.fill([shapely.difference(shape, core)], colour, 4)
        elif pattern.kind == "hatch":
            spacing = pattern.spacing * MM_PER_PIXEL
            lines = _bands(shape, spacing=spacing, angle=pattern.angle, width=0)
            picture.lines([lines], colour, pattern.width * 0.5, 2.5)


# ── names ────────────────────────────────────────────────────────────────────────────────


class _Labels:
    """Writes names where they fit; a name that fits nowhere is left out."""

    def __init__(self, picture: _Picture) -> None:
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


def _scale_bar(picture: _Picture, frame: _Frame, words: SheetWords) -> Any:
    """A bar of a round length, at most a quarter of the width; returns the room it takes."""
    most = MAP_SIZE[0] / 4 * frame.metres_per_mm / 1000
    power = 10.0 ** math.floor(math.log10(most))
    length = max(s * power for s in (1, 2, 5) if s * power <= most)
    width = length * 1000 / frame.metres_per_mm
    ends = [(3.0, 4.2), (3.0, 3.0), (3.0 + width, 3.0), (3.0 + width, 4.2)]
    bar = shapely.linestrings(ends)
    picture.lines([bar], PAPER, 3.0, 18)
    picture.lines([bar], BORDER_PROVINCE, 1.0, 19)
    picture.text(3.0 + width / 2, 5.2, words.say("kilometres", length=f"{length:g}"), 6.0)
    return shapely.box(1, 1, 5 + width, 8)


# ── the map ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Seen:
    """Counties that the window shows: code → shape in millimetres, the county itself first."""

    shapes: dict[str, Any]
    held: dict[str, list[tuple[Typology, Standing]]]
    names: dict[str, str]

    def of(self, code: str, role: Role) -> list[tuple[Typology, Standing]]:
        return [(t, s) for t, s in self.held[code] if t.role is role]


def _seen(frames: EditionFrames, code: str, frame: _Frame, words: SheetWords) -> _Seen:
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


def _paint(picture: _Picture, seen: _Seen, code: str) -> None:
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


def _borders(picture: _Picture, frames: EditionFrames, frame: _Frame) -> dict[str, Any]:
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


def _write_names(picture: _Picture, seen: _Seen, code: str, room: Any) -> _Labels:
    labels = _Labels(picture)
    labels.taken.append(room)
    for other, shape in seen.shapes.items():
        marks = [t for t, _ in seen.of(other, Role.OVERLAY) if t.pattern.kind == "mark"]
        size = NAME_POINTS if other == code else NEIGHBOUR_POINTS
        labels.write(shape, seen.names[other], size, marks=marks, is_needed=other == code)
    return labels


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
    frame = _frame_of(own.geometry.iloc[0])
    seen = _seen(frames, code, frame, words)
    picture = _Picture(font)
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
    edge = shapely.box(0.2, 0.2, MAP_SIZE[0] - 0.2, MAP_SIZE[1] - 0.2)
    picture.lines([edge], BORDER_PREFECTURE, 1.0, 30)
    ordered = {t.key: i for i, t in enumerate(in_order(frames.typologies))}
    shown = {(t, s) for c in seen.shapes for t, s in seen.held[c]}
    ranked = sorted(shown, key=lambda x: (list(Standing).index(x[1]), ordered[x[0].key]))
    return CountyMap(picture.png(), tuple(ranked))
