"""``build``: plan the build, run it, and report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.build import MANIFEST, read_manifest, recorded_options, untouched_count
from geo.cli import EXIT_STALE, say
from geo.cli.declare import takes
from geo.cli.options import Editions
from geo.cli.session import Session

if TYPE_CHECKING:
    from geo.pipeline.builds import BuildPlan


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
        _make(session, plan)
        return
    _print_plan(session, plan)
    if asked.check_only and plan.stale:
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
            {"out": str(folder), "made": [], "kept": count, "accounting": accounting}
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
        session.answer_json(
            [
                {
                    "path": path,
                    "edition": step.target.edition,
                    "reasons": [{"reason": str(r), "what": w} for r, w in step.reasons],
                }
                for path, step in stale
            ]
        )
        return
    if not stale:
        print(session.text("cli", "build-fresh", count=plan.kept))
        return
    print(session.text("cli", "build-stale", count=len(stale)))
    for path, step in stale:
        kind, what = step.reasons[0]
        print(f"  {path}  ({session.text('cli', f'reason-{kind}', what=what)})")


def _make(session: Session, plan: BuildPlan) -> None:
    """Run a plan, with a line per edition on stderr and a spinner at a terminal."""
    from geo.pipeline.builds import run_build

    if not session.quiet:
        for hint in say.hint_lines(plan.inputs.faults, session.language, in_full=False):
            say.aside(hint)
    if session.quiet or not plan.stale:
        result = run_build(plan)
    elif not sys.stderr.isatty():
        result = run_build(plan, tell=_edition_teller(session, plan, say.aside))
    else:
        from rich.console import Console

        with Console(stderr=True).status("…") as status:
            result = run_build(plan, tell=_edition_teller(session, plan, status.update))
    for notice in result.notices:
        say.aside(session.text("cli", "severity-warning") + notice)
    if session.as_json:
        session.answer_json(
            {
                "out": str(plan.out),
                "made": list(plan.made),
                "kept": plan.kept,
                "accounting": result.accounting,
            }
        )
    elif plan.made:
        made = {"made": len(plan.made), "kept": plan.kept, "out": plan.out}
        print(session.text("cli", "build-done", **made))
    else:
        print(session.text("cli", "build-fresh", count=plan.kept))


def _edition_teller(
    session: Session, plan: BuildPlan, write: Callable[[str], None]
) -> Callable[[str], None]:
    """A function that prints a line for an edition, given its key."""
    from geo.pipeline.frames import editions

    known = editions(plan.inputs)

    def tell(key: str) -> None:
        name = plan.inputs.voices[session.language].quoted(known[key].name)
        write(session.text("cli", "build-edition", edition=name))

    return tell
