"""Lists → frames without geometry. One function per contract of :mod:`geo.schema`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from geo import schema
from geo.records.resolved import Assignment, CountyTask, PlaceRole, RuleOutcome, UnitName
from geo.records.written import (
    Completion,
    DocumentLists,
    Indicator,
    Scope,
    Task,
    Typology,
    run_items,
)
from geo.schema import make_frame
from geo.vocabulary import LIST_MARK, clause_number
from geo.voice.texts import text

if TYPE_CHECKING:
    import pandas as pd


def _joined(names: Iterable[str]) -> str:
    """Names or runs of names in one cell: ``甲、乙``."""
    return LIST_MARK.join(run_items(names))


def documents(lists: Sequence[DocumentLists], region_names: Mapping[str, str]) -> pd.DataFrame:
    """One row per document, by id. ``horizon`` is its years joined by ``、``."""
    rows = [
        {
            "document_id": d.id,
            "title": d.title,
            "short_title": d.short_title,
            "issuer": d.issuer or "",
            "number": d.number or "",
            "issued": d.issued or "",
            "region_code": d.region_code,
            "region_name": region_names[d.region_code],
            "horizon": _joined(str(year) for year in d.horizon),
            "source_note": d.source_note,
        }
        for d in sorted((each.document for each in lists), key=lambda d: d.id)
    ]
    return make_frame(rows, schema.DOCUMENTS)


def assignments(
    rows: Iterable[Assignment], names: Mapping[str, UnitName], typologies: Sequence[Typology]
) -> pd.DataFrame:
    """One row per assignment, by document, clause, typology and county."""
    order = {t.key: t.order for t in typologies}
    typology_names = {t.key: t.name for t in typologies}
    ordered = sorted(
        rows,
        key=lambda a: (
            a.document_id,
            clause_number(a.clause),
            order[a.typology],
            a.subtype,
            a.status,
            a.county_code,
            a.as_written,
        ),
    )
    return make_frame(
        (
            {
                "document_id": a.document_id,
                "clause": a.clause,
                "typology": a.typology,
                "typology_name": typology_names[a.typology],
                "subtype": a.subtype,
                "status": a.status,
                "stage": str(a.stage or ""),
                "county_code": a.county_code,
                "county_name": names[a.county_code].name,
                "prefecture_name": names[a.county_code].prefecture_name,
                "province_name": names[a.county_code].province_name,
                "as_written": a.as_written,
                "basis": str(a.basis),
                "is_complete": a.is_complete,
                "note": a.note,
            }
            for a in ordered
        ),
        schema.ASSIGNMENTS,
    )


def scope_text(scopes: Sequence[Scope]) -> str:
    """A task's scope as one Chinese cell: ``全域；类型：潜力地区；点名：开州、云阳``."""
    return "；".join(
        text("tables", f"scope-{scope.kind}", members=_joined(scope.members)) for scope in scopes
    )


def _task_row(document: DocumentLists, task: Task) -> dict[str, object]:
    blanket = document.document.blanket
    inherited = blanket.units if blanket else ()
    return {
        "document_id": document.document.id,
        "clause": task.clause,
        "part": task.part,
        "title": task.title,
        "summary": task.summary,
        "lead_units": _joined(task.lead),
        "responsible_units": _joined(task.responsible),
        "cooperating_units": _joined(task.cooperating),
        "blanket_units": _joined(inherited if task.blanket is None else task.blanket),
        "is_open_ended": task.open_ended,
        "agencies_note": task.agencies_note,
        "scope": scope_text(task.scope),
    }


def _in_order(lists: Sequence[DocumentLists]) -> Iterable[tuple[DocumentLists, Task]]:
    for each in sorted(lists, key=lambda d: d.document.id):
        for task in sorted(each.tasks, key=lambda t: clause_number(t.clause)):
            yield each, task


def tasks(lists: Sequence[DocumentLists]) -> pd.DataFrame:
    """One row per numbered clause, by document and clause."""
    return make_frame((_task_row(d, t) for d, t in _in_order(lists)), schema.TASKS)


def _indicator_row(document_id: str, clause: str, item: Indicator) -> dict[str, object]:
    return {
        "document_id": document_id,
        "clause": clause,
        "name": item.name,
        "operator": str(item.operator),
        "value": item.low,
        "value_max": float("nan") if item.high is None else item.high,
        "unit": item.unit,
        "deadline": item.deadline or "",
        "deadline_from": str(item.deadline_from),
        "note": item.note,
    }


def indicators(lists: Sequence[DocumentLists]) -> pd.DataFrame:
    """Headline targets first (their clause is empty), then each clause's indicators."""
    rows = []
    for each in sorted(lists, key=lambda d: d.document.id):
        document = each.document
        rows += [_indicator_row(document.id, "", i) for i in document.headline_targets]
        for _, task in _in_order([each]):
            rows += [_indicator_row(document.id, task.clause, i) for i in task.indicators]
    return make_frame(rows, schema.INDICATORS)


def completions(lists: Sequence[DocumentLists]) -> pd.DataFrame:
    """Targets in words, kept apart from the measurable ones."""

    def row(document_id: str, clause: str, item: Completion) -> dict[str, object]:
        return {
            "document_id": document_id,
            "clause": clause,
            "name": item.name,
            "deadline": item.deadline or "",
            "deadline_from": str(item.deadline_from),
        }

    return make_frame(
        (row(d.document.id, t.clause, c) for d, t in _in_order(lists) for c in t.completions),
        schema.COMPLETIONS,
    )


def county_tasks(rows: Iterable[CountyTask], names: Mapping[str, UnitName]) -> pd.DataFrame:
    """Which tasks reach which county, by county, document and clause."""
    ordered = sorted(
        rows,
        key=lambda r: (
            r.county_code,
            r.document_id,
            clause_number(r.clause),
            r.through_kind,
            r.through,
        ),
    )
    return make_frame(
        (
            {
                "county_code": r.county_code,
                "county_name": names[r.county_code].name,
                "document_id": r.document_id,
                "clause": r.clause,
                "title": r.title,
                "through_kind": str(r.through_kind),
                "through": r.through,
                "is_from_document": r.is_from_document,
            }
            for r in ordered
        ),
        schema.COUNTY_TASKS,
    )


def positionings(rows: Iterable[PlaceRole]) -> pd.DataFrame:
    """One row per place and positioning, by document and clause."""
    ordered = sorted(rows, key=lambda r: (r.document_id, clause_number(r.clause), r.place.code))
    return make_frame(
        (
            {
                "document_id": r.document_id,
                "clause": r.clause,
                "place_name": r.place.name,
                "place_code": r.place.code,
                "summary": r.summary,
            }
            for r in ordered
        ),
        schema.POSITIONINGS,
    )


def rules(rows: Iterable[RuleOutcome], typologies: Sequence[Typology]) -> pd.DataFrame:
    """One row per rule, by document and clause."""
    names = {t.key: t.name for t in typologies}
    ordered = sorted(rows, key=lambda r: (r.document_id, clause_number(r.clause), r.typology))
    return make_frame(
        (
            {
                "document_id": r.document_id,
                "clause": r.clause,
                "typology": r.typology,
                "typology_name": names[r.typology],
                "reading": r.reading,
                "candidate_count": r.candidate_count,
                "complete_count": r.complete_count,
                "open_reason": r.open_reason,
            }
            for r in ordered
        ),
        schema.RULES,
    )
