"""A Word document piece by piece: headings, tables, pictures with numbered captions.

Styles, fonts, page setup and the footer are those of ``template.docx``, which an office can open
and change: its three sections are the pages of a report, landscape pages, and county sheets.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from geo.content.lines import Cell, Line, TableColumn, TableRow, lines
from geo.errors import ExportError
from geo.export.archive import FIXED_DATE, unzipped, zipped
from geo.records.written import Typology
from geo.safe import visible
from geo.voice.voice import Voice

TEMPLATE = Path(__file__).with_name("template.docx")
PNG_START = b"\x89PNG\r\n\x1a\n"


#: Styles of the template.
TABLE_STYLE = "County Table"
TABLE_TEXT, TABLE_DENSE, GROUP_TEXT = "Table Text", "Table Text Dense", "Table Group"
NOTE, LEGEND_ENTRY = "Source Note", "Legend Entry"
STRONG, QUIET = "Strong", "Quiet Text"

#: Tone of a line → character style. Unlisted standings are as strong as emphasis.
_CHARACTER_STYLES = {"strong": STRONG, "derived": STRONG, "candidate": STRONG, "quiet": QUIET}

#: Behind the row of a group: Word has no conditional format for rows within a table.
_GROUP_FILL = "F3F5F7"


class PageKind(StrEnum):
    """Kinds of pages: the sections of the template, in its order."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"
    COUNTY_SHEET = "county sheet"


def swatch(typology: Typology) -> str:
    """A character with the typology's pattern."""
    pattern = typology.pattern
    shapes = {"solid": "■", "outline": "□", "hatch": "▨", "mark": pattern.symbol}
    return shapes[pattern.kind]


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field with the result it has now, so that it reads right before it is updated."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run(shown)
    field.append(run._r)
    paragraph._p.append(field)


def _emptied(body: Any) -> dict[PageKind, Any]:
    """Empty the template's body and return its sections."""
    from docx.oxml.ns import qn

    sections = list(body.iter(qn("w:sectPr")))
    for child in list(body):
        body.remove(child)
    return dict(zip(PageKind, map(deepcopy, sections), strict=True))


