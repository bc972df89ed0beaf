"""``build``: plan the build, run it, and report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.build import MANIFEST, read_manifest, recorded_options, untouched_count
from geo.cli import EXIT_FAILURE, EXIT_STALE, build_report, say
from geo.cli.declare import takes
from geo.cli.options import Editions
from geo.cli.session import Session
from geo.errors import Fault

if TYPE_CHECKING:
    from geo.pipeline.builds import BuildPlan, BuildResult
    from geo.pipeline.ledger import Tell


@dataclass(frozen=True)
class BuildAsked:
    """What a build is asked to make."""

    editions: Editions = None
    out: Annotated[
        Path | None, typer.Option("--out", help="输出文件夹；默认 maps/ · output folder")
    ] = None
    force: Annotated[bool, typer.Option("--force", help="全部重做 · make everything")] = False
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只列出要做什么 · say what would be made")
    ] = False
    check_only: Annotated[
        bool, typer.Option("--check", help="有过期成果时以 4 退出 · exit 4 if anything is stale")
    ] = False
    all_figures: Annotated[
        bool,
        typer.Option(
            "--all-figures", help="另出分类型、并列、重叠与统计插图 · further figures too"
        ),
    ] = False

    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help="删去已经没有名单要的旧成果 · remove outputs that no list asks for",
        ),
    ] = False

    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="同时几个进程 · processes at a time"),
    ] = None

    @property
    def is_plan(self) -> bool:
        return self.dry_run or self.check_only


@takes("project", "vintage", "as_of", "language", "as_json", "quiet")
def build(session: Session, asked: BuildAsked) -> None:
    """生成地图、表格、插图 · Build the outputs that are out of date.

    例 examples:  county-typology build  |  county-typology build chongqing --out /tmp/maps
    """
    folder = asked.out or session.place.maps
    if _said_fresh(session, asked, folder):
        return
    plan = _plan(session, asked, folder)
    if not asked.is_plan:
        _make(session, plan, prunes=asked.prune, jobs=asked.jobs)
        return
    build_report.print_plan(session, plan)
    if asked.check_only and (plan.stale or plan.gone):
        raise typer.Exit(EXIT_STALE)


def _said_fresh(session: Session, asked: BuildAsked, folder: Path) -> bool:
    """Report that every output is fresh, if hashes alone prove it; False otherwise."""
    if asked.force or asked.editions:
        return False
    options = recorded_options(
        str(session.language),
        all_figures=asked.all_figures,
        as_of=session.as_of,
        vintage=session.vintage,
    )
    count = untouched_count(session.place, folder, options=options)
    if not count:
        return False
    if not session.as_json:
        print(session.text("cli", "build-fresh", count=count))
    elif asked.is_plan:
        session.answer_json([])
    else:
        accounting = read_manifest(folder / MANIFEST).accounting
        session.answer_json(
            {
                "out": str(folder),
                "made": [],
                "kept": count,
                "failed": [],
                "gone": [],
                "removed": [],
                "accounting": accounting,
            }
        )
    return True


def _plan(session: Session, asked: BuildAsked, folder: Path) -> BuildPlan:
    # Imported only if hashes do not prove it: the import takes longer than hashing.
    from geo.pipeline.builds import plan_build
    from geo.pipeline.targets import BuildOptions

    options = BuildOptions(
        tuple(asked.editions or ()),
        session.language,
        asked.force,
        asked.all_figures,
        session.as_of,
        session.vintage,
    )
    return plan_build(session.sound_and_checked, folder, options)


def _make(session: Session, plan: BuildPlan, *, prunes: bool, jobs: int | None) -> None:
    """Run a plan and report.

    The exit code is 1 if something could not be made, and 4 if altered files were not removed.
    """
    start = time.perf_counter()
    result = _run(session, plan, prunes=prunes, jobs=jobs)
    seconds = f"{time.perf_counter() - start:.1f}"
    for notice in result.notices:
        say.aside(session.text("cli", "severity-warning") + notice)
    build_report.print_left_behind(session, plan, result, prunes=prunes)
    if session.as_json:
        session.answer_json(build_report.made_record(plan, result))
    elif result.made and not result.failed:
        counts = {"made": len(result.made), "kept": plan.kept, "out": plan.out, "seconds": seconds}
        print(session.text("cli", "build-done", **counts))
    elif not result.failed:
        print(session.text("cli", "build-fresh", count=plan.kept))
    if result.failed:
        build_report.print_failures(session, plan, result)
        raise typer.Exit(EXIT_FAILURE)
    if prunes and len(result.removed) < len(plan.gone):
        raise typer.Exit(EXIT_STALE)


def _run(session: Session, plan: BuildPlan, *, prunes: bool, jobs: int | None) -> BuildResult:
    """Run a plan, with a line per step on stderr, or a spinner at a terminal."""
    from geo.pipeline.builds import run_build

    if not session.quiet:
        for hint in say.hint_lines(_hints(plan), session.language, in_full=False):
            say.aside(hint)
    run = partial(run_build, plan, prunes=prunes, jobs=jobs)
    if session.quiet or not plan.stale:
        return run()
    if not sys.stderr.isatty():
        return run(tell=_teller(session, say.aside))
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        return run(tell=_teller(session, status.update))


def _hints(plan: BuildPlan) -> list[Fault]:
    """Hints of the lists, and characters that figures draw otherwise than they are written."""
    from geo.pipeline.characters import character_faults
    from geo.pipeline.inputs import read_all_phrases

    characters = character_faults(plan.inputs, read_all_phrases(plan.inputs)[0])
    return [*plan.inputs.faults, *characters]


def _teller(session: Session, write: Callable[[str], None]) -> Tell:
    """A function that writes a line per step."""

    def tell(number: int, count: int, path: str) -> None:
        write(session.text("cli", "build-step", number=number, count=count, path=path))

    return tell
