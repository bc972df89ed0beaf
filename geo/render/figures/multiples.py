"""Small maps of all types side by side, at one scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.content.extents import COMPLETE, completeness
from geo.draw.furniture import scale_bar
from geo.draw.labels import Placer, Wanted
from geo.draw.page import Box, Page
from geo.draw.paper import fit_region
from geo.looks import BORDER_COUNTY, FIGURE, Look, in_order, standings
from geo.records.written import Typology
from geo.render.figures import region_map
from geo.render.figures.atlas import Atlas
from geo.render.figures.edition_map import legend_counts
from geo.render.figures.marginalia import FOOT_HEIGHT, MARGIN, FigureWords, begin, foot
from geo.render.figures.single import looks_alone
from geo.vocabulary import Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

GAP = 4.0
CAPTION = 7.0
SIZES = FIGURE.finer(0.6)
#: Above this many counties a small map has no room for names.
MOST_NAMED = 45


def _grid(page: Page, top: float, count: int) -> list[Box]:
    """Boxes of equal size for the maps, row by row, each with room for its caption above."""
    columns = math.ceil(math.sqrt(count * 1.4))
    rows = math.ceil(count / columns)
    bottom = FOOT_HEIGHT + 9
    width = (page.width - 2 * MARGIN - GAP * (columns - 1)) / columns
    height = (top - bottom - GAP * (rows - 1)) / rows
    return [
        Box(
            MARGIN + (i % columns) * (width + GAP),
            top - (i // columns + 1) * height - (i // columns) * GAP,
            width,
            height - CAPTION,
        )
        for i in range(count)
    ]


def _names(
    page: Page, frames: EditionFrames, placement: region_map.Placement, looks: dict[str, Look]
) -> None:
    """Names of the counties that have the type, where they fit."""
    if sum(bool(look.fills) for look in looks.values()) > MOST_NAMED:
        return
    short = dict(zip(frames.counties["county_code"], frames.counties["short_name"], strict=True))
    names = [
        Wanted(code, ((short[code],),), placement.counties[code], looks[code].symbols)
        for code, look in looks.items()
        if look.fills
    ]
    placed = Placer(placement.window, font=page.font).place(names)
    region_map.draw_names(page, [p for p in placed if p.number is None], looks)


def _small_map(
    page: Page, frames: EditionFrames, words: FigureWords, typology: Typology, box: Box
) -> None:
    looks = looks_alone(frames, typology)
    placement = region_map.place(frames, fit_region(frames.counties.geometry, box, margin=2.5))
    region_map.draw_context(page, placement)
    region_map.draw_counties(page, placement, looks, sizes=SIZES)
    if words.voice.is_compact:
        _names(page, frames, placement, looks)
    page.box(box, fill="none", edge=BORDER_COUNTY, width=0.5, order=18)
    complete = completeness(frames).get(typology.key, COMPLETE)
    counts = legend_counts({c: Look(fills=look.fills) for c, look in looks.items()})
    parts = [
        words(
            "multiple-count",
            typology=words.standing(typology, s, complete),
            count=counts[typology.key, s],
        )
        for s in Standing
        if counts[typology.key, s]
    ]
    name = words.standing(typology, Standing.LISTED, complete)
    empty = words("multiple-count", typology=name, count=0)
    caption = words("separator").join(parts) or empty
    page.text(box.x, box.top + 3, caption, size=8.6)


def draw(atlas: Atlas, words: FigureWords) -> tuple[Page, str]:
    """Draw the page; returns it with its title."""
    frames = atlas.frames
    held = set(frames.assignments["typology"])
    typologies = [t for t in in_order(frames.typologies) if t.key in held] or in_order(
        frames.typologies
    )
    title = words.title("multiples", frames, count=len(typologies))
    page, top = begin(frames, words, title, font=atlas.font)
    boxes = _grid(page, top, len(typologies))
    for typology, box in zip(typologies, boxes, strict=True):
        _small_map(page, frames, words, typology, box)
    paper = fit_region(frames.counties.geometry, boxes[0], margin=2.5)
    scale_bar(page, paper, MARGIN + 2, FOOT_HEIGHT + 3.6, unit=words("kilometres"))
    shown = set(standings(frames.assignments).values())
    notes = [words(f"note-{s}") for s in (Standing.DERIVED, Standing.CANDIDATE) if s in shown]
    page.lines_of_text(MARGIN + 60, FOOT_HEIGHT + 5, notes, size=6.4)
    foot(page, frames, words, paper)
    return page, title
