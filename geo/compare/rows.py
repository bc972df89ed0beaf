"""What a snapshot keeps of documents, tasks and names, and the texts of their targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.records.resolved import Assignment
from geo.records.written import Completion, Indicator
from geo.vocabulary import Operator, clause_number

#: Joins several indicators or several scopes in one text.
ITEM_MARK = "；"


@dataclass(frozen=True)
class DocumentState:
    """A document's facts. ``targets`` are its headline targets, as :func:`indicators_text`."""

    id: str
    title: str
    short_title: str
    number: str = ""
    issued: str = ""
    targets: str = ""


@dataclass(frozen=True)
class TaskState:
    """A task as text, in the cells of :data:`geo.schema.TASKS`; unknown is empty."""

    document_id: str
    clause: str
    title: str
    part: str = ""
    summary: str = ""
    lead_units: str = ""
    responsible_units: str = ""
    cooperating_units: str = ""
    blanket_units: str = ""
    agencies_note: str = ""
    is_open_ended: bool = False
    scope: str = ""
    indicators: str = ""
    completions: str = ""


@dataclass(frozen=True, order=True)
class Reach:
    """One county that one task reaches, through whatever."""

    document_id: str
    clause: str
    county_code: str


@dataclass(frozen=True)
class TypologyName:
    name: str
    name_en: str = ""


def assignment_order(row: Assignment) -> tuple[object, ...]:
    """Sort key: document, clause number, county code, then everything else."""
    return (
        row.document_id,
        clause_number(row.clause),
        row.clause,
        row.county_code,
        row.typology,
        row.subtype,
        row.status,
        str(row.stage or ""),
        str(row.basis),
        row.is_complete,
        row.as_written,
        row.notes,
    )


def reach_order(reach: Reach) -> tuple[object, ...]:
    return (reach.document_id, clause_number(reach.clause), reach.clause, reach.county_code)


def task_order(task: TaskState) -> tuple[object, ...]:
    return (task.document_id, clause_number(task.clause), task.clause, task.title)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)


def indicator_text(
    name: str, operator: str, value: float, high: float | None, unit: str, deadline: str, note: str
) -> str:
    """One indicator on one line: ``管网漏损率≤8.5%（2027）``; a range is ``20–30%``."""
    is_range = operator == Operator.RANGE
    amount = f"{_number(value)}–{_number(high)}" if high is not None else _number(value)
    line = f"{name}{' ' if is_range else operator}{amount}{unit}"
    line += f"（{deadline}）" if deadline else ""
    return line + (f"，{note}" if note else "")


def indicators_text(items: Iterable[Indicator]) -> str:
    """Indicators on one line, in the order of the list."""
    return ITEM_MARK.join(
        indicator_text(
            i.name, str(i.operator), i.low, i.high, i.unit, i.deadline or "", i.note
        )
        for i in items
    )  # fmt: skip


def completion_text(name: str, deadline: str) -> str:
    """One target in words: ``管网改造基本完成（2027）``."""
    return name + (f"（{deadline}）" if deadline else "")


def completions_text(items: Iterable[Completion]) -> str:
    return ITEM_MARK.join(completion_text(i.name, i.deadline or "") for i in items)
