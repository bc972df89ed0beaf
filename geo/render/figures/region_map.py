"""A map of one region in one frame: context, counties, borders, names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.draw import patterns
from geo.draw.labels import (
    MARK_FACTOR,
    Placed,
    Placer,
    Rectangle,
    Wanted,
    block_mm,
    main_part,
    widest_place,
)
from geo.draw.lettering import POINTS_PER_MM, line_mm
from geo.draw.page import Page
from geo.draw.painting import marks, paint
from geo.draw.paper import Paper
from geo.looks import (
    BORDER_COUNTY,
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    CONTEXT_FILL,
    FIGURE,
    INK,
    PAPER,
    TOO_SMALL_MARK,
    Look,
    Sizes,
    tint,
)
from geo.voice.voice import Voice

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: A soft band outside the region.
VIGNETTE = tint(BORDER_PROVINCE, 0.13)

#: Names longer than this are written in their short form (彭水苗族土家族自治县).
LONG_NAME = 4

#: Points, names of the provinces around a region.
CONTEXT_NAME_SIZE = 9.0
#: Millimetres across from which counties are named: a short name of 5 points is 3.5 wide.
NAMED_FROM = 3.0
#: Points, names of provinces on a map without names of counties.
PROVINCE_NAME_SIZE = 5.4
#: Points, the line from a number to its county.
LEADER = 0.35
#: Points, marks without names.
LEAST_MARK, MOST_MARK = 1.8, 4.2
#: Their width, as a share of the radius of the largest circle in the county: its fill shows round
#: them.
MARK_SHARE = 1.5
#: Points, the sign of counties whose stripes cannot be told apart.
TOO_SMALL_SIZE = 4.0

#: Context outlines are thinned to this many millimetres on the page.
CONTEXT_TOLERANCE = 0.06
#: Counties keep shared borders shared; 0.05 mm is below the dots of a 300 dpi print (0.085 mm).
COUNTY_TOLERANCE = 0.05


@dataclass(frozen=True)
class Placement:
    """Everything of one edition in millimetres of one frame."""

    paper: Paper
    counties: dict[str, Any]
    prefectures: list[Any]
    provinces: list[Any] = field(default_factory=list)
    context: dict[str, Any] = field(default_factory=dict)
    lines: list[Any] = field(default_factory=list)

    @property
    def window(self) -> Rectangle:
        return self.paper.frame.rectangle

    @cached_property
    def typical(self) -> float:
        """How many millimetres the counties are across: the median of the roots of their areas."""
        return float(np.median(np.sqrt(shapely.area(list(self.counties.values())))))

    @property
    def has_room_for_names(self) -> bool:
        """Whether names, or numbers in their place, can be read; marks stand alone otherwise."""
        return self.typical >= NAMED_FROM


def _context(frames: EditionFrames, paper: Paper) -> dict[str, Any]:
    """Provinces beside and around the region, cut to the frame, by name."""
    import pandas as pd

    around = pd.concat([frames.neighbour_provinces, frames.provinces])
    shapes = paper.place(around.geometry)
    shapes = shapely.simplify(shapes, CONTEXT_TOLERANCE, preserve_topology=True)
    frame = paper.frame
    # A margin keeps the cut edge itself out of the picture.
    cut = shapely.clip_by_rect(
        shapely.make_valid(shapes), frame.x - 3, frame.y - 3, frame.right + 3, frame.top + 3
    )
    codes = around["province_code"].tolist()
    return {c: s for c, s in zip(codes, cut, strict=True) if not s.is_empty}


def place(frames: EditionFrames, paper: Paper, *, has_context: bool = True) -> Placement:
    """Bring an edition's geometry onto the page."""
    counties = shapely.coverage_simplify(paper.place(frames.counties.geometry), COUNTY_TOLERANCE)
    return Placement(
        paper,
        dict(zip(frames.counties["county_code"].tolist(), counties, strict=True)),
        _outlines(frames, counties, "prefecture_code"),
        _outlines(frames, counties, "province_code"),
        _context(frames, paper) if has_context else {},
        list(paper.place(frames.boundary_lines.geometry)) if has_context else [],
    )


