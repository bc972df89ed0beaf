"""An A4 page that is drawn on in millimetres from its lower left corner.

One axes covers the whole page, so that maps, legends and notes share one unit and a legend swatch
can be painted by the very code that paints a county.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import shapely

from geo.draw.lettering import FONT_FILE, POINTS_PER_MM, font_properties, line_mm, shown
from geo.looks import INK, PAPER

A4_LANDSCAPE = (297.0, 210.0)

#: Gids of halo texts begin so; the writer of SVG gives them their outline.
HALO = "halo"
HALO_POINTS = 1.0
#: Signs smaller than this many points have a halo of a part of its width, or it would be all there
#: is to see of them.
FINE = "fine-"
FINE_BELOW, FINE_HALO_POINTS = 4.2, 0.4


def halo_points(gid: str) -> float:
    """Width in points of the halo that a text of this gid is."""
    return FINE_HALO_POINTS if gid.startswith(f"{HALO}-{FINE}") else HALO_POINTS


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.x, self.y, self.right, self.top

    def polygon(self) -> shapely.Polygon:
        return shapely.box(*self.rectangle)

    def inner(self, margin: float) -> Box:
        return Box(
            self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin
        )


def _ring_codes(index: np.ndarray) -> np.ndarray:
    """matplotlib path codes of rings that follow each other in one coordinate array."""
    from matplotlib.path import Path as Outline

    codes = np.full(len(index), Outline.LINETO, dtype=Outline.code_type)
    starts = np.flatnonzero(np.r_[True, index[1:] != index[:-1]])
    codes[starts] = Outline.MOVETO
    codes[np.r_[starts[1:] - 1, len(index) - 1]] = Outline.CLOSEPOLY
    return codes


def outline(geometry: Any) -> Any:
    """matplotlib path of a polygon or multipolygon with holes; None where there is no area."""
    from matplotlib.path import Path as Outline

    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and not p.is_empty]
    if not parts:
        return None
    rings = shapely.get_rings(shapely.normalize(np.array(parts, dtype=object)))
    xy, index = shapely.get_coordinates(rings, return_index=True)
    return Outline(xy, _ring_codes(index))


class Page:
    """One figure: places in millimetres, line widths and text sizes in points.

    A figure that needs more room has further sheets of the same size below the first, at negative
    heights. A picture then shows them under each other; a PDF has a page for each.
    """

    def __init__(self, size: tuple[float, float] = A4_LANDSCAPE, *, font: Path = FONT_FILE) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.width, self.height = size
        self.font = font
        self.figure = Figure(figsize=(size[0] / 25.4, size[1] / 25.4), facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, size[0])
        self.axes.set_ylim(0, size[1])
        self._halos = 0
        #: Bottom of what is drawn, zero or less.
        self.bottom = 0.0
        #: Spines, axes and titles of an empty axes, which come after what is drawn.
        self._own = len(self.axes.get_children())
        self._starts = [0]

    def _drawn(self) -> list[Any]:
        return list(self.axes.get_children()[: -self._own])

    @property
    def sheets(self) -> int:
        return len(self._starts)

    def add_sheet(self) -> Box:
        """Begin a further sheet below the last; returns its rectangle."""
        self._starts.append(len(self._drawn()))
        self.bottom = -self.height * (self.sheets - 1)
        return Box(0, self.bottom, self.width, self.height)

    def cut_off(self, bottom: float) -> None:
        """Let pictures end where the last sheet's drawing does, at a height on the page."""
        self.bottom = max(self.bottom, min(bottom, 0.0))

    @contextmanager
    def shown(self, low: float, high: float) -> Iterator[None]:
        """Show what is between two heights, for writing it."""
        self._show(low, high)
        try:
            yield
        finally:
            self._show(0, self.height)

    @contextmanager
    def shown_sheet(self, number: int) -> Iterator[None]:
        """Show one sheet, counted from 0, and nothing of the others."""
        artists = self._drawn()
        first, end = self._starts[number], [*self._starts[1:], len(artists)][number]
        hidden = [*artists[:first], *artists[end:]]
        was = [a.get_visible() for a in hidden]
        for artist in hidden:
            artist.set_visible(False)
        low = -self.height * number
        with self.shown(low, low + self.height):
            yield
        for artist, visible in zip(hidden, was, strict=True):
            artist.set_visible(visible)

    def _show(self, low: float, high: float) -> None:
        self.figure.set_size_inches(self.width / 25.4, (high - low) / 25.4)
        self.axes.set_ylim(low, high)

    def _clip(self, artist: Any, clip: Box | None) -> None:
        from matplotlib.patches import Rectangle

        if clip is not None:
            window = Rectangle(
                (clip.x, clip.y), clip.width, clip.height, transform=self.axes.transData
            )
            artist.set_clip_path(window)

    def areas(
        self,
        geometries: Iterable[Any],
        *,
        fill: str = "none",
        edge: str = "none",
        width: float = 0.0,
        order: float = 1,
        clip: Box | None = None,
        gid: str | None = None,
        opacity: float | None = None,
    ) -> None:
        """Polygons of one look."""
        from matplotlib.collections import PathCollection

        outlines = [o for o in map(outline, geometries) if o is not None]
        if not outlines:
            return
        artist = PathCollection(
            outlines,
            facecolors=fill,
            edgecolors=edge,
            linewidths=width,
            alpha=opacity,
            zorder=order,
        )
        artist.set_joinstyle("round")
        artist.set_transform(self.axes.transData)
        artist.set_gid(gid)
        self.axes.add_collection(artist, autolim=False)
        self._clip(artist, clip)

    def lines(
        self,
        geometries: Iterable[Any],
        *,
        colour: str,
        width: float,
        order: float = 1,
        clip: Box | None = None,
        gid: str | None = None,
        dashes: Sequence[float] | None = None,
    ) -> None:
        """Lines, or the rings of polygons, of one look."""
        from matplotlib.collections import LineCollection

        parts = shapely.get_parts(np.array(list(geometries), dtype=object))
        if not len(parts):
            return
        polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
        lines = np.r_[shapely.get_rings(parts[polygons]), parts[~polygons]]
        xy = [shapely.get_coordinates(line) for line in lines if not line.is_empty]
        style: Any = "solid" if dashes is None else (0, tuple(dashes))
        artist = LineCollection(xy, colors=colour, linewidths=width, linestyles=style, zorder=order)
        artist.set_joinstyle("round")
        artist.set_capstyle("butt" if dashes else "round")
        artist.set_transform(self.axes.transData)
        artist.set_gid(gid)
        self.axes.add_collection(artist, autolim=False)
        self._clip(artist, clip)

    def box(self, box: Box, *, fill: str, edge: str, width: float, order: float = 1) -> None:
        """One rectangle."""
        self.areas([box.polygon()], fill=fill, edge=edge, width=width, order=order)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 8,
        colour: str = INK,
        align: Literal["left", "center", "right"] = "left",
        order: float = 20,
        halo: str | None = None,
        gid: str | None = None,
        rotation: float = 0,
    ) -> None:
        """One line with its optical middle at ``y``. ``halo`` is the colour behind it."""
        text = shown(text, font=self.font)
        if not text:
            return
        style: dict[str, Any] = {
            "fontproperties": font_properties(size, font=self.font),
            "ha": align,
            "va": "baseline",
            "rotation": rotation,
            "rotation_mode": "anchor",
            # A name with a dollar sign is a name, not a formula.
            "parse_math": False,
        }
        # A Chinese glyph fills its em from −0.12 to 0.88; its middle is 0.38 em above the base.
        down = 0.37 * size / POINTS_PER_MM
        turn = math.radians(rotation)
        x, base = x + down * math.sin(turn), y - down * math.cos(turn)
        if halo is not None:
            self._halos += 1
            fine = FINE if size < FINE_BELOW else ""
            name = f"{HALO}-{fine}{self._halos}"
            self.axes.text(x, base, text, color=halo, zorder=order - 0.5, gid=name, **style)
        self.axes.text(x, base, text, color=colour, zorder=order, gid=gid, **style)

    def lines_of_text(
        self, x: float, y: float, lines: Sequence[str], *, size: float, **style: Any
    ) -> float:
        """Lines below each other, the first in the middle of ``y``; returns the next ``y``."""
        for line in lines:
            self.text(x, y, line, size=size, **style)
            y -= line_mm(size)
        return y

    def texts(self) -> list[str]:
        """Every text on the page, halos left out, in drawing order."""
        return [
            t.get_text() for t in self.axes.texts if not (t.get_gid() or "").startswith(f"{HALO}-")
        ]
