"""``build`` with nothing to do: answered from hashes, before anything heavy is imported."""

from __future__ import annotations

from pathlib import Path

from geo.build import read_manifest, recorded_options, untouched_count
from geo.cli import report
from geo.config import find_project
from geo.vocabulary import Language
from geo.voice.texts import text

_MANIFEST = "manifest.json"


def say_if_untouched(
    project: Path | None,
    out: Path | None,
    vintage: str | None,
    language: Language,
    *,
    all_figures: bool,
    as_of: str | None,
    is_plan: bool,
    as_json: bool,
) -> bool:
    """Say that every output is fresh, if that needs no plan to know; False otherwise."""
    found = find_project(project)
    folder = out or found.maps
    options = recorded_options(str(language), all_figures=all_figures, as_of=as_of, vintage=vintage)
    count = untouched_count(found, folder, _MANIFEST, options=options)
    if not count:
        return False
    if not as_json:
        print(text("cli", "build-fresh", language, count=count))
    elif is_plan:
        report.print_json([])
    else:
        accounting = read_manifest(folder / _MANIFEST).accounting
        report.print_json({"out": str(folder), "made": [], "kept": count, "accounting": accounting})
    return True