class WordDocument:
    """One document being written, on the pages of the template.

    Parameters
    ----------
    title : str
        Goes into the document's properties; :meth:`title` writes it.
    pages : PageKind
        Of the first section.
    """

    def __init__(self, title: str, *, voice: Voice, pages: PageKind = PageKind.PORTRAIT) -> None:
        from docx import Document

        self._document: Any = Document(str(TEMPLATE))
        self._counts: dict[str, int] = {}
        self._pages = _emptied(self._document.element.body)
        self._set_language(voice)
        self._set_properties(visible(title), voice)
        self._document.element.body.append(deepcopy(self._pages[pages]))

    def _set_language(self, voice: Voice) -> None:
        """The language that Word checks spelling in; Chinese is Chinese in both."""
        from docx.oxml.ns import qn

        spoken = self._document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
        spoken.set(qn("w:val"), voice.text("voice", "locale"))

    def _set_properties(self, title: str, voice: Voice) -> None:
        properties = self._document.core_properties
        properties.title = title[:255]
        properties.author = "county-typology"
        properties.language = voice.text("voice", "locale")
        for name in ("last_modified_by", "comments", "subject", "keywords", "category"):
            setattr(properties, name, "")
        properties.created = properties.modified = datetime(*FIXED_DATE)
        properties.revision = 1

    @property
    def text_width(self) -> float:
        """Millimetres between the margins of the present section."""
        section = self._document.sections[-1]
        width: float = (section.page_width - section.left_margin - section.right_margin) / 36000
        return width

    def turn_to(self, pages: PageKind) -> None:
        """Go on on pages of another kind, with the same footer."""
        section = self._document.add_section()._sectPr
        for wanted in self._pages[pages]:
            if wanted.tag.endswith(("}pgSz", "}pgMar")):
                section.replace(section.find(wanted.tag), deepcopy(wanted))

    # ── text ─────────────────────────────────────────────────────────────────────────

    def _write(self, paragraph: Any, text: Cell) -> Any:
        from docx.shared import RGBColor

        for line in text:
            if line.typology:
                run = paragraph.add_run(visible(swatch(line.typology) + " "))
                colour = line.typology.colour.removeprefix("#")
                run.font.color.rgb = RGBColor.from_string(colour)
            run = paragraph.add_run(visible(line.text))
            if line.tone in _CHARACTER_STYLES:
                run.style = self._document.styles[_CHARACTER_STYLES[line.tone]]
        return paragraph

    def paragraph(self, text: Cell | str, *, style: str = "Normal") -> None:
        pieces = (Line(text),) if isinstance(text, str) else text
        self._write(self._document.add_paragraph(style=style), pieces)

    def title(self, text: str, subtitle: str = "") -> None:
        self.paragraph(text, style="Title")
        if subtitle:
            self.paragraph(subtitle, style="Subtitle")

    def heading(self, text: str, *, level: int = 1) -> None:
        self.paragraph(text, style=f"Heading {level}")

    def note(self, text: str) -> None:
        self.paragraph(text, style=NOTE)

    def caption(self, label: str, text: str, *, is_above: bool) -> None:
        """``图 1　…``: the number is a field, so that pasted captions are counted anew."""
        number = self._counts[label] = self._counts.get(label, 0) + 1
        paragraph = self._document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = is_above
        paragraph.add_run(f"{label} ")
        _field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
        paragraph.add_run("\u3000" + visible(text))

    # ── pictures ─────────────────────────────────────────────────────────────────────

    def picture(self, png: bytes, *, width: float, description: str, place: Any = None) -> None:
        """A PNG ``width`` millimetres wide; ``description`` is its alternative text.

        Raises
        ------
        ExportError
            If the bytes are no PNG.
        """
        from docx.oxml.ns import qn
        from docx.shared import Mm

        if not png.startswith(PNG_START):
            raise ExportError("the figure of a Word document is given as a PNG; this is none")
        paragraph = place if place is not None else self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        drawing = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width))
        properties = drawing._inline.find(qn("wp:docPr"))
        properties.set("descr", visible(description))

    # ── tables ───────────────────────────────────────────────────────────────────────

    def table(
        self, columns: Sequence[TableColumn], rows: Sequence[TableRow], *, is_dense: bool = False
    ) -> None:
        """A table over the text's width; its first row repeats on every page."""
        table = self._document.add_table(rows=0, cols=len(columns))
        table.style = self._document.styles[TABLE_STYLE]
        table.autofit = False
        widths = self._widths(columns)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        style = TABLE_DENSE if is_dense else TABLE_TEXT
        head = TableRow(tuple(lines(c.title) for c in columns))
        self._row(table, head, widths, columns, style=style)
        _repeat(table.rows[0])
        for row in rows:
            self._row(table, row, widths, columns, style=style)

    def _widths(self, columns: Sequence[TableColumn]) -> list[Any]:
        from docx.shared import Mm

        whole = sum(c.share for c in columns)
        return [Mm(self.text_width * c.share / whole) for c in columns]

    def _row(
        self,
        table: Any,
        row: TableRow,
        widths: Sequence[Any],
        columns: Sequence[TableColumn],
        *,
        style: str,
    ) -> None:
        drawn = table.add_row()
        _keep_whole(drawn)
        cells = drawn.cells
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
        if row.is_group:
            merged = cells[0].merge(cells[-1])
            _shade(merged, _GROUP_FILL)
            self._cell(merged, row.cells[0], style=GROUP_TEXT, is_number=False)
            return
        for cell, content, column in zip(cells, row.cells, columns, strict=True):
            self._cell(cell, content, style=style, is_number=column.is_number)

    def _cell(self, cell: Any, content: Cell, *, style: str, is_number: bool) -> None:
        """Every line of a cell is a paragraph of its own."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        for rank, line in enumerate(content or (Line(""),)):
            # A merged cell comes with one empty paragraph, and so does a fresh one.
            paragraph = cell.paragraphs[0] if rank == 0 else cell.add_paragraph()
            paragraph.style = self._document.styles[style]
            if is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._write(paragraph, (line,) if content else ())

    # ── the file ─────────────────────────────────────────────────────────────────────

    def to_bytes(self) -> bytes:
        """The document as a file, with fixed dates: same content, same bytes."""
        packed = io.BytesIO()
        self._document.save(packed)
        return zipped(unzipped(packed.getvalue()))

    def write(self, path: Path) -> None:
        """Write the file."""
        path.write_bytes(self.to_bytes())


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _shade(cell: Any, fill: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