def _outlines(frames: EditionFrames, counties: np.ndarray, parent: str) -> list[Any]:
    """Outlines of the region's own units of a level, from the very borders of their counties."""
    groups = frames.counties.groupby(parent).indices
    if len(groups) < 2:
        return []
    return [shapely.coverage_union_all(counties[rows]) for _, rows in sorted(groups.items())]


def draw_context(page: Page, placement: Placement) -> None:
    """Neighbours, quiet: pale fill, thin line; and the lines of the boundary set."""
    clip = placement.paper.frame
    page.areas(
        placement.context.values(),
        fill=CONTEXT_FILL,
        edge=BORDER_PREFECTURE,
        width=FIGURE.context,
        order=1,
        clip=clip,
        gid="context",
    )
    if placement.lines:
        page.lines(
            placement.lines, colour=BORDER_PREFECTURE, width=0.7, order=1.2, clip=clip, gid="lines"
        )


def draw_counties(
    page: Page, placement: Placement, looks: Mapping[str, Look], *, sizes: Sizes | None = None
) -> list[str]:
    """Fills and overlays of the counties, and borders by weight; sizes fit the counties.

    Returns the counties whose stripes cannot be told apart; a sign marks them.
    """
    clip, sizes = placement.paper.frame, sizes or FIGURE.for_counties(placement.typical)
    shapes = np.array(list(placement.counties.values()), dtype=object)
    region = [shapely.coverage_union_all(shapes)]
    arcs = [patterns.shared_borders(shapes)]
    borders = (
        ("vignette", region, VIGNETTE, sizes.vignette, 1.5),
        ("casing", arcs, PAPER, sizes.casing, 4.05),
        ("county", arcs, BORDER_COUNTY, sizes.county, 4.1),
        ("province", placement.provinces, BORDER_PROVINCE, sizes.prefecture * 1.3, 4.3),
        ("prefecture", placement.prefectures, BORDER_PREFECTURE, sizes.prefecture, 4.2),
        ("region", region, BORDER_PROVINCE, sizes.province, 4.4),
    )
    too_small = paint(page, placement.counties, looks, clip=clip, sizes=sizes)
    for name, lines, colour, width, order in borders:
        page.lines(lines, colour=colour, width=width, order=order, clip=clip, gid=f"border-{name}")
    for code in too_small:
        x, y = widest_place(main_part(placement.counties[code]), tolerance=0.05)
        page.text(x, y, TOO_SMALL_MARK, size=TOO_SMALL_SIZE, align="center", halo=PAPER, order=18,
                  gid=f"too-small-{code}")  # fmt: skip
    return too_small


def _forms(full: str, short: str) -> tuple[tuple[str, ...], ...]:
    """A Chinese name in full where it is short, otherwise without its ending."""
    if not short or short == full:
        return ((full,),)
    return ((full,), (short,)) if len(full) <= LONG_NAME else ((short,),)


def _spaced_forms(name: str) -> tuple[tuple[str, ...], ...]:
    """On one line, or broken at its first space."""
    return ((name,), tuple(name.split(" ", 1))) if " " in name else ((name,),)


def wanted_names(
    frames: EditionFrames,
    placement: Placement,
    looks: Mapping[str, Look],
    voice: Voice,
) -> list[Wanted]:
    """The names to write, with the marks above them."""
    counties = frames.counties
    names = []
    for code, full, short in zip(
        counties["county_code"], counties["county_name"], counties["short_name"], strict=True
    ):
        forms = _forms(full, short) if voice.is_compact else _spaced_forms(voice.quoted(full))
        shape, look = placement.counties[code], looks[code]
        names.append(Wanted(code, forms, shape, look.symbols))
    return names


