"""Lists as a workbook that a planner edits in Excel and that is read back.

One row per county and clause. Grey columns are informative: they are computed from the written form
and are not read back. A second, hidden sheet keeps a digest per layer, so that reading back can
distinguish the planner's changes from changes made in the lists meanwhile.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geo.errors import ExportError
from geo.export.archive import same_bytes
from geo.safe import FORMULA_STARTS, survives_excel
from geo.vocabulary import Language, Stage
from geo.voice.texts import section, text

#: Columns in order; their headings are in the texts, section ``sheet``, as ``column-<name>``.
COLUMNS = (
    "document_id",
    "clause",
    "typology_name",
    "subtype",
    "status",
    "stage",
    "as_written",
    "county_name",
    "county_code",
    "parents",
    "note",
)
#: Computed from the written form; never read back.
INFORMATIVE = frozenset({"county_name", "county_code", "parents"})
#: Name of the hidden sheet of digests. It is the same in all languages: programs read it.
BASE_SHEET = "_base"
OPTIONS_SHEET = "_options"
BASE_COLUMNS = ("document_id", "clause", "typology", "subtype", "status", "digest")

_WIDTHS = {
    "document_id": 34, "clause": 10, "typology_name": 16, "subtype": 18, "status": 30, "stage": 10,
    "as_written": 16, "county_name": 20, "county_code": 10, "parents": 26, "note": 60,
}  # fmt: skip
#: Validation reaches this far below the last row, for rows that a planner adds.
_SPARE_ROWS = 1000
_GREY, _HEADER = "EDEDED", "DCE6EF"


@dataclass(frozen=True)
class LayerId:
    """What identifies one layer among all documents. ``typology`` is a key."""

    document_id: str
    clause: str
    typology: str
    subtype: str = ""
    status: str = ""


@dataclass(frozen=True)
class EditingRow:
    """One row. ``as_written`` is empty for a layer that names no county.

    ``sheet`` and ``number`` (1-based) say where the row was read; an exported row has none.
    """

    document_id: str
    clause: str
    typology_name: str
    subtype: str = ""
    status: str = ""
    stage: str = ""
    as_written: str = ""
    county_name: str = ""
    county_code: str = ""
    parents: str = ""
    note: str = ""
    sheet: str = ""
    number: int = 0


def layer_digest(members: Sequence[str], stage: str, note: str) -> str:
    """A digest of a layer's content; the order of its members does not matter."""
    parts = [*sorted(members), stage, note]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def stage_word(stage: Stage | str | None, language: Language | str = Language.ZH) -> str:
    return text("sheet", f"stage-{stage}", language) if stage else ""


def headings(language: Language | str = Language.ZH) -> tuple[str, ...]:
    """Headings of :data:`COLUMNS` in one language."""
    return tuple(text("sheet", f"column-{c}", language) for c in COLUMNS)


def write_sheet(
    rows: Sequence[EditingRow],
    path: Path,
    *,
    base: Mapping[LayerId, str],
    typology_names: Sequence[str],
    language: Language | str = Language.ZH,
) -> None:
    """Write the workbook to exactly ``path``; same rows, same bytes.

    Parameters
    ----------
    rows : sequence of EditingRow
        ``stage`` is a key of :class:`~geo.vocabulary.Stage`.
    base : mapping of LayerId to str
        Digest of every exported layer (:func:`layer_digest`).
    typology_names : sequence of str
        Choices of the column of types.

    Raises
    ------
    ExportError
        If a text is not allowed in a cell; the message says which.
    """
    book = _Book(Language(language))
    book.lists(rows, typology_names, sorted({r.document_id for r in rows}))
    book.base(base)
    path.write_bytes(same_bytes(book.saved()))


