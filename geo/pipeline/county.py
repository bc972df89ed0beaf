"""Everything known about one county as plain values, for ``show`` and its JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from geo import gazetteer, schema
from geo.clauses import clause_order
from geo.columns import Kind, Table
from geo.join import rows
from geo.pipeline.inputs import Inputs
from geo.records.resolved import Assignment, CountyTask, LayerExtent, UndrawnMember
from geo.records.written import DocumentLists, Task
from geo.vocabulary import CHINA_CODE, LIST_MARK
from geo.voice.said import Notes

#: Columns of an assignment that name the county itself, or a place that has none.
_NAMED_ALREADY = (
    "county_code",
    *("place_kind", "within_code", "anchor_lon", "anchor_lat"),
    *(c.name for c in schema.ASSIGNMENTS.columns if c.kind is Kind.UNIT),
)


def county_record(inputs: Inputs, code: str) -> dict[str, Any]:
    """Everything that documents say about one county, with sources, ready for JSON.

    Parameters
    ----------
    inputs : Inputs
        With :func:`geo.pipeline.derive` if rules are to be included.
    code : str
        County code, six digits.
    """
    unit, facts = inputs.names[code], inputs.facts[code]
    resolved = inputs.resolved
    inside = [u for u in resolved.undrawn if u.within_code == code]
    return {
        "county_code": code,
        "county_name": unit.name,
        "short_name": facts.short_name,
        "unit_type": facts.unit_type,
        "parents": unit.parents,
        "vintage": inputs.vintage.id,
        "typologies": [
            _typology(inputs, each) for each in resolved.assignments if each.county_code == code
        ],
        "undrawn": [_undrawn(inputs, each) for each in inside],
        "tasks": list(_tasks(inputs, [r for r in resolved.county_tasks if r.county_code == code])),
        "partnerships": [
            {**_source(inputs, tie.document_id, tie.clause), **_quoted(rows.partnership_row(tie))}
            for tie in resolved.ties
            if code in (tie.subject.code, tie.partner.code)
        ],
        "positionings": [
            {**_source(inputs, role.document_id, role.clause), "summary": role.summary}
            for role in resolved.roles
            if role.place.code == code
        ],
    }


def find_county(inputs: Inputs, written: str) -> gazetteer.Match | gazetteer.Miss:
    """The county of a name or code: in the documents' regions first, then anywhere.

    A name that one region has once, and another region several times, is ambiguous.
    """
    regions = sorted({d.document.drawn_region for d in inputs.lists})
    answers = [inputs.gazetteer.resolve(written, region_code=region) for region in regions]
    found = {m.county_code: m for m in answers if isinstance(m, gazetteer.Match)}
    is_shared = len(found) > 1 or any(
        isinstance(m, gazetteer.Miss) and m.reason is gazetteer.Reason.AMBIGUOUS for m in answers
    )
    if len(found) == 1 and not is_shared:
        return found.popitem()[1]
    anywhere = inputs.gazetteer.resolve(written, region_code=CHINA_CODE)
    if isinstance(anywhere, gazetteer.Match) or not is_shared:
        return anywhere
    is_known = anywhere.reason is gazetteer.Reason.NON_COUNTY
    return anywhere if is_known else replace(anywhere, reason=gazetteer.Reason.AMBIGUOUS)


def _source(inputs: Inputs, document_id: str, clause: str) -> dict[str, Any]:
    document = inputs.folder.file_of(document_id).lists.document
    return {
        "document_id": document.id,
        "document_title": document.title,
        "document_number": document.number or "",
        "clause": clause,
    }


def _cells(row: rows.Row, table: Table, *, leave: Collection[str] = ()) -> dict[str, Any]:
    """A row without its source; runs of agencies are lists, named without ``_units``."""
    cells: dict[str, Any] = {}
    for column in table.attributes:
        if column.name in ("document_id", "clause", *leave):
            continue
        value = row[column.name]
        if column.kind is Kind.AGENCIES:
            cells[column.name.removesuffix("_units")] = [u for u in value.split(LIST_MARK) if u]
        else:
            cells[column.name] = value
    return cells


def _quoted(row: rows.Row) -> dict[str, Any]:
    """A partnership in the words of its document."""
    return {
        column.name.removesuffix("_name"): row[column.name]
        for column in schema.PARTNERSHIPS.columns
        if column.is_quoted
    }


def _typology(inputs: Inputs, assignment: Assignment) -> dict[str, Any]:
    name = next(t.name for t in inputs.typologies if t.key == assignment.typology)
    row = rows.assignment_row(assignment, inputs.names[assignment.county_code], name)
    source = _source(inputs, assignment.document_id, assignment.clause)
    cells = _cells(row, schema.ASSIGNMENTS, leave=_NAMED_ALREADY)
    return {**source, **cells, "list": _extent(inputs, assignment)}


def _extent(inputs: Inputs, listed: Assignment | UndrawnMember) -> dict[str, Any]:
    """How much of the list that names a member is known, if it is not complete."""

    def layer(row: Assignment | UndrawnMember | LayerExtent) -> tuple[str, ...]:
        return (row.document_id, row.clause, row.typology, row.subtype, row.status)

    open_lists = (x for x in inputs.resolved.extents if x.is_open and layer(x) == layer(listed))
    found = next(open_lists, None)
    if found is None:
        return {}
    return {"is_open": True, "known": found.member_count, "stated": found.stated_count or 0}


def _undrawn(inputs: Inputs, member: UndrawnMember) -> dict[str, Any]:
    """A member of a list that is inside the county and has no county of its own."""
    name = next(t.name for t in inputs.typologies if t.key == member.typology)
    row = rows.undrawn_row(member, name)
    left = [name for name in _NAMED_ALREADY if name != "place_kind"]
    cells = _cells(row, schema.ASSIGNMENTS, leave=left)
    source = _source(inputs, member.document_id, member.clause)
    return {**source, **cells, "list": _extent(inputs, member)}


def _tasks(inputs: Inputs, reaching: list[CountyTask]) -> Iterator[dict[str, Any]]:
    """Tasks that reach the county, each with what it reaches the county through."""
    reached: dict[tuple[str, str], list[Notes]] = {}
    for row in reaching:
        reached.setdefault((row.document_id, row.clause), []).append(row.through)
    for lists in inputs.lists:
        for task in sorted(lists.tasks, key=lambda t: clause_order(t.clause)):
            through = reached.get((lists.document.id, task.clause))
            if through:
                yield {**_task(inputs, lists, task), "through": through}


def _task(inputs: Inputs, lists: DocumentLists, task: Task) -> dict[str, Any]:
    """A task with its targets, without its scope: the record says through what it reaches."""
    return {
        **_source(inputs, lists.document.id, task.clause),
        **_cells(rows.task_row(lists, task), schema.TASKS, leave=["scope"]),
        "indicators": [each.model_dump(mode="json") for each in task.indicators],
        "completions": [each.model_dump(mode="json") for each in task.completions],
    }
