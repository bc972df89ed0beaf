"""A Word document for county sheets: columns within a page, lines of exact height, small type."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from geo.content.lines import Cell, Line
from geo.export.docx import styles
from geo.export.docx.document import WordDocument
from geo.safe import visible
from geo.voice.voice import Voice

#: Millimetres.
MARGIN = 10.0
COLUMN_GAP = 5.0
#: What a table cell keeps free on its two sides together.
CELL_PADDING = 5.0
TWIPS = 1440 / 25.4
ACCENT = "1B4F7D"
ASIDE = "Sheet Aside"


@dataclass(frozen=True)
class ParagraphLook:
    """A paragraph style of a sheet: points, height of a line by points, points around it."""

    kind: str
    points: float
    leading: float = 1.3
    before: float = 0.0
    after: float = 0.0
    hanging: float = 0.0
    is_strong: bool = False
    is_accent: bool = False
    is_ruled: bool = False
    keeps_next: bool = False

    @property
    def name(self) -> str:
        return f"Sheet {self.kind} {self.points:g}/{self.points * self.leading:.3g}"


@dataclass(frozen=True)
class Paragraph:
    """``aside`` follows the text, small and quiet: a note beside its heading."""

    look: ParagraphLook
    text: Cell
    aside: str = ""


class CountySheetDocument(WordDocument):
    """One sheet after another, each beginning a page."""

    def __init__(self, title: str, *, voice: Voice) -> None:
        from docx.shared import Mm

        super().__init__(title, voice=voice, margin=MARGIN)
        self._looks: dict[str, str] = {}
        self._is_fresh = True
        section = self._document.sections[0]
        section.footer_distance = section.header_distance = Mm(4)
        section.bottom_margin = section.top_margin = Mm(8)

    # ── sections of a page ───────────────────────────────────────────────────────────

    def next_page(self) -> None:
        """What follows begins a page; the first does so anyway."""
        if not self._is_fresh:
            self._break("nextPage", 1)
        self._is_fresh = False

    def columns(self, count: int) -> None:
        """What follows stands in ``count`` columns, on the same page."""
        self._break("continuous", count)

    def _break(self, kind: str, count: int) -> None:
        """End a section in its last paragraph: a paragraph of its own would be an empty line."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        body = self._document.element.body
        last = body.sectPr
        before = last.getprevious()
        if before is None or before.tag != qn("w:p"):
            self.set(Paragraph(ParagraphLook("Gap", 1, 1), ()))
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
        written.style = self._document.styles[self._style(paragraph.look)]
        self._write(written, paragraph.text)
        if paragraph.aside:
            run = written.add_run(visible("\u3000" + paragraph.aside))
            run.style = self._document.styles[self._aside_style()]

    def _aside_style(self) -> str:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt, RGBColor

        if ASIDE not in self._looks:
            style = self._document.styles.add_style(ASIDE, WD_STYLE_TYPE.CHARACTER)
            style.font.size, style.font.bold = Pt(6.5), False
            style.font.color.rgb = RGBColor.from_string(styles.QUIET)
            self._looks[ASIDE] = ASIDE
        return ASIDE

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

    def _style(self, look: ParagraphLook) -> str:
        if look.name not in self._looks:
            self._looks[look.name] = self._add_style(look)
        return self._looks[look.name]

    def _add_style(self, look: ParagraphLook) -> str:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt, RGBColor

        style = self._document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._document.styles["Normal"]
        style.font.size, style.font.bold = Pt(look.points), look.is_strong
        style.font.color.rgb = RGBColor.from_string(ACCENT if look.is_accent else styles.INK)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
        # A length is an exact height: the same with every font that a machine puts in.
        layout.line_spacing = Pt(round(look.points * look.leading, 1))
        layout.left_indent, layout.first_line_indent = Pt(look.hanging), Pt(-look.hanging)
        layout.keep_with_next = look.keeps_next
        if look.is_ruled:
            _rule(style)
        name: str = style.name
        return name


def _rule(style: Any) -> None:
    """A line above and below the paragraphs of a style."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:pBdr")
    for side, size, colour in (("top", "12", ACCENT), ("bottom", "4", styles.RULE)):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", "2"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = style.element.get_or_add_pPr()
    place = properties.find(qn("w:spacing"))
    place.addprevious(borders) if place is not None else properties.append(borders)


def run_on(texts: Sequence[Cell]) -> Cell:
    """Several texts as one, with a space between them."""
    found: list[Line] = []
    for rank, text in enumerate(texts):
        found += [Line("\u3000")] * bool(rank)
        found += text
    return tuple(found)
