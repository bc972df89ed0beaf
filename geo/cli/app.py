"""The commands. Heavy rooms are imported inside the command that needs them."""

from __future__ import annotations

import sys
from copy import copy
from pathlib import Path
from typing import Annotated

import typer

import geo
from geo.cli import (
    EXIT_FAILURE,
    EXIT_FAULTS,
    EXIT_INTERRUPTED,
    EXIT_STALE,
    EXIT_USAGE,
    authoring,
    report,
    reporting,
)
from geo.cli.options import (
    AsOfOption,
    Form,
    JsonOption,
    LanguageOption,
    ProjectOption,
    QuietOption,
    VintageOption,
)
from geo.errors import FaultsError, GeoError
from geo.vocabulary import Language
from geo.voice.texts import text

#: Typer carries its own copy of click in some versions; its public error leads to the right one.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]

app = typer.Typer(
    name="county-typology",
    help="县区类型地图：名单 + 公开边界 → 地图、GeoPackage、插图与表格。"
    " · Policy lists of counties + public boundaries → maps, GeoPackage, figures, tables.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
boundaries_app = typer.Typer(help="边界版本 · boundary vintages", no_args_is_help=True)
app.add_typer(boundaries_app, name="boundaries")


def _print_version(value: bool) -> None:
    if value:
        print(f"county-typology {geo.__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="版本号 · version"),
    ] = False,
) -> None:
    pass


@app.command()
def build(
    editions: Annotated[
        list[str] | None,
        typer.Argument(help="版次，如 chongqing；不写则全部 · editions, all if none is named"),
    ] = None,
    project: ProjectOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="输出文件夹；默认 maps/ · output folder")
    ] = None,
    vintage: VintageOption = None,
    as_of: AsOfOption = None,
    force: Annotated[bool, typer.Option("--force", help="全部重做 · make everything")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只列出要做什么 · say what would be made")
    ] = False,
    check_only: Annotated[
        bool, typer.Option("--check", help="有过期成果时以 4 退出 · exit 4 if anything is stale")
    ] = False,
    all_figures: Annotated[
        bool,
        typer.Option(
            "--all-figures", help="另出分类型、并列、重叠与统计插图 · further figures too"
        ),
    ] = False,
    language: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """生成地图、表格、插图 · Build the outputs that are out of date.

    例 examples:  county-typology build  |  county-typology build chongqing --out /tmp/maps
    """
    from geo.cli import fresh

    is_plan = dry_run or check_only
    is_whole = not force and not editions
    if is_whole and fresh.say_if_untouched(
        project,
        out,
        vintage,
        language,
        all_figures=all_figures,
        as_of=as_of,
        is_plan=is_plan,
        as_json=as_json,
    ):
        return
    from geo.cli import building

    request = building.Request(
        tuple(editions or ()),
        project,
        out,
        vintage,
        language,
        force=force,
        quiet=quiet,
        all_figures=all_figures,
        as_of=as_of,
    )
    if is_plan:
        stale = building.show_plan(request, as_json=as_json)
        if check_only and stale:
            raise typer.Exit(EXIT_STALE)
        return
    building.build(request, as_json=as_json)


