"""Shared by all pages: title, subtitle, notes at the foot, words in one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from geo.content.extents import COMPLETE, Completeness
from geo.draw.furniture import neat_line
from geo.draw.lettering import FONT_FILE, line_mm, width_mm, wrap
from geo.draw.page import A4_LANDSCAPE, Box, Page
from geo.draw.paper import Paper, standard_parallels
from geo.looks import BORDER_PREFECTURE
from geo.records.written import Typology
from geo.vocabulary import ALL_EDITION, Standing
from geo.voice.voice import Voice

if TYPE_CHECKING:
    from geo.schema import EditionFrames

MARGIN = 13.0
#: Millimetres of a panel by its columns: those of two are narrower, so that the map keeps room.
PANEL_WIDTHS = {1: 62.0, 2: 107.0}
FOOT_SIZE = 5.8
TITLE_SIZE = 21.0
#: Sizes in points of the line that names the documents, and whether by their short titles.
SUBTITLES = ((7.6, False), (7.6, True), (6.4, True))
SUBTITLE_WIDTH = A4_LANDSCAPE[0] - 2 * MARGIN


@dataclass(frozen=True)
class FigureWords:
    """Texts and names in the language of the page."""

    voice: Voice = field(default_factory=Voice)

    def __call__(self, key: str, **values: object) -> str:
        return self.voice.text("figures", key, **values)

    def typology(self, typology: Typology) -> str:
        return self.voice.quoted(typology.name)

    def standing(
        self, typology: Typology, standing: Standing, complete: Completeness = COMPLETE
    ) -> str:
        """A type as the legend calls it: where documents name the counties plain, with how complete
        their lists are."""
        name = self.typology(typology)
        if standing is Standing.LISTED:
            return complete.after(name, self.voice)
        return self(f"{standing}", typology=name)

    def region(self, frames: EditionFrames) -> str:
        if frames.edition.key == ALL_EDITION:
            return self("edition-all")
        return self.voice.quoted(frames.edition.name)

    def title(self, kind: str, frames: EditionFrames, **values: object) -> str:
        """Title of a kind of figure; it names the theme unless that is the project's main one."""
        theme = frames.edition.theme
        name = self.region(frames)
        if kind == "document":
            return self(
                "title-document", name=name, document=frames.documents["short_title"].iloc[0]
            )
        if theme is None or theme.is_main:
            return self(f"title-{kind}", name=name, **values)
        told = self.voice.quoted(theme.name)
        return self(f"title-{kind}-of-theme", name=name, theme=told, **values)

    def document(self, row: object, *, is_short: bool = False) -> str:
        """One document with number and date, as far as its text gives them."""
        title = getattr(row, "short_title" if is_short else "title")
        number = str(getattr(row, "number", "")) or self("unnumbered")
        date = str(getattr(row, "issued", "")) or self("undated")
        marks = self("comma").join((number, date))
        name = title if is_short else self("document", title=title)
        return name + self("document-marks", marks=marks)


def begin(
    frames: EditionFrames, words: FigureWords, title: str, *, font: Path = FONT_FILE
) -> tuple[Page, float]:
    """A page with title and the documents it rests on; returns it with the top of the rest."""
    page = Page(font=font)
    room = page.width - 2 * MARGIN
    size = min(TITLE_SIZE, TITLE_SIZE * room / width_mm(title, TITLE_SIZE, font=font))
    page.text(MARGIN, page.height - 16, title, size=size, gid="title")
    lines, size = _subtitle(frames, words, font)
    y = page.lines_of_text(
        MARGIN, page.height - 24, lines, size=size, colour=BORDER_PREFECTURE, gid="subtitle"
    )
    return page, y - 3


def _subtitle(frames: EditionFrames, words: FigureWords, font: Path) -> tuple[list[str], float]:
    """Lines that name the documents, and their size; only a number where they are too many."""
    rows = list(frames.documents.itertuples(index=False))
    for size, is_short in SUBTITLES:
        named = words("separator").join(words.document(r, is_short=is_short) for r in rows)
        lines = wrap(words("based-on", documents=named), size, SUBTITLE_WIDTH, font=font)
        if len(lines) <= 2:
            return lines, size
    return [words("based-on-many", count=len(rows))], SUBTITLES[0][0]


def unnamed_documents(frames: EditionFrames, words: FigureWords, *, font: Path) -> list[str]:
    """The documents that the subtitle has no room to name."""
    lines, _ = _subtitle(frames, words, font)
    rows = list(frames.documents.itertuples(index=False))
    if lines != [words("based-on-many", count=len(rows))]:
        return []
    return [words.document(row, is_short=True) for row in rows]


def _degrees(value: float, positive: str, negative: str) -> str:
    whole, minutes = divmod(round(abs(value) * 60), 60)
    return f"{whole}°{minutes:02d}′{positive if value >= 0 else negative}"


def _projection(words: FigureWords, paper: Paper) -> str:
    first, second, meridian = standard_parallels(paper.projection)
    return words(
        "projection",
        first=_degrees(first, "N", "S"),
        second=_degrees(second, "N", "S"),
        meridian=_degrees(meridian, "E", "W"),
    )


def foot(page: Page, frames: EditionFrames, words: FigureWords, paper: Paper | None) -> float:
    """Source, vintage, and for a map projection and the note on review; returns its top."""
    vintage = frames.vintage
    citation = (vintage.citation or vintage.source).rstrip("。.")
    source = words("source", citation=citation, date=vintage.date)
    room = page.width - 2 * MARGIN
    parts = [source]
    if paper is not None:
        parts += [_projection(words, paper), words("review")]
    lines = [line for part in parts for line in wrap(part, FOOT_SIZE, room, font=page.font)]
    top = 8.0 + (len(lines) - 1) * line_mm(FOOT_SIZE)
    page.lines_of_text(MARGIN, top, lines, size=FOOT_SIZE, colour=BORDER_PREFECTURE, gid="foot")
    return top + line_mm(FOOT_SIZE)


#: Lines that the foot takes at most, for laying out before its projection is known.
FOOT_HEIGHT = 8.0 + 4 * FOOT_SIZE * 1.35 * 25.4 / 72


def map_and_panel(page: Page, top: float, *, columns: int = 1) -> tuple[Box, Box]:
    """The two boxes of a page: the map's frame and the panel of one or two columns at its right."""
    bottom, width = FOOT_HEIGHT + 2.5, PANEL_WIDTHS[columns]
    frame = Box(MARGIN + 3, bottom, page.width - 2 * MARGIN - width - 9, top - bottom)
    panel = Box(frame.right + 6, bottom, width, top - bottom)
    neat_line(page, frame)
    return frame, panel
