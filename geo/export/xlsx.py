"""One Excel workbook of an edition, for people who filter and sort.

Headings and values are in the requested language, in the same words as in the GeoPackage.
Codes are text; text that a spreadsheet would run as a formula is neutralised as in the CSV tables.
Same frames, same bytes: the archive's dates are fixed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import schema
from geo.columns import Kind, Part, Table
from geo.content.statistics import all_statistics
from geo.export.archive import same_bytes, text_width
from geo.safe import excel_cell
from geo.vocabulary import LIST_MARK
from geo.voice.texts import section
from geo.voice.voice import Voice

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames

NARROWEST, WIDEST = 6.0, 48.0
#: ISO A4 in the list of paper sizes of ECMA-376, ST_PaperSize.
A4_PAPER = 9
HEADER_FILL = "E9EDF1"
SHARE_FORMAT = "0.0%"
AREA_FORMAT = "#,##0.0"

#: Columns that cite a row's document in full, so that readers need not look it up.
_DOCUMENT = ("document_title", "document_number", "document_id")
#: Tasks agency by agency.
_AGENCIES = ("agency", "role", "title", "summary", "scope", "clause", *_DOCUMENT)

#: Columns and rows of one table.
_Table = tuple[Sequence[str], Sequence[dict[str, Any]]]

_ROLES = tuple(c.name for c in schema.TASKS.columns if c.kind is Kind.AGENCIES)


def sheet_columns(table: Table) -> tuple[str, ...]:
    """Columns that a reader needs, part by part; of the source the clause comes first."""
    parts = {part: [c.name for c in table.attributes if c.part is part] for part in Part}
    source = [n for name in reversed(parts[Part.SOURCE])
              for n in (_DOCUMENT if name == "document_id" else (name,))]  # fmt: skip
    parts[Part.SOURCE] = source
    return tuple(name for part in Part if part is not Part.NONE for name in parts[part])


def _sheets(frames: EditionFrames) -> dict[str, tuple[str, ...]]:
    """Sheet → its columns, in order."""
    shown = (
        schema.ASSIGNMENTS,
        schema.counties(frames.typologies),
        schema.LAYERS,
        schema.TASKS,
        schema.INDICATORS,
        schema.COMPLETIONS,
        schema.COUNTY_TASKS,
        schema.PARTNERSHIPS,
    )
    return {**{table.name: sheet_columns(table) for table in shown}, "agencies": _AGENCIES}


@dataclass(frozen=True)
class _Words:
    """Headings, values and agencies in one language."""

    voice: Voice

    def own(self, key: str, **values: object) -> str:
        return self.voice.text("xlsx", key, **values)

    def heading(self, sheet: str, column: str) -> str:
        return self.voice.heading(sheet, column, section="xlsx")

    def value(self, column: str, value: Any) -> Any:
        """The cell's value: a yes or no and a closed list's value in words, text neutralised."""
        shared = section("geopackage", self.voice.language)
        if isinstance(value, str):
            return excel_cell(shared.get(f"value.{column}.{value}", value))
        if str(type(value).__name__) in ("bool", "bool_"):
            return shared[f"value.boolean.{'true' if value else 'false'}"]
        if value != value:  # NaN: nothing known
            return None
        return value


def _agencies(frames: EditionFrames, words: _Words) -> Iterator[dict[str, Any]]:
    for task in frames.tasks.to_dict("records"):
        for role in _ROLES:
            for unit in filter(None, str(task[role]).split(LIST_MARK)):
                row = {str(k): v for k, v in task.items()}
                yield {**row, "agency": unit, "role": words.own(f"role.{role}")}


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _records(frames: EditionFrames, sheet: str, words: _Words) -> list[dict[str, Any]]:
    """Rows of one sheet with the source columns filled in."""
    if sheet == "agencies":
        rows = sorted(
            _agencies(frames, words),
            key=lambda r: (words.voice.quoted(r["agency"]), r["document_id"]),
        )
    else:
        frame = getattr(frames, sheet)
        rows = frame[[c for c in frame.columns if c != "geometry"]].to_dict("records")
    documents = {d["document_id"]: d for d in frames.documents.to_dict("records")}
    for row in rows:
        if "document_id" in row:
            document = documents[row["document_id"]]
            row["document_title"] = document["short_title"]
            row["document_number"] = document["number"]
    return rows


_UNITS = ("county_name", "within_name", "prefecture_name", "province_name", "unit_type")
#: Column that localised frames leave unchanged → kind of text, for its words.
_SAYINGS: Mapping[str, str] = {
    **dict.fromkeys(("typology_name", "typologies", "candidate_typologies"), "names"),
    **dict.fromkeys(_UNITS, "quoted"),
    **dict.fromkeys(("county_names", "documents", "document_titles", "tasks"), "names"),
    **dict.fromkeys(_ROLES, "agencies"),
    "agency": "quoted",
}


def _told(rows: list[dict[str, Any]], words: _Words) -> list[dict[str, Any]]:
    """The rows with types, agencies and units in the workbook's language."""
    for row in rows:
        for column in row.keys() & _SAYINGS.keys():
            row[column] = getattr(words.voice, _SAYINGS[column])(str(row[column]))
    return rows


