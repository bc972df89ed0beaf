"""An edition's report as a Word document."""

from __future__ import annotations

from pathlib import Path

from geo.content.edition_report import EditionReport
from geo.content.edition_words import EditionWords
from geo.content.lines import CaptionedTable
from geo.export.docx.document import LEGEND_ENTRY, PageKind, WordDocument

#: Millimetres: an A4 landscape figure with its caption and source on a landscape page.
FIGURE_WIDTH = 226.0


def _legend(document: WordDocument, report: EditionReport) -> None:
    document.heading(report.legend.heading)
    for part in report.legend.parts:
        document.heading(part.heading, level=2)
        for entry in part.entries:
            document.paragraph(entry, style=LEGEND_ENTRY)
    if report.legend.note:
        document.note(report.legend.note)


def _figure(document: WordDocument, report: EditionReport, png: bytes, words: EditionWords) -> None:
    document.turn_to(PageKind.LANDSCAPE)
    document.picture(png, width=FIGURE_WIDTH, description=report.figure.description)
    document.caption(words.say("figure"), report.figure.caption, is_above=False)
    document.note(report.figure.source)
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


def write_edition(
    report: EditionReport, path: Path, words: EditionWords, *, figure: bytes = b""
) -> None:
    """Write the document of one edition.

    Parameters
    ----------
    figure : bytes
        PNG of the edition's figure, empty for none.

    Raises
    ------
    ExportError
        If the figure is no PNG.
    """
    document = WordDocument(report.title, voice=words.voice)
    document.title(report.title, report.subtitle)
    _legend(document, report)
    if figure:
        _figure(document, report, figure, words)
    document.heading(report.statistics_heading)
    for table in report.statistics:
        _table(document, table, words)
    document.heading(report.list_heading)
    _table(document, report.list, words)
    _sources(document, report)
    document.write(path)
