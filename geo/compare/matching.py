"""Matching old rows to new ones, by equal keys only, the strictest key first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from geo.columns import Table
from geo.compare.snapshot import kept
from geo.join.rows import Row
from geo.records.resolved import UnitName

#: Names of the columns whose cells have to be equal.
Key = Sequence[str]


class Matched(NamedTuple):
    """Pairs of an old and a new row, and the old and new rows without a partner."""

    pairs: list[tuple[Row, Row]]
    gone: list[Row]
    come: list[Row]


def matched(old: Iterable[Row], new: Iterable[Row], *, keys: Iterable[Key]) -> Matched:
    """Pair rows by the first key that is equal, key after key.

    Rows that are equal under one key pair up in the order in which they come, so matching the
    other way round gives the same pairs.
    """
    pairs: list[tuple[Row, Row]] = []
    left, right = list(old), list(new)
    for key in keys:
        groups: dict[tuple[object, ...], tuple[list[int], list[int]]] = defaultdict(
            lambda: ([], [])
        )
        for side, rows in enumerate((left, right)):
            for place, row in enumerate(rows):
                groups[tuple(row[name] for name in key)][side].append(place)
        places = [p for mine, yours in groups.values() for p in zip(mine, yours, strict=False)]
        pairs += [(left[mine], right[yours]) for mine, yours in places]
        # what is left keeps its order, or matching the other way round would differ
        left = _without(left, {mine for mine, _ in places})
        right = _without(right, {yours for _, yours in places})
    return Matched(pairs, left, right)


def _without(rows: list[Row], places: set[int]) -> list[Row]:
    return [row for place, row in enumerate(rows) if place not in places]


#: Keys that match the rows of a county's typology in a document.
ASSIGNMENT_KEYS: tuple[Key, ...] = (
    ("clause", "subtype", "status", "stage", "basis", "is_complete", "as_written"),
    ("clause", "subtype", "status", "stage", "basis", "is_complete"),
    ("clause", "subtype", "status", "stage"),
    ("clause", "subtype", "status"),
    ("clause",),
    ("subtype", "status"),
    (),  # the rest of one typology, in any combination
)

_KEYS: dict[str, tuple[Key, ...]] = {
    "documents": (("document_id",),),
    # A task that keeps its title is the same task under another clause number.
    "tasks": (
        ("document_id", "clause", "title"),
        ("document_id", "title"),
        ("document_id", "clause"),
    ),
}


def keys_of(table: Table) -> tuple[Key, ...]:
    """Keys that match rows of a table; by default all cells, the table's own key, and that key
    under another clause."""
    own = [name for name in table.key if name != "clause"]
    anywhere = (tuple(column.name for column in kept(table)), table.key, own)
    return _KEYS.get(table.name, anywhere)


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
