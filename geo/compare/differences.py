"""Two snapshots → their differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from geo import schema
from geo.clauses import clause_order
from geo.columns import Kind, Part, Table
from geo.compare.comparison import (
    ROW_KINDS,
    Compared,
    Comparison,
    Difference,
    DifferenceKind,
    NothingCompared,
)
from geo.compare.holdings import assignment_differences
from geo.compare.matching import Matched, followed_recodes, keys_of, matched
from geo.compare.reaching import reach_differences
from geo.compare.snapshot import Snapshot, kept
from geo.join.rows import Row
from geo.records.resolved import UnitName
from geo.vocabulary import Basis

_Kind = DifferenceKind
_KIND_ORDER = {kind: place for place, kind in enumerate(_Kind)}

#: Targets are compared as a part of their document or task: table → part → table of targets.
_TARGETS = {
    "documents": {"targets": schema.INDICATORS},
    "tasks": {"indicators": schema.INDICATORS, "completions": schema.COMPLETIONS},
}
#: Columns of a target that no reader sees.
_NOT_SHOWN = ("document_id", "clause", "deadline_from")

#: Tables that are compared row by row.
MERGED = tuple(
    table
    for table in schema.TABLES
    if table not in (schema.ASSIGNMENTS, schema.COUNTY_TASKS, schema.INDICATORS, schema.COMPLETIONS)
)
#: Kinds of a row that is gone, new or changed.
_KINDS = {
    "documents": (_Kind.DOCUMENT_REMOVED, _Kind.DOCUMENT_ADDED, _Kind.DOCUMENT_CHANGED),
    "tasks": (_Kind.TASK_DROPPED, _Kind.TASK_ADDED, _Kind.TASK_CHANGED),
}
_OTHER_KINDS = (_Kind.ROW_REMOVED, _Kind.ROW_ADDED, _Kind.ROW_CHANGED)


# ── rows ─────────────────────────────────────────────────────────────────────────────────


def parts(table: Table) -> tuple[str, ...]:
    """Parts of a row that are compared: the columns for readers, and its targets."""
    own = (c.name for c in kept(table) if c.part is not Part.NONE and c.name != "document_id")
    return (*own, *_TARGETS.get(table.name, {}))


def _rows(side: Snapshot, table: Table) -> list[Row]:
    """Rows of a table, each with its targets; of layers those that say how much is known.

    That a layer is new or gone follows from its assignments.
    """
    targets = {part: _shown(side.rows(of)) for part, of in _TARGETS.get(table.name, {}).items()}
    return [
        {
            **row,
            **{
                part: tuple(found[row["document_id"], row.get("clause", "")])
                for part, found in targets.items()
            },
        }
        for row in side.rows(table)
        if table is not schema.LAYERS or row["is_open"] or row["stated_count"] is not None
    ]


def _shown(targets: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Targets by document and clause, as a reader sees them."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in targets:
        cells = {name: value for name, value in row.items() if name not in _NOT_SHOWN}
        found[row["document_id"], row["clause"]].append(cells)
    return found


def _matched(table: Table, old: Snapshot, new: Snapshot, recodes: Mapping[str, str]) -> Matched:
    codes = [c.name for c in kept(table) if c.kind in (Kind.CODE, Kind.MAYBE_CODE)]
    before = [
        {**row, **{name: recodes.get(row[name], row[name]) for name in codes}}
        for row in _rows(old, table)
    ]
    return matched(before, _rows(new, table), keys=keys_of(table))


def _undrawn(old: Snapshot, new: Snapshot) -> Iterator[Difference]:
    """Differences of the members that have no county on the map."""
    table = schema.ASSIGNMENTS
    before, after = (
        [row for row in side.rows(table) if not row["county_code"]] for side in (old, new)
    )
    yield from _row_differences(table, matched(before, after, keys=keys_of(table)))


def _row_differences(table: Table, rows: Matched) -> Iterator[Difference]:
    removed, added, changed = _KINDS.get(table.name, _OTHER_KINDS)

    def at(kind: _Kind, row: Row) -> Difference:
        return Difference(kind, row["document_id"], row.get("clause", ""), table=table.name)

    for row in rows.gone:
        yield replace(at(removed, row), held=(row,))
    for row in rows.come:
        yield replace(at(added, row), holds=(row,))
    for was, became in rows.pairs:
        for part in parts(table):
            if was[part] != became[part]:
                yield replace(at(changed, became), part=part, held=(was,), holds=(became,))


# ── names ────────────────────────────────────────────────────────────────────────────────


def _typology_differences(old: Snapshot, new: Snapshot) -> Iterator[Difference]:
    for key in sorted(set(old.typologies) & set(new.typologies)):
        was, became = old.typologies[key].name, new.typologies[key].name
        if was != became:
            yield Difference(_Kind.TYPOLOGY_RENAMED, part=key, before=was, after=became)


def _name_differences(
    old: Mapping[str, UnitName], new: Mapping[str, UnitName], *, recodes: Mapping[str, str]
) -> Iterator[Difference]:
    for code in sorted(old):
        current = recodes.get(code, code)
        if current not in new:
            continue
        was, became = old[code], new[current]
        facts = (
            (_Kind.RECODED, code, current),
            (_Kind.RENAMED, was.name, became.name),
            (_Kind.MOVED, was.parents, became.parents),
        )
        for kind, before, after in facts:
            if before != after:
                yield Difference(kind, county_code=current, before=before, after=after)


# ── the whole ────────────────────────────────────────────────────────────────────────────


def _reading_order(found: Difference) -> tuple[object, ...]:
    is_row = found.kind in ROW_KINDS
    listed = parts(schema.DOCUMENTS if found.kind is _Kind.DOCUMENT_CHANGED else schema.TASKS)
    return (
        found.document_id,
        clause_order(found.clause),
        found.clause,
        found.county_code,
        _KIND_ORDER[found.kind],
        found.table if is_row else "",
        tuple(map(repr, (*found.held, *found.holds))) if is_row else (),
        (*listed, found.part).index(found.part),
        found.part,
        tuple(map(repr, (*found.held, *found.holds))),
        found.before,
        found.after,
    )


def _compared(old: Snapshot, new: Snapshot) -> tuple[Compared, bool]:
    """Numbers of what is compared, and whether the common documents list anything."""
    ids = [{d["document_id"] for d in side.rows(schema.DOCUMENTS)} for side in (old, new)]
    common = ids[0] & ids[1]

    def count(side: Snapshot, *tables: Table) -> int:
        return sum(row["document_id"] in common for table in tables for row in side.rows(table))

    compared = Compared(
        len(common),
        count(old, schema.ASSIGNMENTS),
        count(new, schema.ASSIGNMENTS),
        count(old, schema.TASKS),
        count(new, schema.TASKS),
    )
    listed = (schema.ASSIGNMENTS, *(t for t in MERGED if t is not schema.DOCUMENTS))
    return compared, bool(count(old, *listed) + count(new, *listed))


def _nothing_compared(
    old: Snapshot, new: Snapshot, *, has_common: bool, has_rows: bool
) -> NothingCompared | None:
    has_old, has_new = (bool(side.rows(schema.DOCUMENTS)) for side in (old, new))
    if not (has_old and has_new):
        if has_old:
            return NothingCompared.NEW_EMPTY
        return NothingCompared.OLD_EMPTY if has_new else NothingCompared.BOTH_EMPTY
    if not has_common:
        return NothingCompared.NO_COMMON_DOCUMENT
    return None if has_rows else NothingCompared.NOTHING_LISTED


def _listed_only(side: Snapshot) -> Snapshot:
    rows = tuple(row for row in side.rows(schema.ASSIGNMENTS) if row["basis"] == Basis.LISTED)
    without = {schema.ASSIGNMENTS.name: rows, schema.RULES.name: ()}
    return replace(side, tables={**side.tables, **without})


def compare(
    old: Snapshot,
    new: Snapshot,
    *,
    recodes: Mapping[str, str] | None = None,
    listed_only: bool = False,
) -> Comparison:
    """Compare what lists said at two times.

    Documents are the same if their ids are. Within a document a county that lost typologies and
    gained others is retyped; one that only lost or only gained is not. A county is the same under
    another code if ``recodes`` says so, or if name and parents are equal on both sides and the old
    code is gone; similar names do not count. If nothing was compared, only documents are
    returned, so that no county that was not compared seems added or removed.

    Parameters
    ----------
    recodes
        Old code → new code, from the gazetteer's changes between the two vintages.
    listed_only
        Leave rows by rule out on both sides: for a side whose rules were not evaluated, so that
        they do not count as removed.
    """
    if listed_only:
        old, new = _listed_only(old), _listed_only(new)
    compared, has_rows = _compared(old, new)
    nothing = _nothing_compared(old, new, has_common=compared.documents > 0, has_rows=has_rows)
    followed = followed_recodes(old.counties, new.counties, recodes=recodes or {})
    rows = {table: _matched(table, old, new, followed) for table in MERGED}
    found: list[Difference] = []
    if not nothing:
        found += [
            *_typology_differences(old, new),
            *_name_differences(old.counties, new.counties, recodes=followed),
            *assignment_differences(old, new, followed),
            *_undrawn(old, new),
            *reach_differences(old, new, followed, rows[schema.TASKS]),
        ]
    for table in [schema.DOCUMENTS] if nothing else MERGED:
        found += _row_differences(table, rows[table])
    ordered = tuple(sorted(found, key=_reading_order))
    return Comparison(old, new, ordered, compared, followed, nothing, listed_only)
