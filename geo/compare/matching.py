"""Which old row is which new row. Pairs come from equal keys only, the strictest key first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from geo.compare.rows import TaskState, assignment_order, task_order
from geo.records.resolved import Assignment, UnitName

_T = TypeVar("_T")
_Key = Callable[[_T], Hashable]
Pairs = list[tuple[_T, _T]]


def paired(
    old: Iterable[_T], new: Iterable[_T], *, keys: Sequence[_Key[_T]]
) -> tuple[Pairs[_T], list[_T], list[_T]]:
    """Pair rows by the first key that is equal, key after key.

    Rows that are equal under one key pair up in the order in which they come, so pairing the other
    way round gives the same pairs.

    Returns
    -------
    tuple of pairs, list, list
        The pairs, and the old and new rows that found no partner.
    """
    pairs: Pairs[_T] = []
    left, right = list(old), list(new)
    for key in keys:
        groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, rows in enumerate((left, right)):
            for place, row in enumerate(rows):
                groups[key(row)][side].append(place)
        places = [p for mine, yours in groups.values() for p in zip(mine, yours, strict=False)]
        pairs += [(left[mine], right[yours]) for mine, yours in places]
        # what is left keeps its order, or pairing the other way round would differ
        left = _without(left, {mine for mine, _ in places})
        right = _without(right, {yours for _, yours in places})
    return pairs, left, right


def _without(rows: list[_T], places: set[int]) -> list[_T]:
    return [row for place, row in enumerate(rows) if place not in places]


#: A county keeps a typology in a document: which of its rows continue which.
_ASSIGNMENT_KEYS: tuple[_Key[Assignment], ...] = (
    lambda a: (a.clause, a.subtype, a.status, a.stage, a.basis, a.is_complete, a.as_written),
    lambda a: (a.clause, a.subtype, a.status, a.stage, a.basis, a.is_complete),
    lambda a: (a.clause, a.subtype, a.status, a.stage),
    lambda a: (a.clause, a.subtype, a.status),
    lambda a: a.clause,
    lambda a: (a.subtype, a.status),
    lambda _: None,  # whatever is left of one typology continues as whatever is there
)

#: A task that keeps its title is the same task under another clause number.
_TASK_KEYS: tuple[_Key[TaskState], ...] = (
    lambda t: (t.document_id, t.clause, t.title),
    lambda t: (t.document_id, t.title),
    lambda t: (t.document_id, t.clause),
)


def paired_assignments(
    old: Iterable[Assignment], new: Iterable[Assignment]
) -> tuple[Pairs[Assignment], list[Assignment], list[Assignment]]:
    """Pair the rows of one county, document and typology."""
    return paired(
        sorted(old, key=assignment_order), sorted(new, key=assignment_order), keys=_ASSIGNMENT_KEYS
    )


def paired_tasks(
    old: Iterable[TaskState], new: Iterable[TaskState]
) -> tuple[Pairs[TaskState], list[TaskState], list[TaskState]]:
    """Pair the tasks of the same documents."""
    return paired(sorted(old, key=task_order), sorted(new, key=task_order), keys=_TASK_KEYS)


def followed_recodes(
    old: Mapping[str, UnitName], new: Mapping[str, UnitName], *, recodes: Mapping[str, str]
) -> dict[str, str]:
    """Old code → new code of the counties that changed their code between two sets of names.

    A declared recode holds where the new side knows the new code and does not keep the old one
    for the county of the old name. Undeclared, a code that only the old side has and a code that
    only the new side has are the same county if name, prefecture and province are equal and
    nothing else on either side fits.
    """
    found = {
        before: after
        for before, after in recodes.items()
        if before != after
        and before in old
        and after in new
        and (before not in new or new[before].name != old[before].name)
    }
    gone = _by_name(old, set(old) - set(new) - set(found))
    come = _by_name(new, set(new) - set(old) - set(found.values()))
    for name in sorted(set(gone) & set(come)):
        if len(gone[name]) == len(come[name]) == 1:
            found[gone[name][0]] = come[name][0]
    return dict(sorted(found.items()))


def _by_name(
    names: Mapping[str, UnitName], codes: Iterable[str]
) -> dict[tuple[str, str, str], list[str]]:
    groups = defaultdict(list)
    for code in sorted(codes):
        unit = names[code]
        groups[unit.name, unit.prefecture_name, unit.province_name].append(code)
    return dict(groups)
