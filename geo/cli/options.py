"""Options that several commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geo.vocabulary import Language


class Form(StrEnum):
    """How a comparison is written."""

    MEMO = "memo"
    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"


ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        help="项目文件夹（含 layers/ 与 data/）；默认从当前文件夹向上找 · project folder",
        show_default=False,
    ),
]
VintageOption = Annotated[
    str | None,
    typer.Option(
        "--vintage", help="边界版本；默认最新 · boundary vintage, newest by default", metavar="ID"
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="只看此日以前印发、未被取代的文件，如 2024-06-30 · documents issued by then",
        metavar="DATE",
    ),
]
LanguageOption = Annotated[
    Language,
    typer.Option("--lang", help="语言 · language", envvar="COUNTY_TYPOLOGY_LANG"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON 供程序读取 · for programs")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="不报告进度 · no progress")]
