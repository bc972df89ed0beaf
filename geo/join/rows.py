"""Rows of every table of :mod:`geo.schema`, made of lists and of what was resolved; no frames.

One function per table. The join, comparisons and ``show`` read the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from geo import schema
from geo.clauses import clause_order
from geo.columns import Table
from geo.records.resolved import (
    Assignment,
    CountyTask,
    LayerExtent,
    PlaceRole,
    Resolved,
    RuleOutcome,
    Tie,
    UndrawnMember,
    UnitName,
)
from geo.records.written import (
    Completion,
    DocumentLists,
    Indicator,
    Scope,
    Task,
    Typology,
    run_items,
)
from geo.vocabulary import LIST_MARK, Basis
from geo.voice.said import Notes, Said, said

#: Column → value, for every column of a table but its geometry.
Row = dict[str, Any]


def table_rows(
    lists: Sequence[DocumentLists],
    resolved: Resolved,
    *,
    names: Mapping[str, UnitName],
    region_names: Mapping[str, str],
    typologies: Sequence[Typology],
) -> dict[str, list[Row]]:
    """Rows of every table of :data:`geo.schema.TABLES` by its name, in the table's order.

    Parameters
    ----------
    names
        Official names by county code.
    region_names
        Name of each document's region, by code.
    """
    ordered = sorted(lists, key=lambda each: each.document.id)
    return {
        "documents": [document_row(each, region_names) for each in ordered],
        "layers": layer_rows(resolved.extents, typologies),
        "assignments": assignment_rows(
            resolved.assignments, names, typologies, undrawn=resolved.undrawn
        ),
        "tasks": [task_row(*each) for each in _tasks(ordered)],
        "indicators": [row for each in ordered for row in _indicator_rows(each)],
        "completions": [
            completion_row(lists.document.id, task.clause, item)
            for lists, task in _tasks(ordered)
            for item in task.completions
        ],
        "county_tasks": county_task_rows(resolved.county_tasks, names),
        "partnerships": [partnership_row(tie) for tie in ordered_ties(resolved.ties)],
        "positionings": positioning_rows(resolved.roles),
        "rules": rule_rows(resolved.rule_outcomes, typologies),
    }


def _joined(names: Iterable[str]) -> str:
    """Names or runs of names in one cell: ``甲、乙``."""
    return LIST_MARK.join(run_items(names))


def _row(table: Table, record: object, **own: Any) -> Row:
    """A value for each column: ``own`` where given, else the record's field of that name."""
    return {
        column.name: own[column.name] if column.name in own else _cell(getattr(record, column.name))
        for column in table.attributes
    }


def _cell(value: Any) -> Any:
    """A field's value for a row: the empty text if unknown, never None or an enum."""
    if value is None:
        return ""
    return str(value) if isinstance(value, StrEnum) else value


def document_row(lists: DocumentLists, region_names: Mapping[str, str]) -> Row:
    """``horizon`` is the document's years joined by ``、``."""
    document = lists.document
    return _row(
        schema.DOCUMENTS,
        document,
        document_id=document.id,
        region_code=document.drawn_region,
        region_name=region_names[document.region_code],
        horizon=_joined(str(year) for year in document.horizon),
    )


def layer_rows(extents: Iterable[LayerExtent], typologies: Sequence[Typology]) -> list[Row]:
    """One row per layer, by document, clause and typology."""
    known = {t.key: t for t in typologies}

    def place(x: LayerExtent) -> tuple[object, ...]:
        kind = (known[x.typology].order, x.typology, x.subtype, x.status)
        return (x.document_id, clause_order(x.clause), *kind)

    return [
        _row(
            schema.LAYERS,
            x,
            typology_name=known[x.typology].name,
            stated_count=float("nan") if x.stated_count is None else float(x.stated_count),
        )
        for x in sorted(extents, key=place)
    ]


def assignment_rows(
    assignments: Iterable[Assignment],
    names: Mapping[str, UnitName],
    typologies: Sequence[Typology],
    *,
    undrawn: Iterable[UndrawnMember] = (),
) -> list[Row]:
    """One row per assignment, by document, clause, typology and county.

    Members that are not drawn follow the counties of their layer.
    """
    known = {t.key: t for t in typologies}
    everyone: list[Assignment | UndrawnMember] = [*assignments, *undrawn]

    def place(a: Assignment | UndrawnMember) -> tuple[object, ...]:
        code = (0, a.county_code) if isinstance(a, Assignment) else (1, a.within_code)
        written = (a.subtype, a.status, *code, a.as_written)
        return (a.document_id, clause_order(a.clause), known[a.typology].order, *written)

    return [
        assignment_row(a, names[a.county_code], known[a.typology].name)
        if isinstance(a, Assignment)
        else undrawn_row(a, known[a.typology].name)
        for a in sorted(everyone, key=place)
    ]


