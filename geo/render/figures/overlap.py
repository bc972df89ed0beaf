"""Where types meet: a map by number of types, and the combinations with their counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shapely

from geo.content.statistics import combinations
from geo.draw.flow import Row, Section
from geo.draw.furniture import graticule_ticks
from geo.draw.labels import Placed
from geo.draw.legend import Panel
from geo.draw.lettering import line_mm, wrap
from geo.draw.page import Box, Page
from geo.draw.paper import Paper, fit_region
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
from geo.render.figures.composing import Draft, compose
from geo.render.figures.edition_map import furniture, province_names
from geo.render.figures.marginalia import FigureWords, begin, foot, map_and_panel
from geo.render.figures.sections import documents, entry_row, note_rows, numbered_names
from geo.vocabulary import LIST_MARK, Role, Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

ROW = 4.6
DOT = 2.2
DOT_STEP = 3.6
#: Types that a row of dots has room for beside its bar.
MOST_DOTS = 10


def shades(most: int) -> dict[int, str]:
    """Fill per number of types, darker for more; none is the neutral fill."""
    steps = {n: tint(BORDER_PROVINCE, 0.10 + 0.60 * n / max(most, 1)) for n in range(1, most + 1)}
    return {0: NEUTRAL_FILL, **steps}


def _map(
    page: Page, atlas: Atlas, words: FigureWords, frame: Box, fills: dict[int, str]
) -> tuple[list[Placed], Paper]:
    """Draw the map; returns its names and its paper."""
    frames = atlas.frames
    paper = fit_region(frames.counties.geometry, frame)
    placement = atlas.placement(paper)
    counts = frames.counties["typology_count"].tolist()
    plain = {code: Look() for code in placement.counties}
    region_map.draw_context(page, placement)
    region_map.draw_counties(page, placement, plain)
    for number, fill in fills.items():
        shapes = [
            s for s, n in zip(placement.counties.values(), counts, strict=True) if n == number
        ]
        page.areas(shapes, fill=fill, order=2.5, clip=frame, gid=f"overlap-{number}")
    graticule_ticks(page, paper)
    wanted = region_map.wanted_names(frames, placement, plain, words.voice)
    several = zip(placement.counties, counts, strict=True)
    names, placer = atlas.names_in(
        placement.window,
        wanted if placement.has_room_for_names else [],
        obstacles=furniture(page, paper, words),
        optional={code for code, count in several if not count},
    )
    region_map.draw_names(page, names, plain)
    region_map.draw_context_names(page, placement, placer, province_names(frames, words))
    return names, paper


def _dots(page: Page, x: float, y: float, held: set[str], typologies: list[Typology]) -> float:
    for i, typology in enumerate(typologies):
        is_held = typology.name in held
        dot = shapely.Point(x + DOT / 2 + i * DOT_STEP, y).buffer(DOT / 2 if is_held else 0.4)
        page.areas([dot], fill=typology.colour if is_held else BORDER_COUNTY, order=18)
    return x + len(typologies) * DOT_STEP + 2


def _dotted(
    panel: Panel, *, typologies: list[Typology], held: set[str], count: int, most: int
) -> None:
    """A row of dots, one for each type, and a bar."""
    page, box, y = panel.page, panel.box, panel.y - ROW / 2
    left = _dots(page, box.x, y, held, typologies)
    bar = Box(left, y - 1.4, (box.right - 7 - left) * count / most, 2.8)
    page.box(bar, fill=BORDER_PREFECTURE, edge="none", width=0, order=18)
    page.text(bar.right + 1.2, y, str(count), size=6.8)
    panel.y -= ROW


def _heads(panel: Panel, *, count: int) -> None:
    """The numbers of the types above their dots."""
    for i in range(count):
        x = panel.box.x + DOT / 2 + i * DOT_STEP
        panel.page.lines_of_text(
            x, panel.y - 2.2, [str(i + 1)], size=6, align="center", colour=BORDER_PREFECTURE
        )
    panel.y -= 4.6


def _named(panel: Panel, *, typology: Typology, words: FigureWords, number: int) -> None:
    """What a dot's number and colour mean."""
    if number == 1:
        panel.y -= 1.5
    page, box, y = panel.page, panel.box, panel.y - 2
    dot = shapely.Point(box.x + DOT / 2, y).buffer(DOT / 2)
    page.areas([dot], fill=typology.colour, order=18)
    lines = wrap(f"{number}  {words.typology(typology)}", 6.8, box.width - 4, font=page.font)
    page.lines_of_text(box.x + 4, y, lines, size=6.8)
    panel.y -= 4 + (len(lines) - 1) * line_mm(6.8)


def _combinations(words: FigureWords, frames: EditionFrames) -> list[Section]:
    """Rows of dots and bars, commonest combination first; words where types are too many."""
    table = combinations(frames)
    table = table[table["typology_count"] > 0]
    held = [set(names.split(LIST_MARK)) for names in table["typologies"]]
    typologies = [t for t in in_order(frames.typologies) if any(t.name in h for h in held)]
    counts = table["county_count"].tolist()
    title, right = words("overlap-combinations"), words("legend-counts")
    if len(typologies) > MOST_DOTS:
        rows = _in_words(words, typologies, held, counts)
        return [Section(title, rows, right, is_note=True)]
    dotted = [
        partial(_dotted, typologies=typologies, held=h, count=c, most=max(counts))
        for h, c in zip(held, counts, strict=True)
    ]
    meanings = [
        partial(_named, typology=t, words=words, number=i) for i, t in enumerate(typologies, 1)
    ]
    note = note_rows([words("overlap-note")]) if typologies else ()
    return [
        Section(title, (partial(_heads, count=len(typologies)), *dotted), right),
        Section("", (*meanings, *note)),
    ]


def _in_words(
    words: FigureWords, typologies: list[Typology], held: list[set[str]], counts: list[int]
) -> tuple[Row, ...]:
    """A row for each combination: its stripes, the names of its types, the counties."""
    rows = []
    for names, count in zip(held, counts, strict=True):
        own = [t for t in typologies if t.name in names]
        look = Look(
            fills=tuple((t, Standing.LISTED) for t in own if t.role is Role.BASE),
            overlays=tuple((t, Standing.LISTED) for t in own if t.role is Role.OVERLAY),
        )
        label = words("name-separator").join(map(words.typology, own))
        rows.append(entry_row(look, label, count))
    return tuple(rows)


def draw(atlas: Atlas, words: FigureWords) -> tuple[Page, str]:
    """Draw the page; returns it with its title."""
    frames = atlas.frames
    title = words.title("overlap", frames)
    counts = frames.counties["typology_count"]
    fills = shades(int(counts.max()))

    def attempt(columns: int) -> Draft:
        page, top = begin(frames, words, title, font=atlas.font)
        frame, box = map_and_panel(page, top, columns=columns)
        names, paper = _map(page, atlas, words, frame, fills)
        foot(page, frames, words, paper)
        rows = [
            partial(
                Panel.fill_entry,
                colour=fill,
                label=words("overlap-count", count=n) if n else words("overlap-none"),
                count=int((counts == n).sum()),
            )
            for n, fill in sorted(fills.items(), reverse=True)
        ]
        sections = [
            Section(words("legend"), tuple(rows), words("legend-counts")),
            numbered_names(words, frames, names),
            *_combinations(words, frames),
            documents(words, frames, font=atlas.font),
        ]
        return Draft(page, title, box, sections, columns)

    return compose(attempt, words), title
