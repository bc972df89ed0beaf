"""Statistics as a page: types by counties and area, prefectures by type, the busiest agencies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import shapely

from geo.content.statistics import tasks_per_agency, typologies_by_prefecture, typology_totals
from geo.draw.flow import SECTION_GAP, Row, Section, flow, height_of
from geo.draw.legend import Panel
from geo.draw.lettering import line_mm, wrap
from geo.draw.page import Box, Page
from geo.looks import BORDER_COUNTY, BORDER_PREFECTURE, BORDER_PROVINCE, fill_of, in_order, tint
from geo.records.written import Typology
from geo.render.figures.atlas import Atlas
from geo.render.figures.composing import continue_on
from geo.render.figures.marginalia import FOOT_HEIGHT, MARGIN, FigureWords, begin, foot
from geo.render.figures.sections import note_rows
from geo.vocabulary import Standing

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames

ROW = 7.0
#: Rows of prefectures are lower where they are many, but their names stay readable.
LEAST_ROW = 3.4
#: Types that have room side by side in the table of prefectures.
MOST_ACROSS = 9
WORKBOOK = "tables/county-typology.xlsx"
#: Millimetres that the heading and the types above the prefectures take.
HEADS = 17.0
BAR = 3.4
#: Millimetres from the left of a row to its bars.
LABEL = 46.0
#: The same for agencies in a language whose words need more room.
WIDE_LABEL = 69.0
WIDE_LABEL_SIZE = 6.0
LARGEST_DOT = 5.4
ROLES = {
    "lead_count": BORDER_PROVINCE,
    "responsible_count": BORDER_COUNTY,
    "cooperating_count": tint(BORDER_COUNTY, 0.4),
}


def _bar(page: Page, x: float, y: float, width: float, fill: str, *, edge: str = "none") -> float:
    if width > 0:
        box = Box(x, y - BAR / 2, width, BAR)
        page.box(box, fill=fill, edge=edge, width=0.4, order=5)
    return x + width


def _total_row(
    panel: Panel, *, typology: Typology, row: Mapping[Any, Any], whole: int, words: FigureWords
) -> None:
    """A bar of one type's counties by standing; counties and share of area as numbers."""
    page, box = panel.page, panel.box
    label = wrap(words.typology(typology), 7.4, LABEL - 1, font=page.font)
    tall = max(ROW, len(label) * line_mm(7.4) + 1)
    y = panel.y - tall / 2
    first = y + (len(label) - 1) * line_mm(7.4) / 2 if tall > ROW else y
    page.lines_of_text(box.x, first, label, size=7.4)
    x = box.x + LABEL
    for standing in Standing:
        width = (box.width - LABEL - 36) * row[f"{standing}_count"] / whole
        x = _bar(page, x, y, width, fill_of(typology, standing), edge=typology.colour)
    candidates = row["candidate_count"]
    counted = words("statistics-count", count=row["county_count"])
    more = words("statistics-candidates", count=candidates) if candidates else ""
    page.text(x + 1.5, y, counted + more, size=6.8)
    page.text(box.right, y, f"{row['area_share']:.1%}", size=7.4, align="right")
    panel.y -= tall


def _totals(words: FigureWords, frames: EditionFrames) -> Section:
    """A row for each type that the edition has."""
    totals = {row["typology"]: row for row in typology_totals(frames).to_dict("records")}
    whole = max((r["county_count"] + r["candidate_count"] for r in totals.values()), default=1)
    rows: list[Row] = [
        partial(_total_row, typology=t, row=totals[t.key], whole=whole, words=words)
        for t in in_order(frames.typologies)
        if t.key in totals
    ]
    rows += note_rows([words("statistics-note")])
    return Section(words("statistics-types"), tuple(rows), words("statistics-area"))


def _dot(page: Page, x: float, y: float, count: int, most: int, typology: Typology) -> None:
    radius = LARGEST_DOT / 2 * (count / most) ** 0.5
    page.areas([shapely.Point(x, y).buffer(radius)], fill=typology.colour, order=5)
    page.text(x + LARGEST_DOT / 2 + 0.8, y, str(count), size=6)


def _prefectures(words: FigureWords, frames: EditionFrames, *, room: float) -> list[Section]:
    """Prefectures down, types across, a dot whose area is the number of counties.

    Rows are lower where that makes them fit in so many millimetres. Too many types are left to
    the workbook.
    """
    table = typologies_by_prefecture(frames)
    table = table[(table["prefecture_name"] != "") & (table["county_count"] > 0)]
    names = dict(zip(table["prefecture_code"], table["prefecture_name"], strict=True))
    if len(names) < 2:
        return []
    title = words("statistics-prefectures")
    types = [t for t in in_order(frames.typologies) if t.key in set(table["typology"])]
    if len(types) > MOST_ACROSS:
        text = words("statistics-many-types", count=len(types), table=WORKBOOK)
        return [Section(title, note_rows([text]))]
    height = min(ROW, max((room - 2) / len(names), LEAST_ROW))
    most, cells = int(table["county_count"].max()), table.set_index(["prefecture_code", "typology"])
    rows: list[Row] = [partial(_type_heads, types=types, words=words)]
    for code, name in names.items():
        counts = [(t, int(cells["county_count"].get((code, t.key), 0))) for t in types]
        written = words.voice.quoted(name)
        rows.append(partial(_dot_row, name=written, counts=counts, most=most, height=height))
    return [Section("", (lambda p: p.gap(4 - SECTION_GAP),)), Section(title, tuple(rows))]


