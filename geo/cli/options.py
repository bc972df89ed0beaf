"""Options that several commands share, declared once. A command lists those it takes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.vocabulary import Language

#: Field of :class:`~geo.cli.session.Session` → the option that fills it.
SHARED: Mapping[str, Any] = {
    "project": Annotated[
        Path | None,
        typer.Option(
            "--project",
            help="项目文件夹（含 layers/ 与 data/）；默认从当前文件夹向上找 · project folder",
            show_default=False,
        ),
    ],
    "vintage": Annotated[
        str | None,
        typer.Option(
            "--vintage",
            help="边界版本；默认最新 · boundary vintage, newest by default",
            metavar="ID",
        ),
    ],
    "as_of": Annotated[
        str | None,
        typer.Option(
            "--as-of",
            help="只看此日以前印发、未被取代的文件，如 2024-06-30 · documents issued by then",
            metavar="DATE",
        ),
    ],
    "language": Annotated[
        Language,
        typer.Option("--lang", help="语言 · language", envvar="COUNTY_TYPOLOGY_LANG"),
    ],
    "as_json": Annotated[bool, typer.Option("--json", help="输出 JSON 供程序读取 · for programs")],
    "quiet": Annotated[bool, typer.Option("--quiet", "-q", help="不报告进度 · no progress")],
}

County = Annotated[str, typer.Argument(help="县名或代码，如 开州、500154 · name or code")]
Editions = Annotated[
    list[str] | None,
    typer.Argument(help="版次，如 chongqing；不写则全部 · editions, all if none is named"),
]
