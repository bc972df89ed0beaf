"""A window on the ground and what can be drawn into it: areas, lines and text, in millimetres."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import affinity

from geo import crs
from geo.errors import RenderError
from geo.looks import BORDER_PROVINCE

#: Millimetres on the page, and dots per inch.
MAP_SIZE = (84.0, 66.0)
DPI = 240

#: The county fills at most this share of the frame; a tiny one still has neighbours around it.
COUNTY_SHARE = 0.46
LEAST_KILOMETRES = 24.0

PAPER = "#FFFFFF"
#: Neighbours stand back behind a veil of paper.
VEIL = 0.34


@cache
def _covered(font: Path) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(font)).get_charmap())


@dataclass(frozen=True)
class Frame:
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


def frame_of(county: Any) -> Frame:
    from pyproj import Transformer

    west, south, east, north = (float(v) for v in shapely.bounds(county))
    projection = crs.regional_albers((west, south, east, north))
    forward = Transformer.from_crs(crs.STORAGE, projection, always_xy=True)
    x0, y0, x1, y1 = forward.transform_bounds(west, south, east, north)
    width, height = MAP_SIZE
    least = LEAST_KILOMETRES * 1000 / width
    scale = max((x1 - x0) / width / COUNTY_SHARE, (y1 - y0) / height / COUNTY_SHARE, least)
    return Frame(projection, (x0 + x1 - width * scale) / 2, (y0 + y1 - height * scale) / 2, scale)


def tint(colour: str, share: float) -> str:
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - c) * share):02X}" for c in channels)


def bands(
    shape: Any, *, spacing: float, angle: float, width: float = 0.0, offset: float = 0.0
) -> Any:
    """Bands of ``width`` across the shape, every ``spacing`` millimetres; lines if no width.

    They are anchored to the picture, not to the shape: neighbours continue each other.
    """
    turned = affinity.rotate(shape, -angle, origin=(0, 0))
    west, south, east, north = (float(v) for v in shapely.bounds(turned))
    first, last = math.floor((south - offset) / spacing), math.ceil((north - offset) / spacing)
    rows = [k * spacing + offset for k in range(first, last + 1)]
    if width:
        drawn = shapely.multipolygons([shapely.box(west - 1, y, east + 1, y + width) for y in rows])
    else:
        ends = [[(west - 1, y), (east + 1, y)] for y in rows]
        drawn = shapely.multilinestrings(shapely.linestrings(ends))
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


class Picture:
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
        return _with_palette(target.getvalue())


def _with_palette(png: bytes) -> bytes:
    """The same picture in 255 colours, at a third of the bytes: an edition has many of them."""
    from PIL import Image

    target = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(
            255, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        few.save(target, "PNG", optimize=True)
    return target.getvalue()
