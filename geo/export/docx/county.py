"""A county sheet as a Word document, from sections in words that the caller gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from geo.export.docx.document import Piece, TableColumn, TableRow, Text, WordDocument
from geo.models import Typology
from geo.vocabulary import Language

#: Millimetres.
MARGIN = 15.0
MAP_WIDTH = 84.0


class SheetLine(Protocol):
    """One line of a cell; ``tone`` is ``plain``, ``strong``, ``quiet`` or a standing."""

    @property
    def text(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def typology(self) -> Typology | None: ...


class SheetRow(Protocol):
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
    """A heading, a note and a table."""

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
    sections: Sequence[SheetSection]
    closing: Sequence[str]
    png: bytes = b""
    png_description: str = ""
    legend_title: str = ""
    legend: Sequence[SheetLine] = ()


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


def _facts(facts: Sequence[SheetFact]) -> list[Text]:
    """``代码　500154``; further lines of a fact stand on the same line."""
    found: list[Text] = []
    for fact in facts:
        pieces = [Piece(fact.label + "\u3000", is_quiet=True)]
        for rank, line in enumerate(fact.lines):
            pieces += [Piece("\u3000")] * bool(rank) + _pieces(line)
        found.append(pieces)
    return found


def _row(row: SheetRow, *, is_dense: bool) -> TableRow:
    """In a dense table the lines of a cell run on."""
    if not (is_dense or row.is_group):
        return TableRow([[_pieces(line) for line in cell] for cell in row.cells])
    cells = []
    for cell in row.cells:
        pieces: list[Piece] = []
        for rank, line in enumerate(cell):
            pieces += [Piece("\u3000")] * bool(rank) + _pieces(line)
        cells.append([pieces])
    return TableRow(cells, row.is_group)


def write_county(content: CountyContent, path: Path, *, language: Language) -> None:
    """Write one county sheet.

    Raises
    ------
    ExportError
        If the map is no PNG.
    """
    document = WordDocument(content.title, language=language, margin=MARGIN)
    document.page_numbers()
    document.title(content.title, content.subtitle)
    facts = _facts(content.facts)
    if content.png:
        below = [Piece(content.legend_title)]
        for line in content.legend:
            below += [*_pieces(line), Piece("\u3000")]
        document.beside(
            facts, content.png, below, width=MAP_WIDTH, description=content.png_description
        )
    else:
        for fact in facts:
            document.paragraph(fact)
    for section in content.sections:
        document.heading(section.heading, level=2)
        if section.note:
            document.note(section.note)
        if section.rows:
            columns = [TableColumn(c.title, c.share) for c in section.columns]
            rows = [_row(r, is_dense=section.is_dense) for r in section.rows]
            document.table(columns, rows, is_dense=section.is_dense)
    for note in content.closing:
        document.note(note)
    document.write(path)
