"""``check`` and ``boundaries info``: neither pandas nor geopandas is loaded here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from geo import boundaries, pipeline
from geo.cli import report
from geo.config import find_project
from geo.pipeline.inputs import english_faults
from geo.pipeline.oddities import outdated, unused_aliases
from geo.records.resolved import Assignment
from geo.vocabulary import LIST_MARK, Language
from geo.voice.texts import text
from geo.voice.voice import Voice


def check(
    project: Path | None,
    vintage: str | None,
    language: Language,
    *,
    as_of: str | None,
    as_json: bool,
    quiet: bool,
    with_unused: bool,
) -> bool:
    """Report every fault of lists, gazetteer and boundaries; True if there are errors.

    Aliases that no list writes are told to programs, and to people ``with_unused``.
    """
    inputs = pipeline.check(find_project(project), vintage=vintage, as_of=as_of)
    further = [*english_faults(inputs), *outdated(inputs)]
    further += unused_aliases(inputs) if with_unused or as_json else ()
    inputs = replace(inputs, faults=(*inputs.faults, *further))
    if inputs.left_out:
        report.say_left_out(inputs.left_out, language, quiet=quiet, phrases=inputs.phrases)
    counts = report.counted(inputs.faults)
    if as_json:
        report.print_json(_record(inputs, language))
        return counts["errors"] > 0
    if not quiet:
        for reading in readings(inputs):
            print(_reading_line(reading, language))
    for fault in inputs.faults:
        if fault.is_error or not quiet:
            print(report.fault_text(fault, language))
    if counts["errors"]:
        print(text("cli", "check-faults", language, **counts))
    else:
        print(text("cli", "check-sound", language, **_totals(inputs)))
    return counts["errors"] > 0


def _totals(inputs: pipeline.Inputs) -> dict[str, object]:
    return {
        "documents": len(inputs.lists),
        "layers": sum(len(d.layers) for d in inputs.lists),
        "members": len(inputs.resolved.assignments),
        "tasks": sum(len(d.tasks) for d in inputs.lists),
        "vintage": inputs.vintage.id,
    }


def readings(inputs: pipeline.Inputs) -> list[dict[str, Any]]:
    """Members that were read as something else than they say: prefixed, traditional, renamed.

    Plain official names and short forms are not worth a line.
    """

    def is_plain(row: Assignment) -> bool:
        name = inputs.names[row.county_code].name
        return row.as_written in (name, inputs.facts[row.county_code].short_name)

    return [
        {
            "file": row.place.file,
            "line": row.place.line,
            "clause": row.clause,
            "as_written": row.as_written,
            "county_code": row.county_code,
            "county_name": inputs.names[row.county_code].name,
            "parents": inputs.names[row.county_code].parents,
            "note": Voice().sentences(row.notes),
        }
        for row in inputs.resolved.assignments
        if row.place is not None and not is_plain(row)
    ]


def _reading_line(reading: dict[str, Any], language: Language) -> str:
    where = f"{reading['file']}:{reading['line']} {reading['clause']}"
    note = f"（{reading['note']}）" if reading["note"] and language is Language.ZH else ""
    county = f"{reading['county_name']}（{reading['parents']}，{reading['county_code']}）"
    return f"{where} {reading['as_written']} → {county}{note}"


def _record(inputs: pipeline.Inputs, language: Language) -> dict[str, Any]:
    return {
        **report.counted(inputs.faults),
        **_totals(inputs),
        "faults": [report.fault_record(f, language) for f in inputs.faults],
        "readings": readings(inputs),
    }


def list_vintages(project: Path | None, language: Language, *, as_json: bool) -> None:
    """Print the vintages, oldest first."""
    place = find_project(project)
    found = boundaries.vintages(place.boundaries)
    if language is Language.EN:
        from geo.pipeline.english import vintage_in

        phrases = pipeline.read_inputs(place).phrases
        found = [vintage_in(each, phrases, language) for each in found]
    if as_json:
        keys = ("id", "title", "date", "source", "terms", "citation")
        report.print_json([{k: getattr(v, k) for k in keys} for v in found])
        return
    mark = ", " if language is Language.EN else LIST_MARK
    print(text("cli", "vintages", language, ids=mark.join(v.id for v in found)))
    for vintage in found:
        print(
            text(
                "cli",
                "vintage-line",
                language,
                id=vintage.id,
                title=vintage.title,
                date=vintage.date,
            )
        )
        print("  " + vintage.source)
        print("  " + vintage.terms)