def _type_heads(panel: Panel, *, types: list[Typology], words: FigureWords) -> None:
    page, box = panel.page, panel.box
    step = (box.width - LABEL) / len(types)
    heads = [wrap(words.typology(t), 6.2, step - 1, font=page.font) for t in types]
    for i, lines in enumerate(heads):
        page.lines_of_text(box.x + LABEL + i * step, panel.y - 2.2, lines, size=6.2)
    panel.y -= max(6.5, 1.5 + max(map(len, heads)) * line_mm(6.2))


def _dot_row(
    panel: Panel, *, name: str, counts: list[tuple[Typology, int]], most: int, height: float
) -> None:
    page, box, y = panel.page, panel.box, panel.y - height / 2
    page.text(box.x, y, name, size=min(7, height * 1.6))
    for i, (typology, count) in enumerate(counts):
        if count:
            x = box.x + LABEL + i * (box.width - LABEL) / len(counts) + LARGEST_DOT / 2
            _dot(page, x, y, count, most, typology)
    panel.y -= height


def _agency_name(
    page: Page, x: float, y: float, agency: tuple[str, str], words: FigureWords
) -> None:
    """Name and, where there are several, region: one line; two where words need more room."""
    name, region = agency
    written = words.voice.quoted(name)
    written = words("agency-of", agency=written, region=region) if region else written
    if words.voice.is_compact:
        page.text(x, y, written, size=6.8)
        return
    lines = wrap(written, WIDE_LABEL_SIZE, WIDE_LABEL - 1)
    above = line_mm(WIDE_LABEL_SIZE) * (len(lines) - 1) / 2
    page.lines_of_text(x, y + above, lines, size=WIDE_LABEL_SIZE)


def _agency_rows(
    panel: Panel, words: FigureWords, table: pd.DataFrame, roles: list[str], label: float
) -> None:
    page, box = panel.page, panel.box
    most = max(int(table[roles].sum(axis=1).max()), 1) if len(table) else 1
    room = box.width - label - 10
    is_mixed = table["region_name"].nunique() > 1
    for row in table.to_dict("records"):
        y = panel.y - ROW * 0.4
        agency = (str(row["agency"]), str(row["region_name"]) if is_mixed else "")
        _agency_name(page, box.x, y, agency, words)
        x = box.x + label
        for role in roles:
            x = _bar(page, x, y, room * row[role] / most, ROLES[role])
        page.text(x + 1.2, y, str(row["task_count"]), size=6.8)
        panel.gap(ROW * 0.8)


def _agencies(panel: Panel, words: FigureWords, frames: EditionFrames) -> None:
    """The agencies with the most tasks, by role."""
    page, box = panel.page, panel.box
    panel.heading(words("statistics-agencies"), right=words("statistics-tasks"))
    table = tasks_per_agency(frames)
    roles = [role for role in ROLES if table[role].sum() > 0]
    label, step = (LABEL, 22) if words.voice.is_compact else (WIDE_LABEL, 20)
    x = box.x + label
    for role in roles:
        _bar(page, x, panel.y - 2, 4, ROLES[role])
        page.text(x + 5, panel.y - 2, words(role), size=6.4)
        x += step
    panel.gap(5.5)
    fitting = int((panel.room - 8) // (ROW * 0.8))
    _agency_rows(panel, words, table[:fitting], roles, label)
    if len(table) > fitting:
        panel.note(words("statistics-more-agencies", count=len(table) - fitting))


def draw(atlas: Atlas, words: FigureWords) -> tuple[Page, str]:
    """Draw the page; returns it with its title."""
    frames = atlas.frames
    title = words.title("statistics", frames)
    page, top = begin(frames, words, title, font=atlas.font)
    bottom = FOOT_HEIGHT
    width = (page.width - 2 * MARGIN - 12) / 2
    left = Box(MARGIN, bottom, width, top - bottom)
    right = Box(MARGIN + width + 12, bottom, width, top - bottom)
    totals = _totals(words, frames)
    panel = Panel(page, left)
    used = height_of([lambda p: p.heading(totals.title), *totals.rows], panel)
    room = panel.room - used - HEADS
    rest = flow([totals, *_prefectures(words, frames, room=room)], [panel])
    _agencies(Panel(page, right), words, frames)
    foot(page, frames, words, None)
    page.lines(
        [shapely.LineString([(MARGIN, FOOT_HEIGHT - 2), (page.width - MARGIN, FOOT_HEIGHT - 2)])],
        colour=BORDER_PREFECTURE,
        width=0.3,
    )
    if rest:
        pointer = words("continued", what=words("name-separator").join(s.title for s in rest))
        page.text(page.width - MARGIN, FOOT_HEIGHT - 5, pointer, size=6.4, align="right")
    continue_on(page, rest, words, title, columns=2)
    return page, title
