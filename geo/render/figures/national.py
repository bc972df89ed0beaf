"""The map of all editions: the country, its counties with types, the South China Sea inset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo import crs
from geo.draw.furniture import neat_line
from geo.draw.page import Box, Page
from geo.draw.paper import Paper, fit
from geo.looks import (
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    CONTEXT_FILL,
    PAPER,
    Look,
    looks_of,
)
from geo.render.figures import region_map
from geo.render.figures.atlas import Atlas
from geo.render.figures.composing import Draft, compose
from geo.render.figures.edition_map import furniture, province_names
from geo.render.figures.listed_places import draw_points, listed_places, place_notes
from geo.render.figures.locator import MAIN_SOUTH, country
from geo.render.figures.marginalia import FigureWords, begin, foot, map_and_panel
from geo.render.figures.sections import documents, legend, remarks
from geo.render.figures.statuses import by_status, with_statuses

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Degrees.
INSET_DEGREES = (106.0, 0.4, 122.6, 24.6)
INSET_WIDTH = 29.0
#: Millimetres by which the country is left of the frame's middle.
SHIFT = 9.0


def _main_paper(frames: EditionFrames, frame: Box) -> Paper:
    shapes = shapely.clip_by_rect(
        shapely.make_valid(np.array(country(frames), dtype=object)), 60, MAIN_SOUTH, 150, 60
    )
    coarse = shapely.simplify(shapes[~shapely.is_empty(shapes)], 0.02)
    paper = fit(coarse, frame, projection=crs.MEASURE, margin=5)
    east, north = paper.centre
    # Out of the inset's way, so that it hides none of the lines east of Taiwan.
    return replace(paper, centre=(east + SHIFT * paper.denominator / 1000, north))


def _inset_box(frame: Box) -> tuple[Box, Paper]:
    """The inset's frame in the lower right corner, cut to its sea's proportions."""
    sea = shapely.segmentize(shapely.box(*INSET_DEGREES), 0.5)
    tall = Box(0, 0, INSET_WIDTH, 1000)
    height = shapely.bounds(fit([sea], tall, projection=crs.MEASURE, margin=0).place([sea])[0])
    box = Box(0, 0, INSET_WIDTH, float(height[3] - height[1]))
    box = Box(frame.right - box.width, frame.y, box.width, box.height)
    return box, fit([sea], box, projection=crs.MEASURE, margin=0)


def _draw_map(
    page: Page,
    frames: EditionFrames,
    paper: Paper,
    looks: Mapping[str, Look],
) -> tuple[region_map.Placement, list[str]]:
    """Draw the map; returns its shapes and the counties whose stripes cannot be told apart."""
    placement = region_map.place(frames, paper)
    clip = paper.frame
    region_map.draw_context(page, placement)
    too_small = region_map.draw_counties(page, placement, looks)
    page.lines(
        placement.context.values(), colour=BORDER_PREFECTURE, width=0.55, order=4.3, clip=clip
    )
    page.lines(placement.lines, colour=BORDER_PROVINCE, width=0.8, order=4.5, clip=clip)
    return placement, too_small


def _draw_inset(page: Page, frames: EditionFrames, words: FigureWords, frame: Box) -> Box:
    box, paper = _inset_box(frame)
    page.box(box, fill=PAPER, edge="none", width=0, order=10)
    placement = region_map.place(frames, paper)
    page.areas(
        placement.context.values(), fill=CONTEXT_FILL, edge=BORDER_PREFECTURE, width=0.4, order=11,
        clip=box, gid="inset-provinces",
    )  # fmt: skip
    page.lines(
        placement.lines, colour=BORDER_PROVINCE, width=0.8, order=12, clip=box, gid="inset-lines"
    )
    title = words("inset-south-china-sea")
    page.text(box.x + box.width / 2, box.y + 3.7, title, size=5.6, align="center")
    scale = f"1:{paper.denominator:,.0f}".replace(",", " ")
    page.text(box.x + box.width / 2, box.y + 1.5, scale, size=4.8, align="center")
    neat_line(page, box)
    return box


def draw_national(atlas: Atlas, words: FigureWords, title: str) -> Page:
    """The painted page."""
    frames = atlas.frames
    codes = frames.counties["county_code"].tolist()
    plain = looks_of(codes, frames.assignments, frames.typologies)
    looks = with_statuses(plain, frames, words, by_status(frames))

    def attempt(columns: int) -> Draft:
        page, top = begin(frames, words, title, font=atlas.font)
        frame, box = map_and_panel(page, top, columns=columns)
        paper = _main_paper(frames, frame)
        placement, too_small = _draw_map(page, frames, paper, looks)
        region_map.draw_marks(page, placement, looks)
        inset = _draw_inset(page, frames, words, frame)
        places = listed_places(frames, words, paper)
        taken = [*furniture(page, paper, words), inset.rectangle]
        taken += [p.rectangle for p in places if p.point]
        placer = atlas.placer(placement.window, obstacles=taken)
        region_map.draw_province_names(page, placement, placer, province_names(frames, words))
        draw_points(page, places)
        foot(page, frames, words, paper)
        sections = [
            *legend(words, frames, looks, too_small=too_small, has_names=False),
            place_notes(words, places),
            documents(words, frames, font=atlas.font),
            remarks(words, frames),
        ]
        return Draft(page, title, box, sections, columns)

    return compose(attempt, words)
