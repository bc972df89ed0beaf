"""How much paper a sheet takes, and the density at which it takes one page.

Nothing is measured when a sheet is made: widths of characters are rounded up, lines and millimetres
added up. The same sheet always gets the same density, on every machine; real pages are measured by
the tests, for every county of every edition.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geo.content.county_sheet import general_blocks, own_blocks
from geo.content.county_sheet.blocks import SheetBlock, SheetEntry, SheetFront, SheetGroup
from geo.content.county_sheet.density import DENSITIES, NO_LIMITS, Density, Limits
from geo.content.county_sheet.facts import CountyFacts
from geo.content.county_sheet.sheet_words import SheetWords
from geo.content.lines import Cell

MM_PER_POINT = 25.4 / 72

#: The printed area of an A4 page with the margins of ``sheet.css``; the gaps there, too.
TEXT_WIDTH, TEXT_HEIGHT = 190.0, 281.0
COLUMN_GAP = 5.0
MAP_RATIO = 66 / 84
#: Small lines are a little closer.
SMALL_LEADING = -0.05
HEAD_HEIGHT = 20.0
#: Above a block's heading, and between it and the first line.
BLOCK_GAP = 6.1
ENTRY_GAP = 0.5
NOTE_POINTS, NOTE_LINE = 6.5, 1.35

#: What may differ between fonts and in breaking lines.
RESERVE = 0.0125


def width(text: str) -> float:
    """Ems that a text takes, rounded up: one for a Chinese character, about half for a letter."""
    return sum(_em(c) for c in text)


def _em(character: str) -> float:
    if ord(character) > 0x2E7F or character in "“”‘’—…":
        return 1.0
    if character in " iljtfrI.,:;'()[]/-|":
        return 0.3
    return 0.66 if character.isupper() or character in "mw%≥≤≈=" else 0.54


def _lines(texts: float, ems: float, *, is_chinese: bool) -> int:
    """Lines of a run of text; a word or a mark that does not fit goes to the next."""
    lost = 0.45 if is_chinese else 1.5
    return max(1, math.ceil(texts / max(ems - lost, 4.0)))


class _Measure:
    """Heights in millimetres of one sheet's blocks at one density."""

    def __init__(self, density: Density, words: SheetWords) -> None:
        self.density = density
        self.is_chinese = words.voice.is_compact

    def entry(self, entry: SheetEntry, ems: float) -> int:
        return _lines(_entry_width(entry), ems, is_chinese=self.is_chinese)

    def _group(self, group: SheetGroup, ems: float, *, runs_on: bool) -> int:
        """Lines of a group and its headings."""
        counts = [self.entry(e, ems) for e in group.entries]
        title = f"{group.title}　{group.aside}" if group.title else ""
        headings = [title, group.heading]
        if runs_on:
            run = width(group.heading) + 1 + sum(_entry_width(e) + 0.5 for e in group.entries)
            counts, headings = [_lines(run, ems, is_chinese=self.is_chinese)], [title]
        counts += [_lines(width(h), ems, is_chinese=self.is_chinese) for h in headings if h]
        return sum(counts)

    def block(self, block: SheetBlock, paper: float) -> float:
        """Height of a block that is ``paper`` millimetres wide."""
        points = self.density.small if block.is_small else self.density.body
        leading = self.density.leading + (SMALL_LEADING if block.is_small else 0.0)
        line = points * MM_PER_POINT * leading
        gap = 0.0 if block.is_small else ENTRY_GAP * len(block.entries)
        column = (paper - COLUMN_GAP * (block.columns - 1)) / block.columns
        ems = column / (points * MM_PER_POINT)
        count = sum(self._group(g, ems, runs_on=block.runs_on) for g in block.groups)
        total = count * line + gap
        if block.columns > 1:
            # Columns end where an entry ends: the longest is longer than the mean.
            total = total / block.columns + self._uneven(block) * line
        heading = width(block.heading) * 10.0 * MM_PER_POINT
        above = BLOCK_GAP if block.heading else 0.8
        notes = self.note(block.note, paper, taken=heading + 4) if block.note else 0.0
        more = self.note(block.more, paper, taken=0) if block.more else 0.0
        return above + total + notes + more

    def _uneven(self, block: SheetBlock) -> float:
        """Lines by which the longest column passes the mean: entries keep together where small."""
        if block.runs_on:
            return 0.5
        return 0.8 if block.is_small else 1.2

    def note(self, text: str, paper: float, *, taken: float) -> float:
        """A note that begins beside a heading, or under it where it is long."""
        wide = width(text) * NOTE_POINTS * MM_PER_POINT
        if taken and wide <= paper - taken - 4:
            return 0.0
        ems = paper / (NOTE_POINTS * MM_PER_POINT)
        count = _lines(width(text), ems, is_chinese=self.is_chinese)
        return count * NOTE_POINTS * MM_PER_POINT * NOTE_LINE

    def map(self, legend: Cell) -> float:
        room = self.density.map_width / (7.0 * MM_PER_POINT)
        run = sum(_line_width(legend)) + 4
        count = _lines(run, room - 2, is_chinese=self.is_chinese)
        return self.density.map_width * MAP_RATIO + 3.1 + count * 7.0 * MM_PER_POINT * 1.55

    def foot(self, closing: Iterable[str]) -> float:
        return 3.0 + sum(self.note(line, TEXT_WIDTH, taken=0) for line in closing)


