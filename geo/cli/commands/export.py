"""``export``: one edition in one format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli import say
from geo.cli.declare import takes
from geo.cli.session import Session
from geo.pipeline import exporting
from geo.pipeline.products import FORMATS
from geo.vocabulary import LIST_MARK


@takes("project", "vintage", "as_of", "language")
def export(
    session: Session,
    form: Annotated[str, typer.Argument(help=LIST_MARK.join(FORMATS), metavar="FORMAT")],
    edition: Annotated[
        str, typer.Option("--edition", "-e", help="版次；默认全部地区 · edition")
    ] = "all",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="输出路径 · where to write")
    ] = None,
) -> None:
    """把一个版次写成一种格式 · Write one edition in one format.

    例 example:  county-typology export gpkg --edition chongqing --out x.gpkg
    """
    path = out or exporting.default_path(form, edition)
    lost = exporting.export(session.sound_and_checked, form, edition, path, session.language)
    if lost:
        say.aside(session.text("cli", "severity-warning") + lost)
    print(session.text("cli", "export-done", path=path))
