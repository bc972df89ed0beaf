"""What ``build`` prints of a plan and of its result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.cli import say
from geo.cli.session import Session
from geo.vocabulary import LIST_MARK

if TYPE_CHECKING:
    from geo.pipeline.builds import BuildPlan, BuildResult


def print_plan(session: Session, plan: BuildPlan) -> None:
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


def print_left_behind(
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


def made_record(plan: BuildPlan, result: BuildResult) -> dict[str, Any]:
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


def print_failures(session: Session, plan: BuildPlan, result: BuildResult) -> None:
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