class _Book:
    def __init__(self, language: Language) -> None:
        from openpyxl import Workbook  # type: ignore[import-untyped]  # ships no stubs

        self.language = language
        self.book = Workbook()
        self.book.properties.creator = "county-typology"

    def _put(self, sheet: Any, row: int, column: int, value: str) -> Any:
        """A text cell: never a formula, and marked as text so that editing it makes none."""
        if not survives_excel(value):
            raise ExportError(text("sheet", "unwritable", self.language, value=repr(value[:60])))
        cell = sheet.cell(row, column)
        if value:
            cell.value = value
            cell.data_type = "s"
            cell.number_format = "@"
            cell.quotePrefix = value.startswith((*FORMULA_STARTS, "'"))
        return cell

    def lists(
        self, rows: Sequence[EditingRow], typology_names: Sequence[str], documents: Sequence[str]
    ) -> None:
        sheet = self.book.active
        sheet.title = text("sheet", "sheet-lists", self.language)
        self._header(sheet)
        for number, row in enumerate(rows, start=2):
            shown = replace(row, stage=stage_word(row.stage, self.language))
            for column, name in enumerate(COLUMNS, start=1):
                cell = self._put(sheet, number, column, getattr(shown, name))
                if name in INFORMATIVE:
                    cell.fill = self._fill(_GREY)
        sheet.freeze_panes = "D2"
        last = len(rows) + 1
        sheet.auto_filter.ref = f"A1:{_letter(len(COLUMNS))}{max(last, 2)}"
        options = (documents, typology_names, [stage_word(s, self.language) for s in Stage])
        self._validate(sheet, options, last + _SPARE_ROWS)
        self._options(options)

    def _fill(self, colour: str) -> Any:
        from openpyxl.styles import PatternFill  # type: ignore[import-untyped]  # ships no stubs

        return PatternFill("solid", fgColor=colour)

    def _header(self, sheet: Any) -> None:
        from openpyxl.comments import Comment  # type: ignore[import-untyped]  # ships no stubs
        from openpyxl.styles import Font

        named = zip(COLUMNS, headings(self.language), strict=True)
        for column, (name, heading) in enumerate(named, start=1):
            cell = self._put(sheet, 1, column, heading)
            cell.font = Font(bold=True)
            cell.fill = self._fill(_GREY if name in INFORMATIVE else _HEADER)
            about = text("sheet", f"comment-{name}", self.language)
            cell.comment = Comment(about, "county-typology", height=110, width=300)
            sheet.column_dimensions[_letter(column)].width = _WIDTHS[name]
            # Whole columns are text, so that Excel makes no number of what a planner types.
            sheet.column_dimensions[_letter(column)].number_format = "@"

    def _validate(self, sheet: Any, options: Sequence[Sequence[str]], last: int) -> None:
        from openpyxl.worksheet.datavalidation import (  # type: ignore[import-untyped]  # no stubs
            DataValidation,
        )

        for i, name in enumerate(("document_id", "typology_name", "stage")):
            letter = _letter(i + 1)
            # A blank cell in the range would let every value pass.
            source = f"{OPTIONS_SHEET}!${letter}$1:${letter}${len(options[i])}"
            rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=True)
            self._attach(sheet, rule, f"choose-{name}", (name,), last)
        # Text typed here has no effect; protecting the sheet instead would forbid deleting rows.
        rule = DataValidation("custom", formula1="FALSE", allow_blank=True, showErrorMessage=True)
        self._attach(sheet, rule, "informative", ("county_name", "county_code", "parents"), last)

    def _attach(self, sheet: Any, rule: Any, key: str, columns: Sequence[str], last: int) -> None:
        rule.error = text("sheet", key, self.language)
        rule.errorTitle = text("sheet", "sheet-lists", self.language)
        for name in columns:
            letter = _letter(COLUMNS.index(name) + 1)
            rule.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(rule)

    def _options(self, options: Sequence[Sequence[str]]) -> None:
        sheet = self.book.create_sheet(OPTIONS_SHEET)
        sheet.sheet_state = "hidden"
        for column, choices in enumerate(options, start=1):
            for row, choice in enumerate(choices, start=1):
                self._put(sheet, row, column, choice)

    def base(self, digests: Mapping[LayerId, str]) -> None:
        sheet = self.book.create_sheet(BASE_SHEET)
        sheet.sheet_state = "hidden"
        for column, heading in enumerate(BASE_COLUMNS, start=1):
            self._put(sheet, 1, column, heading)
        for row, (layer, digest) in enumerate(digests.items(), start=2):
            for column, name in enumerate(BASE_COLUMNS[:-1], start=1):
                self._put(sheet, row, column, getattr(layer, name))
            self._put(sheet, row, len(BASE_COLUMNS), digest)

    def saved(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def _letter(column: int) -> str:
    return chr(ord("A") + column - 1)


def known_heading(written: str) -> str | None:
    """The column that a heading names, in any language."""
    for language in Language:
        texts = section("sheet", language)
        for name in COLUMNS:
            if written in (name, texts[f"column-{name}"]):
                return name
    return None
