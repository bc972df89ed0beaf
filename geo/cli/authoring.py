"""Commands for people who write lists: sheets for Excel, a new document, why and why not, watch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geo.cli import EXIT_FAILURE, EXIT_FAULTS
from geo.cli.options import (
    AsOfOption,
    JsonOption,
    LanguageOption,
    ProjectOption,
    QuietOption,
    VintageOption,
)
from geo.vocabulary import Language

sheet_app = typer.Typer(help="名单与 Excel 互转 · lists to Excel and back", no_args_is_help=True)


@sheet_app.command("export")
def sheet_export(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="版次或文件编号；不写则全部 · editions or documents", metavar="[NAME]..."
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="xlsx 路径 · where to write")] = Path(
        "lists.xlsx"
    ),
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件 · replace it")] = False,
    project: ProjectOption = None,
    vintage: VintageOption = None,
    language: LanguageOption = Language.ZH,
    quiet: QuietOption = False,
) -> None:
    """把名单写成可在 Excel 中改的表格 · Lists as a workbook to edit.

    例 example:  county-typology sheet export chongqing --out 名单.xlsx
    """
    from geo.cli import sheets

    sheets.export(names or [], out, project, vintage, language, force=force, quiet=quiet)


@sheet_app.command("import")
def sheet_import(
    path: Annotated[Path, typer.Argument(help="xlsx、xls、ods 或 CSV", metavar="FILE")],
    write: Annotated[bool, typer.Option("--write", help="写入名单 · write the changes")] = False,
    show_diff: Annotated[
        bool, typer.Option("--diff", help="显示 YAML 差异 · unified diff")
    ] = False,
    document: Annotated[str, typer.Option(help="别处的表格：放进哪份文件 · document id")] = "",
    clause: Annotated[str, typer.Option(help="条，如 （三）")] = "",
    typology: Annotated[str, typer.Option(help="类型 · typology")] = "",
    column: Annotated[str, typer.Option(help="县名所在列的列名 · column of counties")] = "",
    status_column: Annotated[str, typer.Option(help="称号所在列 · column of statuses")] = "",
    subtype: Annotated[str, typer.Option(help="细分 · subtype of all rows")] = "",
    status: Annotated[str, typer.Option(help="称号 · status of all rows")] = "",
    stage: Annotated[str, typer.Option(help="进度 · stage of all rows")] = "",
    header_row: Annotated[
        int | None, typer.Option(help="表头在第几行 · row of the header", min=1)
    ] = None,
    sheet: Annotated[str, typer.Option(help="工作表名 · name of the sheet")] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="移出表中没有的县 · remove who is not in the sheet")
    ] = False,
    project: ProjectOption = None,
    vintage: VintageOption = None,
    language: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """把改过的表格读回名单；不加 --write 只显示改动 · Edits back into the lists.

    例 examples:  county-typology sheet import 名单.xlsx --diff
    county-typology sheet import 附件.xls --document guangdong-2023 --clause （三）
    --typology 农产品主产区 --column 县名 --write
    """
    from geo.cli import sheets
    from geo.editing import ColumnMapping

    mapping = None
    given = (document, clause, typology, column)
    if any(given):
        if not all(given):
            raise typer.BadParameter("--document --clause --typology --column 要一起给出")
        mapping = ColumnMapping(
            document, clause, typology, column, status_column, subtype, status, stage,
            header_row, sheet,
        )  # fmt: skip
    request = sheets.ImportRequest(
        path, mapping, project, vintage, language,
        is_writing=write, is_replacing=replace, show_diff=show_diff,
    )  # fmt: skip
    if not sheets.import_sheet(request, as_json=as_json):
        raise typer.Exit(EXIT_FAULTS)


def init(
    document_id: Annotated[
        str, typer.Argument(help="文件编号，如 guangdong-2023-county-towns", metavar="DOCUMENT-ID")
    ],
    region: Annotated[
        str | None, typer.Option("--region", help="地区代码；版次已有文件时可省 · region code")
    ] = None,
    title: Annotated[str, typer.Option("--title", help="文件全称 · title")] = "",
    project: ProjectOption = None,
    language: LanguageOption = Language.ZH,
    quiet: QuietOption = False,
) -> None:
    """新建一份带注释的名单 · A new list file with every key explained.

    例 example:  county-typology init guangdong-2023-county-towns --region 440000
    """
    from geo.cli import starting

    starting.init(document_id, project, language, region=region, title=title, quiet=quiet)


def explain(
    county: Annotated[str, typer.Argument(help="县名或代码 · name or code")],
    typology: Annotated[str, typer.Argument(help="类型 · typology")],
    project: ProjectOption = None,
    vintage: VintageOption = None,
    as_of: AsOfOption = None,
    language: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """一个县为什么属于、不属于或待定 · Why a county is, or is not, in a class.

    例 example:  county-typology explain 广汉 大城市周边
    """
    from geo.cli import explaining

    if not explaining.explain(
        county, typology, project, vintage, language, as_json=as_json, as_of=as_of
    ):
        raise typer.Exit(EXIT_FAILURE)


def watch(
    editions: Annotated[
        list[str] | None, typer.Argument(help="版次；不写则全部 · editions")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="输出文件夹 · output folder")] = None,
    project: ProjectOption = None,
    vintage: VintageOption = None,
    language: LanguageOption = Language.ZH,
) -> None:
    """存盘即重做，Ctrl-C 结束 · Rebuild on save until Ctrl-C.

    例 example:  county-typology watch chongqing
    """
    from geo.cli import watching

    watching.watch(tuple(editions or ()), project, out, vintage, language)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(sheet_app, name="sheet")
    for command in (init, explain, watch):
        app.command()(command)