class _Sheets:
    """A write-only workbook and the styles that its cells share."""

    def __init__(self, words: _Words) -> None:
        from openpyxl import Workbook  # type: ignore[import-untyped]  # ships no stubs
        from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]  # ships no stubs

        self.book = Workbook(write_only=True)
        self.words = words
        self.bold = Font(bold=True)
        self.large = Font(bold=True, size=14)
        self.fill = PatternFill("solid", fgColor=HEADER_FILL)
        self.wrap = Alignment(wrap_text=True, vertical="top")

    def cell(self, sheet: Any, value: Any, **style: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # ships no stubs

        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            cell.data_type = "s"
        for name, chosen in style.items():
            setattr(cell, name, chosen)
        return cell

    def header(self, sheet: Any, headings: Sequence[str]) -> list[Any]:
        style = {"font": self.bold, "fill": self.fill, "alignment": self.wrap}
        return [self.cell(sheet, h, **style) for h in headings]

    def body(self, sheet: Any, column: str, value: Any, width: float) -> Any:
        """A body cell; only a text that overflows its column needs the wrapping style."""
        if column.endswith("_km2"):
            return self.cell(sheet, value, number_format=AREA_FORMAT)
        if not isinstance(value, str):
            return value
        style = {"alignment": self.wrap} if text_width(value) > width else {}
        return self.cell(sheet, value, **style)

    def table(self, name: str, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
        """A sheet with a frozen header, filters and widths."""
        from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # ships no stubs

        words = self.words
        sheet = self.book.create_sheet(words.own(f"sheet.{name}"))
        headings = [words.heading(name, c) for c in columns]
        body = [[words.value(c, row[c]) for c in columns] for row in rows]
        widths = _widths(headings, body)
        for i, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(i)].width = width
        sheet.freeze_panes = "C2" if columns[0] == "county_code" else "B2"
        last = get_column_letter(len(columns))
        sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = A4_PAPER
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = "1:1"
        sheet.append(self.header(sheet, headings))
        for values in body:
            described = zip(columns, values, widths, strict=True)
            sheet.append([self.body(sheet, *cell) for cell in described])


def _widths(headings: Sequence[str], body: Sequence[Sequence[Any]]) -> list[float]:
    columns = zip(headings, *body, strict=True) if body else ((h,) for h in headings)
    widest = (max(text_width(str(v)) for v in column if v is not None) for column in columns)
    return [min(max(w, NARROWEST), WIDEST) for w in widest]


def _about(sheets: _Sheets, frames: EditionFrames, counts: Mapping[str, int]) -> None:
    words = sheets.words
    sheet = sheets.book.create_sheet(words.own("sheet.about"))
    for letter, width in (("A", 20), ("B", 64), ("C", 24), ("D", 14)):
        sheet.column_dimensions[letter].width = width
    edition, vintage = frames.edition, frames.vintage
    name = words.voice.quoted(edition.name)
    title = sheets.cell(sheet, excel_cell(words.own("title", edition=name)), font=sheets.large)
    sheet.append([title])
    for note in ("note.basis", "note.codes", "note.review"):
        sheet.append([None, sheets.cell(sheet, words.own(note), alignment=sheets.wrap)])
    sheet.append([])
    sheet.append(sheets.header(sheet, [words.own(k) for k in ("sheets", "holds", "rows")]))
    for key, count in counts.items():
        about = sheets.cell(sheet, words.own(f"about.{key}"), alignment=sheets.wrap)
        sheet.append([words.own(f"sheet.{key}"), about, count])
    sheet.append([])
    columns = ("short_title", "title", "number", "issued")
    sheet.append(
        sheets.header(
            sheet, [words.own("documents"), *(words.heading("documents", c) for c in columns[1:])]
        )
    )
    for document in frames.documents.to_dict("records"):
        sheet.append(
            [sheets.cell(sheet, excel_cell(document[c]), alignment=sheets.wrap) for c in columns]
        )
    sheet.append([])
    sheet.append(sheets.header(sheet, [words.own("boundaries"), "", ""]))
    dated = words.own("dated", title=vintage.title, date=vintage.date)
    for text in (dated, vintage.citation, vintage.terms):
        sheet.append([None, sheets.cell(sheet, excel_cell(text), alignment=sheets.wrap)])


def _statistics(sheets: _Sheets, parts: Sequence[tuple[str, Mapping[str, _Table]]]) -> None:
    """All statistics below each other on one worksheet, under the name of their theme if any."""
    sheet = sheets.book.create_sheet(sheets.words.own("sheet.statistics"))
    for letter, width in zip("ABCDEFGHIJ", (26, 14, 14, 14, 14, 16, 14, 14, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    for theme, tables in parts:
        if theme:
            sheet.append([sheets.cell(sheet, excel_cell(theme), font=sheets.large)])
        _statistics_of(sheets, sheet, tables)


def _statistics_of(sheets: _Sheets, sheet: Any, tables: Mapping[str, _Table]) -> None:
    words = sheets.words
    for name, (all_columns, rows) in tables.items():
        columns = [c for c in all_columns if c not in ("typology", "prefecture_code")]
        title = sheets.cell(sheet, words.own(f"statistics.{name}"), font=sheets.bold)
        sheet.append([title])
        sheet.append(sheets.header(sheet, [words.heading("statistics", c) for c in columns]))
        for row in rows:
            sheet.append([_statistic(sheets, sheet, c, row[c]) for c in columns])
        sheet.append([])


def _statistic(sheets: _Sheets, sheet: Any, column: str, value: Any) -> Any:
    if column.endswith("_share"):
        return sheets.cell(sheet, value, number_format=SHARE_FORMAT)
    if column.endswith("_km2"):
        return sheets.cell(sheet, value, number_format=AREA_FORMAT)
    if column == "typologies" and value == "":
        return sheets.words.own("no-typology")
    return sheets.words.value(column, value)


def _statistics_tables(frames: EditionFrames, words: _Words) -> dict[str, _Table]:
    return {
        name: (list(map(str, frame.columns)), _told(_plain(frame), words))
        for name, frame in all_statistics(frames).items()
    }


def _statistics_parts(
    frames: EditionFrames, parts: Sequence[EditionFrames], words: _Words
) -> list[tuple[str, dict[str, _Table]]]:
    """Statistics of each part under the name of its theme, or of the whole without one."""
    if not parts:
        return [("", _statistics_tables(frames, words))]
    return [
        (words.voice.quoted(each.edition.theme.name), _statistics_tables(each, words))
        for each in parts
        if each.edition.theme is not None
    ]


def write_workbook(
    frames: EditionFrames,
    path: Path,
    *,
    voice: Voice | None = None,
    parts: Sequence[EditionFrames] = (),
) -> None:
    """Write the workbook to exactly ``path``.

    Parameters
    ----------
    frames : EditionFrames
        The edition, in the language of ``voice``.
    voice : Voice, optional
        The language of the workbook; Chinese by default.
    parts : sequence of EditionFrames
        The edition by theme, where it has several: each has statistics of its own.
    """
    words = _Words(voice or Voice())
    sheets = _Sheets(words)
    columns_of = _sheets(frames)
    rows = {name: _told(_records(frames, name, words), words) for name in columns_of}
    counts = {name: len(records) for name, records in rows.items()}
    statistics = _statistics_parts(frames, parts, words)
    counts["statistics"] = sum(len(t[1]) for _, tables in statistics for t in tables.values())
    _about(sheets, frames, counts)
    for name, columns in columns_of.items():
        sheets.table(name, columns, rows[name])
    _statistics(sheets, statistics)
    sheets.book.properties.creator = "county-typology"
    target = io.BytesIO()
    sheets.book.save(target)
    path.write_bytes(same_bytes(target.getvalue()))
