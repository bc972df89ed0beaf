"""``sheet export`` and ``sheet import``: lists to Excel and back, shown before they are written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geo import compare, pipeline
from geo.cli import report
from geo.config import find_project
from geo.editing import (
    ColumnMapping,
    incoming,
    is_own,
    outgoing,
    read_foreign,
    read_grids,
    read_own,
)
from geo.editing.edits import SheetImport
from geo.errors import Fault
from geo.safe import shown
from geo.vocabulary import LIST_MARK, Language
from geo.voice.texts import section, text
from geo.voice.voice import Voice


def export(
    names: Sequence[str],
    out: Path,
    project: Path | None,
    vintage: str | None,
    language: Language,
    *,
    force: bool = False,
    quiet: bool = False,
) -> None:
    """Write the lists of editions or documents (none named: all) to ``out``.

    An existing file is replaced only with ``force``.
    """
    inputs = pipeline.read_inputs(find_project(project), vintage=vintage)
    documents, rows = outgoing.export_sheet(
        inputs, out, names=names, language=language, is_replacing=force
    )
    words = {"path": out, "documents": documents, "rows": rows}
    report.say(text("sheet", "exported", language, **words), quiet=quiet)


@dataclass(frozen=True)
class ImportRequest:
    """What the command line asked for. ``mapping`` is None for a sheet of our own."""

    path: Path
    mapping: ColumnMapping | None
    project: Path | None
    vintage: str | None
    language: Language
    is_writing: bool
    is_replacing: bool
    show_diff: bool


def import_sheet(request: ImportRequest, *, as_json: bool) -> bool:
    """Show what the sheet changes and, if asked, write it; False if the sheet has faults."""
    inputs = pipeline.read_inputs(find_project(request.project), vintage=request.vintage)
    plan = _plan(inputs, request)
    if as_json:
        written = incoming.write_import(plan) if request.is_writing and not plan.has_errors else []
        report.print_json(_record(plan, request, written))
        return not plan.has_errors
    _print_faults(plan.faults, request.language)
    if plan.has_errors:
        errors = report.counted(plan.faults)["errors"]
        report.say(text("sheet", "stopped", request.language, errors=errors))
        return False
    if not plan.edited:
        print(text("sheet", "no-change", request.language))
        return True
    _show(plan, request)
    if request.is_writing or _agreed(request.language):
        files = LIST_MARK.join(incoming.write_import(plan, request.language))
        print(text("sheet", "written", request.language, files=files))
    else:
        report.say(text("sheet", "not-written", request.language))
    return True


def _plan(inputs: pipeline.Inputs, request: ImportRequest) -> SheetImport:
    grids, faults = read_grids(request.path)
    name = request.path.name
    if faults:
        return SheetImport(inputs, faults=tuple(faults))
    if request.mapping is None or (is_own(grids) and not request.mapping.column):
        own, found = read_own(grids, file=name)
        return incoming.plan_import(inputs, own.rows, file=name, base=own.base, faults=found)
    rows, found = read_foreign(grids, request.mapping, file=name)
    return incoming.plan_foreign(
        inputs, rows, file=name, is_replacing=request.is_replacing, faults=found
    )


def _agreed(language: Language) -> bool:
    """Ask at a terminal; without one nobody can answer, so the answer is no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    import typer

    return typer.confirm(text("sheet", "ask", language), err=True)


def _show(plan: SheetImport, request: ImportRequest) -> None:
    files = LIST_MARK.join(plan.inputs.folder.file_of(d).file for d in plan.edited)
    print(text("sheet", "will-change", request.language, files=files))
    told = _sentences(plan, request.language)
    for sentence in told or [text("sheet", "no-diff-words", request.language)]:
        print("  " + sentence)
    if request.show_diff:
        print()
        print(plan.unified_diff(), end="")


def _sentences(plan: SheetImport, language: Language) -> list[str]:
    if plan.comparison is None or not plan.comparison.differences:
        return []
    return compare.sentences(plan.comparison, Voice(language))


def _is_sheet_fault(fault: Fault) -> bool:
    return fault.kind in section("sheet")


def _message(fault: Fault, key: str, language: Language) -> str:
    value = shown(fault.value or "—", most=80)
    return text("sheet", key, language, value=value, **fault.details)


def _print_faults(faults: Sequence[Fault], language: Language) -> None:
    """Faults of sheets have their words in their own section; the others in ``faults``."""
    for fault in sorted(faults, key=Fault.sort_key):
        if not _is_sheet_fault(fault):
            report.say(report.fault_text(fault, language))
            continue
        where = fault.file + (f":{fault.line}" if fault.line else "")
        clause = f" {fault.clause}" if fault.clause else ""
        label = text("sheet", f"severity-{fault.severity}", language)
        report.say(f"{where}{clause} {label}{_message(fault, fault.kind, language)}")
        report.say("    → " + _message(fault, f"{fault.kind}.advice", language))


def _fault_record(fault: Fault, language: Language) -> dict[str, object]:
    if not _is_sheet_fault(fault):
        return report.fault_record(fault, language)
    return {
        "kind": fault.kind,
        "severity": str(fault.severity),
        "file": fault.file,
        "line": fault.line,
        "clause": fault.clause,
        "value": fault.value,
        "message": _message(fault, fault.kind, language),
        "advice": _message(fault, f"{fault.kind}.advice", language),
        "candidates": [],
    }


def _record(plan: SheetImport, request: ImportRequest, written: Sequence[str]) -> dict[str, object]:
    differences = compare.rows(plan.comparison, Voice(request.language)) if plan.comparison else []
    return {
        **report.counted(plan.faults),
        "faults": [_fault_record(f, request.language) for f in plan.faults],
        "files": [plan.inputs.folder.file_of(d).file for d in plan.edited],
        "differences": differences,
        "diff": plan.unified_diff() if request.show_diff else "",
        "written": list(written),
    }
