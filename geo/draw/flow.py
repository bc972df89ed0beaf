"""Sections of a legend that flow through panels: column after column, then sheet after sheet.

A row is drawn whole or not at all, and what found no room is returned: nothing runs off the paper,
nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from geo.draw.legend import Panel
from geo.draw.page import Box, Page

#: Draws itself at the height that a panel has come to, and moves the panel on.
Row = Callable[[Panel], None]

#: Millimetres between two sections.
SECTION_GAP = 2.0


class Continuation(partial[None]):
    """A row that goes on with the item of the row before."""


@dataclass(frozen=True)
class Section:
    """Rows under a heading.

    Attributes
    ----------
    title : str
        The heading; without one the rows continue the section before.
    rows : tuple of Row
    right : str
        Title of the rows' numbers, at the right end of the heading.
    is_note : bool
        Remarks, which come after everything that explains the map where room is short.
    table : str
        Where the rows are found that no sheet has room for.
    """

    title: str
    rows: tuple[Row, ...]
    right: str = ""
    is_note: bool = False
    table: str = "tables/assignments.csv"

    @property
    def count(self) -> int:
        """How many items the rows are."""
        return sum(not isinstance(row, Continuation) for row in self.rows)

    def from_row(self, index: int) -> Section:
        return replace(self, rows=self.rows[index:])


class Blank(Page):
    """A page on which nothing is drawn, for measuring."""

    def __init__(self, *, font: Path) -> None:
        self.font = font

    def text(self, *args: Any, **style: Any) -> None:
        pass

    def lines(self, *args: Any, **style: Any) -> None:
        pass

    def areas(self, *args: Any, **style: Any) -> None:
        pass


def blank(panel: Panel) -> Panel:
    """An empty panel as large as one, on which nothing is drawn."""
    trial = Panel(Blank(font=panel.page.font), panel.box, scale=panel.scale)
    trial.y = panel.y
    return trial


def height_of(rows: Iterable[Row], panel: Panel) -> float:
    """Millimetres that rows will take on a panel."""
    trial = blank(panel)
    for row in rows:
        row(trial)
    return panel.y - trial.y


def _opening(section: Section, *, is_first: bool) -> list[Row]:
    """The gap and heading before a section's first row on a panel."""
    if not section.title:
        return []
    gap: list[Row] = [] if is_first else [lambda p: p.gap(SECTION_GAP)]
    return [*gap, lambda p: p.heading(section.title, right=section.right)]


def _fits(rows: Sequence[Row], panel: Panel) -> bool:
    return height_of(rows, panel) <= panel.room + 1e-9


def _is_empty(panels: Sequence[Panel]) -> bool:
    return all(panel.y == panel.box.top for panel in panels)


def flow(sections: Iterable[Section], panels: Sequence[Panel]) -> list[Section]:
    """Draw rows on the panels, one after the other; returns what found no room, in order.

    A row that is taller than all of the empty panels is drawn on the first, or it never would be.
    """
    left: list[Section] = []
    at = 0
    for section in sections:
        index, is_open = 0, False
        while index < len(section.rows) and at < len(panels):
            panel = panels[at]
            is_first = panel.y == panel.box.top
            # Further columns read on from the one before; a further sheet repeats the heading.
            opening = [] if is_open or index else _opening(section, is_first=is_first)
            rows = [*opening, section.rows[index]]
            is_hopeless = _is_empty(panels) and not any(_fits(rows, each) for each in panels)
            if not _fits(rows, panel) and not is_hopeless:
                at, is_open = at + 1, False
                continue
            for row in rows:
                row(panel)
            index, is_open = index + 1, True
        if index < len(section.rows):
            left.append(section.from_row(index))
    return left


def fits(sections: Iterable[Section], panels: Sequence[Panel]) -> bool:
    """Whether everything finds room on the panels."""
    return not flow(sections, [blank(panel) for panel in panels])


def columns_of(box: Box, count: int, *, gap: float) -> list[Box]:
    """A box as columns of equal width, from the left."""
    width = (box.width - gap * (count - 1)) / count
    return [Box(box.x + i * (width + gap), box.y, width, box.height) for i in range(count)]
