"""Counties that a task newly reaches or no longer reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from geo import schema
from geo.compare.comparison import Difference, DifferenceKind
from geo.compare.matching import Matched
from geo.compare.snapshot import Snapshot
from geo.join.rows import Row

#: (document, clause)
_TaskKey = tuple[str, str]


class _Reach(NamedTuple):
    """One county that one task reaches, by any way."""

    document_id: str
    clause: str
    county_code: str


def _key(row: Row) -> _TaskKey:
    return row["document_id"], row["clause"]


def _split(side: Snapshot, alone: list[Row]) -> tuple[dict[_Reach, Row], dict[_Reach, Row]]:
    """Reaches of tasks on both sides, and of tasks on this side only, each with its task."""
    tasks, own_keys = {_key(task): task for task in side.rows(schema.TASKS)}, set(map(_key, alone))
    shared: dict[_Reach, Row] = {}
    own: dict[_Reach, Row] = {}
    for row in side.rows(schema.COUNTY_TASKS):
        key = _key(row)
        found = own if key in own_keys else shared
        found[_Reach(*key, row["county_code"])] = tasks.get(key, {"title": ""})
    return shared, own


def reach_differences(
    old: Snapshot, new: Snapshot, recodes: Mapping[str, str], tasks: Matched
) -> Iterator[Difference]:
    """Counties that a task reaches no more or newly; a task under another number is the same."""
    moved = {_key(was): became["clause"] for was, became in tasks.pairs}

    def followed(reach: _Reach, *, clause: str) -> _Reach:
        code = recodes.get(reach.county_code, reach.county_code)
        return _Reach(reach.document_id, clause, code)

    # A dropped task's number may have gone to another task: it cancels nothing of that one.
    shared, dropped = _split(old, tasks.gone)
    before = {followed(r, clause=moved.get(r[:2], r.clause)): task for r, task in shared.items()}
    after, added = _split(new, tasks.come)
    gone = [(r, before[r]) for r in set(before) - set(after)]
    gone += [(followed(r, clause=r.clause), task) for r, task in dropped.items()]
    come = [(r, after[r]) for r in set(after) - set(before)] + list(added.items())
    table = schema.TASKS.name
    for r, task in gone:
        yield Difference(DifferenceKind.COUNTY_TASK_DROPPED, *r, table=table, held=(task,))
    for r, task in come:
        yield Difference(DifferenceKind.COUNTY_TASK_ADDED, *r, table=table, holds=(task,))
