"""County sheets as Word documents, from blocks and sections in words that the caller gives.

The same blocks in the same order as the HTML page, in the sizes that it has: narrow margins, small
type, columns. Where a line or a page ends is up to Word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from geo.export.docx.document import Piece, TableColumn, TableRow, Text
from geo.export.docx.sheet import Look, Paragraph, SheetDocument, run_on
from geo.records.written import Typology
from geo.vocabulary import Language


class SheetLine(Protocol):
    """A stretch of text; ``tone`` is ``plain``, ``strong``, ``quiet`` or a standing."""

    @property
    def text(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def typology(self) -> Typology | None: ...


class SheetEntry(Protocol):
    """Lines that run on after a label."""

    @property
    def label(self) -> str: ...
    @property
    def lines(self) -> Sequence[SheetLine]: ...


class SheetGroup(Protocol):
    """Entries under a chapter, and under a document where one begins."""

    @property
    def title(self) -> str: ...
    @property
    def aside(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def entries(self) -> Sequence[SheetEntry]: ...


class SheetBlock(Protocol):
    """A heading, a note, and groups of entries in columns."""

    @property
    def heading(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def groups(self) -> Sequence[SheetGroup]: ...
    @property
    def columns(self) -> int: ...
    @property
    def is_small(self) -> bool: ...
    @property
    def runs_on(self) -> bool: ...
    @property
    def more(self) -> str: ...


class SheetStep(Protocol):
    """Points, height of a line by points, and millimetres."""

    @property
    def body(self) -> float: ...
    @property
    def small(self) -> float: ...
    @property
    def leading(self) -> float: ...
    @property
    def map_width(self) -> float: ...


class SheetPage(Protocol):
    """What stands beside the map and below it."""

    @property
    def step(self) -> SheetStep: ...
    @property
    def beside(self) -> Sequence[SheetBlock]: ...
    @property
    def below(self) -> Sequence[SheetBlock]: ...


class SheetRow(Protocol):
    """A row of a table of the annex."""

    @property
    def cells(self) -> Sequence[Sequence[SheetLine]]: ...
    @property
    def is_group(self) -> bool: ...


class SheetColumn(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def share(self) -> int: ...


class SheetSection(Protocol):
    """A heading, a note and a table: the annex has them."""

    @property
    def heading(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def columns(self) -> Sequence[SheetColumn]: ...
    @property
    def rows(self) -> Sequence[SheetRow]: ...
    @property
    def is_dense(self) -> bool: ...


class SheetFact(Protocol):
    """A label and its lines."""

    @property
    def label(self) -> str: ...
    @property
    def lines(self) -> Sequence[SheetLine]: ...


@dataclass(frozen=True)
class CountyContent:
    """A county sheet in words. ``png`` is the small map, empty for none."""

    title: str
    subtitle: str
    facts: Sequence[SheetFact]
    page: SheetPage
    closing: Sequence[str]
    annex_title: str = ""
    annex: Sequence[SheetSection] = ()
    png: bytes = b""
    png_description: str = ""
    legend_title: str = ""
    legend: Sequence[SheetLine] = ()


#: What is the same on every sheet.
TITLE = Look("Title", 18, 1.15, after=1, is_strong=True, keeps_next=True)
FACTS = Look("Facts", 8, 1.35, before=1, after=1, is_ruled=True)
HEADING = Look("Heading", 9.5, 1.25, before=2, is_strong=True, is_accent=True, keeps_next=True)
NOTE = Look("Note", 6.5, 1.3)
LEGEND = Look("Legend", 7, 1.45)


def swatch(typology: Typology) -> Piece:
    """A coloured character that stands for the typology's pattern."""
    pattern = typology.pattern
    shapes = {"solid": "■", "outline": "□", "hatch": "▨", "mark": pattern.symbol}
    return Piece(shapes[pattern.kind] + " ", colour=typology.colour)


def _pieces(line: SheetLine) -> list[Piece]:
    is_marked = line.tone in ("derived", "candidate")
    shown = Piece(
        line.text,
        is_strong=line.tone == "strong" or is_marked,
        is_quiet=line.tone == "quiet",
    )
    return [swatch(line.typology), shown] if line.typology else [shown]


def _entry(entry: SheetEntry) -> list[Piece]:
    label = [Piece(entry.label)] if entry.label else []
    found: list[Piece] = []
    for rank, line in enumerate(entry.lines):
        found += [Piece("  ")] * bool(rank) + _pieces(line)
    return label + found


