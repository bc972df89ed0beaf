"""How much paper a sheet takes, and the density at which it takes one page.

Nothing is measured when a sheet is made: widths of characters are rounded up, lines and millimetres
added up. The same sheet always gets the same density, on every machine; real pages are measured by
the tests, for every county of every edition.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geo.render.sheets import blocks, general
from geo.render.sheets.layout import NO_LIMITS, STEPS, Block, Entry, Group, Limits, Page, Step
from geo.render.sheets.model import CountySheet
from geo.render.sheets.words import Cell, SheetWords

MM_PER_POINT = 25.4 / 72

#: The printed area of an A4 page with the margins of ``sheet.css``; the gaps there, too.
TEXT_WIDTH, TEXT_HEIGHT = 190.0, 281.0
COLUMN_GAP = 5.0
MAP_RATIO = 66 / 84
#: Small lines stand a little closer.
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

    def __init__(self, step: Step, words: SheetWords) -> None:
        self.step = step
        self.is_chinese = words.language.value == "zh"

    def entry(self, entry: Entry, ems: float) -> int:
        return _lines(_entry_width(entry), ems, is_chinese=self.is_chinese)

    def _group(self, group: Group, ems: float, *, runs_on: bool) -> int:
        """Lines of a group and its headings."""
        counts = [self.entry(e, ems) for e in group.entries]
        title = f"{group.title}　{group.aside}" if group.title else ""
        headings = [title, group.heading]
        if runs_on:
            run = width(group.heading) + 1 + sum(_entry_width(e) + 0.5 for e in group.entries)
            counts, headings = [_lines(run, ems, is_chinese=self.is_chinese)], [title]
        counts += [_lines(width(h), ems, is_chinese=self.is_chinese) for h in headings if h]
        return sum(counts)

    def block(self, block: Block, paper: float) -> float:
        """Height of a block that is ``paper`` millimetres wide."""
        points = self.step.small if block.is_small else self.step.body
        line = (
            points * MM_PER_POINT * (self.step.leading + (SMALL_LEADING if block.is_small else 0.0))
        )
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

    def _uneven(self, block: Block) -> float:
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
        room = self.step.map_width / (7.0 * MM_PER_POINT)
        run = sum(_line_width(legend)) + 4
        count = _lines(run, room - 2, is_chinese=self.is_chinese)
        return self.step.map_width * MAP_RATIO + 3.1 + count * 7.0 * MM_PER_POINT * 1.55

    def foot(self, closing: Iterable[str]) -> float:
        return 3.0 + sum(self.note(line, TEXT_WIDTH, taken=0) for line in closing)


def _entry_width(entry: Entry) -> float:
    return width(entry.label) + sum(_line_width(entry.lines))


def _line_width(cell: Cell) -> Iterator[float]:
    """Ems of each line, with the gap before it, the swatch and the frame of a standing."""
    for line in cell:
        extra = 0.5 + (1.9 if line.typology else 0.0)
        if line.tone in ("listed", "derived", "candidate"):
            extra += 1.0
        yield width(line.text) * (1.03 if line.tone == "strong" else 1.0) + extra


# ── choosing ─────────────────────────────────────────────────────────────────────────────


def _beside(step: Step) -> float:
    return TEXT_WIDTH - step.map_width - 6.0


def compose(
    sheet: CountySheet,
    words: SheetWords,
    step: Step,
    legend: Cell,
    limits: Limits = NO_LIMITS,
) -> Page:
    """The blocks of a sheet at one density.

    Positioning, partnerships and the county's first tasks stand beside the map where that makes
    the page shorter, else below it.
    """
    measure = _Measure(step, words)
    own = (
        blocks.positionings(sheet, words),
        blocks.partnerships(sheet, words),
        blocks.own_tasks(sheet, words, step, limits),
    )
    beside, below = _around_map(blocks.types(sheet, words), own, measure, legend)
    found = (
        *below,
        general.general_tasks(sheet, words, step, limits),
        general.targets(sheet, words, step, limits),
        blocks.documents(sheet, words),
    )
    kept = (b for b in found if b.groups or b.more or b.key == "documents")
    return Page(step, tuple(beside), tuple(kept))


def _around_map(
    types: Block, own: Iterable[Block], measure: _Measure, legend: Cell
) -> tuple[list[Block], list[Block]]:
    """What stands beside the map and what below it: the shortest way that keeps the order."""
    paper, least = _beside(measure.step), measure.map(legend)
    beside, below = [types], list[Block]()
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


def height(page: Page, words: SheetWords, legend: Cell, closing: Iterable[str]) -> float:
    """Millimetres that a page is expected to take."""
    measure = _Measure(page.step, words)
    beside = sum(measure.block(b, _beside(page.step)) for b in page.beside)
    below = sum(measure.block(b, TEXT_WIDTH) for b in page.below)
    return HEAD_HEIGHT + max(beside, measure.map(legend)) + below + measure.foot(closing)


def fit(sheet: CountySheet, words: SheetWords, legend: Cell, closing: Iterable[str]) -> Page:
    """The sheet at the airiest density at which it takes one page.

    Where even the densest is too long, general targets, then general tasks, then the county's own
    tasks are left out from the end of their lists, and their block counts them.
    """
    foot = tuple(closing)
    most = TEXT_HEIGHT * (1 - RESERVE)
    for step in STEPS:
        page = compose(sheet, words, step, legend)
        if height(page, words, legend, foot) <= most:
            return page
    for limits in _shorter(sheet):
        page = compose(sheet, words, STEPS[-1], legend, limits)
        if height(page, words, legend, foot) <= most:
            break
    return page


def _shorter(sheet: CountySheet) -> Iterator[Limits]:
    """Ever shorter lists: general targets, then general tasks, what is the county's own last."""
    tasks = len(sheet.general_tasks)
    for targets in range(len(general.general_targets(sheet)) - 1, -1, -1):
        yield Limits(None, tasks, targets)
    for left in range(tasks - 1, -1, -1):
        yield Limits(None, left, 0)
    for own in range(len(sheet.own_tasks) - 1, -1, -1):
        yield Limits(own, 0, 0)
