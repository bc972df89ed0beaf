"""English for what the lists say: the files of ``layers/english/``, and which texts they are for.

A file is one mapping, the exact Chinese text to its English. Each document may have a file of its
name; what several documents say stands in ``common.yaml``. No file need be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from geo.errors import Fault
from geo.lists.located import parse
from geo.records.written import Document, DocumentLists, Indicator, Task, run_items

ENGLISH_FOLDER = "english"


def read_phrases(
    folder: Path, *, relative: Callable[[Path], str]
) -> tuple[dict[str, str], list[Fault]]:
    """Every ``english/*.yaml`` of ``layers/``: Chinese text → English.

    Returns
    -------
    dict of str to str, list of Fault
        A text that stands twice, in one file or in two, and a value that is no text are faults,
        with file and line. A missing folder is an empty one.
    """
    entries: dict[str, str] = {}
    first: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted((folder / ENGLISH_FOLDER).glob("*.yaml")):
        file = relative(path)
        try:
            located = parse(path.read_text(encoding="utf-8-sig"), file)
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            faults.append(Fault("not-utf8", file, line))
            continue
        faults += located.faults
        found = {} if located.value is None else located.value
        if not isinstance(found, dict):
            faults.append(Fault("phrases-form", file, located.span(()).first))
            continue
        for text, english in found.items():
            line = located.span((text,)).first
            if not isinstance(english, str) or not english.strip():
                faults.append(Fault("phrases-value", file, line, value=text))
            elif text in first:
                details = {"first": first[text]}
                faults.append(Fault("phrases-twice", file, line, value=text, details=details))
            else:
                first[text], entries[text] = f"{file}:{line}", english.strip()
    return entries, faults


def texts_of(lists: DocumentLists) -> Iterator[str]:
    """Every text of one document that a reader may see and that is no name of a county, a type or
    an area: titles, headings, agencies, summaries, targets, notes. With repeats."""
    yield from _of_document(lists.document)
    for layer in lists.layers:
        yield from (layer.subtype, layer.status, layer.note)
    for rule in lists.rules:
        yield rule.note
    for task in lists.tasks:
        yield from _of_task(task)
    for tie in lists.partnerships:
        yield from (tie.kind, tie.summary)
    for role in lists.positionings:
        yield role.summary


def _of_document(document: Document) -> Iterator[str]:
    yield from (document.title, document.short_title, document.source_note)
    yield from (document.issuer or "", document.number or "")
    yield from _of_indicators(document.headline_targets)
    if document.blanket:
        yield from run_items(document.blanket.units)
        yield document.blanket.note


def _of_task(task: Task) -> Iterator[str]:
    yield from (task.part, task.title, task.summary, task.agencies_note)
    for run in (task.lead, task.responsible, task.cooperating, task.blanket or ()):
        yield from run_items(run)
    yield from _of_indicators(task.indicators)
    yield from (item.name for item in task.completions)
    yield from (scope.note for scope in task.scope)


def _of_indicators(items: Iterable[Indicator]) -> Iterator[str]:
    for item in items:
        yield from (item.name, item.unit, item.note)
