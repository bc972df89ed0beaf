"""``build``: plan, do, and say what was done."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from geo import build as building
from geo import pipeline
from geo.cli import report
from geo.config import find_project
from geo.pipeline import builds
from geo.pipeline.targets import BuildOptions
from geo.vocabulary import Language
from geo.voice.texts import text


@dataclass(frozen=True)
class Request:
    """What the command line asked for."""

    editions: tuple[str, ...]
    project: Path | None
    out: Path | None
    vintage: str | None
    language: Language
    force: bool
    quiet: bool
    all_figures: bool = False
    as_of: str | None = None

    @property
    def options(self) -> BuildOptions:
        return BuildOptions(
            self.editions,
            self.language,
            self.force,
            self.all_figures,
            self.as_of,
            self.vintage,
        )


def _planned(request: Request) -> builds.BuildPlan:
    project = find_project(request.project)
    inputs = pipeline.check(project, vintage=request.vintage, as_of=request.as_of)
    report.say_left_out(
        inputs.left_out, request.language, quiet=request.quiet, phrases=inputs.phrases
    )
    return builds.plan_build(inputs, request.out or project.maps, request.options)


def _reason(step: building.Step, language: Language) -> str:
    kind, what = step.reasons[0]
    return text("cli", f"reason-{kind}", language, what=what)


def show_plan(request: Request, *, as_json: bool) -> bool:
    """Print what would be made and why; True if anything would."""
    plan = _planned(request)
    stale = [(path, step) for step in plan.stale for path in step.target.paths]
    if as_json:
        report.print_json(
            [
                {
                    "path": path,
                    "edition": step.target.edition,
                    "reasons": [{"reason": str(r), "what": w} for r, w in step.reasons],
                }
                for path, step in stale
            ]
        )
        return bool(stale)
    if stale:
        print(text("cli", "build-stale", request.language, count=len(stale)))
    for path, step in stale:
        print(f"  {path}  ({_reason(step, request.language)})")
    if not stale:
        print(text("cli", "build-fresh", request.language, count=plan.kept))
    return bool(stale)


def build(request: Request, *, as_json: bool) -> None:
    """Build, with a line per edition on stderr, a spinner where there is a terminal."""
    plan = _planned(request)
    warnings = [f for f in plan.inputs.faults if not f.is_error]
    if warnings and not request.quiet:
        report.print_faults(warnings, request.language)
    result = _run(plan, request) if plan.stale else builds.BuildResult({})
    for notice in result.notices:
        report.say(text("cli", "severity-warning", request.language) + notice)
    made, kept, out = len(plan.made), plan.kept, plan.out
    if as_json:
        report.print_json(
            {
                "out": str(out),
                "made": list(plan.made),
                "kept": kept,
                "accounting": result.accounting,
            }
        )
    elif made:
        print(text("cli", "build-done", request.language, made=made, kept=kept, out=out))
    else:
        print(text("cli", "build-fresh", request.language, count=kept))


def _run(plan: builds.BuildPlan, request: Request) -> builds.BuildResult:
    known = pipeline.editions(plan.inputs)

    def line(key: str) -> str:
        name = known[key].name_en if request.language is Language.EN else known[key].name
        return text("cli", "build-edition", request.language, edition=name)

    if request.quiet:
        return builds.run_build(plan)
    if not sys.stderr.isatty():
        return builds.run_build(plan, tell=lambda key: report.say(line(key)))
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        return builds.run_build(plan, tell=lambda key: status.update(line(key)))
