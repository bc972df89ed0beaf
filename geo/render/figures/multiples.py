"""Small maps of all types side by side, at one scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.content.extents import COMPLETE, completeness
from geo.draw.furniture import scale_bar
from geo.draw.labels import Placer, Wanted
from geo.draw.lettering import line_mm, width_mm, wrap
from geo.draw.page import Box, Page
from geo.draw.paper import fit_region
from geo.looks import BORDER_COUNTY, FIGURE, Look, in_order, standings
from geo.records.written import Typology
from geo.render.figures import region_map
from geo.render.figures.atlas import Atlas
from geo.render.figures.marginalia import FOOT_HEIGHT, MARGIN, FigureWords, begin, foot
from geo.render.figures.sections import legend_counts
from geo.render.figures.single import looks_alone
from geo.vocabulary import Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

GAP = 4.0
#: Millimetres above a small map, and the size of its caption in points.
CAPTION = 7.0
CAPTION_SIZE, LEAST_CAPTION = 8.6, 6.0
#: Small maps of one sheet: five columns of three.
MOST_ON_A_SHEET = 15
#: Further sheets have no line of documents, so their maps begin higher.
SHEET_SHIFT = 6.0
SIZES = FIGURE.finer(0.6)
#: Above this many counties a small map has no room for names.
MOST_NAMED = 45


@dataclass(frozen=True)
class Caption:
    """Lines above a small map, as large as lets the longest be read."""

    lines: list[str]
    size: float

    @property
    def height(self) -> float:
        return max(CAPTION, len(self.lines) * line_mm(self.size) + 1.8)


def _grid(page: Page, top: float, count: int, *, caption: float) -> list[Box]:
    """Boxes of equal size for the maps, row by row, each with room for its caption above.

    What has no room on the first sheet goes on further ones, which are added to the page.
    """
    first = min(count, MOST_ON_A_SHEET)
    columns = math.ceil(math.sqrt(first * 1.4))
    rows = math.ceil(first / columns)
    bottom = FOOT_HEIGHT + 9
    width = (page.width - 2 * MARGIN - GAP * (columns - 1)) / columns
    height = (top - bottom - GAP * (rows - 1)) / rows
    boxes = []
    for i in range(count):
        sheet, place = divmod(i, columns * rows)
        row, column = divmod(place, columns)
        start = top if sheet == 0 else (top - page.height * sheet + SHEET_SHIFT)
        y = start - (row + 1) * height - row * GAP
        boxes.append(Box(MARGIN + column * (width + GAP), y, width, height - caption))
    return boxes


def _caption(page: Page, text: str, width: float) -> Caption:
    one_line = CAPTION_SIZE * width / max(width_mm(text, CAPTION_SIZE, font=page.font), 1e-6)
    size = min(CAPTION_SIZE, max(one_line, LEAST_CAPTION))
    return Caption(wrap(text, size, width, font=page.font), size)


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


def _said(frames: EditionFrames, words: FigureWords, typology: Typology) -> str:
    """A small map's caption: the type and its counties by standing."""
    looks = looks_alone(frames, typology)
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
    return words("separator").join(parts) or empty


def _shown(frames: EditionFrames) -> list[Typology]:
    held = set(frames.assignments["typology"])
    every = in_order(frames.typologies)
    return [t for t in every if t.key in held] or every


def draw(atlas: Atlas, words: FigureWords) -> tuple[Page, str]:
    """Draw the page; returns it with its title."""
    frames = atlas.frames
    typologies = _shown(frames)
    title = words.title("multiples", frames, count=len(typologies))
    page, top = begin(frames, words, title, font=atlas.font)
    width = _grid(page, top, len(typologies), caption=CAPTION)[0].width
    captions = [_caption(page, _said(frames, words, t), width) for t in typologies]
    boxes = _grid(page, top, len(typologies), caption=max(c.height for c in captions))
    _furniture(page, frames, words, boxes[0])
    for typology, box, caption in zip(typologies, boxes, captions, strict=True):
        if box.y < page.bottom:
            page.add_sheet()
            heading = words("continued-title", title=title)
            page.text(MARGIN, page.bottom + page.height - 14, heading, size=12)
        _small_map(page, frames, words, typology, box)
        above = 3 + (len(caption.lines) - 1) * line_mm(caption.size)
        page.lines_of_text(box.x, box.top + above, caption.lines, size=caption.size)
    if page.sheets > 1:
        page.cut_off(boxes[-1].y - MARGIN)
    return page, title


def _furniture(page: Page, frames: EditionFrames, words: FigureWords, box: Box) -> None:
    """Scale, what pale fills mean, and the foot."""
    paper = fit_region(frames.counties.geometry, box, margin=2.5)
    scale_bar(page, paper, MARGIN + 2, FOOT_HEIGHT + 3.6, unit=words("kilometres"))
    shown = set(standings(frames.assignments).values())
    notes = [words(f"note-{s}") for s in (Standing.DERIVED, Standing.CANDIDATE) if s in shown]
    page.lines_of_text(MARGIN + 60, FOOT_HEIGHT + 5, notes, size=6.4)
    foot(page, frames, words, paper)
