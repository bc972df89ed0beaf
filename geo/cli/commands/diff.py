"""``diff``: what changed between two states of the lists, in the requested form."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geo import compare
from geo.cli.declare import takes
from geo.cli.session import Session
from geo.pipeline import changes
from geo.pipeline.comparing import compare_sources
from geo.safe import csv_cell
from geo.voice.voice import Voice

#: Default file name, without ending, of the forms that are not printed.
_DEFAULT_STEM = "county-typology-changes"


class Form(StrEnum):
    """How a comparison is written."""

    MEMO = "memo"
    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"


_FILES = (Form.HTML, Form.XLSX)


@dataclass(frozen=True)
class ComparisonAsked:
    """The two sides of a comparison and its form."""

    old: Annotated[str, typer.Argument(help="旧：文件夹、git 版本或 .gpkg · before")]
    new: Annotated[str, typer.Argument(help="新：文件夹、git 版本或 .gpkg · after")] = "."
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="备忘录、Markdown、JSON、CSV、变化图（html）或工作簿（xlsx） · how it is written",
        ),
    ] = Form.MEMO
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="写到文件；html、xlsx 默认写到当前文件夹 · write to a file"
        ),
    ] = None


@takes("project", "vintage", "language", "as_json")
def diff(session: Session, asked: ComparisonAsked) -> None:
    """两版名单之间变了什么 · What changed between two states of the lists.

    例 examples:  county-typology diff HEAD~1 .  |  county-typology diff 旧.gpkg 新.gpkg
    |  county-typology diff HEAD~1 --format html --out 变化.html
    """
    form = Form.JSON if session.as_json else asked.form
    path = asked.out or (Path(f"{_DEFAULT_STEM}.{form}") if form in _FILES else None)
    if path and form in _FILES:
        changes.require_suffix(path, f".{form}")
    comparison = compare_sources(asked.old, asked.new, session.place, vintage=session.vintage)
    if path is None:
        print(_text(comparison, form, session.voice), end="")
        return
    if form in _FILES:
        told = changes.told_comparison(comparison, asked.old, asked.new, session.voice)
        if form is Form.HTML:
            changes.write_map(told, path, session.place, vintage=session.vintage)
        else:
            changes.write_workbook(told, path)
    else:
        # Excel reads a CSV file without a byte order mark as GBK.
        encoding = "utf-8-sig" if form is Form.CSV else "utf-8"
        changes.put_text(_text(comparison, form, session.voice), path, encoding=encoding)
    print(session.text("changes", "written", path=path))


def _text(comparison: compare.Comparison, form: Form, voice: Voice) -> str:
    if form is Form.JSON:
        record = compare.to_json(comparison, voice)
        return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    if form is Form.MARKDOWN:
        return compare.markdown(comparison, voice)
    if form is Form.CSV:
        return _csv(comparison, voice)
    return compare.memo(comparison, voice) + "\n"


def _csv(comparison: compare.Comparison, voice: Voice) -> str:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, compare.ROW_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in compare.rows(comparison, voice):
        writer.writerow({name: csv_cell(value) for name, value in row.items()})
    return lines.getvalue()