def _entry_width(entry: SheetEntry) -> float:
    return width(entry.label) + sum(_line_width(entry.lines))


def _line_width(cell: Cell) -> Iterator[float]:
    """Ems of each line, with the gap before it, the swatch and the frame of a standing."""
    for line in cell:
        extra = 0.5 + (1.9 if line.typology else 0.0)
        if line.tone in ("listed", "derived", "candidate"):
            extra += 1.0
        yield width(line.text) * (1.03 if line.tone == "strong" else 1.0) + extra


# ── choosing ─────────────────────────────────────────────────────────────────────────────


def _beside(density: Density) -> float:
    return TEXT_WIDTH - density.map_width - 6.0


def compose(
    county: CountyFacts,
    words: SheetWords,
    density: Density,
    legend: Cell,
    limits: Limits = NO_LIMITS,
) -> SheetFront:
    """The blocks of a sheet at one density.

    Positioning, partnerships and the county's first tasks are set beside the map where that makes
    the page shorter, else below it.
    """
    measure = _Measure(density, words)
    own = (
        own_blocks.positionings(county, words),
        own_blocks.partnerships(county, words),
        own_blocks.own_tasks(county, words, density, limits),
    )
    beside, below = _around_map(own_blocks.types(county, words), own, measure, legend)
    found = (
        *below,
        general_blocks.general_tasks(county, words, density, limits),
        general_blocks.targets(county, words, density, limits),
        own_blocks.documents(county, words),
    )
    kept = (b for b in found if b.groups or b.more or b.key == "documents")
    return SheetFront(density, tuple(beside), tuple(kept))


def _around_map(
    types: SheetBlock, own: Iterable[SheetBlock], measure: _Measure, legend: Cell
) -> tuple[list[SheetBlock], list[SheetBlock]]:
    """What is set beside the map and what below it: the shortest way that keeps the order."""
    paper, least = _beside(measure.density), measure.map(legend)
    beside, below = [types], list[SheetBlock]()
    used = measure.block(types, paper)
    for block in own:
        if not (block.groups or block.more):
            continue
        whole = replace(block, columns=2 if len(block.entries) > 1 else 1)
        best, count = max(used, least) + measure.block(whole, TEXT_WIDTH), 0
        for taken in range(1, len(block.entries) + 1) if not below else ():
            first, rest = block.split(taken)
            left = measure.block(rest, TEXT_WIDTH) if rest.groups else 0.0
            total = max(used + measure.block(first, paper), least) + left
            if total <= best:
                best, count = total, taken
        first, rest = block.split(count)
        if count:
            beside.append(first)
            used += measure.block(first, paper)
        if not count:
            below.append(whole)
        elif rest.groups or rest.more:
            below.append(rest)
    return beside, below


def height(page: SheetFront, words: SheetWords, legend: Cell, closing: Iterable[str]) -> float:
    """Millimetres that a page is expected to take."""
    measure = _Measure(page.density, words)
    beside = sum(measure.block(b, _beside(page.density)) for b in page.beside)
    below = sum(measure.block(b, TEXT_WIDTH) for b in page.below)
    return HEAD_HEIGHT + max(beside, measure.map(legend)) + below + measure.foot(closing)


def fit(county: CountyFacts, words: SheetWords, legend: Cell, closing: Iterable[str]) -> SheetFront:
    """The sheet at the airiest density at which it takes one page.

    Where even the densest is too long, general targets, then general tasks, then the county's own
    tasks are left out from the end of their lists, and their block counts them.
    """
    foot = tuple(closing)

    def fits(page: SheetFront) -> bool:
        return height(page, words, legend, foot) <= TEXT_HEIGHT * (1 - RESERVE)

    def shortened(limits: Limits) -> SheetFront:
        return compose(county, words, DENSITIES[-1], legend, limits)

    for density in DENSITIES:
        page = compose(county, words, density, legend)
        if fits(page):
            return page
    # Each is no longer than the one before: the first that fits is found by halving.
    shorter = tuple(_shorter(county))
    first = bisect_left(shorter, True, key=lambda limits: fits(shortened(limits)))
    return shortened(shorter[min(first, len(shorter) - 1)]) if shorter else page


def _shorter(county: CountyFacts) -> Iterator[Limits]:
    """Ever shorter lists: general targets, then general tasks, what is the county's own last."""
    tasks = len(county.general_tasks)
    for targets in range(len(general_blocks.general_targets(county)) - 1, -1, -1):
        yield Limits(None, tasks, targets)
    for left in range(tasks - 1, -1, -1):
        yield Limits(None, left, 0)
    for own in range(len(county.own_tasks) - 1, -1, -1):
        yield Limits(own, 0, 0)
