"""A Word document for county sheets: columns within a page, lines of exact height, small type."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geo.content.lines import Cell, Line
from geo.export.docx.document import PageKind, WordDocument
from geo.safe import visible
from geo.voice.voice import Voice

#: Millimetres.
COLUMN_GAP = 5.0
#: Left and right margins of a table cell together.
CELL_PADDING = 5.0
TWIPS = 1440 / 25.4
ASIDE = "Sheet Aside"


class SheetStyle(StrEnum):
    """Paragraph styles of the template for county sheets."""

    TITLE = "Sheet Title"
    FACTS = "Sheet Facts"
    HEADING = "Sheet Heading"
    NOTE = "Sheet Note"
    LEGEND = "Sheet Legend"
    GAP = "Sheet Gap"
    DOCUMENT = "Sheet Document"
    GROUP = "Sheet Group"
    BODY = "Sheet Body"
    SMALL = "Sheet Small"
    RUN = "Sheet Run"


#: Styles whose lines after the first are indented by the size of their type.
_HANGING = (SheetStyle.BODY, SheetStyle.SMALL)


@dataclass(frozen=True)
class TypeSize:
    """Type size in points and line height as a multiple of it, from the density of a sheet."""

    points: float
    leading: float


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a sheet, in the template's style or in ``size``.

    ``aside`` follows the text, small and quiet: a note beside its heading.
    """

    style: SheetStyle
    text: Cell
    aside: str = ""
    size: TypeSize | None = None


class CountySheetDocument(WordDocument):
    """One sheet after another, each beginning a page."""

    def __init__(self, title: str, *, voice: Voice) -> None:
        super().__init__(title, voice=voice, pages=PageKind.COUNTY_SHEET)
        self._sized: set[str] = set()
        self._is_fresh = True

    # ── sections of a page ───────────────────────────────────────────────────────────

    def next_page(self) -> None:
        """What follows begins a page; the first does so anyway."""
        if not self._is_fresh:
            self._break("nextPage", 1)
        self._is_fresh = False

    def columns(self, count: int) -> None:
        """Set what follows in ``count`` columns, on the same page."""
        self._break("continuous", count)

    def _break(self, kind: str, count: int) -> None:
        """End a section in its last paragraph: a paragraph of its own would be an empty line."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        body = self._document.element.body
        last = body.sectPr
        before = last.getprevious()
        if before is None or before.tag != qn("w:p"):
            self.set(Paragraph(SheetStyle.GAP, ()))
            before = last.getprevious()
        before.get_or_add_pPr().append(deepcopy(last))
        for name in ("w:headerReference", "w:footerReference", "w:type", "w:cols"):
            for element in last.findall(qn(name)):
                last.remove(element)
        start = OxmlElement("w:type")
        start.set(qn("w:val"), kind)
        last.insert(0, start)
        columns = OxmlElement("w:cols")
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), str(round(COLUMN_GAP * TWIPS)))
        last.find(qn("w:pgMar")).addnext(columns)

    # ── text ─────────────────────────────────────────────────────────────────────────

    def set(self, paragraph: Paragraph) -> None:
        """Write a paragraph into the page."""
        self._fill(self._document.add_paragraph(), paragraph)

    def _fill(self, written: Any, paragraph: Paragraph) -> None:
        """Give an empty paragraph its style and its text."""
        written.style = self._document.styles[self._style(paragraph)]
        self._write(written, paragraph.text)
        if paragraph.aside:
            run = written.add_run(visible("\u3000" + paragraph.aside))
            run.style = self._document.styles[ASIDE]

    def _style(self, paragraph: Paragraph) -> str:
        """The name of the template's style, or of one based on it that has another size."""
        size = paragraph.size
        if size is None:
            return paragraph.style
        name = f"{paragraph.style} {size.points:g}/{size.points * size.leading:.3g}"
        if name not in self._sized:
            self._add_sized(name, paragraph.style, size)
            self._sized.add(name)
        return name

    def _add_sized(self, name: str, base: SheetStyle, size: TypeSize) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        style = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._document.styles[base]
        style.font.size = Pt(size.points)
        # A length is an exact height: the same with every font that a machine puts in.
        style.paragraph_format.line_spacing = Pt(round(size.points * size.leading, 1))
        if base in _HANGING:
            style.paragraph_format.left_indent = Pt(size.points)
            style.paragraph_format.first_line_indent = Pt(-size.points)

    def beside_map(
        self, left: Sequence[Paragraph], png: bytes, below: Paragraph, *, width: float, alt: str
    ) -> None:
        """Paragraphs on the left, the map with its legend on the right: a table without lines."""
        from docx.shared import Mm

        table = self._document.add_table(rows=1, cols=2)
        table.autofit = False
        widths = (Mm(self.text_width - width - CELL_PADDING), Mm(width + CELL_PADDING))
        cells = table.rows[0].cells
        for cell, column, given in zip(cells, table.columns, widths, strict=True):
            cell.width = column.width = given
        for rank, paragraph in enumerate(left):
            written = cells[0].paragraphs[0] if rank == 0 else cells[0].add_paragraph()
            self._fill(written, paragraph)
        place = cells[1].paragraphs[0]
        place.paragraph_format.space_after = Mm(0.6)
        place.paragraph_format.space_before = Mm(1.6)
        place.paragraph_format.line_spacing = 1.0
        self.picture(png, width=width, description=alt, place=place)
        self._fill(cells[1].add_paragraph(), below)


def run_on(texts: Sequence[Cell]) -> Cell:
    """Several texts as one, with a space between them."""
    found: list[Line] = []
    for rank, text in enumerate(texts):
        found += [Line("\u3000")] * bool(rank)
        found += text
    return tuple(found)
