"""``report``: county sheets, one by one or for a whole edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geo.cli.counties import county_code
from geo.cli.declare import takes
from geo.cli.session import Session
from geo.pipeline import reports


class SheetForm(StrEnum):
    """File formats of a county sheet."""

    HTML = "html"
    DOCX = "docx"


@dataclass(frozen=True)
class SheetsAsked:
    """The requested sheets and their format."""

    county: Annotated[
        str | None, typer.Argument(help="县名或代码，如 开州、500154 · name or code")
    ] = None
    edition: Annotated[
        str | None,
        typer.Option("--edition", "-e", help="整个版次，每县一份 · all counties of an edition"),
    ] = None
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="文件（.html、.docx）；整个版次也可写文件夹，每县一个文件 · file or folder",
        ),
    ] = None
    form: Annotated[
        SheetForm | None, typer.Option("--format", help="默认看文件名，再默认 html · form")
    ] = None
    full: Annotated[
        bool,
        typer.Option(
            "--full", help="加附页：任务全文、全部部门、全部目标 · annex with everything in full"
        ),
    ] = False

    @property
    def ending(self) -> str:
        """Ending of the files, if the path has none."""
        return f".{self.form or SheetForm.HTML}"

    def check_form(self, path: Path) -> None:
        if self.form is not None and path.suffix != self.ending:
            message = f"--out {path.name}: 与 --format {self.form} 不符 · does not fit"
            raise typer.BadParameter(message)


@takes("project", "vintage", "as_of", "language", "quiet")
def report(session: Session, asked: SheetsAsked) -> None:
    """县区情况表，每县一页 A4：地图、类型、任务、目标、出处 · One A4 page per county.

    例 examples:  county-typology report 开州 --out 开州.docx
    |  county-typology report --edition chongqing --out 重庆.html
    """
    if (asked.county is None) == (asked.edition is None):
        raise typer.BadParameter("写一个县，或 --edition 版次 · name a county, or --edition")
    if asked.county is not None:
        _one_sheet(session, asked, asked.county)
    elif asked.edition is not None:
        _edition_sheets(session, asked, asked.edition)


def _one_sheet(session: Session, asked: SheetsAsked, county: str) -> None:
    inputs = session.sound_and_checked
    code = county_code(session, county)
    path = asked.out or Path(code + asked.ending)
    asked.check_form(path)
    reports.write_county_report(inputs, code, path, session.language, is_full=asked.full)
    print(session.text("cli", "export-done", path=path))


def _edition_sheets(session: Session, asked: SheetsAsked, edition: str) -> None:
    """One file for all counties if the path has an ending, else a folder with a file for each."""
    inputs, path = session.sound_and_checked, asked.out or Path(f"{edition}-sheets")

    def tell(code: str) -> None:
        session.progress(f"  {code} {inputs.names[code].name}")

    if path.suffix and not path.is_dir():
        asked.check_form(path)
        count = reports.write_edition_report(
            inputs, edition, path, session.language, is_full=asked.full, tell=tell
        )
        print(session.text("report", "edition-done", count=count, path=path))
        return
    written = reports.write_edition_reports(
        inputs, edition, path, session.language, suffix=asked.ending, is_full=asked.full, tell=tell
    )
    entry = path / "index.html" if asked.ending == ".html" else path
    print(session.text("report", "sheets-done", count=len(written), path=entry))
