"""Two sides to compare: toyland's lists, and changed copies of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from geo.compare import Comparison, DifferenceKind, Snapshot, snapshot
from geo.records.resolved import Assignment, CountyTask, Resolved, UnitName
from geo.records.written import DocumentLists
from tests import toyland

NAMES = {unit.code: unit for unit in toyland.unit_names()}
RESOLVED = toyland.resolved()
NOTHING = Resolved((), (), (), ())
REGION_NAMES = {"910000": "左山省"}


def toy(
    change: Callable[[dict[str, Any]], object] | None = None,
    *,
    assignments: tuple[Assignment, ...] = RESOLVED.assignments,
    county_tasks: tuple[CountyTask, ...] = RESOLVED.county_tasks,
    names: Mapping[str, UnitName] = NAMES,
    vintage: str = "toy",
    others: bool = True,
    more: Mapping[str, Any] | None = None,
) -> Snapshot:
    """Toyland's snapshot; ``change`` edits a copy of its document first. Without ``others`` there
    are no partnerships, positionings and rules; ``more`` replaces what was resolved of them."""
    document = deepcopy(toyland.DOCUMENT)
    if change:
        change(document)
    return snapshot(
        [DocumentLists.model_validate(document)],
        replace(
            RESOLVED if others else NOTHING,
            assignments=assignments,
            county_tasks=county_tasks,
            **(more or {}),
        ),
        names=names,
        region_names=REGION_NAMES,
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


def united(first: Snapshot, second: Snapshot) -> Snapshot:
    """What two snapshots of different documents say together."""
    return Snapshot.of(
        {name: (*rows, *second.tables[name]) for name, rows in first.tables.items()},
        counties={**first.counties, **second.counties},
        typologies={**first.typologies, **second.typologies},
        vintage=first.vintage,
    )
