"""A comparison as a workbook: a summary, and one row per change.

Codes are text; text that a spreadsheet would run as a formula is neutralised as in the CSV
tables. Same values, same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.content.changes import ChangesSummary
from geo.export.archive import same_bytes, text_width
from geo.export.xlsx import A4_PAPER, HEADER_FILL, NARROWEST, WIDEST
from geo.safe import excel_cell
from geo.vocabulary import Language
from geo.voice.texts import text

#: Columns of the worksheet of changes, in order; ``field-<name>`` in the texts heads each.
COLUMNS = (
    "kind",
    "county_code",
    "county_name",
    "prefecture_name",
    "province_name",
    "document_name",
    "document_id",
    "clause",
    "before",
    "after",
)
_SUMMARY_WIDTHS = {"A": 18, "B": 70, "C": 26, "D": 14, "E": 12}


class _ChangesBook:
    """A write-only workbook and the styles that its cells share."""

    def __init__(self, language: Language) -> None:
        from openpyxl import Workbook  # type: ignore[import-untyped]  # ships no stubs
        from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]  # ships no stubs

        self.language = language
        self.book = Workbook(write_only=True)
        self.book.properties.creator = "county-typology"
        self.bold = {"font": Font(bold=True)}
        self.large = {"font": Font(bold=True, size=14)}
        self.wrap = {"alignment": Alignment(wrap_text=True, vertical="top")}
        self.head = {**self.bold, **self.wrap, "fill": PatternFill("solid", fgColor=HEADER_FILL)}

    def say(self, key: str) -> str:
        return text("changes", key, self.language)

    def cell(self, sheet: Any, value: str | int, style: Mapping[str, Any]) -> Any:
        from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # ships no stubs

        is_text = isinstance(value, str)
        cell = WriteOnlyCell(sheet, value=excel_cell(value) if isinstance(value, str) else value)
        if is_text:
            cell.data_type = "s"
        for name, chosen in style.items():
            setattr(cell, name, chosen)
        return cell

    def row(self, sheet: Any, values: Sequence[str | int], style: Mapping[str, Any]) -> None:
        sheet.append([self.cell(sheet, value, style) for value in values])

    def summary(self, summary: ChangesSummary) -> None:
        sheet = self.book.create_sheet(self.say("sheet-summary"))
        for letter, width in _SUMMARY_WIDTHS.items():
            sheet.column_dimensions[letter].width = width
        _paper(sheet)
        self.row(sheet, [self.say("heading")], self.large)
        pairs = (
            ("summary-result", summary.verdict),
            ("memo", summary.memo),
            ("old", summary.old),
            ("new", summary.new),
            ("how", self.say("how-note")),
            ("review", self.say("summary-note")),
        )
        for key, value in pairs:
            self.row(sheet, [self.say(key), value], self.wrap)
        sheet.append([])
        self.row(sheet, [self.say("summary-counts"), ""], self.head)
        for kind, count in summary.counts.items():
            self.row(sheet, [kind, count], self.wrap)
        sheet.append([])
        heads = ["", *map(self.say, ("documents", "number", "issued", "side"))]
        self.row(sheet, heads, self.head)
        for found in summary.documents:
            values = (found.title, found.number, found.issued, self.say(f"side-{found.side}"))
            self.row(sheet, ["", *values], self.wrap)

    def changes(self, rows: Sequence[Mapping[str, str]]) -> None:
        from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # ships no stubs

        sheet = self.book.create_sheet(self.say("sheet-changes"))
        heads = [self.say(f"field-{name}") for name in COLUMNS]
        body = [[row[name] for name in COLUMNS] for row in rows]
        for number, column in enumerate(zip(heads, *body, strict=True), start=1):
            widest = max(map(text_width, column))
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = min(max(widest, NARROWEST), WIDEST)
        sheet.freeze_panes = "D2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(body) + 1}"
        sheet.print_title_rows = "1:1"
        _paper(sheet)
        self.row(sheet, heads, self.head)
        for values in body:
            self.row(sheet, values, self.wrap)

    def saved(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return same_bytes(target.getvalue())


def _paper(sheet: Any) -> None:
    """A4 across, as wide as the page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4_PAPER
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def write_changes(
    summary: ChangesSummary,
    rows: Sequence[Mapping[str, str]],
    path: Path,
    *,
    language: Language | str = Language.ZH,
) -> None:
    """Write the workbook to exactly ``path``.

    Parameters
    ----------
    summary : ChangesSummary
        In the words of ``language``.
    rows : sequence of mapping of str to str
        One per change, with :data:`COLUMNS`; ``kind`` in words.
    """
    book = _ChangesBook(Language(language))
    book.summary(summary)
    book.changes(rows)
    path.write_bytes(book.saved())
