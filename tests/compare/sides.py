"""Two sides to compare: toyland's lists, and changed copies of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from geo.compare import Comparison, DifferenceKind, Snapshot, snapshot
from geo.records.resolved import Assignment, CountyTask, UnitName
from geo.records.written import DocumentLists
from tests import toyland

NAMES = {unit.code: unit for unit in toyland.unit_names()}
RESOLVED = toyland.resolved()


def toy(
    change: Callable[[dict[str, Any]], object] | None = None,
    *,
    assignments: tuple[Assignment, ...] = RESOLVED.assignments,
    county_tasks: tuple[CountyTask, ...] = RESOLVED.county_tasks,
    names: Mapping[str, UnitName] = NAMES,
    vintage: str = "toy",
) -> Snapshot:
    """Toyland's snapshot; ``change`` edits a copy of its document first."""
    document = deepcopy(toyland.DOCUMENT)
    if change:
        change(document)
    return snapshot(
        [DocumentLists.model_validate(document)],
        assignments,
        county_tasks,
        names=names,
        typologies=toyland.TYPOLOGIES,
        vintage=vintage,
    )


def without(*positions: int) -> tuple[Assignment, ...]:
    return tuple(a for n, a in enumerate(RESOLVED.assignments) if n not in positions)


def changed(position: int, **cells: Any) -> tuple[Assignment, ...]:
    rows = list(RESOLVED.assignments)
    rows[position] = replace(rows[position], **cells)
    return tuple(rows)


def told(comparison: Comparison) -> list[tuple[str, str, str]]:
    """(kind, clause, county code) of every difference, in order."""
    return [(str(d.kind), d.clause, d.county_code) for d in comparison.differences]


def kinds(comparison: Comparison) -> set[DifferenceKind]:
    return {d.kind for d in comparison.differences}