def draw_names(page: Page, names: Sequence[Placed], looks: Mapping[str, Look]) -> None:
    """Write placed names with their marks and a halo."""
    led = [p for p in names if p.anchor is not None and p.is_drawn]
    lines = [shapely.LineString([p.anchor, (p.x, p.y)]) for p in led]
    page.lines(lines, colour=INK, width=LEADER, order=18, gid="leaders")
    for placed in names:
        if not placed.is_drawn:
            continue
        code, look = placed.wanted.key, looks[placed.wanted.key]
        _, height = block_mm(placed.lines, placed.wanted.marks, placed.size, font=page.font)
        y = placed.y + height / 2
        if placed.wanted.marks:
            mark_size = placed.size * MARK_FACTOR
            y -= line_mm(mark_size) * 0.45
            marks(page, placed.x, y, look, mark_size)
            y -= line_mm(mark_size) * 0.45 + line_mm(placed.size) * 0.45
        else:
            y -= line_mm(placed.size) * 0.45
        for line in placed.lines:
            page.text(
                placed.x, y, line, size=placed.size, align="center", halo=PAPER,
                gid=f"name-{code}",
            )  # fmt: skip
            y -= line_mm(placed.size)


def draw_marks(page: Page, placement: Placement, looks: Mapping[str, Look]) -> None:
    """Marks without names: as large as the county allows, within limits."""
    for code, look in looks.items():
        if not look.marks:
            continue
        shape = main_part(placement.counties[code])
        circle = shapely.maximum_inscribed_circle(shape, tolerance=0.05)
        x, y = shapely.get_coordinates(circle)[0]
        room = MARK_SHARE * float(shapely.length(circle)) * POINTS_PER_MM / len(look.marks)
        marks(page, float(x), float(y), look, min(max(room, LEAST_MARK), MOST_MARK))


def draw_province_names(
    page: Page, placement: Placement, placer: Placer, names: Mapping[str, str]
) -> None:
    """Every province is named: inside where there is room, else beside it, small ones first."""
    main = {
        code: max(shapely.get_parts(shape), key=lambda p: float(p.area))
        for code, shape in sorted(placement.context.items())
    }
    blocks = {
        c: block_mm((names.get(c, ""),), "", PROVINCE_NAME_SIZE, font=page.font) for c in main
    }
    land = shapely.union_all(shapely.simplify(list(main.values()), 0.2))
    inner = placement.paper.frame.polygon()
    spots = {code: placer.claim(part, *blocks[code]) for code, part in main.items()}
    for code in sorted(main, key=lambda c: (float(main[c].area), c)):
        if spots[code] is None and not shapely.contains(inner, main[code]):
            continue  # only a rim of the province is in the frame
        x, y = spots[code] or placer.claim_near(main[code], *blocks[code], land=land)
        page.text(
            x, y, names.get(code, ""), size=PROVINCE_NAME_SIZE, colour=BORDER_PROVINCE,
            align="center", halo=PAPER, gid=f"context-{code}", order=22,
        )  # fmt: skip


def draw_context_names(
    page: Page,
    placement: Placement,
    placer: Placer,
    names: Mapping[str, str],
) -> None:
    """Names of the provinces around, spaced and grey, where enough of them shows."""
    window = placement.paper.frame.inner(2).polygon()
    region = shapely.union_all(list(placement.counties.values()))
    for code, shape in sorted(placement.context.items()):
        seen = shapely.difference(shapely.intersection(shape, window), region)
        lines = (_spaced(names.get(code, "")),)
        width, height = block_mm(lines, "", CONTEXT_NAME_SIZE, font=page.font)
        parts = [p for p in shapely.get_parts(seen) if p.area > width * height]
        if not parts or not lines[0]:
            continue
        part = max(parts, key=lambda p: float(p.area))
        spot = placer.claim(part, width, height)
        if spot is not None:
            page.text(*spot, lines[0], size=CONTEXT_NAME_SIZE, colour=BORDER_COUNTY,
                      align="center", gid=f"context-{code}")  # fmt: skip


def _spaced(name: str) -> str:
    """Letterspace a Chinese name, as atlases do with the names of large areas."""
    return name if name.isascii() else " ".join(name)
