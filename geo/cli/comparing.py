"""``diff``: what changed between two states of the lists, in the form that was asked for."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from geo import diff
from geo.cli import report
from geo.cli.options import Form
from geo.config import find_project
from geo.tasks.comparing import compare_sources
from geo.vocabulary import Language


def compare(
    old: str,
    new: str,
    project: Path | None,
    vintage: str | None,
    language: Language,
    *,
    form: Form,
) -> None:
    """Print what changed from ``old`` to ``new``."""
    comparison = compare_sources(old, new, find_project(project), vintage=vintage)
    if form is Form.JSON:
        report.print_json(diff.to_json(comparison, language))
    elif form is Form.MARKDOWN:
        print(diff.markdown(comparison, language))
    elif form is Form.CSV:
        print(_csv(comparison, language), end="")
    else:
        print(diff.memo(comparison, language))


def _csv(comparison: diff.Comparison, language: Language) -> str:
    from geo.export.tables import neutralised

    lines = io.StringIO()
    writer = csv.DictWriter(lines, diff.ROW_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in diff.rows(comparison, language):
        writer.writerow({name: neutralised(value) for name, value in row.items()})
    return lines.getvalue()
