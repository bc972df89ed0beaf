"""``check``: every fault of lists, gazetteer and boundaries in one run."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from geo.cli import EXIT_FAULTS, say
from geo.cli.declare import takes
from geo.cli.session import Session
from geo.pipeline.inputs import Inputs
from geo.pipeline.oddities import readings, with_oddities
from geo.vocabulary import Language
from geo.voice.voice import DOCUMENTS


@takes("project", "vintage", "as_of", "language", "as_json", "quiet")
def check(
    session: Session,
    *,
    unused: Annotated[
        bool,
        typer.Option("--unused", help="也列出没有名单写到的别名 · aliases that no list writes"),
    ] = False,
) -> None:
    """检查名单、地名表、边界，一次报出全部错误 · Report every fault in one run.

    有错误时以 3 退出 · exits 3 if there are errors.
    """
    inputs = with_oddities(session.checked, unused=unused or session.as_json)
    if session.as_json:
        session.answer_json(_record(inputs, session.language))
    else:
        _print(inputs, session)
    if say.counted(inputs.faults)["errors"]:
        raise typer.Exit(EXIT_FAULTS)


def _print(inputs: Inputs, session: Session) -> None:
    if not session.quiet:
        for reading in readings(inputs):
            print(_reading_line(reading, session.language))
    for fault in inputs.faults:
        if fault.is_error or not session.quiet:
            print(say.fault_text(fault, session.language))
    counts = say.counted(inputs.faults)
    if counts["errors"]:
        print(session.text("cli", "check-faults", **counts))
    else:
        print(session.text("cli", "check-sound", **_totals(inputs)))


def _reading_line(reading: dict[str, Any], language: Language) -> str:
    where = f"{reading['file']}:{reading['line']} {reading['clause']}"
    note = f"（{reading['note']}）" if reading["note"] and language is DOCUMENTS else ""
    county = f"{reading['county_name']}（{reading['parents']}，{reading['county_code']}）"
    return f"{where} {reading['as_written']} → {county}{note}"


def _record(inputs: Inputs, language: Language) -> dict[str, Any]:
    return {
        **say.counted(inputs.faults),
        **_totals(inputs),
        "faults": [say.fault_record(f, language) for f in inputs.faults],
        "readings": readings(inputs),
    }


def _totals(inputs: Inputs) -> dict[str, object]:
    return {
        "documents": len(inputs.lists),
        "layers": sum(len(d.layers) for d in inputs.lists),
        "members": len(inputs.resolved.assignments),
        "tasks": sum(len(d.tasks) for d in inputs.lists),
        "vintage": inputs.vintage.id,
    }
