"""The panel beside a map: made to fit, and continued on further sheets where nothing else helps.

In this order: one column as it is; one column of smaller rows; what explains the map (types,
borders, numbers) in two columns, at the map's expense, and smaller again; what is still left goes
on a further sheet, and the first says so. Remarks never make the map narrower.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo.draw.flow import Section, columns_of, fits, flow, height_of
from geo.draw.legend import Panel
from geo.draw.page import Box, Page
from geo.render.figures.marginalia import MARGIN, FigureWords

#: Rows as they are, and smaller ones: names of types then have 6.5 points, remarks 5.3. No text
#: has less than 5 (:data:`geo.draw.legend.LEAST_SIZE`).
SCALES = (1.0, 0.85)
COLUMN_GAP = 5.0
#: Columns of a further sheet.
SHEET_COLUMNS = 4
SHEET_TOP = 22.0
#: Sheets after the first on which remarks go on; what comes then is counted, with its table.
MOST_NOTE_SHEETS = 2
#: Steps in millimetres in which a further sheet's columns grow until all fits.
STEP = 8.0


@dataclass(frozen=True)
class Draft:
    """A page whose map is drawn, and what its panel has to hold.

    ``box`` is the panel's room, in so many ``columns``.
    """

    page: Page
    title: str
    box: Box
    sections: Sequence[Section]
    columns: int = 1

    @property
    def ordered(self) -> list[Section]:
        """What explains the map first, then the remarks."""
        return sorted(self.sections, key=lambda section: section.is_note)

    @property
    def needed(self) -> list[Section]:
        return [section for section in self.sections if not section.is_note]

    def panels(self, scale: float, *, reserve: float = 0.0) -> list[Panel]:
        """Empty panels; the last ends ``reserve`` millimetres above the box."""
        boxes = columns_of(self.box, self.columns, gap=COLUMN_GAP)
        boxes[-1] = _shortened(boxes[-1], reserve)
        return [Panel(self.page, box, scale=scale) for box in boxes]


def _shortened(box: Box, reserve: float) -> Box:
    return Box(box.x, box.y + reserve, box.width, box.height - reserve)


def compose(attempt: Callable[[int], Draft], words: FigureWords) -> Page:
    """Draw the panel of the first draft that has room for it; returns its page.

    ``attempt`` draws the map beside a panel of one or two columns.
    """
    draft = attempt(1)
    for scale in SCALES:
        if fits(draft.sections, draft.panels(scale)):
            flow(draft.sections, draft.panels(scale))
            return draft.page
    for columns in (1, 2):
        draft = draft if columns == 1 else attempt(columns)
        for scale in SCALES:
            reserve = _reserve(draft, words, scale)
            if fits(draft.needed, draft.panels(scale, reserve=reserve)):
                return _with_more(draft, words, scale, reserve)
    return _with_more(draft, words, SCALES[-1], _reserve(draft, words, SCALES[-1]))


def _pointer(sections: Sequence[Section], words: FigureWords) -> str:
    """The sentence that says what is on the next sheet."""
    titles = dict.fromkeys(section.title for section in sections if section.title)
    return words("continued", what=words("name-separator").join(titles))


def _reserve(draft: Draft, words: FigureWords, scale: float) -> float:
    """Room for the sentence at its longest."""
    (panel, *_) = draft.panels(scale)
    text = _pointer(draft.sections, words)
    return height_of([lambda p: p.note(text)], panel) + 2


def _with_more(draft: Draft, words: FigureWords, scale: float, reserve: float) -> Page:
    """Draw what fits; the rest goes on further sheets, which the panel's last line names."""
    panels = draft.panels(scale, reserve=reserve)
    left = flow(draft.ordered, panels)
    if left:
        end = draft.panels(scale)[-1]
        end.y = panels[-1].box.y
        end.note(_pointer(left, words))
        continue_on(draft.page, left, words, draft.title)
    return draft.page


def continue_on(
    page: Page,
    sections: Sequence[Section],
    words: FigureWords,
    title: str,
    *,
    columns: int = SHEET_COLUMNS,
) -> None:
    """Add further sheets with sections that found no room, as few and as short as they need."""
    left = list(sections)
    while left:
        sheet = page.add_sheet()
        heading = words("continued-title", title=title)
        page.text(MARGIN, sheet.top - 14, heading, size=12, gid=f"sheet-{page.sheets}")
        is_last = page.sheets > MOST_NOTE_SHEETS and all(s.is_note for s in left)
        panels = _panels(page, sheet, left, count=columns)
        left = flow(left, panels)
        page.cut_off(min(panel.y for panel in panels) - MARGIN)
        if is_last and left:
            foot = Panel(page, Box(MARGIN, sheet.y, page.width - 2 * MARGIN, MARGIN))
            for section in left:
                foot.note(words("more-remarks", title=section.title, count=section.count,
                                table=section.table))  # fmt: skip
            page.cut_off(sheet.y)
            return


def _panels(page: Page, sheet: Box, sections: Sequence[Section], *, count: int) -> list[Panel]:
    """Columns as short as all of it allows, or as long as the sheet."""
    room = Box(MARGIN, sheet.y + MARGIN, page.width - 2 * MARGIN, sheet.height - MARGIN - SHEET_TOP)

    def columns(height: float) -> list[Panel]:
        box = Box(room.x, room.top - height, room.width, height)
        boxes = columns_of(box, count, gap=COLUMN_GAP)
        return [Panel(page, each) for each in boxes]

    height = 2 * STEP
    while height < room.height and not fits(sections, columns(height)):
        height += STEP
    return columns(min(height, room.height))
