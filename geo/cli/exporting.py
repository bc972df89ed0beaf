"""``export``: one edition in one format."""

from __future__ import annotations

from pathlib import Path

from geo.cli import report
from geo.cli.opening import sound_inputs
from geo.pipeline import exporting
from geo.vocabulary import Language
from geo.voice.texts import text


def export(
    form: str,
    edition: str,
    out: Path | None,
    project: Path | None,
    vintage: str | None,
    language: Language,
    *,
    as_of: str | None = None,
) -> None:
    """Write, and say where to; what the format loses goes to stderr."""
    inputs = sound_inputs(project, vintage, as_of, language, is_checked=True)
    told = exporting.export(inputs, form, edition, out, language)
    if told:
        report.say(text("cli", "severity-warning", language) + told)
    path = out or exporting.default_path(form, edition)
    print(text("cli", "export-done", language, path=path))
