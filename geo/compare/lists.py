"""From the models of the lists to a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from geo.compare.rows import (
    ITEM_MARK,
    DocumentState,
    Reach,
    TaskState,
    TypologyName,
    completions_text,
    indicators_text,
)
from geo.compare.state import Snapshot
from geo.records.resolved import Assignment, CountyTask, UnitName
from geo.records.written import DocumentLists, Scope, Task, Typology
from geo.vocabulary import LIST_MARK
from geo.voice.texts import text
from geo.voice.voice import Voice

#: What a snapshot holds is Chinese.
_CHINESE = Voice()


def _joined(names: Iterable[str]) -> str:
    return LIST_MARK.join(n.strip().strip(LIST_MARK) for n in names if n.strip())


def _scope_text(scopes: Sequence[Scope]) -> str:
    # The same words as the column `scope` of the tables, so that both can be compared.
    return ITEM_MARK.join(
        text("tables", f"scope-{scope.kind}", members=_joined(scope.members)) for scope in scopes
    )


def _task_state(lists: DocumentLists, task: Task) -> TaskState:
    blanket = lists.document.blanket
    inherited = blanket.units if blanket else ()
    return TaskState(
        document_id=lists.document.id,
        clause=task.clause,
        title=task.title,
        part=task.part,
        summary=task.summary,
        lead_units=_joined(task.lead),
        responsible_units=_joined(task.responsible),
        cooperating_units=_joined(task.cooperating),
        blanket_units=_joined(inherited if task.blanket is None else task.blanket),
        agencies_note=task.agencies_note,
        is_open_ended=task.open_ended,
        scope=_scope_text(task.scope),
        indicators=indicators_text(task.indicators),
        completions=completions_text(task.completions),
    )


def _document_state(lists: DocumentLists) -> DocumentState:
    document = lists.document
    return DocumentState(
        document.id,
        document.title,
        document.short_title,
        document.number or "",
        document.issued or "",
        indicators_text(document.headline_targets),
    )


def _noted(row: Assignment) -> Assignment:
    """The row with its notes as the text that a stored snapshot holds."""
    return replace(row, notes=(_CHINESE.sentences(row.notes),)) if row.notes else row


def snapshot(
    lists: Sequence[DocumentLists],
    assignments: Sequence[Assignment],
    county_tasks: Sequence[CountyTask],
    *,
    names: Mapping[str, UnitName],
    typologies: Sequence[Typology],
    vintage: str,
) -> Snapshot:
    """What the lists say, from the models.

    Parameters
    ----------
    assignments, county_tasks
        What resolving the lists and evaluating their rules gave.
    names
        Official names by county code, at least of the counties that rows name.
    vintage
        Id of the boundary set that ``names`` come from.

    Raises
    ------
    GeoError
        If a row names a county, typology or document that is not among the arguments.
    """
    return Snapshot.of(
        map(_document_state, lists),
        map(_noted, assignments),
        tasks=[_task_state(each, task) for each in lists for task in each.tasks],
        county_tasks=[Reach(c.document_id, c.clause, c.county_code) for c in county_tasks],
        counties=names,
        typologies={t.key: TypologyName(t.name, t.name_en) for t in typologies},
        vintage=vintage,
    )
