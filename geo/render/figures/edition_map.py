"""The map of one edition: all types, all overlays, all names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geo.draw.furniture import bar_kilometres, graticule_ticks, north_arrow, scale_bar
from geo.draw.labels import Placed, Rectangle
from geo.draw.page import Box, Page
from geo.draw.paper import Paper
from geo.looks import PAPER, Look, looks_of
from geo.render.figures import region_map
from geo.render.figures.atlas import Atlas
from geo.render.figures.composing import Draft, compose
from geo.render.figures.listed_places import (
    ListedPlace,
    draw_points,
    listed_places,
    place_notes,
)
from geo.render.figures.locator import Framed, draw_locator, framed
from geo.render.figures.marginalia import FigureWords, begin, foot, map_and_panel
from geo.render.figures.sections import documents, legend, numbered_names, remarks, untyped
from geo.render.figures.statuses import by_status, with_statuses

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Room in millimetres for the scale bar in the lower left corner, the arrow in the upper right.
CORNER_HEIGHT = 12.5
ARROW = (18.0, 24.0)


def furniture(page: Page, paper: Paper, words: FigureWords) -> list[Rectangle]:
    """Scale bar and arrow on the map; returns the boxes that they take."""
    frame = paper.frame
    width = paper.mm(bar_kilometres(paper)) + 18
    corner = Box(frame.x, frame.y, width, CORNER_HEIGHT)
    page.box(corner, fill=PAPER, edge="none", width=0, order=17)
    scale_bar(page, paper, frame.x + 5, frame.y + 6, unit=words("kilometres"))
    north_arrow(page, paper, frame.right - 9, frame.top - 15)
    return [
        corner.rectangle,
        (frame.right - ARROW[0], frame.top - ARROW[1], frame.right, frame.top),
    ]


def province_names(frames: EditionFrames, words: FigureWords) -> dict[str, str]:
    """Names of all provinces around, in the page's language."""
    import pandas as pd

    around = pd.concat([frames.neighbour_provinces, frames.provinces])
    pairs = zip(around["province_code"], around["province_name"], strict=True)
    return {code: words.voice.quoted(name) for code, name in pairs}


def draw_edition(atlas: Atlas, words: FigureWords, title: str) -> Page:
    """The painted page."""
    frames = atlas.frames

    def attempt(columns: int) -> Draft:
        page, top = begin(frames, words, title, font=atlas.font)
        frame, box = map_and_panel(page, top, columns=columns)
        at = framed(frames, frame)
        codes = frames.counties["county_code"].tolist()
        plain = looks_of(codes, frames.assignments, frames.typologies)
        looks = with_statuses(plain, frames, words, by_status(frames))
        places = listed_places(frames, words, at.paper)
        names, too_small = _draw_map(page, atlas, words, at, looks=looks, places=places)
        foot(page, frames, words, at.paper)
        sections = [
            *legend(words, frames, looks, too_small=too_small, has_names=bool(names)),
            numbered_names(words, frames, names),
            place_notes(words, places),
            documents(words, frames, font=atlas.font),
            remarks(words, frames),
        ]
        return Draft(page, title, box, sections, columns)

    return compose(attempt, words)


def draw_names(
    page: Page,
    atlas: Atlas,
    words: FigureWords,
    placement: region_map.Placement,
    *,
    looks: Mapping[str, Look],
    taken: Sequence[Rectangle],
) -> list[Placed]:
    """Name the counties and the provinces around; returns the counties' names.

    Counties too small for names have their marks alone, and all provinces are named.
    """
    provinces = province_names(atlas.frames, words)
    if not placement.has_room_for_names:
        placer = atlas.placer(placement.window, obstacles=taken)
        region_map.draw_marks(page, placement, looks)
        region_map.draw_province_names(page, placement, placer, provinces)
        return []
    wanted = region_map.wanted_names(atlas.frames, placement, looks, words.voice)
    names, placer = atlas.names_in(
        placement.window, wanted, obstacles=taken, optional=untyped(looks)
    )
    region_map.draw_names(page, names, looks)
    region_map.draw_context_names(page, placement, placer, provinces)
    return names


def _draw_map(
    page: Page,
    atlas: Atlas,
    words: FigureWords,
    at: Framed,
    *,
    looks: Mapping[str, Look],
    places: Sequence[ListedPlace],
) -> tuple[list[Placed], list[str]]:
    """Draw the map; returns its names and the counties whose stripes cannot be told apart."""
    paper = at.paper
    placement = atlas.placement(paper)
    region_map.draw_context(page, placement)
    too_small = region_map.draw_counties(page, placement, looks)
    graticule_ticks(page, paper)
    taken = [*furniture(page, paper, words), *(p.rectangle for p in places if p.point)]
    if at.corner is not None:
        draw_locator(page, atlas.frames, paper, at.corner)
        taken.append(at.corner.rectangle)
    names = draw_names(page, atlas, words, placement, looks=looks, taken=taken)
    draw_points(page, places)
    return names, too_small