def assignment_row(assignment: Assignment, county: UnitName, typology_name: str) -> Row:
    """One county in one typology, by one clause."""
    return _row(
        schema.ASSIGNMENTS,
        assignment,
        typology_name=typology_name,
        county_name=county.name,
        prefecture_name=county.prefecture_name,
        province_name=county.province_name,
        note=assignment.notes,
        place_kind=(),
        within_code="",
        within_name="",
        anchor_lon=float("nan"),
        anchor_lat=float("nan"),
    )


def undrawn_row(member: UndrawnMember, typology_name: str) -> Row:
    """One member that has no county on the map, in one typology, by one clause."""
    longitude, latitude = member.anchor or (float("nan"), float("nan"))
    return _row(
        schema.ASSIGNMENTS,
        member,
        typology_name=typology_name,
        county_code="",
        county_name="",
        basis=str(Basis.LISTED),
        is_complete=True,
        note=member.notes,
        anchor_lon=longitude,
        anchor_lat=latitude,
    )


def _tasks(lists: Iterable[DocumentLists]) -> Iterator[tuple[DocumentLists, Task]]:
    """Tasks by clause, each with the lists of its document."""
    for each in lists:
        for task in sorted(each.tasks, key=lambda t: clause_order(t.clause)):
            yield each, task


def scope_notes(scopes: Iterable[Scope]) -> Notes:
    """Whom a task binds, a note for each of its scopes: ``全域``, ``点名：开州、云阳``."""
    return tuple(
        said(f"tables.scope-{scope.kind}", members=tuple(run_items(scope.members)))
        for scope in scopes
    )


def task_row(lists: DocumentLists, task: Task) -> Row:
    """``blanket_units`` are the task's own, or those that the document binds to all tasks."""
    blanket = lists.document.blanket
    inherited = blanket.units if blanket else ()
    return _row(
        schema.TASKS,
        task,
        document_id=lists.document.id,
        lead_units=_joined(task.lead),
        responsible_units=_joined(task.responsible),
        cooperating_units=_joined(task.cooperating),
        blanket_units=_joined(inherited if task.blanket is None else task.blanket),
        is_open_ended=task.open_ended,
        scope=scope_notes(task.scope),
    )


def _indicator_rows(lists: DocumentLists) -> Iterator[Row]:
    """Headline targets first (their clause is empty), then each clause's indicators."""
    key = lists.document.id
    yield from (indicator_row(key, "", item) for item in lists.document.headline_targets)
    for _, task in _tasks([lists]):
        yield from (indicator_row(key, task.clause, item) for item in task.indicators)


def indicator_row(document_id: str, clause: str, item: Indicator) -> Row:
    """``value_max`` is NaN where the indicator is no range."""
    return _row(
        schema.INDICATORS,
        item,
        document_id=document_id,
        clause=clause,
        value=item.low,
        value_max=float("nan") if item.high is None else item.high,
    )


def completion_row(document_id: str, clause: str, item: Completion) -> Row:
    """A target in words."""
    return _row(schema.COMPLETIONS, item, document_id=document_id, clause=clause)


def county_task_rows(reaches: Iterable[CountyTask], names: Mapping[str, UnitName]) -> list[Row]:
    """One row per county and task that reaches it, by county, document and clause."""

    def place(r: CountyTask) -> tuple[object, ...]:
        task = (r.county_code, r.document_id, clause_order(r.clause))
        return (*task, r.through_kind, *map(_order, r.through))

    return [
        _row(schema.COUNTY_TASKS, r, county_name=names[r.county_code].name)
        for r in sorted(reaches, key=place)
    ]


def _order(note: Said | str) -> tuple[str, ...]:
    """Sort key of a note: its parts, then its key."""
    if isinstance(note, str):
        return (note,)
    return (*(str(part) for _, part in note.parts), note.key)


def ordered_ties(ties: Iterable[Tie]) -> list[Tie]:
    """Partnerships by document, clause, subject and partner."""
    return sorted(
        ties, key=lambda t: (t.document_id, clause_order(t.clause), t.subject.code, t.partner.name)
    )


def partnership_row(tie: Tie) -> Row:
    """``anchor_note`` says which ends have no boundary of their own."""
    return _row(
        schema.PARTNERSHIPS,
        tie,
        subject_name=tie.subject.name,
        subject_code=tie.subject.code,
        partner_name=tie.partner.name,
        partner_code=tie.partner.code,
        anchor_note=(*tie.subject.notes, *tie.partner.notes),
    )


def positioning_rows(roles: Iterable[PlaceRole]) -> list[Row]:
    """One row per place and positioning, by document and clause."""
    ordered = sorted(roles, key=lambda r: (r.document_id, clause_order(r.clause), r.place.code))
    return [
        _row(schema.POSITIONINGS, r, place_name=r.place.name, place_code=r.place.code)
        for r in ordered
    ]


def rule_rows(outcomes: Iterable[RuleOutcome], typologies: Sequence[Typology]) -> list[Row]:
    """One row per rule, by document and clause."""
    names = {t.key: t.name for t in typologies}
    ordered = sorted(outcomes, key=lambda r: (r.document_id, clause_order(r.clause), r.typology))
    return [_row(schema.RULES, r, typology_name=names[r.typology]) for r in ordered]