def _group(group: SheetGroup, look: Look, *, runs_on: bool) -> list[Paragraph]:
    strong = Look(
        "Group", look.points, look.leading, is_strong=True, is_accent=True, keeps_next=True
    )
    document = Look("Document", look.points, look.leading, keeps_next=True)
    found = []
    if group.title:
        aside = [Piece("  " + group.aside, is_quiet=True)] if group.aside else []
        found.append(Paragraph(document, [Piece(group.title, is_strong=True), *aside]))
    entries = [_entry(e) for e in group.entries]
    if runs_on:
        heading = [[Piece(group.heading, is_strong=True)]] if group.heading else []
        return [*found, Paragraph(look, run_on([*heading, *entries]))]
    if group.heading:
        found.append(Paragraph(strong, [Piece(group.heading)]))
    return found + [Paragraph(look, text) for text in entries]


def _head(block: SheetBlock) -> list[Paragraph]:
    """Heading and note of a block; one that goes on after another has none."""
    return [Paragraph(HEADING, [Piece(block.heading)], block.note)] if block.heading else []


def _entries(block: SheetBlock, step: SheetStep) -> list[Paragraph]:
    points = step.small if block.is_small else step.body
    leading = step.leading - (0.05 if block.is_small else 0.0)
    indent = 0 if block.runs_on else points
    kind = "Run" if block.runs_on else "Small" if block.is_small else "Body"
    look = Look(kind, points, leading, after=0 if block.is_small else 1.2, hanging=indent)
    return [p for g in block.groups for p in _group(g, look, runs_on=block.runs_on)]


def _more(block: SheetBlock) -> list[Paragraph]:
    return [Paragraph(NOTE, [Piece(block.more, is_strong=True)])] if block.more else []


def _row(row: SheetRow, *, is_dense: bool) -> TableRow:
    """In a dense table the lines of a cell run on."""
    if not (is_dense or row.is_group):
        return TableRow([[_pieces(line) for line in cell] for cell in row.cells])
    cells: list[list[Text]] = [[run_on([_pieces(line) for line in cell])] for cell in row.cells]
    return TableRow(cells, row.is_group)


class _Writer:
    """Writes sheets into one document."""

    def __init__(self, document: SheetDocument) -> None:
        self.document = document

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> None:
        for paragraph in paragraphs:
            self.document.set(paragraph)

    def sheet(self, content: CountyContent) -> None:
        document = self.document
        document.next_page()
        title = Paragraph(TITLE, [Piece(content.title)], content.subtitle)
        self.paragraphs([title, _facts(content.facts)])
        self._around_map(content)
        for block in content.page.below:
            self._block(block, content.page.step)
        self.paragraphs(Paragraph(NOTE, [Piece(n, is_quiet=True)]) for n in content.closing)
        if content.annex:
            self._annex(content)

    def _around_map(self, content: CountyContent) -> None:
        page = content.page
        left = [
            paragraph
            for block in page.beside
            for paragraph in (*_head(block), *_entries(block, page.step), *_more(block))
        ]
        if not content.png:
            self.paragraphs(left)
            return
        below = [Piece(content.legend_title)] if content.legend else []
        for line in content.legend:
            below += [*_pieces(line), Piece("\u3000")]
        self.document.beside_map(
            left,
            content.png,
            Paragraph(LEGEND, below),
            width=page.step.map_width,
            alt=content.png_description,
        )

    def _block(self, block: SheetBlock, step: SheetStep) -> None:
        self.paragraphs(_head(block))
        if block.columns > 1:
            self.document.columns(block.columns)
        self.paragraphs(_entries(block, step))
        if block.columns > 1:
            self.document.columns(1)
        self.paragraphs(_more(block))

    def _annex(self, content: CountyContent) -> None:
        document = self.document
        document.next_page()
        document.heading(f"{content.title}　{content.annex_title}", level=1)
        for section in content.annex:
            document.heading(section.heading, level=2)
            if section.note:
                document.note(section.note)
            columns = [TableColumn(c.title, c.share) for c in section.columns]
            rows = [_row(r, is_dense=False) for r in section.rows]
            document.table(columns, rows, is_dense=section.is_dense)


def _facts(facts: Sequence[SheetFact]) -> Paragraph:
    """``代码 500154　上级 重庆市``: labels and values on one line."""
    found: list[Piece] = []
    for fact in facts:
        found.append(Piece(fact.label + " ", is_quiet=True))
        for line in fact.lines:
            found += _pieces(line)
        found.append(Piece("\u3000 "))
    return Paragraph(FACTS, found)


def write_county(content: CountyContent, path: Path, *, language: Language) -> None:
    """Write one county sheet.

    Raises
    ------
    ExportError
        If the map is no PNG.
    """
    write_counties(content.title, [content], path, language=language)


def write_counties(
    title: str, contents: Iterable[CountyContent], path: Path, *, language: Language
) -> None:
    """Write several sheets into one document, each from a new page.

    Raises
    ------
    ExportError
        If a map is no PNG.
    """
    document = SheetDocument(title, language=language)
    document.page_numbers()
    writer = _Writer(document)
    for content in contents:
        writer.sheet(content)
    document.write(path)
