"""``check``: every fault of lists, gazetteer and boundaries in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.cli import EXIT_FAULTS, say
from geo.cli.declare import takes
from geo.cli.session import Session
from geo.errors import ConfigError, Fault
from geo.pipeline.inputs import Inputs
from geo.pipeline.oddities import readings, with_oddities
from geo.vocabulary import LIST_MARK, Language
from geo.voice.voice import DOCUMENTS


@dataclass(frozen=True)
class CheckAsked:
    """What a check is asked to look at and to print."""

    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="只报这些文件的错误，草稿也查 · faults of these files only, drafts too",
            show_default=False,
        ),
    ] = None
    drafts: Annotated[bool, typer.Option("--drafts", help="草稿也查 · check drafts too")] = False
    hints: Annotated[bool, typer.Option("--hints", help="逐条列出提示 · every hint by itself")] = (
        False
    )
    readings: Annotated[
        bool,
        typer.Option("--readings", help="列出读法与字面不同的成员 · members read otherwise"),
    ] = False
    unused: Annotated[
        bool,
        typer.Option("--unused", help="也列出没有名单写到的别名 · aliases that no list writes"),
    ] = False

    def takes_draft(self, stem: str) -> bool:
        """Whether a draft is checked: all are, or its file is named."""
        return self.drafts or stem in {path.stem for path in self.files or ()}


@takes("project", "vintage", "as_of", "language", "as_json", "quiet")
def check(session: Session, asked: CheckAsked) -> None:
    """检查名单、地名表、边界，一次报出全部错误 · Report every fault in one run.

    有错误时以 3 退出，错误列在最后 · exits 3 if there are errors, which come last.

    例 examples:  county-typology check  |  county-typology check --readings
    """
    inputs = session.checked_with(asked.takes_draft)
    if not inputs.is_partial:
        inputs = with_oddities(inputs, unused=asked.unused or session.as_json)
    inputs = replace(inputs, faults=_asked_faults(inputs, asked.files or ()))
    if session.as_json:
        session.answer_json(_record(inputs, session.language))
    else:
        _print(inputs, session, asked)
    if say.counted(inputs.faults)["errors"]:
        raise typer.Exit(EXIT_FAULTS)


def _asked_faults(inputs: Inputs, files: Sequence[Path]) -> tuple[Fault, ...]:
    """Faults of the named files, or of all. Those of declarations concern every list.

    Raises
    ------
    ConfigError
        If a file is not there.
    """
    missing = [path for path in files if not path.is_file()]
    if missing:
        raise ConfigError(f"没有这个文件 no such file: {LIST_MARK.join(map(str, missing))}")
    if not files or inputs.is_partial:
        return inputs.faults
    named = {inputs.project.relative(path.resolve()) for path in files}
    return tuple(fault for fault in inputs.faults if fault.file in named)


def _print(inputs: Inputs, session: Session, asked: CheckAsked) -> None:
    if asked.readings:
        for reading in readings(inputs):
            print(_reading_line(reading, session.language))
    if not session.quiet:
        _print_hints(inputs, session, asked)
    for fault in sorted((f for f in inputs.faults if f.is_error), key=Fault.sort_key):
        print(say.fault_text(fault, session.language))
    counts = say.counted(inputs.faults)
    if inputs.is_partial:
        print(session.text("cli", "check-declarations", **counts))
    elif counts["errors"]:
        print(session.text("cli", "check-faults", **counts))
    else:
        print(session.text("cli", "check-sound", **_totals(inputs)))


def _print_hints(inputs: Inputs, session: Session, asked: CheckAsked) -> None:
    drafts = inputs.folder.drafts
    if drafts:
        files = LIST_MARK.join(drafts)
        print(session.text("cli", "check-drafts", count=len(drafts), files=files))
    for line in say.hint_lines(inputs.faults, session.language, in_full=asked.hints):
        print(line)


def _reading_line(reading: dict[str, Any], language: Language) -> str:
    where = f"{reading['file']}:{reading['line']} {reading['clause']}"
    note = f"（{reading['note']}）" if reading["note"] and language is DOCUMENTS else ""
    county = f"{reading['county_name']}（{reading['parents']}，{reading['county_code']}）"
    return f"{where} {reading['as_written']} → {county}{note}"


def _record(inputs: Inputs, language: Language) -> dict[str, Any]:
    return {
        **say.counted(inputs.faults),
        **_totals(inputs),
        "is_partial": inputs.is_partial,
        "drafts": list(inputs.folder.drafts),
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
