"""The panel beside a map: headings, swatches with counts, lines, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shapely

from geo.draw.lettering import line_mm, width_mm, wrap
from geo.draw.page import Box, Page
from geo.draw.painting import swatch
from geo.looks import BORDER_COUNTY, BORDER_PREFECTURE, INK, Look

SWATCH = (9.0, 5.0)
ENTRY_SIZE = 7.6
NOTE_SIZE = 6.2


class Panel:
    """Fills a box from the top down; ``y`` is where the next thing begins."""

    def __init__(self, page: Page, box: Box) -> None:
        self.page = page
        self.box = box
        self.y = box.top

    @property
    def room(self) -> float:
        """Millimetres left below what was written."""
        return self.y - self.box.y

    def gap(self, millimetres: float) -> None:
        self.y -= millimetres

    def heading(self, text: str, *, right: str = "") -> None:
        """A small title over a rule, with a column's title at its right end."""
        self.y -= 2.6
        self.page.text(self.box.x, self.y, text, size=8.4)
        self.page.text(
            self.box.right, self.y, right, size=6.2, align="right", colour=BORDER_PREFECTURE
        )
        self.y -= 2.5
        rule = shapely.LineString([(self.box.x, self.y), (self.box.right, self.y)])
        self.page.lines([rule], colour=INK, width=0.5, order=18)
        self.y -= 1.3

    def _entry(self, label: str, count: str, draw: Callable[[Box], None]) -> None:
        width, height = SWATCH
        left = self.box.x + width + 2.5
        room = self.box.right - left - width_mm(count, ENTRY_SIZE, font=self.page.font) - 1.5
        lines = wrap(label, ENTRY_SIZE, room, font=self.page.font)
        tall = max(height, len(lines) * line_mm(ENTRY_SIZE))
        middle = self.y - tall / 2
        draw(Box(self.box.x, middle - height / 2, width, height))
        first = middle + (len(lines) - 1) * line_mm(ENTRY_SIZE) / 2
        self.page.lines_of_text(left, first, lines, size=ENTRY_SIZE)
        self.page.text(self.box.right, middle, count, size=ENTRY_SIZE, align="right")
        self.y -= tall + 1.5

    def entry(self, look: Look, label: str, *, count: int | None = None) -> None:
        """A swatch that looks like the map, its meaning, and how many counties."""
        text = "" if count is None else str(count)
        self._entry(label, text, lambda box: swatch(self.page, box, look))

    def fill_entry(self, colour: str, label: str, *, count: int | None = None) -> None:
        """A plain colour with its meaning."""
        text = "" if count is None else str(count)

        def draw(box: Box) -> None:
            self.page.box(box, fill=colour, edge=BORDER_COUNTY, width=0.4)

        self._entry(label, text, draw)

    def line_entries(self, entries: Sequence[tuple[str, float, str]]) -> None:
        """Samples of lines (colour, points, meaning), two in a row."""
        half = self.box.width / 2
        for i, (colour, width, label) in enumerate(entries):
            x = self.box.x + (i % 2) * half
            if i % 2 == 0:
                self.y -= 4.2
            line = shapely.LineString([(x, self.y + 1.6), (x + 7, self.y + 1.6)])
            self.page.lines([line], colour=colour, width=width, order=18)
            self.page.text(x + 8.5, self.y + 1.6, label, size=6.6)
        self.y -= 1

    def note(self, text: str, *, size: float = NOTE_SIZE) -> None:
        """A paragraph across the panel."""
        lines = wrap(text, size, self.box.width, font=self.page.font)
        self.y -= line_mm(size) / 2
        self.y = self.page.lines_of_text(
            self.box.x, self.y, lines, size=size, colour=BORDER_PREFECTURE
        )
        self.y += line_mm(size) / 2 - 0.6

    def height_of(self, text: str, *, size: float = NOTE_SIZE) -> float:
        """Millimetres that a note will take."""
        lines = wrap(text, size, self.box.width, font=self.page.font)
        return len(lines) * line_mm(size) + 0.6

    def columns(self, items: Sequence[str], *, size: float = 5.8) -> None:
        """Short items in as many columns as their widest one allows."""
        if not items:
            return
        widest = max(width_mm(i, size, font=self.page.font) for i in items) + 2.5
        across = max(1, int(self.box.width // widest))
        rows = -(-len(items) // across)
        self.y -= line_mm(size) / 2
        for i, item in enumerate(items):
            x = self.box.x + (i // rows) * self.box.width / across
            self.page.text(x, self.y - (i % rows) * line_mm(size), item, size=size)
        self.y -= rows * line_mm(size)
