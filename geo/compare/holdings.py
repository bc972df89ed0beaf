"""Differences of assignments: which typologies a document gives a county, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from geo import schema
from geo.clauses import clause_order
from geo.compare.comparison import Difference, DifferenceKind
from geo.compare.matching import ASSIGNMENT_KEYS, matched
from geo.compare.snapshot import Snapshot, kept
from geo.join.rows import Row

_Kind = DifferenceKind

#: Columns whose change of an assignment has a kind of its own; of all others it is a status.
_ASPECTS = {
    _Kind.CLAUSE: ("clause",),
    _Kind.STATUS: (),
    _Kind.BASIS: ("basis", "is_complete"),
    _Kind.WRITTEN: ("as_written",),
    _Kind.NOTE: ("note",),
}
_ASPECTS[_Kind.STATUS] = tuple(
    column.name
    for column in kept(schema.ASSIGNMENTS)
    if column.name not in ("document_id", "typology", "county_code")
    and not any(column.name in columns for columns in _ASPECTS.values())
)

#: Typology → rows.
_Held = Mapping[str, list[Row]]


def _by_county(
    rows: Iterable[Row], recodes: Mapping[str, str]
) -> dict[tuple[str, str], dict[str, list[Row]]]:
    """(document, county) → typology → rows. Members without a county are left out."""
    found: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if not row["county_code"]:
            continue
        code = recodes.get(row["county_code"], row["county_code"])
        found[row["document_id"], code][row["typology"]].append(row)
    return found


def _flat(held: _Held, typologies: Iterable[str]) -> tuple[Row, ...]:
    rows = [row for key in sorted(typologies) for row in held[key]]
    return tuple(sorted(rows, key=lambda row: (clause_order(row["clause"]), row["clause"])))


def _kept_typology(at: Difference, old: Iterable[Row], new: Iterable[Row]) -> Iterator[Difference]:
    pairs, gone, come = matched(old, new, keys=ASSIGNMENT_KEYS)
    for was, became in pairs:
        for kind, columns in _ASPECTS.items():
            if any(was[name] != became[name] for name in columns):
                clause = became["clause"]
                yield replace(at, kind=kind, clause=clause, held=(was,), holds=(became,))
    yield from _one_sided(at, gone, come)


def _one_sided(at: Difference, gone: Iterable[Row], come: Iterable[Row]) -> Iterator[Difference]:
    for row in gone:
        yield replace(at, kind=_Kind.REMOVED, clause=row["clause"], held=(row,))
    for row in come:
        yield replace(at, kind=_Kind.ADDED, clause=row["clause"], holds=(row,))


def _county_differences(at: Difference, old: _Held, new: _Held) -> Iterator[Difference]:
    """Differences of one county in one document."""
    gone, come = _flat(old, set(old) - set(new)), _flat(new, set(new) - set(old))
    if gone and come:
        clause = come[0]["clause"]
        yield replace(at, kind=_Kind.RETYPED, clause=clause, held=gone, holds=come)
    else:
        yield from _one_sided(at, gone, come)
    for typology in sorted(set(old) & set(new)):
        yield from _kept_typology(at, old[typology], new[typology])


def assignment_differences(
    old: Snapshot, new: Snapshot, recodes: Mapping[str, str]
) -> Iterator[Difference]:
    """What differs in the typologies of each county in each document."""
    table = schema.ASSIGNMENTS
    before, after = _by_county(old.rows(table), recodes), _by_county(new.rows(table), {})
    for key in sorted(set(before) | set(after)):
        document_id, code = key
        at = Difference(_Kind.ADDED, document_id, county_code=code, table=table.name)
        yield from _county_differences(at, before.get(key, {}), after.get(key, {}))
