"""Where types meet: a map by number of types, and the combinations with their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo.content.statistics import combinations
from geo.draw.furniture import graticule_ticks
from geo.draw.labels import Placer
from geo.draw.legend import Panel
from geo.draw.page import Box, Page
from geo.draw.paper import fit_region
from geo.looks import (
    BORDER_COUNTY,
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    NEUTRAL_FILL,
    Look,
    in_order,
    tint,
)
from geo.records.written import Typology
from geo.render.figures import region_map
from geo.render.figures.atlas import Atlas
from geo.render.figures.edition_map import furniture, numbered_names, province_names
from geo.render.figures.marginalia import FigureWords, begin, foot, map_and_panel
from geo.vocabulary import LIST_MARK

if TYPE_CHECKING:
    from geo.schema import EditionFrames

ROW = 4.6
DOT = 2.2
DOT_STEP = 3.6
#: Room that must stay free below the combinations.
REST = 8.0


def shades(most: int) -> dict[int, str]:
    """Fill per number of types, darker for more; none is the neutral fill."""
    steps = {n: tint(BORDER_PROVINCE, 0.10 + 0.60 * n / max(most, 1)) for n in range(1, most + 1)}
    return {0: NEUTRAL_FILL, **steps}


def _map(
    page: Page, atlas: Atlas, words: FigureWords, frame: Box, fills: dict[int, str]
) -> tuple[Placer, region_map.Placement]:
    frames = atlas.frames
    paper = fit_region(frames.counties.geometry, frame)
    placement = atlas.placement(paper)
    counts = frames.counties["typology_count"].tolist()
    region_map.draw_context(page, placement)
    region_map.draw_counties(page, placement, {code: Look() for code in placement.counties})
    for number, fill in fills.items():
        shapes = [
            s for s, n in zip(placement.counties.values(), counts, strict=True) if n == number
        ]
        page.areas(shapes, fill=fill, order=2.5, clip=frame, gid=f"overlap-{number}")
    graticule_ticks(page, paper)
    obstacles = furniture(page, paper, words)
    return atlas.placer(placement.window, obstacles=obstacles), placement


def _dots(page: Page, x: float, y: float, held: set[str], typologies: list[Typology]) -> float:
    for i, typology in enumerate(typologies):
        is_held = typology.name in held
        dot = shapely.Point(x + DOT / 2 + i * DOT_STEP, y).buffer(DOT / 2 if is_held else 0.4)
        page.areas([dot], fill=typology.colour if is_held else BORDER_COUNTY, order=18)
    return x + len(typologies) * DOT_STEP + 2


def _combinations(panel: Panel, words: FigureWords, frames: EditionFrames) -> None:
    """Rows of dots and bars, commonest combination first."""
    page, box = panel.page, panel.box
    typologies = in_order(frames.typologies)
    table = combinations(frames)
    table = table[table["typology_count"] > 0]
    panel.heading(words("overlap-combinations"), right=words("legend-counts"))
    for i in range(len(typologies)):
        x = box.x + DOT / 2 + i * DOT_STEP
        page.lines_of_text(
            x, panel.y - 2.2, [str(i + 1)], size=6, align="center", colour=BORDER_PREFECTURE
        )
    panel.gap(4.6)
    most = max(table["county_count"].max(), 1) if len(table) else 1
    fitting = max(int((panel.room - REST - 5 * len(typologies)) // ROW), 1)
    for held, count in zip(
        table["typologies"][:fitting], table["county_count"][:fitting], strict=True
    ):
        y = panel.y - ROW / 2
        left = _dots(page, box.x, y, set(held.split(LIST_MARK)), typologies)
        bar = Box(left, y - 1.4, (box.right - 7 - left) * count / most, 2.8)
        page.box(bar, fill=BORDER_PREFECTURE, edge="none", width=0, order=18)
        page.text(bar.right + 1.2, y, str(count), size=6.8)
        panel.gap(ROW)
    rest = table[fitting:]
    if len(rest):
        total = int(rest["county_count"].sum())
        panel.note(words("overlap-rest", count=len(rest), counties=total))
    panel.gap(1.5)
    for i, typology in enumerate(typologies):
        y = panel.y - 2
        dot = shapely.Point(box.x + DOT / 2, y).buffer(DOT / 2)
        page.areas([dot], fill=typology.colour, order=18)
        page.text(box.x + 4, y, f"{i + 1}  {words.typology(typology)}", size=6.8)
        panel.gap(4)
    panel.note(words("overlap-note"))


def draw(atlas: Atlas, words: FigureWords) -> tuple[Page, str]:
    """Draw the page; returns it with its title."""
    frames = atlas.frames
    title = words.title("overlap", frames)
    page, top = begin(frames, words, title, font=atlas.font)
    frame, box = map_and_panel(page, top)
    counts = frames.counties["typology_count"]
    fills = shades(int(counts.max()))
    placer, placement = _map(page, atlas, words, frame, fills)
    plain = {code: Look() for code in placement.counties}
    wanted = region_map.wanted_names(frames, placement, plain, words.voice)
    several = zip(placement.counties, counts.tolist(), strict=True)
    names = placer.place(wanted, optional={code for code, count in several if not count})
    region_map.draw_names(page, names, plain)
    region_map.draw_context_names(page, placement, placer, province_names(frames, words))
    panel = Panel(page, box)
    panel.heading(words("legend"), right=words("legend-counts"))
    for number, fill in sorted(fills.items(), reverse=True):
        label = words("overlap-count", count=number) if number else words("overlap-none")
        panel.fill_entry(fill, label, count=int((counts == number).sum()))
    panel.gap(2)
    numbered_names(panel, words, frames, names)
    _combinations(panel, words, frames)
    foot(page, frames, words, placement.paper)
    return page, title
