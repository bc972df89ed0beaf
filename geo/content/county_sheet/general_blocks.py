"""What binds a whole region or all county towns alike, as compact lines by document and chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

from geo.content.county_sheet.blocks import SheetBlock, SheetEntry, SheetGroup
from geo.content.county_sheet.density import Density, Limits
from geo.content.county_sheet.facts import CountyFacts, SheetTarget, SheetTask
from geo.content.county_sheet.own_blocks import (
    agencies,
    amount,
    blanket,
    by_chapter,
    deadline,
    left_out,
    own_targets,
    shared_blanket,
)
from geo.content.county_sheet.sheet_words import SheetWords
from geo.content.lines import Line, lines

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
    shown = words.say(key, first=words.voice.agencies(named[:1]), count=len(named))
    return words.say("lead", units=shown) if task.lead else shown


def _through(task: SheetTask, words: SheetWords) -> str:
    return words.say("through", through=words.reach(task.through))


class _TaskLines:
    """The tasks of one document. What most of them share is said once."""

    def __init__(self, tasks: Sequence[SheetTask], words: SheetWords, density: Density) -> None:
        self.words, self.density = words, density
        self.through = _commonest(tasks, lambda t: _through(t, words))
        self.blanket = shared_blanket(tasks, words)

    @property
    def aside(self) -> str:
        return self.words.say("semicolon").join(s for s in (self.through, self.blanket) if s)

    def entry(self, task: SheetTask) -> SheetEntry:
        words, density = self.words, self.density
        if density.only_clauses:
            return SheetEntry(words.label(task.source.clause), ())
        if density.only_titles:
            return SheetEntry(words.label(task.source.clause), lines(task.title))
        has_summary = density.has_summaries
        title = Line(task.title, "strong" if has_summary else "plain")
        summary = lines(task.summary) if has_summary else ()
        if density.has_agencies:
            named = words.say("semicolon").join(
                a for a in agencies(task, words) if a != self.blanket
            )
        else:
            own = blanket(task, words)
            named = words.say("semicolon").join(
                n
                for n in (
                    _short_agencies(task, words, only_count=density.only_counts),
                    own if own != self.blanket else "",
                )
                if n
            )
        through = _through(task, words)
        beside = lines(named, through if through != self.through else "", tone="quiet")
        return SheetEntry(words.label(task.source.clause), (title, *summary, *beside))


def general_tasks(
    county: CountyFacts, words: SheetWords, density: Density, limits: Limits
) -> SheetBlock:
    every = county.general_tasks
    tasks = every[: limits.general_tasks]
    groups: list[SheetGroup] = []
    for _, group in groupby(tasks, key=lambda t: t.source.document_id):
        of_document = list(group)
        wording = _TaskLines(of_document, words, density)
        for rank, (first, chapter) in enumerate(by_chapter(of_document)):
            groups.append(
                SheetGroup(
                    tuple(wording.entry(t) for t in chapter),
                    first.part,
                    "" if rank else words.document(first.source),
                    "" if rank else wording.aside,
                )
            )
    note = "general-tasks-short-note"
    if density.has_agencies or density.only_counts:
        note = "general-tasks-count-note" if density.only_counts else "general-tasks-note"
    if density.only_titles:
        note = "general-tasks-title-note"
    if density.only_clauses:
        note = "general-tasks-clause-note"
    return SheetBlock(
        "general-tasks",
        words.say("general-tasks", count=len(every)),
        words.say(note) if every else "",
        tuple(groups),
        columns=density.columns,
        is_small=True,
        runs_on=density.runs_on,
        more=left_out(len(every) - len(tasks), words),
    )


# ── targets ──────────────────────────────────────────────────────────────────────────────


def general_targets(county: CountyFacts) -> tuple[SheetTarget, ...]:
    """Headline targets and those of general tasks; the others are given with the county's tasks."""
    own = own_targets(county)
    return tuple(t for t in county.targets if (t.source.document_id, t.source.clause) not in own)


def _target_entry(target: SheetTarget, words: SheetWords, usual: str) -> SheetEntry:
    value = Line(amount(target, words), "strong") if target.value is not None else None
    until = deadline(target, words)
    beside = lines(target.note, until if until != usual else "", tone="quiet")
    label = words.label(target.source.clause) or words.say("headline-label")
    name = Line(target.name)
    return SheetEntry(label, (name, *((value,) if value else ()), *beside))


def targets(county: CountyFacts, words: SheetWords, density: Density, limits: Limits) -> SheetBlock:
    every = general_targets(county)
    chosen = every[: limits.targets]
    parts = {(t.source.document_id, t.source.clause): t.part for t in county.tasks}

    def part_of(target: SheetTarget) -> str:
        known = parts.get((target.source.document_id, target.source.clause), "")
        return known if density.has_chapters else ""

    groups: list[SheetGroup] = []
    for _, of_document in groupby(chosen, key=lambda t: t.source.document_id):
        listed = list(of_document)
        usual = _commonest(listed, lambda t: deadline(t, words))
        for rank, (part, chapter) in enumerate(groupby(listed, key=part_of)):
            groups.append(
                SheetGroup(
                    tuple(_target_entry(t, words, usual) for t in chapter),
                    part,
                    "" if rank else words.document(listed[0].source),
                    "" if rank else words.say("usual-deadline", deadline=usual),
                )
            )
    return SheetBlock(
        "targets",
        words.say("targets", count=len(every)),
        words.say("targets-note") if every else "",
        tuple(groups),
        columns=density.columns,
        is_small=True,
        runs_on=density.runs_on,
        more=left_out(len(every) - len(chosen), words),
    )
