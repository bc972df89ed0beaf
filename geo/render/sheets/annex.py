"""The annex of a sheet: all tasks with all agencies and all targets, at full length, in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.render.sheets.blocks import agencies, amount, by_chapter, deadline
from geo.render.sheets.model import CountySheet, SheetTask, Target
from geo.render.sheets.words import Cell, SheetWords, lines
from geo.vocabulary import Language


@dataclass(frozen=True)
class Row:
    """Cells of one row; a group row has one cell over the whole width."""

    cells: tuple[Cell, ...]
    is_group: bool = False


@dataclass(frozen=True)
class Column:
    """``share`` is the column's percentage of the table's width; shares add up to 100."""

    title: str
    share: int


@dataclass(frozen=True)
class Section:
    """A heading, a note under it and a table."""

    key: str
    heading: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_dense: bool = False


def _columns(words: SheetWords, key: str, **shares: int) -> tuple[Column, ...]:
    return tuple(Column(words.say(f"{key}-{name}"), share) for name, share in shares.items())


def _target_row(target: Target, words: SheetWords) -> Row:
    return Row(
        (
            lines(target.name) + lines(target.note, tone="quiet"),
            lines(amount(target, words)),
            lines(deadline(target, words)),
            lines(words.source(target.source)),
        )
    )


def _targets(sheet: CountySheet, words: SheetWords) -> Section:
    rows = tuple(_target_row(t, words) for t in sheet.targets)
    columns = _columns(words, "target", name=45, amount=16, deadline=19, source=20)
    title = words.say("all-targets", count=len(rows))
    return Section(
        "all-targets", title, words.say("all-targets-note"), columns, rows, is_dense=True
    )


def _task_row(task: SheetTask, words: SheetWords) -> Row:
    title = lines(task.title, tone="strong")
    return Row(
        (
            lines(task.source.clause),
            title + lines(task.summary),
            lines(*agencies(task, words)),
            lines(words.through(task.through), tone="quiet"),
        )
    )


def _tasks(tasks: Sequence[SheetTask], words: SheetWords, key: str) -> Section:
    """Tasks with their summaries, under a row for each document and chapter."""
    rows: list[Row] = []
    for first, chapter in by_chapter(tasks):
        heading = words.say("chapter", title=words.document(first.source), part=first.part)
        rows.append(Row((lines(heading, tone="strong"),), is_group=True))
        rows += [_task_row(task, words) for task in chapter]
    columns = _columns(words, "task", clause=9, title=43, agencies=32, through=16)
    title = words.say(f"all-{key}", count=len(tasks))
    return Section(
        f"all-{key}", title, words.say(f"all-{key}-note"), columns, tuple(rows), is_dense=True
    )


def sheet_sections(sheet: CountySheet, words: SheetWords) -> tuple[Section, ...]:
    """The tables of the annex, most particular first; those with nothing to say are left out."""
    found = (
        _tasks(sheet.own_tasks, words, "own-tasks"),
        _tasks(sheet.general_tasks, words, "general-tasks"),
        _targets(sheet, words),
    )
    return tuple(s for s in found if s.rows)


def closing(sheet: CountySheet, words: SheetWords, *, is_full: bool = False) -> tuple[str, ...]:
    """Lines at the foot: where the full text stands, boundaries and their date, map review."""
    vintage = sheet.vintage
    citation = vintage.citation or vintage.source
    found = (
        words.say("full-text-annex" if is_full else "full-text", county=sheet.county_code)
        if sheet.tasks or sheet.targets
        else "",
        words.say("boundaries", citation=citation, date=vintage.date),
        words.say("review"),
        words.say("chinese-kept") if words.language is Language.EN else "",
    )
    return tuple(line for line in found if line)
