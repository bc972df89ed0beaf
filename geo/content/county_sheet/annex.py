"""The annex of a sheet: all tasks with all agencies and all targets, at full length, in tables."""

from __future__ import annotations

from collections.abc import Sequence

from geo.content.county_sheet.facts import CountyFacts, SheetTarget, SheetTask
from geo.content.county_sheet.own_blocks import agencies, amount, by_chapter, deadline
from geo.content.county_sheet.sheet_words import SheetWords
from geo.content.lines import TableColumn, TableRow, TableSection, lines


def _columns(words: SheetWords, key: str, **shares: int) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(words.say(f"{key}-{name}"), share) for name, share in shares.items())


def _target_row(target: SheetTarget, words: SheetWords) -> TableRow:
    return TableRow(
        (
            lines(target.name) + lines(target.note, tone="quiet"),
            lines(amount(target, words)),
            lines(deadline(target, words)),
            lines(words.source(target.source)),
        )
    )


def _targets(county: CountyFacts, words: SheetWords) -> TableSection:
    rows = tuple(_target_row(t, words) for t in county.targets)
    columns = _columns(words, "target", name=45, amount=16, deadline=19, source=20)
    title = words.say("all-targets", count=len(rows))
    return TableSection(
        "all-targets", title, words.say("all-targets-note"), columns, rows, is_dense=True
    )


def _task_row(task: SheetTask, words: SheetWords) -> TableRow:
    title = lines(task.title, tone="strong")
    return TableRow(
        (
            lines(task.source.clause),
            title + lines(task.summary),
            lines(*agencies(task, words)),
            lines(words.through(task.through), tone="quiet"),
        )
    )


def _tasks(tasks: Sequence[SheetTask], words: SheetWords, key: str) -> TableSection:
    """Tasks with their summaries, under a row for each document and chapter."""
    rows: list[TableRow] = []
    for first, chapter in by_chapter(tasks):
        heading = words.say("chapter", title=words.document(first.source), part=first.part)
        rows.append(TableRow((lines(heading, tone="strong"),), is_group=True))
        rows += [_task_row(task, words) for task in chapter]
    columns = _columns(words, "task", clause=9, title=43, agencies=32, through=16)
    title = words.say(f"all-{key}", count=len(tasks))
    return TableSection(
        f"all-{key}", title, words.say(f"all-{key}-note"), columns, tuple(rows), is_dense=True
    )


def annex_sections(county: CountyFacts, words: SheetWords) -> tuple[TableSection, ...]:
    """The tables of the annex, most particular first; those with nothing to say are left out."""
    found = (
        _tasks(county.own_tasks, words, "own-tasks"),
        _tasks(county.general_tasks, words, "general-tasks"),
        _targets(county, words),
    )
    return tuple(s for s in found if s.rows)
