"""County sheets as Word documents.

The same blocks in the same order as the HTML page, in the sizes that it has: narrow margins, small
type, columns. Where a line or a page ends is up to Word.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geo.content.county_sheet import CountySheet, SheetHead, SheetWords
from geo.content.county_sheet.blocks import SheetBlock, SheetEntry, SheetGroup
from geo.content.county_sheet.density import Density
from geo.content.lines import Cell, Line, lines
from geo.export.docx.sheet_document import (
    CountySheetDocument,
    Paragraph,
    SheetStyle,
    TypeSize,
    run_on,
)

#: Between lines of one paragraph, and between entries that run on.
_GAP, _WIDE_GAP = Line("  "), Line("\u3000")


def _entry(entry: SheetEntry) -> Cell:
    found = [Line(entry.label)] if entry.label else []
    for rank, line in enumerate(entry.lines):
        found += [_GAP, line] if rank else [line]
    return tuple(found)


def _group(
    group: SheetGroup, style: SheetStyle, size: TypeSize, *, runs_on: bool
) -> list[Paragraph]:
    found = []
    if group.title:
        aside = lines(group.aside and "  " + group.aside, tone="quiet")
        found.append(
            Paragraph(SheetStyle.DOCUMENT, (Line(group.title, "strong"), *aside), size=size)
        )
    entries = [_entry(e) for e in group.entries]
    if runs_on:
        heading = [lines(group.heading, tone="strong")] if group.heading else []
        return [*found, Paragraph(style, run_on([*heading, *entries]), size=size)]
    if group.heading:
        found.append(Paragraph(SheetStyle.GROUP, (Line(group.heading),), size=size))
    return found + [Paragraph(style, text, size=size) for text in entries]


def _heading(block: SheetBlock) -> list[Paragraph]:
    """Heading and note of a block; one that goes on after another has none."""
    return (
        [Paragraph(SheetStyle.HEADING, (Line(block.heading),), block.note)] if block.heading else []
    )


def _entries(block: SheetBlock, density: Density) -> list[Paragraph]:
    size = TypeSize(density.body, density.leading)
    style = SheetStyle.BODY
    if block.is_small:
        size = TypeSize(density.small, density.leading - 0.05)
        style = SheetStyle.RUN if block.runs_on else SheetStyle.SMALL
    return [p for g in block.groups for p in _group(g, style, size, runs_on=block.runs_on)]


def _more(block: SheetBlock) -> list[Paragraph]:
    return [Paragraph(SheetStyle.NOTE, (Line(block.more, "strong"),))] if block.more else []


def _title(head: SheetHead) -> str:
    return " ".join(filter(None, (head.name, head.second_name)))


def _facts(head: SheetHead) -> Paragraph:
    """``代码 500154　上级 重庆市``: labels and values on one line."""
    found: list[Line] = []
    for fact in head.facts:
        found += [Line(fact.label + " ", "quiet"), Line(fact.value), Line("\u3000 ")]
    return Paragraph(SheetStyle.FACTS, tuple(found))


class _Writer:
    """Writes sheets into one document."""

    def __init__(self, document: CountySheetDocument, words: SheetWords) -> None:
        self.document, self.words = document, words

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> None:
        for paragraph in paragraphs:
            self.document.set(paragraph)

    def sheet(self, sheet: CountySheet) -> None:
        self.document.next_page()
        title = Paragraph(SheetStyle.TITLE, (Line(_title(sheet.head)),), self.words.say("kicker"))
        self.paragraphs([title, _facts(sheet.head)])
        self._around_map(sheet)
        for block in sheet.front.below:
            self._block(block, sheet.front.density)
        self.paragraphs(
            Paragraph(SheetStyle.NOTE, (Line(text, "quiet"),)) for text in sheet.closing
        )
        if sheet.annex:
            self._annex(sheet)

    def _around_map(self, sheet: CountySheet) -> None:
        density = sheet.front.density
        beside = [
            paragraph
            for block in sheet.front.beside
            for paragraph in (*_heading(block), *_entries(block, density), *_more(block))
        ]
        if not sheet.png:
            self.paragraphs(beside)
            return
        key = lines(self.words.say("map-legend")) if sheet.legend else ()
        legend = (piece for line in sheet.legend for piece in (line, _WIDE_GAP))
        self.document.beside_map(
            beside,
            sheet.png,
            Paragraph(SheetStyle.LEGEND, (*key, *legend)),
            width=density.map_width,
            alt=self.words.say("map-alt", county=sheet.head.name),
        )

    def _block(self, block: SheetBlock, density: Density) -> None:
        self.paragraphs(_heading(block))
        if block.columns > 1:
            self.document.columns(block.columns)
        self.paragraphs(_entries(block, density))
        if block.columns > 1:
            self.document.columns(1)
        self.paragraphs(_more(block))

    def _annex(self, sheet: CountySheet) -> None:
        document = self.document
        document.next_page()
        document.heading(f"{_title(sheet.head)}　{self.words.say('annex')}", level=1)
        for section in sheet.annex:
            document.heading(section.heading, level=2)
            if section.note:
                document.note(section.note)
            document.table(section.columns, section.rows, is_dense=section.is_dense)


def write_county(sheet: CountySheet, path: Path, words: SheetWords) -> None:
    """Write one county sheet.

    Raises
    ------
    ExportError
        If the map is no PNG.
    """
    write_counties(_title(sheet.head), [sheet], path, words)


def write_counties(
    title: str, sheets: Iterable[CountySheet], path: Path, words: SheetWords
) -> None:
    """Write several sheets into one document, each from a new page.

    Raises
    ------
    ExportError
        If a map is no PNG.
    """
    document = CountySheetDocument(title, voice=words.voice)
    writer = _Writer(document, words)
    for sheet in sheets:
        writer.sheet(sheet)
    document.write(path)
