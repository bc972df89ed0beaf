"""Differences of tasks, and of the counties that they reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from geo.compare.comparison import Difference, DifferenceKind
from geo.compare.matching import paired_tasks
from geo.compare.rows import Reach, TaskState
from geo.compare.state import Snapshot

#: Fields whose change is told one by one.
TASK_PARTS = tuple(f.name for f in fields(TaskState) if f.name != "document_id")


def _as_text(value: object) -> str:
    """A field's value as text. An open list of agencies ends with 等, as documents write it."""
    if isinstance(value, bool):
        return "等" if value else ""
    return str(value)


@dataclass(frozen=True)
class TaskDifferences:
    """Differences of tasks; (document, clause) of those on one side only; where others went."""

    differences: tuple[Difference, ...]
    dropped: frozenset[tuple[str, str]]
    added: frozenset[tuple[str, str]]
    moved: Mapping[tuple[str, str], str]


def task_differences(old: Snapshot, new: Snapshot) -> TaskDifferences:
    pairs, gone, come = paired_tasks(old.tasks, new.tasks)
    found = [
        Difference(DifferenceKind.TASK_DROPPED, t.document_id, t.clause, before=t.title)
        for t in gone
    ] + [
        Difference(DifferenceKind.TASK_ADDED, t.document_id, t.clause, after=t.title)
        for t in come
    ]  # fmt: skip
    for was, became in pairs:
        for part in TASK_PARTS:
            before, after = _as_text(getattr(was, part)), _as_text(getattr(became, part))
            if before != after:
                at = Difference(DifferenceKind.TASK_CHANGED, became.document_id, became.clause)
                found.append(replace(at, part=part, before=before, after=after))
    moved = {(was.document_id, was.clause): became.clause for was, became in pairs}
    return TaskDifferences(
        tuple(found),
        frozenset((t.document_id, t.clause) for t in gone),
        frozenset((t.document_id, t.clause) for t in come),
        moved,
    )


def _split(
    side: Snapshot, alone: frozenset[tuple[str, str]]
) -> tuple[dict[Reach, str], dict[Reach, str]]:
    """Reaches of tasks that both sides have, and of those only this one has, with titles."""
    titles = {(t.document_id, t.clause): t.title for t in side.tasks}
    shared: dict[Reach, str] = {}
    own: dict[Reach, str] = {}
    for reach in side.county_tasks:
        key = (reach.document_id, reach.clause)
        (own if key in alone else shared)[reach] = titles.get(key, "")
    return shared, own


def reach_differences(
    old: Snapshot, new: Snapshot, recodes: Mapping[str, str], tasks: TaskDifferences
) -> Iterator[Difference]:
    """Counties that a task reaches no more or newly; a task under another number is the same."""

    def followed(reach: Reach, *, clause: str) -> Reach:
        code = recodes.get(reach.county_code, reach.county_code)
        return Reach(reach.document_id, clause, code)

    # A dropped task's number may have gone to another task: it cancels nothing of that one.
    shared, dropped = _split(old, tasks.dropped)
    before = {
        followed(r, clause=tasks.moved.get((r.document_id, r.clause), r.clause)): title
        for r, title in shared.items()
    }
    after, added = _split(new, tasks.added)
    gone = [(r, before[r]) for r in set(before) - set(after)]
    gone += [(followed(r, clause=r.clause), title) for r, title in dropped.items()]
    come = [(r, after[r]) for r in set(after) - set(before)] + list(added.items())
    for r, title in gone:
        kind = DifferenceKind.COUNTY_TASK_DROPPED
        yield Difference(kind, r.document_id, r.clause, r.county_code, before=title)
    for r, title in come:
        kind = DifferenceKind.COUNTY_TASK_ADDED
        yield Difference(kind, r.document_id, r.clause, r.county_code, after=title)
