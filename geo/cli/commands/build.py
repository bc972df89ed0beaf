"""``build``: plan the build, run it, and report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.build import MANIFEST, read_manifest, recorded_options, untouched_count
from geo.cli import EXIT_FAILURE, EXIT_STALE, say
from geo.cli.declare import takes
from geo.cli.options import Editions
from geo.cli.session import Session
from geo.errors import Fault
from geo.vocabulary import LIST_MARK

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
    _print_plan(session, plan)
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


def _print_plan(session: Session, plan: BuildPlan) -> None:
    stale = [(path, step) for step in plan.stale for path in step.target.paths]
    if session.as_json:
        _answer_plan(session, plan)
        return
    if not stale and not plan.gone:
        print(session.text("cli", "build-fresh", count=plan.kept))
        return
    if stale:
        print(session.text("cli", "build-stale", count=len(stale)))
    for path, step in stale:
        kind, what = step.reasons[0]
        print(f"  {path}  ({session.text('cli', f'reason-{kind}', what=what)})")
    for line in _gone_lines(session, plan):
        print(line)


def _answer_plan(session: Session, plan: BuildPlan) -> None:
    stale = [
        {
            "path": path,
            "edition": step.target.edition,
            "reasons": [{"reason": str(r), "what": w} for r, w in step.reasons],
        }
        for step in plan.stale
        for path in step.target.paths
    ]
    gone = [
        {"path": path, "edition": "", "reasons": [{"reason": "gone", "what": ""}]}
        for path in plan.gone
    ]
    session.answer_json([*stale, *gone])


def _gone_lines(session: Session, plan: BuildPlan) -> list[str]:
    """What earlier builds left behind, with a mark at what somebody altered."""
    if not plan.gone:
        return []
    altered = plan.altered
    mark = session.text("cli", "reason-altered")
    lines = [f"  {path}" + (f"  ({mark})" if path in altered else "") for path in plan.gone]
    return [session.text("cli", "build-gone", count=len(lines)), *lines]


def _make(session: Session, plan: BuildPlan, *, prunes: bool, jobs: int | None) -> None:
    """Run a plan and report.

    The exit code is 1 if something could not be made, and 4 if altered files were not removed.
    """
    start = time.perf_counter()
    result = _run(session, plan, prunes=prunes, jobs=jobs)
    seconds = f"{time.perf_counter() - start:.1f}"
    for notice in result.notices:
        say.aside(session.text("cli", "severity-warning") + notice)
    _print_left_behind(session, plan, result, prunes=prunes)
    if session.as_json:
        session.answer_json(_made_record(plan, result))
    elif result.made and not result.failed:
        counts = {"made": len(result.made), "kept": plan.kept, "out": plan.out, "seconds": seconds}
        print(session.text("cli", "build-done", **counts))
    elif not result.failed:
        print(session.text("cli", "build-fresh", count=plan.kept))
    if result.failed:
        _print_failures(session, plan, result)
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


def _print_left_behind(
    session: Session, plan: BuildPlan, result: BuildResult, *, prunes: bool
) -> None:
    """The files that no list asks for: removed, or still there."""
    if result.removed:
        say.aside(session.text("cli", "build-pruned", count=len(result.removed)))
        for path in result.removed:
            say.aside(f"  {path}")
    left = [path for path in plan.gone if path not in result.removed]
    if left and prunes:
        paths = LIST_MARK.join(left)
        say.aside(session.text("cli", "build-altered", count=len(left), paths=paths))
    elif left:
        for line in _gone_lines(session, plan):
            say.aside(line)


def _made_record(plan: BuildPlan, result: BuildResult) -> dict[str, Any]:
    return {
        "out": str(plan.out),
        "made": list(result.made),
        "kept": plan.kept,
        "failed": [
            {
                "product": each.product,
                "edition": each.edition,
                "paths": list(each.paths),
                "reason": each.fault.kind,
                "error": str(each.error),
            }
            for each in result.failed
        ],
        "gone": [path for path in plan.gone if path not in result.removed],
        "removed": list(result.removed),
        "accounting": result.accounting,
    }


def _print_failures(session: Session, plan: BuildPlan, result: BuildResult) -> None:
    """Everything that could not be made, and why."""
    names = _edition_names(session, plan)
    say.print_failures(result.failed, session.language, names=names)
    failed = len({path for each in result.failed for path in each.paths})
    counts = {"failed": failed, "made": len(result.made)}
    say.aside(session.text("cli", "build-failed", kept=plan.kept, **counts))


def _edition_names(session: Session, plan: BuildPlan) -> dict[str, str]:
    from geo.pipeline.frames import editions

    quoted = plan.inputs.voices[session.language].quoted
    return {key: quoted(edition.name) for key, edition in editions(plan.inputs).items()}


def _teller(session: Session, write: Callable[[str], None]) -> Tell:
    """A function that writes a line per step."""

    def tell(number: int, count: int, path: str) -> None:
        write(session.text("cli", "build-step", number=number, count=count, path=path))

    return tell
