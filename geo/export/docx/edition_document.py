"""An edition's report as a Word document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geo.content.edition_report import EditionReport, ReportPart
from geo.content.edition_words import EditionWords
from geo.content.lines import CaptionedTable
from geo.export.docx.document import LEGEND_ENTRY, PNG_START, PageKind, WordDocument

#: Millimetres: an A4 landscape figure with its caption and source on a landscape page.
FIGURE_WIDTH = 226.0
A4_LANDSCAPE_SHARE = 210 / 297


def _legend(document: WordDocument, part: ReportPart) -> None:
    document.heading(part.legend.heading)
    for group in part.legend.parts:
        document.heading(group.heading, level=2)
        for entry in group.entries:
            document.paragraph(entry, style=LEGEND_ENTRY)
    if part.legend.note:
        document.note(part.legend.note)


def _sheets(png: bytes) -> list[bytes]:
    """A figure's sheets, which are under each other in one picture, as pictures of their own."""
    if not png.startswith(PNG_START):
        return [png]  # what is no picture is refused where it is put in
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        tall = round(picture.width * A4_LANDSCAPE_SHARE)
        if picture.height <= tall + 1:
            return [png]
        tops = range(0, picture.height, tall)
        boxes = [(0, top, picture.width, min(top + tall, picture.height)) for top in tops]
        return [_png(picture.crop(box)) for box in boxes]


def _png(picture: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _figure(document: WordDocument, part: ReportPart, png: bytes, words: EditionWords) -> None:
    document.turn_to(PageKind.LANDSCAPE)
    for sheet in _sheets(png):
        document.picture(sheet, width=FIGURE_WIDTH, description=part.figure.description)
    document.caption(words.say("figure"), part.figure.caption, is_above=False)
    document.note(part.figure.source)
    document.turn_to(PageKind.PORTRAIT)


def _table(document: WordDocument, table: CaptionedTable, words: EditionWords) -> None:
    document.caption(words.say("table"), table.caption, is_above=True)
    document.table(table.columns, table.rows, is_dense=table.is_dense)
    if table.note:
        document.note(table.note)


def _sources(document: WordDocument, report: EditionReport) -> None:
    document.heading(report.sources.heading)
    for paragraph in report.sources.documents:
        document.paragraph(paragraph)
    for note in report.sources.notes:
        document.note(note)


def _part(document: WordDocument, part: ReportPart, png: bytes, words: EditionWords) -> None:
    _legend(document, part)
    if png:
        _figure(document, part, png, words)
    document.heading(part.statistics_heading)
    for table in part.statistics:
        _table(document, table, words)
    document.heading(part.list_heading)
    _table(document, part.list, words)


def write_edition(
    report: EditionReport, path: Path, words: EditionWords, *, figures: Sequence[bytes] = ()
) -> None:
    """Write the document of one edition.

    Parameters
    ----------
    figures : sequence of bytes
        A PNG per part of the report, or none at all.

    Raises
    ------
    ExportError
        If a figure is no PNG.
    """
    document = WordDocument(report.title, voice=words.voice)
    document.title(report.title, report.subtitle)
    for part, png in zip(report.parts, figures or [b""] * len(report.parts), strict=True):
        _part(document, part, png, words)
    _sources(document, report)
    document.write(path)
