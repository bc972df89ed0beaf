"""``sheet export``: lists as a workbook to edit in Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.declare import takes
from geo.cli.session import Session
from geo.editing import outgoing


@takes("project", "vintage", "language", "quiet")
def sheet_export(
    session: Session,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="版次或文件编号；不写则全部 · editions or documents", metavar="[NAME]..."
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="xlsx 路径 · where to write")] = Path(
        "lists.xlsx"
    ),
    *,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件 · replace it")] = False,
) -> None:
    """把名单写成可在 Excel 中改的表格 · Lists as a workbook to edit.

    例 example:  county-typology sheet export chongqing --out 名单.xlsx
    """
    documents, rows = outgoing.export_sheet(
        session.inputs, out, names=names or (), language=session.language, is_replacing=force
    )
    words = {"path": out, "documents": documents, "rows": rows}
    session.progress(session.text("sheet", "exported", **words))
