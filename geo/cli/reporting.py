"""``report``: county sheets, one by one or for a whole edition."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geo.cli import EXIT_FAILURE
from geo.cli.options import LanguageOption, ProjectOption, QuietOption, VintageOption
from geo.vocabulary import Language


class SheetForm(StrEnum):
    """What a county sheet can be written as."""

    HTML = "html"
    DOCX = "docx"


def report(
    county: Annotated[
        str | None, typer.Argument(help="县名或代码，如 开州、500154 · name or code")
    ] = None,
    edition: Annotated[
        str | None,
        typer.Option("--edition", "-e", help="整个版次，每县一份 · all counties of an edition"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="文件（.html、.docx）；整个版次时为文件夹 · file or folder"
        ),
    ] = None,
    form: Annotated[
        SheetForm | None, typer.Option("--format", help="默认看文件名，再默认 html · form")
    ] = None,
    project: ProjectOption = None,
    vintage: VintageOption = None,
    language: LanguageOption = Language.ZH,
    quiet: QuietOption = False,  # noqa: FBT002  # typer reads a flag off it
) -> None:
    """县区情况表：地图、类型、任务、目标、出处 · A sheet per county.

    例 examples:  county-typology report 开州 --out 开州.docx
    |  county-typology report --edition chongqing --out 情况表
    """
    if (county is None) == (edition is None):
        raise typer.BadParameter("写一个县，或 --edition 版次 · name a county, or --edition")
    if edition is not None:
        _edition_sheets(edition, out, project, vintage, language, form=form, quiet=quiet)
    elif county is not None and not _county_sheet(county, out, form, project, vintage, language):
        raise typer.Exit(EXIT_FAILURE)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(report)


def _county_sheet(
    county: str,
    out: Path | None,
    form: SheetForm | None,
    project: Path | None,
    vintage: str | None,
    language: Language,
) -> bool:
    """Write one sheet; False if the name stands for no county, or for several."""
    from geo import tasks
    from geo.cli.showing import find_county
    from geo.config import find_project
    from geo.tasks import reports
    from geo.texts import text

    inputs = tasks.require_sound(tasks.check(find_project(project), vintage=vintage))
    code = find_county(inputs, county, language)
    if code is None:
        return False
    path = out or Path(f"{code}.{form or SheetForm.HTML}")
    if form is not None and path.suffix != f".{form}":
        raise typer.BadParameter(f"--out {path.name}: 与 --format {form} 不符 · does not fit")
    reports.write_county_report(inputs, code, path, language)
    print(text("cli", "export-done", language, path=path))
    return True


def _edition_sheets(
    edition: str,
    out: Path | None,
    project: Path | None,
    vintage: str | None,
    language: Language,
    *,
    form: SheetForm | None,
    quiet: bool,
) -> None:
    from geo import tasks
    from geo.cli.report import say
    from geo.config import find_project
    from geo.tasks import reports
    from geo.texts import text

    inputs = tasks.require_sound(tasks.check(find_project(project), vintage=vintage))
    folder = out or Path(f"{edition}-sheets")
    suffix = f".{form or SheetForm.HTML}"
    written = reports.write_edition_reports(
        inputs,
        edition,
        folder,
        language,
        suffix=suffix,
        tell=lambda code: say(f"  {code} {inputs.names[code].name}", quiet=quiet),
    )
    entry = folder / "index.html" if suffix == ".html" else folder
    print(text("report", "sheets-done", language, count=len(written), path=entry))