@app.command()
def check(
    project: ProjectOption = None,
    vintage: VintageOption = None,
    as_of: AsOfOption = None,
    unused: Annotated[
        bool,
        typer.Option("--unused", help="也列出没有名单写到的别名 · aliases that no list writes"),
    ] = False,
    language: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """检查名单、地名表、边界，一次报出全部错误 · Report every fault in one run.

    有错误时以 3 退出 · exits 3 if there are errors.
    """
    from geo.cli import checking

    if checking.check(
        project,
        vintage,
        language,
        as_of=as_of,
        as_json=as_json,
        quiet=quiet,
        with_unused=unused,
    ):
        raise typer.Exit(EXIT_FAULTS)


@app.command()
def show(
    county: Annotated[str, typer.Argument(help="县名或代码，如 开州、500154 · name or code")],
    project: ProjectOption = None,
    vintage: VintageOption = None,
    as_of: AsOfOption = None,
    language: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """一个县的类型、任务、指标、合作，附出处 · Everything known about a county, with sources.

    例 examples:  county-typology show 开州  |  county-typology show 500154 --json
    """
    from geo.cli import showing

    if not showing.show(county, project, vintage, language, as_json=as_json, as_of=as_of):
        raise typer.Exit(EXIT_FAILURE)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="旧：文件夹、git 版本或 .gpkg · before")],
    new: Annotated[str, typer.Argument(help="新：文件夹、git 版本或 .gpkg · after")] = ".",
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="备忘录、Markdown、JSON、CSV、变化图（html）或工作簿（xlsx） · how it is written",
        ),
    ] = Form.MEMO,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="写到文件；html、xlsx 默认写到当前文件夹 · write to a file"
        ),
    ] = None,
    project: ProjectOption = None,
    vintage: VintageOption = None,
    language: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """两版名单之间变了什么 · What changed between two states of the lists.

    例 examples:  county-typology diff HEAD~1 .  |  county-typology diff 旧.gpkg 新.gpkg
    |  county-typology diff HEAD~1 --format html --out 变化.html
    """
    from geo.cli import comparing

    chosen = Form.JSON if as_json else form
    comparing.compare(old, new, project, vintage, language, form=chosen, out=out)


@app.command()
def export(
    form: Annotated[
        str,
        typer.Argument(
            help="gpkg、geojson、parquet、csv、xlsx、docx、png、svg、pdf、shp", metavar="FORMAT"
        ),
    ],
    edition: Annotated[
        str, typer.Option("--edition", "-e", help="版次；默认全部地区 · edition")
    ] = "all",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="输出路径 · where to write")
    ] = None,
    project: ProjectOption = None,
    vintage: VintageOption = None,
    as_of: AsOfOption = None,
    language: LanguageOption = Language.ZH,
) -> None:
    """把一个版次写成一种格式 · Write one edition in one format.

    例 example:  county-typology export gpkg --edition chongqing --out x.gpkg
    """
    from geo.cli import exporting

    exporting.export(form, edition, out, project, vintage, language, as_of=as_of)


@boundaries_app.command("info")
def boundaries_info(
    project: ProjectOption = None,
    language: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """列出可用的边界版本 · List the vintages."""
    from geo.cli import checking

    checking.list_vintages(project, language, as_json=as_json)


authoring.register(app)
reporting.register(app)


def _program(arguments: list[str]) -> typer.Typer:
    """The command line, without the commands that the arguments do not name.

    Building the parameters of every command takes longer than ``check`` takes to read a list.
    Arguments that begin with no command (help, completion, a typing error) get the whole.
    """
    named = [
        c
        for c in app.registered_commands
        if c.callback is not None and [c.name or c.callback.__name__] == arguments[:1]
    ]
    if not named:
        return app
    program = copy(app)
    program.registered_commands, program.registered_groups = named, []
    return program


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    language = _asked_language(given)
    try:
        result = _program(given)(args=given, standalone_mode=False)
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.Abort:
        report.say(text("cli", "interrupted", language))
        return EXIT_INTERRUPTED
    except UsageError as wrong:
        wrong.show()  # type: ignore[attr-defined]  # both copies of click have it
        return EXIT_USAGE
    except FaultsError as wrong:
        report.print_faults(wrong.faults, language)
        counts = report.counted(wrong.faults)
        report.say(text("cli", "faults-stop", language, errors=counts["errors"]))
        return EXIT_FAULTS
    except GeoError as wrong:
        report.say(text("cli", "severity-error", language) + str(wrong))
        return EXIT_FAILURE
    except KeyboardInterrupt:
        report.say(text("cli", "interrupted", language))
        return EXIT_INTERRUPTED
    return result if isinstance(result, int) else 0


def _asked_language(arguments: list[str]) -> Language:
    """The language of messages about a command that failed before it could say it."""
    import os

    asked = os.environ.get("COUNTY_TYPOLOGY_LANG", "zh")
    for i, argument in enumerate(arguments):
        if argument == "--lang" and i + 1 < len(arguments):
            asked = arguments[i + 1]
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    return Language.EN if asked == "en" else Language.ZH
