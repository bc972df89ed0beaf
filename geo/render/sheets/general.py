"""What binds a whole region or all county towns alike, as compact lines by document and chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

from geo.render.sheets.blocks import (
    agencies,
    amount,
    blanket,
    by_chapter,
    deadline,
    left_out,
    own_targets,
    shared_blanket,
)
from geo.render.sheets.layout import Block, Entry, Group, Limits, Step
from geo.render.sheets.model import CountySheet, SheetTask, Target
from geo.render.sheets.words import Line, SheetWords, lines

T = TypeVar("T")


def _commonest(items: Sequence[T], key: Callable[[T], str]) -> str:
    """What most items say, the first of equals; said once, beside the document's title."""
    return Counter(key(i) for i in items).most_common(1)[0][0]


# ── tasks ────────────────────────────────────────────────────────────────────────────────


def _short_agencies(task: SheetTask, words: SheetWords, *, only_count: bool) -> str:
    """``牵头省发展改革委等10家``: the lead or first agency and how many there are, or how many."""
    named = (*task.lead, *task.responsible, *task.cooperating)
    if not named:
        return ""
    ending = "-open" if task.is_open_ended else ""
    if only_count:
        return words.say(f"agency-count{ending}", count=len(named))
    key = "agency" if len(named) == 1 and not ending else f"agencies{ending}"
    shown = words.say(key, first=words.agencies(named[:1]), count=len(named))
    return words.say("lead", units=shown) if task.lead else shown


def _through(task: SheetTask, words: SheetWords) -> str:
    return words.say("through", through=words.reach(task.through))


class _TaskLines:
    """The tasks of one document. What most of them share stands once."""

    def __init__(self, tasks: Sequence[SheetTask], words: SheetWords, step: Step) -> None:
        self.words, self.step = words, step
        self.through = _commonest(tasks, lambda t: _through(t, words))
        self.blanket = shared_blanket(tasks, words)

    @property
    def aside(self) -> str:
        return self.words.say("semicolon").join(s for s in (self.through, self.blanket) if s)

    def entry(self, task: SheetTask) -> Entry:
        words, step = self.words, self.step
        if step.only_clauses:
            return Entry(words.label(task.source.clause), ())
        if step.only_titles:
            return Entry(words.label(task.source.clause), lines(task.title))
        has_summary = step.has_summaries
        title = Line(task.title, "strong" if has_summary else "plain")
        summary = lines(task.summary) if has_summary else ()
        if step.has_agencies:
            named = words.say("semicolon").join(
                a for a in agencies(task, words) if a != self.blanket
            )
        else:
            own = blanket(task, words)
            named = words.say("semicolon").join(
                n
                for n in (
                    _short_agencies(task, words, only_count=step.only_counts),
                    own if own != self.blanket else "",
                )
                if n
            )
        through = _through(task, words)
        beside = lines(named, through if through != self.through else "", tone="quiet")
        return Entry(words.label(task.source.clause), (title, *summary, *beside))


def general_tasks(sheet: CountySheet, words: SheetWords, step: Step, limits: Limits) -> Block:
    every = sheet.general_tasks
    tasks = every[: limits.general_tasks]
    groups: list[Group] = []
    for _, group in groupby(tasks, key=lambda t: t.source.document_id):
        of_document = list(group)
        wording = _TaskLines(of_document, words, step)
        for rank, (first, chapter) in enumerate(by_chapter(of_document)):
            groups.append(
                Group(
                    tuple(wording.entry(t) for t in chapter),
                    first.part,
                    "" if rank else words.document(first.source),
                    "" if rank else wording.aside,
                )
            )
    note = "general-tasks-short-note"
    if step.has_agencies or step.only_counts:
        note = "general-tasks-count-note" if step.only_counts else "general-tasks-note"
    if step.only_titles:
        note = "general-tasks-title-note"
    if step.only_clauses:
        note = "general-tasks-clause-note"
    return Block(
        "general-tasks",
        words.say("general-tasks", count=len(every)),
        words.say(note) if every else "",
        tuple(groups),
        columns=step.columns,
        is_small=True,
        runs_on=step.runs_on,
        more=left_out(len(every) - len(tasks), words),
    )


# ── targets ──────────────────────────────────────────────────────────────────────────────


def general_targets(sheet: CountySheet) -> tuple[Target, ...]:
    """Headline targets and those of general tasks; the others stand with the county's tasks."""
    own = own_targets(sheet)
    return tuple(t for t in sheet.targets if (t.source.document_id, t.source.clause) not in own)


def _target_entry(target: Target, words: SheetWords, usual: str) -> Entry:
    value = Line(amount(target, words), "strong") if target.value is not None else None
    until = deadline(target, words)
    beside = lines(target.note, until if until != usual else "", tone="quiet")
    label = words.label(target.source.clause) or words.say("headline-label")
    name = Line(target.name)
    return Entry(label, (name, *((value,) if value else ()), *beside))


def targets(sheet: CountySheet, words: SheetWords, step: Step, limits: Limits) -> Block:
    every = general_targets(sheet)
    chosen = every[: limits.targets]
    parts = {(t.source.document_id, t.source.clause): t.part for t in sheet.tasks}

    def part_of(target: Target) -> str:
        known = parts.get((target.source.document_id, target.source.clause), "")
        return known if step.has_chapters else ""

    groups: list[Group] = []
    for _, of_document in groupby(chosen, key=lambda t: t.source.document_id):
        listed = list(of_document)
        usual = _commonest(listed, lambda t: deadline(t, words))
        for rank, (part, chapter) in enumerate(groupby(listed, key=part_of)):
            groups.append(
                Group(
                    tuple(_target_entry(t, words, usual) for t in chapter),
                    part,
                    "" if rank else words.document(listed[0].source),
                    "" if rank else words.say("usual-deadline", deadline=usual),
                )
            )
    return Block(
        "targets",
        words.say("targets", count=len(every)),
        words.say("targets-note") if every else "",
        tuple(groups),
        columns=step.columns,
        is_small=True,
        runs_on=step.runs_on,
        more=left_out(len(every) - len(chosen), words),
    )
