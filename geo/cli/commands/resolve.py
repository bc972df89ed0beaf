"""``resolve``: the county of each row of any table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli import EXIT_FAULTS, say
from geo.cli.declare import takes
from geo.cli.session import Session
from geo.dates import is_date
from geo.editing.headings import ColumnKind, found_heading
from geo.vocabulary import LIST_MARK
from geo.voice.said import Said

if TYPE_CHECKING:
    from geo.editing.sheet_table import SheetTable
    from geo.gazetteer.written_rows import ReadRow

#: Most rows between the header and the first county that only explain the columns.
_MOST_LABELS = 3
_LABEL_FAULTS = ("unknown-county", "row-date")
_UNIT_ENDS = ("县", "区", "市", "旗")
#: Rows of a frame begin on this line of its file.
_FIRST_LINE = 2


@dataclass(frozen=True)
class ResolvingAsked:
    """The columns to read, and the date and region of the names."""

    file: Annotated[Path, typer.Argument(help="CSV、TSV、Excel 或 .dta 表格 · a table")]
    name_column: Annotated[
        str, typer.Option(help="县名列；默认按表头认 · column of names", show_default=False)
    ] = ""
    parent_column: Annotated[
        list[str] | None,
        typer.Option(help="省、市列，可重复，先省后市 · columns of parents, highest first"),
    ] = None
    code_column: Annotated[
        str, typer.Option(help="代码列 · column of codes", show_default=False)
    ] = ""
    date_column: Annotated[
        str, typer.Option(help="年份或日期列 · column of dates", show_default=False)
    ] = ""
    date: Annotated[
        str, typer.Option(help="全表的日期，如 2010 · date of all rows", show_default=False)
    ] = ""
    within: Annotated[
        str, typer.Option(help="地区名或代码 · region of all rows", show_default=False)
    ] = ""
    to: Annotated[
        str,
        typer.Option(
            help="边界版本或年份，如 2010；默认最新 · vintage or year of the counties",
            show_default=False,
        ),
    ] = ""
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="写到 .csv、.tsv 或 .xlsx；默认打印 · file to write"),
    ] = None


@takes("project", "language")
def resolve(session: Session, asked: ResolvingAsked) -> None:
    """给任何一张表的每一行认出县 · The county of each row of a table.

    例 examples:  county-typology resolve 表.csv --out 结果.csv
    |  county-typology resolve 2010.xlsx --date 2010 --to 2020
    """
    from geo.editing.sheet_table import write_table
    from geo.pipeline import resolving

    if asked.date and not is_date(asked.date):
        raise typer.BadParameter(session.text("resolve", "no-date", value=asked.date))
    table = _read(asked.file, session)
    columns = _Columns.of(table, asked, session)
    try:
        gazetteer = resolving.open_gazetteer(session.place, to=asked.to)
        region_code = resolving.region_named(asked.within, gazetteer)
    except resolving.ResolvingError as refused:
        message = session.text("resolve", refused.key, value=refused.value)
        raise typer.BadParameter(message) from None
    found = resolving.read_names(
        table.column(columns.name) if columns.name else [""] * len(table.rows),
        gazetteer,
        parents=[table.column(c) for c in columns.parents],
        codes=table.column(columns.code) if columns.code else None,
        dates=table.column(columns.date) if columns.date else None,
        date=asked.date,
        region_code=region_code,
    )
    labels = _labels(table, found, columns.name)
    marked = [replace(row, fault="row-label") for row in found[:labels]]
    cells = resolving.as_cells([*marked, *found[labels:]], session.voice)
    result = table.with_columns(resolving.COLUMNS, cells, mark="_resolved")
    write_table(result, asked.out)
    wrong = _remarks(session, table, found, labels, columns)
    if wrong:
        raise typer.Exit(EXIT_FAULTS)


# ── reading ──────────────────────────────────────────────────────────────────────────────


def _read(path: Path, session: Session) -> SheetTable:
    from geo.editing.sheet_table import read_table

    table, faults = read_table(path)
    if faults:
        say.print_faults(faults, session.language)
        raise typer.Exit(EXIT_FAULTS)
    if table is None:
        raise typer.BadParameter(str(path))
    return table


@dataclass(frozen=True)
class _Columns:
    name: str
    parents: tuple[str, ...]
    code: str
    date: str

    @classmethod
    def of(cls, table: SheetTable, asked: ResolvingAsked, session: Session) -> _Columns:
        headings = table.headings
        chosen = cls(
            asked.name_column or found_heading(headings, "name"),
            tuple(asked.parent_column or _above(headings)),
            asked.code_column or found_heading(headings, "code"),
            asked.date_column or ("" if asked.date else found_heading(headings, "date")),
        )
        for column in filter(None, (chosen.name, *chosen.parents, chosen.code, chosen.date)):
            if column not in headings:
                known = LIST_MARK.join(headings)
                message = session.text("resolve", "no-column", value=column, known=known)
                raise typer.BadParameter(message)
        if not chosen.name and not chosen.code:
            known = LIST_MARK.join(headings)
            raise typer.BadParameter(session.text("resolve", "no-names", known=known))
        return chosen


def _above(headings: Sequence[str]) -> list[str]:
    kinds: tuple[ColumnKind, ...] = ("province", "prefecture")
    return [heading for kind in kinds if (heading := found_heading(headings, kind))]


def _labels(table: SheetTable, found: Sequence[ReadRow], name: str) -> int:
    """Number of rows under the header that only explain the columns: text without a county."""
    count = 0
    for row, of_row in zip(found[: _MOST_LABELS + 1], table.rows, strict=False):
        cells = "".join(map(str, of_row))
        written = str(of_row[table.headings.index(name)]) if name else ""
        is_words = not any(c.isdigit() for c in cells) and not written.endswith(_UNIT_ENDS)
        if row.fault not in _LABEL_FAULTS or row.candidates or not is_words:
            break
        count += 1
    return count if count <= _MOST_LABELS and count < len(found) else 0


# ── reporting ────────────────────────────────────────────────────────────────────────────


def _remarks(
    session: Session,
    table: SheetTable,
    found: Sequence[ReadRow],
    labels: int,
    columns: _Columns,
) -> int:
    """One line per kind of remark, to stderr; the number of rows without a county."""
    word = session.text
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    names = table.column(columns.name or columns.code)
    for i, row in enumerate(found[labels:], labels):
        kinds = [n.key for n in row.notes if isinstance(n, Said)]
        for kind in [row.fault] if row.fault else dict.fromkeys(kinds):
            counts[kind] += 1
            if kind not in first:
                note = next((n for n in row.notes if isinstance(n, Said) and n.key == kind), "")
                shown = session.voice.say(note) or str(names[i])
                first[kind] = word("resolve", "first", line=i + _FIRST_LINE, value=shown)
    wrong = sum(bool(row.fault) for row in found[labels:])
    done = len(found) - labels - wrong
    say.aside(word("resolve", "done", rows=len(found) - labels, done=done))
    if labels:
        say.aside(word("resolve", "labels", count=labels))
    for kind, count in counts.most_common():
        key = f"kind-{kind.split('.')[-1]}"
        say.aside(word("resolve", key, count=count) + first[kind])
    return wrong
