"""``diff``: what changed between two states of the lists, in the form that was asked for."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from geo import compare as diffs
from geo import pipeline
from geo.cli.options import Form
from geo.config import find_project
from geo.pipeline import changes
from geo.pipeline.comparing import compare_sources
from geo.safe import csv_cell
from geo.vocabulary import Language
from geo.voice.texts import text
from geo.voice.voice import Voice

#: Where the forms go that no terminal shows, when no path is given.
_DEFAULT_STEM = "county-typology-changes"


def compare(
    old: str,
    new: str,
    project: Path | None,
    vintage: str | None,
    language: Language,
    *,
    form: Form,
    out: Path | None = None,
) -> None:
    """Say what changed from ``old`` to ``new``: to stdout, or to ``out`` if it is given.

    The map and the workbook are always files; without ``out`` they are written to the working
    folder.
    """
    found = find_project(project)
    is_file = form in (Form.HTML, Form.XLSX)
    path = out or (Path(f"{_DEFAULT_STEM}.{form}") if is_file else None)
    if path and is_file:
        changes.require_suffix(path, f".{form}")
    comparison = compare_sources(old, new, found, vintage=vintage)
    phrases = None
    if language is not Language.ZH:
        phrases = pipeline.read_inputs(found, vintage=vintage).phrases
    voice = Voice(language, phrases)
    if path is None:
        print(_text(comparison, form, voice), end="")
        return
    if is_file:
        request = changes.Request(comparison, old, new, voice)
        if form is Form.HTML:
            changes.write_map(request, path, found, vintage=vintage)
        else:
            changes.write_workbook(request, path)
    else:
        # Excel takes a CSV file without the mark for GBK.
        encoding = "utf-8-sig" if form is Form.CSV else "utf-8"
        changes.put_text(_text(comparison, form, voice), path, encoding=encoding)
    print(text("changes", "written", language, path=path))


def _text(comparison: diffs.Comparison, form: Form, voice: Voice) -> str:
    if form is Form.JSON:
        return json.dumps(diffs.to_json(comparison, voice), ensure_ascii=False, indent=2) + "\n"
    if form is Form.MARKDOWN:
        return diffs.markdown(comparison, voice)
    if form is Form.CSV:
        return _csv(comparison, voice)
    return diffs.memo(comparison, voice) + "\n"


def _csv(comparison: diffs.Comparison, voice: Voice) -> str:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, diffs.ROW_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in diffs.rows(comparison, voice):
        writer.writerow({name: csv_cell(value) for name, value in row.items()})
    return lines.getvalue()
