"""``sheet import``: an edited workbook back into the lists, shown before it is written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from geo import compare
from geo.cli import EXIT_FAULTS, say
from geo.cli.declare import takes
from geo.cli.session import Session
from geo.editing import ColumnMapping, incoming, is_own, read_foreign, read_grids, read_own
from geo.editing.edits import SheetImport
from geo.vocabulary import LIST_MARK
from geo.voice.voice import Voice


@dataclass(frozen=True)
class Elsewhere:
    """How to read a sheet from elsewhere, and the layer that gets its counties."""

    document: Annotated[str, typer.Option(help="别处的表格：放进哪份文件 · document id")] = ""
    clause: Annotated[str, typer.Option(help="条，如 （三）")] = ""
    typology: Annotated[str, typer.Option(help="类型 · typology")] = ""
    column: Annotated[str, typer.Option(help="县名所在列的列名 · column of counties")] = ""
    status_column: Annotated[str, typer.Option(help="称号所在列 · column of statuses")] = ""
    subtype: Annotated[str, typer.Option(help="细分 · subtype of all rows")] = ""
    status: Annotated[str, typer.Option(help="称号 · status of all rows")] = ""
    stage: Annotated[str, typer.Option(help="进度 · stage of all rows")] = ""
    header_row: Annotated[
        int | None, typer.Option(help="表头在第几行 · row of the header", min=1)
    ] = None
    sheet: Annotated[str, typer.Option(help="工作表名 · name of the sheet")] = ""
    check_column: Annotated[
        str,
        typer.Option(
            help="与县名核对的代码列（或反之），默认按表头认，- 不核对 · codes to compare"
        ),
    ] = ""

    @property
    def mapping(self) -> ColumnMapping | None:
        """The columns of a sheet from elsewhere; None for the program's own sheets."""
        needed = (self.document, self.clause, self.typology, self.column)
        if not any(needed):
            return None
        if not all(needed):
            raise typer.BadParameter("--document --clause --typology --column 要一起给出")
        return ColumnMapping(
            *needed, self.status_column, self.subtype, self.status, self.stage,
            self.header_row, self.sheet, self.check_column,
        )  # fmt: skip


@takes("project", "vintage", "language", "as_json")
def sheet_import(
    session: Session,
    path: Annotated[Path, typer.Argument(help="xlsx、xls、ods 或 CSV", metavar="FILE")],
    elsewhere: Elsewhere,
    *,
    write: Annotated[bool, typer.Option("--write", help="写入名单 · write the changes")] = False,
    show_diff: Annotated[
        bool, typer.Option("--diff", help="显示 YAML 差异 · unified diff")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="移出表中没有的县 · remove who is not in the sheet")
    ] = False,
) -> None:
    """把改过的表格读回名单；不加 --write 只显示改动 · Edits back into the lists.

    例 examples:  county-typology sheet import 名单.xlsx --diff
    county-typology sheet import 附件.xls --document guangdong-2023 --clause （三）
    --typology 农产品主产区 --column 县名 --write
    """
    plan = _plan(session, path, elsewhere.mapping, is_replacing=replace)
    if session.as_json:
        written = incoming.write_import(plan) if write and not plan.has_errors else []
        session.answer_json(_record(session, plan, written, show_diff=show_diff))
    elif not plan.has_errors:
        say.print_faults(plan.faults, session.language)
        _show_and_write(session, plan, is_writing=write, show_diff=show_diff)
    else:
        say.print_faults(plan.faults, session.language)
        errors = say.counted(plan.faults)["errors"]
        say.aside(session.text("sheet", "stopped", errors=errors))
    if plan.has_errors:
        raise typer.Exit(EXIT_FAULTS)


def _plan(
    session: Session, path: Path, mapping: ColumnMapping | None, *, is_replacing: bool
) -> SheetImport:
    grids, faults = read_grids(path)
    if faults:
        return SheetImport(session.inputs, faults=tuple(faults))
    if mapping is None or (is_own(grids) and not mapping.column):
        own, found = read_own(grids, file=path.name)
        return incoming.plan_import(
            session.inputs, own.rows, file=path.name, base=own.base, faults=found
        )
    rows, found = read_foreign(grids, mapping, file=path.name)
    # A draft is what a sheet from elsewhere often fills.
    inputs = session.inputs_with(lambda stem: stem == mapping.document_id)
    return incoming.plan_foreign(
        inputs, rows, file=path.name, is_replacing=is_replacing, faults=found
    )


def _show_and_write(
    session: Session, plan: SheetImport, *, is_writing: bool, show_diff: bool
) -> None:
    if not plan.edited:
        print(session.text("sheet", "no-change"))
        return
    files = LIST_MARK.join(plan.inputs.folder.file_of(d).file for d in plan.edited)
    print(session.text("sheet", "will-change", files=files))
    for sentence in _sentences(session, plan) or [session.text("sheet", "no-diff-words")]:
        print("  " + sentence)
    if show_diff:
        print()
        print(plan.unified_diff(), end="")
    if is_writing or _is_agreed(session):
        files = LIST_MARK.join(incoming.write_import(plan, session.language))
        print(session.text("sheet", "written", files=files))
    else:
        say.aside(session.text("sheet", "not-written"))


def _is_agreed(session: Session) -> bool:
    """The answer to a prompt at a terminal; without a terminal, False."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm(session.text("sheet", "ask"), err=True)


def _sentences(session: Session, plan: SheetImport) -> list[str]:
    if plan.comparison is None or not plan.comparison.differences:
        return []
    return compare.sentences(plan.comparison, Voice(session.language))


def _record(
    session: Session, plan: SheetImport, written: Sequence[str], *, show_diff: bool
) -> dict[str, object]:
    differences = compare.rows(plan.comparison, Voice(session.language)) if plan.comparison else []
    return {
        **say.counted(plan.faults),
        "faults": [say.fault_record(f, session.language) for f in plan.faults],
        "files": [plan.inputs.folder.file_of(d).file for d in plan.edited],
        "differences": differences,
        "diff": plan.unified_diff() if show_diff else "",
        "written": list(written),
    }
