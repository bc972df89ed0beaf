"""Two snapshots → their differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace

from geo.compare.comparison import (
    DOCUMENT_KINDS,
    Compared,
    Comparison,
    Difference,
    DifferenceKind,
    NothingCompared,
)
from geo.compare.matching import followed_recodes, paired_assignments
from geo.compare.rows import DocumentState, TaskState, assignment_order
from geo.compare.state import Snapshot
from geo.compare.task_differences import TASK_PARTS, reach_differences, task_differences
from geo.records.resolved import Assignment, UnitName
from geo.vocabulary import Basis, clause_number

#: Fields whose change is told one by one.
DOCUMENT_PARTS = tuple(f.name for f in fields(DocumentState) if f.name != "id")

_KIND_ORDER = {kind: place for place, kind in enumerate(DifferenceKind)}

#: What of two rows of the same county, document and typology differs, and under which kind.
_ASPECTS: tuple[tuple[DifferenceKind, Callable[[Assignment], object]], ...] = (
    (DifferenceKind.CLAUSE, lambda a: a.clause),
    (DifferenceKind.STATUS, lambda a: (a.subtype, a.status, a.stage)),
    (DifferenceKind.BASIS, lambda a: (a.basis, a.is_complete)),
    (DifferenceKind.WRITTEN, lambda a: a.as_written),
    (DifferenceKind.NOTE, lambda a: a.notes),
)


# ── documents and names ──────────────────────────────────────────────────────────────────


def _document_differences(old: Snapshot, new: Snapshot) -> Iterator[Difference]:
    before, after = {d.id: d for d in old.documents}, {d.id: d for d in new.documents}
    for key in sorted(set(before) - set(after)):
        yield Difference(DifferenceKind.DOCUMENT_REMOVED, key, before=before[key].title)
    for key in sorted(set(after) - set(before)):
        yield Difference(DifferenceKind.DOCUMENT_ADDED, key, after=after[key].title)
    for key in sorted(set(before) & set(after)):
        for part in DOCUMENT_PARTS:
            was, became = getattr(before[key], part), getattr(after[key], part)
            if was != became:
                yield Difference(
                    DifferenceKind.DOCUMENT_CHANGED, key, part=part, before=was, after=became
                )


def _typology_differences(old: Snapshot, new: Snapshot) -> Iterator[Difference]:
    for key in sorted(set(old.typologies) & set(new.typologies)):
        was, became = old.typologies[key].name, new.typologies[key].name
        if was != became:
            yield Difference(DifferenceKind.TYPOLOGY_RENAMED, part=key, before=was, after=became)


def _name_differences(
    old: Mapping[str, UnitName], new: Mapping[str, UnitName], *, recodes: Mapping[str, str]
) -> Iterator[Difference]:
    for code in sorted(old):
        current = recodes.get(code, code)
        if current not in new:
            continue
        was, became = old[code], new[current]
        told = (
            (DifferenceKind.RECODED, code, current),
            (DifferenceKind.RENAMED, was.name, became.name),
            (DifferenceKind.MOVED, was.parents, became.parents),
        )
        for kind, before, after in told:
            if before != after:
                yield Difference(kind, county_code=current, before=before, after=after)


# ── typologies of counties ───────────────────────────────────────────────────────────────

_Held = dict[str, list[Assignment]]


def _by_county(
    rows: Iterable[Assignment], recodes: Mapping[str, str]
) -> dict[tuple[str, str], _Held]:
    """(document, county) → typology → rows."""
    found: dict[tuple[str, str], _Held] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        code = recodes.get(row.county_code, row.county_code)
        found[row.document_id, code][row.typology].append(row)
    return found


def _flat(held: _Held, typologies: Iterable[str]) -> tuple[Assignment, ...]:
    return tuple(sorted((row for key in typologies for row in held[key]), key=assignment_order))


def _kept_typology(
    at: Difference, old: Iterable[Assignment], new: Iterable[Assignment]
) -> Iterator[Difference]:
    pairs, gone, come = paired_assignments(old, new)
    for was, became in pairs:
        for kind, aspect in _ASPECTS:
            if aspect(was) != aspect(became):
                yield replace(at, kind=kind, clause=became.clause, held=(was,), holds=(became,))
    yield from _one_sided(at, gone, come)


def _one_sided(
    at: Difference, gone: Iterable[Assignment], come: Iterable[Assignment]
) -> Iterator[Difference]:
    for row in gone:
        yield replace(at, kind=DifferenceKind.REMOVED, clause=row.clause, held=(row,))
    for row in come:
        yield replace(at, kind=DifferenceKind.ADDED, clause=row.clause, holds=(row,))


def _county_differences(at: Difference, old: _Held, new: _Held) -> Iterator[Difference]:
    """Differences of one county in one document."""
    lost, gained = set(old) - set(new), set(new) - set(old)
    gone, come = _flat(old, lost), _flat(new, gained)
    if gone and come:
        yield replace(at, kind=DifferenceKind.RETYPED, clause=come[0].clause, held=gone, holds=come)
    else:
        yield from _one_sided(at, gone, come)
    for typology in sorted(set(old) & set(new)):
        yield from _kept_typology(at, old[typology], new[typology])


def _assignment_differences(
    old: Snapshot, new: Snapshot, recodes: Mapping[str, str]
) -> Iterator[Difference]:
    before = _by_county(old.assignments, recodes)
    after = _by_county(new.assignments, {})
    nothing: _Held = {}
    for document_id, code in sorted(set(before) | set(after)):
        at = Difference(DifferenceKind.ADDED, document_id, county_code=code)
        key = (document_id, code)
        yield from _county_differences(at, before.get(key, nothing), after.get(key, nothing))


# ── the whole ────────────────────────────────────────────────────────────────────────────


def _reading_order(found: Difference) -> tuple[object, ...]:
    return (
        found.document_id,
        clause_number(found.clause),
        found.clause,
        found.county_code,
        _KIND_ORDER[found.kind],
        (*TASK_PARTS, *DOCUMENT_PARTS, found.part).index(found.part),
        found.part,
        tuple(map(repr, (*found.held, *found.holds))),
        found.before,
        found.after,
    )


def _compared(old: Snapshot, new: Snapshot) -> Compared:
    common = {d.id for d in old.documents} & {d.id for d in new.documents}

    def count(rows: Iterable[Assignment | TaskState]) -> int:
        return sum(row.document_id in common for row in rows)

    return Compared(
        len(common),
        count(old.assignments),
        count(new.assignments),
        count(old.tasks),
        count(new.tasks),
    )


def _nothing_compared(old: Snapshot, new: Snapshot, compared: Compared) -> NothingCompared | None:
    if not old.documents or not new.documents:
        if old.documents:
            return NothingCompared.NEW_EMPTY
        return NothingCompared.OLD_EMPTY if new.documents else NothingCompared.BOTH_EMPTY
    if not compared.documents:
        return NothingCompared.NO_COMMON_DOCUMENT
    rows = (compared.old_assignments, compared.new_assignments, compared.old_tasks)
    return None if any((*rows, compared.new_tasks)) else NothingCompared.NOTHING_LISTED


def _listed_only(side: Snapshot) -> Snapshot:
    rows = tuple(a for a in side.assignments if a.basis is Basis.LISTED)
    return replace(side, assignments=rows)


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
    code is gone; similar names count for nothing. Where nothing was compared, only documents are
    told, so that no county seems added or removed that was never looked at.

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
    followed = followed_recodes(old.counties, new.counties, recodes=recodes or {})
    tasks = task_differences(old, new)
    found = [
        *_document_differences(old, new),
        *_typology_differences(old, new),
        *_name_differences(old.counties, new.counties, recodes=followed),
        *_assignment_differences(old, new, followed),
        *tasks.differences,
        *reach_differences(old, new, followed, tasks),
    ]
    compared = _compared(old, new)
    nothing = _nothing_compared(old, new, compared)
    if nothing:
        found = [each for each in found if each.kind in DOCUMENT_KINDS]
    ordered = tuple(sorted(found, key=_reading_order))
    return Comparison(old, new, ordered, compared, followed, nothing, listed_only)
