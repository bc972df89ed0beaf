"""The panel beside a map: headings, swatches with counts, lines, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shapely

from geo.draw.lettering import line_mm, width_mm, wrap
from geo.draw.page import Box, Page
from geo.draw.painting import swatch
from geo.looks import BORDER_COUNTY, BORDER_PREFECTURE, INK, Look

SWATCH = (9.0, 5.0)
HEADING_SIZE = 8.4
ENTRY_SIZE = 7.6
LINE_SIZE = 6.6
NOTE_SIZE = 6.2
COLUMN_SIZE = 5.8
#: Millimetres between two columns of short items.
_COLUMN_GAP = 2.5
#: Points. Nothing on a panel is smaller, at whatever scale: the least that print holds.
LEAST_SIZE = 5.0


class Panel:
    """Fills a box from the top down; ``y`` is where the next thing begins.

    Sizes of text, swatches and gaps are multiplied by ``scale``, but no text is smaller than
    :data:`LEAST_SIZE`.
    """

    def __init__(self, page: Page, box: Box, *, scale: float = 1.0) -> None:
        self.page = page
        self.box = box
        self.scale = scale
        self.y = box.top

    def points(self, size: float) -> float:
        """A size of text at the panel's scale."""
        return max(size * self.scale, min(size, LEAST_SIZE))

    @property
    def room(self) -> float:
        """Millimetres left below what was written."""
        return self.y - self.box.y

    def gap(self, millimetres: float) -> None:
        self.y -= millimetres * self.scale

    def _fitting(self, text: str, size: float, room: float) -> float:
        """The size at which one line of text fits, down to the least."""
        points = self.points(size)
        needed = width_mm(text, points, font=self.page.font)
        return points if needed <= room else max(points * room / needed, LEAST_SIZE)

    def heading(self, text: str, *, right: str = "") -> None:
        """A small title over a rule, with a column's title at its right end."""
        self.gap(2.6)
        aside = self.points(6.2)
        room = self.box.width - (width_mm(right, aside, font=self.page.font) + 2 if right else 0)
        size = self._fitting(text, HEADING_SIZE, room)
        lines = wrap(text, size, room, font=self.page.font)
        self.page.lines_of_text(self.box.x, self.y, lines, size=size)
        self.page.text(
            self.box.right, self.y, right, size=aside, align="right", colour=BORDER_PREFECTURE
        )
        self.y -= (len(lines) - 1) * line_mm(size)
        self.gap(2.5)
        rule = shapely.LineString([(self.box.x, self.y), (self.box.right, self.y)])
        self.page.lines([rule], colour=INK, width=0.5, order=18)
        self.gap(1.3)

    def _entry(self, label: str, count: str, draw: Callable[[Box], None]) -> None:
        width, height = (length * self.scale for length in SWATCH)
        size = self.points(ENTRY_SIZE)
        left = self.box.x + width + 2.5 * self.scale
        room = self.box.right - left - width_mm(count, size, font=self.page.font) - 1.5
        lines = wrap(label, size, room, font=self.page.font)
        tall = max(height, len(lines) * line_mm(size))
        middle = self.y - tall / 2
        draw(Box(self.box.x, middle - height / 2, width, height))
        first = middle + (len(lines) - 1) * line_mm(size) / 2
        self.page.lines_of_text(left, first, lines, size=size)
        self.page.text(self.box.right, middle, count, size=size, align="right")
        self.y -= tall + 1.5 * self.scale

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

    def symbol_entry(self, symbol: str, label: str, *, count: int | None = None) -> None:
        """A sign of the map with its meaning."""
        text = "" if count is None else str(count)

        def draw(box: Box) -> None:
            middle = (box.x + box.width / 2, box.y + box.height / 2)
            self.page.text(*middle, symbol, size=self.points(ENTRY_SIZE), align="center")

        self._entry(label, text, draw)

    def line_entries(self, entries: Sequence[tuple[str, float, str]]) -> None:
        """Samples of lines (colour, points, meaning), two in a row where their words allow it."""
        size, font = self.points(LINE_SIZE), self.page.font
        longest = max(width_mm(label, size, font=font) for _, _, label in entries)
        across = 2 if longest <= self.box.width / 2 - 8.5 else 1
        for i, (colour, width, label) in enumerate(entries):
            x = self.box.x + (i % across) * self.box.width / 2
            if i % across == 0:
                self.y -= 4.2
            line = shapely.LineString([(x, self.y + 1.6), (x + 7, self.y + 1.6)])
            self.page.lines([line], colour=colour, width=width, order=18)
            self.page.text(x + 8.5, self.y + 1.6, label, size=size)
        self.y -= 1

    def note(self, text: str, *, size: float = NOTE_SIZE) -> None:
        """A paragraph across the panel."""
        size = self.points(size)
        lines = wrap(text, size, self.box.width, font=self.page.font)
        self.y -= line_mm(size) / 2
        self.y = self.page.lines_of_text(
            self.box.x, self.y, lines, size=size, colour=BORDER_PREFECTURE
        )
        self.y += line_mm(size) / 2 - 0.6

    def columns(self, items: Sequence[str], *, size: float = COLUMN_SIZE) -> None:
        """Short items in as many columns as their widest one allows, or nineteen in twenty if that
        is one column only; long ones are broken."""
        if not items:
            return
        size, font = self.points(size), self.page.font
        widths = sorted(width_mm(i, size, font=font) + _COLUMN_GAP for i in items)
        across = int(self.box.width // widths[-1])
        if across <= 1:
            across = max(1, int(self.box.width // widths[len(widths) * 19 // 20 - 1]))
            room = self.box.width / across - (_COLUMN_GAP if across > 1 else 0)
            items = [line for i in items for line in wrap(i, size, room, font=font)]
        rows = -(-len(items) // across)
        self.y -= line_mm(size) / 2
        for i, item in enumerate(items):
            x = self.box.x + (i // rows) * self.box.width / across
            self.page.text(x, self.y - (i % rows) * line_mm(size), item, size=size)
        self.y -= rows * line_mm(size)
