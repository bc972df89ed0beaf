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


def _opened(request: Request) -> tuple[pipeline.Inputs, Path]:
    project = find_project(request.project)
    inputs = pipeline.check(project, vintage=request.vintage, as_of=request.as_of)
    report.say_left_out(
        inputs.left_out, request.language, quiet=request.quiet, phrases=inputs.phrases
    )
    return pipeline.require_sound(inputs), request.out or project.maps


def _reason(step: building.Step, language: Language) -> str:
    kind, what = step.reasons[0]
    return text("cli", f"reason-{kind}", language, what=what)


def show_plan(request: Request, *, as_json: bool) -> bool:
    """Print what would be made and why; True if anything would."""
    inputs, out = _opened(request)
    plan = builds.plan_build(inputs, out, request.options)
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
        count = sum(len(s.target.paths) for s in plan.steps)
        print(text("cli", "build-fresh", request.language, count=count))
    return bool(stale)


def build(request: Request, *, as_json: bool) -> None:
    """Build, with a line per edition on stderr, a spinner where there is a terminal."""
    inputs, out = _opened(request)
    warnings = [f for f in inputs.faults if not f.is_error]
    if warnings and not request.quiet:
        report.print_faults(warnings, request.language)
    plan = builds.plan_build(inputs, out, request.options)
    result = _run(inputs, out, request) if plan.stale else builds.BuildResult(plan, {})
    for notice in result.notices:
        report.say(text("cli", "severity-warning", request.language) + notice)
    made = sum(len(s.target.paths) for s in result.plan.stale)
    kept = sum(len(s.target.paths) for s in result.plan.steps) - made
    if as_json:
        report.print_json(
            {
                "out": str(out),
                "made": [p for s in result.plan.stale for p in s.target.paths],
                "kept": kept,
                "accounting": result.accounting,
            }
        )
    elif made:
        print(text("cli", "build-done", request.language, made=made, kept=kept, out=out))
    else:
        print(text("cli", "build-fresh", request.language, count=kept))


def _run(inputs: pipeline.Inputs, out: Path, request: Request) -> builds.BuildResult:
    is_english = request.language is Language.EN
    names = {k: e.name_en if is_english else e.name for k, e in pipeline.editions(inputs).items()}

    def line(key: str) -> str:
        return text("cli", "build-edition", request.language, edition=names.get(key, key))

    if request.quiet:
        return builds.run_build(inputs, out, request.options)
    if not sys.stderr.isatty():
        return builds.run_build(
            inputs, out, request.options, tell=lambda key: report.say(line(key))
        )
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        return builds.run_build(
            inputs, out, request.options, tell=lambda key: status.update(line(key))
        )
