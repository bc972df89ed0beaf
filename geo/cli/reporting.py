"""``report``: county sheets, one by one or for a whole edition."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli import EXIT_FAILURE
from geo.cli.options import AsOfOption, LanguageOption, ProjectOption, QuietOption, VintageOption
from geo.vocabulary import Language

if TYPE_CHECKING:
    from geo.pipeline.inputs import Inputs


class SheetForm(StrEnum):
    """What a county sheet can be written as."""

    HTML = "html"
    DOCX = "docx"


FullOption = Annotated[
    bool,
    typer.Option(
        "--full", help="加附页：任务全文、全部部门、全部目标 · annex with everything in full"
    ),
]


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
            "--out",
            "-o",
            help="文件（.html、.docx）；整个版次也可写文件夹，每县一个文件 · file or folder",
        ),
    ] = None,
    form: Annotated[
        SheetForm | None, typer.Option("--format", help="默认看文件名，再默认 html · form")
    ] = None,
    full: FullOption = False,  # noqa: FBT002  # typer reads a flag off it
    project: ProjectOption = None,
    vintage: VintageOption = None,
    as_of: AsOfOption = None,
    language: LanguageOption = Language.ZH,
    quiet: QuietOption = False,  # noqa: FBT002  # typer reads a flag off it
) -> None:
    """县区情况表，每县一页 A4：地图、类型、任务、目标、出处 · One A4 page per county.

    例 examples:  county-typology report 开州 --out 开州.docx
    |  county-typology report --edition chongqing --out 重庆.html
    """
    if (county is None) == (edition is None):
        raise typer.BadParameter("写一个县，或 --edition 版次 · name a county, or --edition")
    from geo.cli.opening import sound_inputs

    inputs = sound_inputs(project, vintage, as_of, language, is_checked=True, quiet=quiet)
    if edition is not None:
        path = out or Path(f"{edition}-sheets")
        _edition_sheets(edition, path, form, inputs, language, full=full, quiet=quiet)
    elif county is not None:
        is_found = _county_sheet(county, out, form, inputs, language, full=full)
        if not is_found:
            raise typer.Exit(EXIT_FAILURE)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(report)


def _check_form(path: Path, form: SheetForm | None) -> None:
    if form is not None and path.suffix != f".{form}":
        raise typer.BadParameter(f"--out {path.name}: 与 --format {form} 不符 · does not fit")


def _county_sheet(
    county: str,
    out: Path | None,
    form: SheetForm | None,
    inputs: Inputs,
    language: Language,
    *,
    full: bool,
) -> bool:
    """Write one sheet; False if the name stands for no county, or for several."""
    from geo.cli.showing import find_county
    from geo.pipeline import reports
    from geo.voice.texts import text

    code = find_county(inputs, county, language)
    if code is None:
        return False
    path = out or Path(f"{code}.{form or SheetForm.HTML}")
    _check_form(path, form)
    reports.write_county_report(inputs, code, path, language, is_full=full)
    print(text("cli", "export-done", language, path=path))
    return True


def _edition_sheets(
    edition: str,
    path: Path,
    form: SheetForm | None,
    inputs: Inputs,
    language: Language,
    *,
    full: bool,
    quiet: bool,
) -> None:
    """One file for all counties if ``path`` has an ending, else a folder with a file for each."""
    from geo.cli.report import say
    from geo.pipeline import reports
    from geo.voice.texts import text

    def tell(code: str) -> None:
        say(f"  {code} {inputs.names[code].name}", quiet=quiet)

    if path.suffix and not path.is_dir():
        _check_form(path, form)
        count = reports.write_edition_report(
            inputs, edition, path, language, is_full=full, tell=tell
        )
        print(text("report", "edition-done", language, count=count, path=path))
        return
    suffix = f".{form or SheetForm.HTML}"
    written = reports.write_edition_reports(
        inputs, edition, path, language, suffix=suffix, is_full=full, tell=tell
    )
    entry = path / "index.html" if suffix == ".html" else path
    print(text("report", "sheets-done", language, count=len(written), path=entry))
