"""Painting counties by their looks.

A legend swatch is painted by :func:`paint` too, on a rectangle, so that it cannot differ from the
map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from geo.draw import patterns
from geo.draw.lettering import width_mm
from geo.draw.page import Box, Page
from geo.looks import (
    BORDER_COUNTY,
    FIGURE,
    HATCH_ANGLE,
    NEUTRAL_FILL,
    PAPER,
    STRIPE_ANGLE,
    Look,
    Sizes,
    fill_of,
    ink_of,
)
from geo.vocabulary import Standing

ORDER_FILL = 2.0
ORDER_HATCH = 2.4
ORDER_BORDER = 3.0
ORDER_BAND = 4.0


class _Paint:
    """Collects shapes by colour, so that a page has a few collections and not thousands."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes = sizes
        self.areas: defaultdict[tuple[float, str], list[Any]] = defaultdict(list)
        self.lines: defaultdict[tuple[float, str, float], list[Any]] = defaultdict(list)
        self.outlined: defaultdict[tuple[str, float], list[Any]] = defaultdict(list)

    def fill(self, shape: Any, look: Look) -> bool:
        """Collect the fills; returns whether its stripes, if any, can be told apart."""
        if not look.fills:
            self.areas[ORDER_FILL, NEUTRAL_FILL].append(shape)
            return True
        striped = patterns.stripes(
            shape, len(look.fills), width=self.sizes.stripe, angle=STRIPE_ANGLE
        )
        for rank, (typology, standing) in enumerate(look.fills):
            share = striped.shares[rank]
            self.areas[ORDER_FILL + rank / 100, fill_of(typology, standing)].append(share)
        self._hatch_unnamed(striped, look)
        return striped.is_legible

    def _hatch_unnamed(self, striped: patterns.StripeParts, look: Look) -> None:
        """Fine lines on what no document names; a listed stripe beside them stays plain."""
        for rank, (typology, standing) in enumerate(look.fills):
            if standing is Standing.LISTED:
                continue
            hatch = self.sizes.hatches[standing]
            lines = patterns.hatch(striped.visible(rank), spacing=hatch.spacing, angle=HATCH_ANGLE)
            self.lines[ORDER_HATCH, typology.colour, hatch.width].append(lines)

    def overlay(self, shape: Any, look: Look) -> None:
        pixel = self.sizes.pixel
        for typology, standing in look.overlays:
            pattern = typology.pattern
            colour = ink_of(typology, standing)
            if pattern.kind == "outline" and self.sizes.is_dissolved:
                self.outlined[colour, pattern.width * pixel].append(shape)
            elif pattern.kind == "outline":
                band = patterns.inner_band(shape, width=pattern.width * pixel)
                self.areas[ORDER_BAND, colour].append(band)
            elif pattern.kind == "hatch":
                lines = patterns.hatch(shape, spacing=pattern.spacing * pixel, angle=pattern.angle)
                width = pattern.width * self.sizes.hatch_line
                self.lines[ORDER_HATCH + 0.1, colour, width].append(lines)

    def put(self, page: Page, *, clip: Box | None, name: str) -> None:
        for (colour, width), shapes in self.outlined.items():
            self.areas[ORDER_BAND, colour] += patterns.outer_bands(shapes, width=width)
        for (order, colour), shapes in sorted(self.areas.items()):
            page.areas(shapes, fill=colour, order=order, clip=clip, gid=f"{name}-{colour[1:]}")
        for (order, colour, width), shapes in sorted(self.lines.items()):
            page.lines(shapes, colour=colour, width=width, order=order, clip=clip)


def paint(
    page: Page,
    shapes: Mapping[str, Any],
    looks: Mapping[str, Look],
    *,
    sizes: Sizes = FIGURE,
    clip: Box | None = None,
    name: str = "counties",
) -> list[str]:
    """Paint shapes (millimetres) with the looks of the same keys. Marks are left to the names.

    Returns the keys of shapes that are too small for their stripes to be told apart.
    """
    paint_of = _Paint(sizes)
    too_small = []
    for code, shape in shapes.items():
        if not paint_of.fill(shape, looks[code]):
            too_small.append(code)
        paint_of.overlay(shape, looks[code])
    paint_of.put(page, clip=clip, name=name)
    return too_small


def swatch(page: Page, box: Box, look: Look) -> None:
    """A legend swatch: the look on a rectangle, with its border and its marks."""
    paint(page, {"swatch": box.polygon()}, {"swatch": look}, name="legend")
    page.box(box, fill="none", edge=BORDER_COUNTY, width=0.4, order=ORDER_BORDER)
    for typology in look.marks:
        x, y = box.x + box.width / 2, box.y + box.height / 2
        page.text(x, y, typology.pattern.symbol, size=9, colour=typology.colour, align="center")


def marks(page: Page, x: float, y: float, look: Look, size: float) -> None:
    """The marks of a look in a row around (x, y), each in its own colour, with a halo."""
    left = x - width_mm(look.symbols, size, font=page.font) / 2
    for typology in look.marks:
        symbol = typology.pattern.symbol
        page.text(left, y, symbol, size=size, colour=typology.colour, halo=PAPER, order=19)
        left += width_mm(symbol, size, font=page.font)
