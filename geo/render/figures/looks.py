"""How a county is painted, from its assignments; and the painting itself.

A legend swatch is painted by :func:`paint` too, on a rectangle, so that it cannot differ from the
map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from geo.looks import NEUTRAL_FILL, in_order, standings
from geo.records.written import Typology
from geo.render.figures import patterns
from geo.render.figures.page import Box, Page
from geo.vocabulary import Role, Standing

if TYPE_CHECKING:
    import pandas as pd

#: Millimetres; stripes stay readable in print and differ clearly from the hatch of derived fills.
STRIPE_WIDTH = 2.0
STRIPE_ANGLE = 45.0
DERIVED_ANGLE = -45.0
#: Spacing in millimetres and line width in points of what no document names.
HATCHES = {Standing.DERIVED: (0.9, 0.35), Standing.CANDIDATE: (1.7, 0.6)}
#: Share of the type's colour in the fill of a derived county, the rest is paper.
DERIVED_TINT = 0.42
#: CSS pixels (typologies.yaml) to millimetres on A4.
MM_PER_PIXEL = 0.27

ORDER_FILL = 2.0
ORDER_HATCH = 2.4
ORDER_BORDER = 3.0
ORDER_BAND = 4.0


def tint(colour: str, share: float) -> str:
    """The colour mixed with white, ``share`` of it the colour; grey steps of one hue."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - c) * share):02X}" for c in channels)


#: One type of a county and how sure it is.
Shown = tuple[Typology, Standing]


@dataclass(frozen=True)
class Look:
    """What one county shows, in legend order."""

    fills: tuple[Shown, ...] = ()
    overlays: tuple[Shown, ...] = ()

    @property
    def marks(self) -> tuple[Typology, ...]:
        return tuple(t for t, _ in self.overlays if t.pattern.kind == "mark")


def looks_of(
    codes: Sequence[str], assignments: pd.DataFrame, typologies: Sequence[Typology]
) -> dict[str, Look]:
    """Look of every county; a county without a type has an empty one."""
    found = standings(assignments)
    fills, overlays = in_order(typologies, Role.BASE), in_order(typologies, Role.OVERLAY)

    def held(code: str, chosen: Sequence[Typology]) -> tuple[Shown, ...]:
        return tuple((t, found[code, t.key]) for t in chosen if (code, t.key) in found)

    return {code: Look(held(code, fills), held(code, overlays)) for code in codes}


def _fill_of(typology: Typology, standing: Standing) -> str:
    """Full colour for listed, pale for derived; a candidate has no fill of its own."""
    if standing is Standing.LISTED:
        return typology.colour
    return tint(typology.colour, DERIVED_TINT) if standing is Standing.DERIVED else NEUTRAL_FILL


class _Paint:
    """Collects shapes by colour, so that a page has a few collections and not thousands."""

    def __init__(self, detail: float) -> None:
        self.detail = detail
        self.areas: defaultdict[tuple[float, str], list[Any]] = defaultdict(list)
        self.lines: defaultdict[tuple[float, str, float], list[Any]] = defaultdict(list)

    def fill(self, shape: Any, look: Look) -> None:
        if not look.fills:
            self.areas[ORDER_FILL, NEUTRAL_FILL].append(shape)
            return
        shares = patterns.stripes(
            shape, len(look.fills), width=STRIPE_WIDTH * self.detail, angle=STRIPE_ANGLE
        )
        for rank, (share, (typology, standing)) in enumerate(zip(shares, look.fills, strict=True)):
            colour = _fill_of(typology, standing)
            self.areas[ORDER_FILL + rank / 100, colour].append(share)
        self._hatch_unnamed(shares, look)

    def _hatch_unnamed(self, shares: list[Any], look: Look) -> None:
        """Fine lines on what no document names; a listed stripe beside them stays plain."""
        for rank, (typology, standing) in enumerate(look.fills):
            if standing is Standing.LISTED:
                continue
            share = shares[rank]
            if rank == 0 and len(shares) > 1:
                share = shapely.difference(share, shapely.union_all(shares[1:]))
            spacing, points = HATCHES[standing]
            lines = patterns.hatch(share, spacing=spacing * self.detail, angle=DERIVED_ANGLE)
            self.lines[ORDER_HATCH, typology.colour, points].append(lines)

    def overlay(self, shape: Any, look: Look) -> None:
        for typology, standing in look.overlays:
            pattern = typology.pattern
            is_named = standing is Standing.LISTED
            colour = typology.colour if is_named else tint(typology.colour, DERIVED_TINT)
            if pattern.kind == "outline":
                band = patterns.inner_band(shape, width=pattern.width * MM_PER_PIXEL * self.detail)
                self.areas[ORDER_BAND, colour].append(band)
            elif pattern.kind == "hatch":
                spacing = pattern.spacing * MM_PER_PIXEL * self.detail
                lines = patterns.hatch(shape, spacing=spacing, angle=pattern.angle)
                self.lines[ORDER_HATCH + 0.1, colour, pattern.width * 0.5].append(lines)

    def put(self, page: Page, *, clip: Box | None, name: str) -> None:
        for (order, colour), shapes in sorted(self.areas.items()):
            page.areas(shapes, fill=colour, order=order, clip=clip, gid=f"{name}-{colour[1:]}")
        for (order, colour, width), shapes in sorted(self.lines.items()):
            page.lines(shapes, colour=colour, width=width, order=order, clip=clip)


def paint(
    page: Page,
    shapes: Mapping[str, Any],
    looks: Mapping[str, Look],
    *,
    clip: Box | None = None,
    name: str = "counties",
    detail: float = 1.0,
) -> None:
    """Paint shapes (millimetres) with the looks of the same keys. Marks are left to the names.

    ``detail`` below 1 makes patterns finer, for small maps.
    """
    paint_of = _Paint(detail)
    for code, shape in shapes.items():
        paint_of.fill(shape, looks[code])
        paint_of.overlay(shape, looks[code])
    paint_of.put(page, clip=clip, name=name)


def swatch(page: Page, box: Box, look: Look) -> None:
    """A legend swatch: the look on a rectangle, with its border and its marks."""
    from geo.looks import BORDER_COUNTY

    paint(page, {"swatch": box.polygon()}, {"swatch": look}, name="legend")
    page.box(box, fill="none", edge=BORDER_COUNTY, width=0.4, order=ORDER_BORDER)
    for typology in look.marks:
        x, y = box.x + box.width / 2, box.y + box.height / 2
        page.text(x, y, typology.pattern.symbol, size=9, colour=typology.colour, align="center")
