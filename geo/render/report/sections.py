"""A county sheet in words: sections with tables of lines, the same for HTML and for Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from geo.models import Typology
from geo.render.report.model import (
    CountySheet,
    SheetDocument,
    SheetTask,
    Source,
    Target,
    TypeRow,
)
from geo.render.statistics import Standing
from geo.texts import section, text
from geo.vocabulary import LIST_MARK, Language, Operator

Tone = Literal["plain", "strong", "quiet", "listed", "derived", "candidate"]

#: Up to so many general tasks are given with their summaries; beyond, one line each.
MOST_WITH_SUMMARY = 8

_ROLES = ("lead", "responsible", "cooperating", "blanket")


@dataclass(frozen=True)
class Line:
    """One line of a cell. ``typology`` puts its swatch before it, drawn as ``standing`` says."""

    text: str
    tone: Tone = "plain"
    typology: Typology | None = None
    standing: Standing = Standing.LISTED


Cell = tuple[Line, ...]


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
    """A heading, a note under it and a table. Without rows, the note says so."""

    key: str
    heading: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_dense: bool = False


@dataclass(frozen=True)
class SheetWords:
    """The words of a sheet in one language; English falls back to Chinese names.

    ``english_names`` maps unit codes to names, ``english_agencies`` agencies to names.
    """

    language: Language
    english_names: Mapping[str, str] | None = None
    english_agencies: Mapping[str, str] | None = None

    def say(self, key: str, **values: object) -> str:
        return text("report", key, self.language, **values)

    def typology(self, typology: Typology) -> str:
        return typology.name_en if self.language is Language.EN else typology.name

    def unit(self, code: str, name: str) -> str:
        """A county, prefecture or province by its name in this language."""
        if self.language is Language.EN and self.english_names is not None:
            return self.english_names.get(code) or name
        return name

    def unit_type(self, name: str) -> str:
        return section("report", self.language).get(f"unit-{name}", name)

    def agencies(self, units: Sequence[str]) -> str:
        if self.language is Language.EN and self.english_agencies is not None:
            known = self.english_agencies
            named = [known.get(u, u) for u in units]
            return ("; " if all(n.isascii() for n in named) else LIST_MARK).join(named)
        return LIST_MARK.join(units)

    def source(self, source: Source) -> str:
        clause = source.clause or self.say("headline")
        return self.say("source", title=source.short_title, clause=clause)


def parents(sheet: CountySheet, words: SheetWords) -> str:
    """Province and prefecture, from above."""
    above = [(sheet.province_code, sheet.province_name)]
    if sheet.prefecture_code not in ("", sheet.province_code):
        above.append((sheet.prefecture_code, sheet.prefecture_name))
    joint = ", " if words.language is Language.EN else ""
    return joint.join(words.unit(code, name) for code, name in above)


def _columns(words: SheetWords, key: str, **shares: int) -> tuple[Column, ...]:
    return tuple(Column(words.say(f"{key}-{name}"), share) for name, share in shares.items())


def _lines(*parts: str, tone: Tone = "plain") -> Cell:
    return tuple(Line(p, tone) for p in parts if p)


# ── types ────────────────────────────────────────────────────────────────────────────────


def _type_row(row: TypeRow, words: SheetWords) -> Row:
    stage = words.say(f"stage-{row.stage}") if row.stage else ""
    note = words.say("note", note=row.note) if row.note else ""
    written = words.say("quoted", written=row.as_written) if row.as_written else "—"
    standing: Tone = row.standing.value
    return Row(
        (
            (Line(words.typology(row.typology), "strong", row.typology, row.standing),),
            (Line(words.say(f"standing-{row.standing}"), standing),),
            _lines(row.subtype, row.status, stage) + _lines(note, tone="quiet"),
            _lines(words.source(row.source)),
            _lines(written),
        )
    )


def _types(sheet: CountySheet, words: SheetWords) -> Section:
    """Listed, derived and candidate rows; then what rules leave open for the county's region."""
    shown = {(r.typology.key, r.source) for r in sheet.types}
    rows = [_type_row(row, words) for row in sheet.types]
    # A type is open only if no document has settled it; the county's own row already says why.
    rows += [
        Row(
            (
                _lines(words.typology(rule.typology), tone="quiet"),
                (Line(words.say("standing-open"), "quiet"),),
                _lines(rule.reason, tone="quiet"),
                _lines(words.source(rule.source), tone="quiet"),
                _lines("—", tone="quiet"),
            )
        )
        for rule in sheet.open_rules
        if (rule.typology.key, rule.source) not in shown
    ]
    note = "" if sheet.types else words.say("no-types")
    if any(r.standing is not Standing.LISTED for r in sheet.types) or sheet.open_rules:
        note = " ".join(filter(None, (note, words.say("standing-note"))))
    columns = _columns(words, "type", name=19, basis=13, status=32, source=19, written=17)
    return Section("types", words.say("types"), note, columns, tuple(rows))


# ── positioning and partnerships ─────────────────────────────────────────────────────────


def _positionings(sheet: CountySheet, words: SheetWords) -> Section:
    rows = [Row((_lines(r.summary), _lines(words.source(r.source)))) for r in sheet.positionings]
    columns = _columns(words, "positioning", summary=80, source=20)
    return Section("positionings", words.say("positionings"), "", columns, tuple(rows))


def _partnerships(sheet: CountySheet, words: SheetWords) -> Section:
    rows = []
    for tie in sheet.partnerships:
        subject = words.unit(tie.subject_code, tie.subject)
        partner = words.unit(tie.partner_code, tie.partner)
        rows.append(
            Row(
                (
                    _lines(f"{subject} — {partner}"),
                    _lines(tie.kind),
                    _lines(tie.summary) + _lines(tie.anchor_note, tone="quiet"),
                    _lines(words.source(tie.source)),
                )
            )
        )
    columns = _columns(words, "partnership", places=24, kind=12, summary=44, source=20)
    return Section("partnerships", words.say("partnerships"), "", columns, tuple(rows))


# ── targets ──────────────────────────────────────────────────────────────────────────────


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def amount(target: Target, words: SheetWords) -> str:
    """``≥ 8.5 %``, ``1–2 个``, ``≈ 55 %``; for a target in words, that it is one."""
    if target.value is None:
        return words.say("in-words")
    value = _number(target.value)
    if target.operator == Operator.RANGE.value and target.value_max is not None:
        return f"{value}–{_number(target.value_max)} {target.unit}".strip()
    return f"{target.operator} {value} {target.unit}".strip()


def _target_row(target: Target, words: SheetWords) -> Row:
    origin = words.say(f"deadline-{target.deadline_from}")
    deadline = words.say("deadline", date=target.deadline, origin=origin)
    return Row(
        (
            _lines(target.name) + _lines(target.note, tone="quiet"),
            _lines(amount(target, words)),
            _lines(deadline if target.deadline else origin),
            _lines(words.source(target.source)),
        )
    )


def _targets(sheet: CountySheet, words: SheetWords) -> Section:
    rows = tuple(_target_row(t, words) for t in sheet.targets)
    columns = _columns(words, "target", name=45, amount=16, deadline=19, source=20)
    note = words.say("targets-note") if rows else ""
    return Section("targets", words.say("targets"), note, columns, rows, is_dense=True)


# ── tasks ────────────────────────────────────────────────────────────────────────────────


def _agencies(task: SheetTask, words: SheetWords) -> list[str]:
    found = []
    for role in _ROLES:
        units: tuple[str, ...] = getattr(task, role)
        if units:
            # The document's list ends in 等 and names no more.
            is_open = task.is_open_ended and role == "responsible"
            named = words.agencies(units) + (words.say("and-others") if is_open else "")
            found.append(words.say(f"role-{role}", units=named))
    if task.agencies_note:
        found.append(task.agencies_note)
    return found


def _through(task: SheetTask, words: SheetWords) -> str:
    return words.say("list-mark").join(task.through)


def _task_row(task: SheetTask, words: SheetWords) -> Row:
    return Row(
        (
            _lines(task.source.clause),
            _lines(task.title, tone="strong") + _lines(task.summary),
            _lines(*_agencies(task, words)),
            _lines(_through(task, words), tone="quiet"),
        )
    )


def _short_task_row(task: SheetTask, words: SheetWords, *, has_through: bool) -> Row:
    through = words.say("through", through=_through(task, words)) if has_through else ""
    agencies = words.say("semicolon").join(_agencies(task, words))
    return Row(
        (
            _lines(task.source.clause),
            _lines(task.title) + _lines(through, tone="quiet"),
            _lines(agencies),
        )
    )


def _chapters(
    tasks: Sequence[SheetTask], words: SheetWords
) -> Iterator[tuple[str, list[SheetTask]]]:
    for (title, part), group in groupby(tasks, key=lambda t: (t.source.short_title, t.part)):
        yield words.say("chapter", title=title, part=part), list(group)


def _own_tasks(tasks: Sequence[SheetTask], words: SheetWords, key: str) -> Section:
    """Tasks with their summaries, under a row for each document and chapter."""
    rows: list[Row] = []
    for heading, group in _chapters(tasks, words):
        rows.append(Row((_lines(heading, tone="strong"),), is_group=True))
        rows += [_task_row(task, words) for task in group]
    columns = _columns(words, "task", clause=10, title=46, agencies=28, through=16)
    title = words.say(key, count=len(tasks))
    return Section(key, title, words.say(f"{key}-note"), columns, tuple(rows))


def _short_tasks(tasks: Sequence[SheetTask], words: SheetWords, key: str) -> Section:
    """One line each. What all tasks of a chapter come through stands once, beside its title."""
    rows: list[Row] = []
    for heading, group in _chapters(tasks, words):
        through = {_through(task, words) for task in group}
        shared = words.say("through", through=min(through)) if len(through) == 1 else ""
        line = _lines(heading, tone="strong") + _lines(shared, tone="quiet")
        rows.append(Row((line,), is_group=True))
        rows += [_short_task_row(t, words, has_through=not shared) for t in group]
    columns = _columns(words, "task", clause=9, title=36, agencies=55)
    title = words.say(key, count=len(tasks))
    return Section(key, title, words.say(f"{key}-note"), columns, tuple(rows), is_dense=True)


# ── sources ──────────────────────────────────────────────────────────────────────────────


def _document_row(document: SheetDocument, words: SheetWords) -> Row:
    horizon = words.say("horizon", years=document.horizon) if document.horizon else ""
    return Row(
        (
            _lines(document.short_title),
            _lines(words.say("title", title=document.title))
            + _lines(horizon, document.source_note, tone="quiet"),
            _lines(document.issuer or words.say("no-issuer")),
            _lines(document.number or words.say("no-number")),
            _lines(document.issued or words.say("no-date")),
        )
    )


def _documents(sheet: CountySheet, words: SheetWords) -> Section:
    columns = _columns(words, "document", short=10, title=46, issuer=16, number=16, issued=12)
    rows = tuple(_document_row(d, words) for d in sheet.documents)
    note = "" if rows else words.say("no-documents")
    return Section("documents", words.say("documents"), note, columns, rows, is_dense=True)


def sheet_sections(sheet: CountySheet, words: SheetWords) -> tuple[Section, ...]:
    """The sections of a sheet, most particular first; those with nothing to say are left out.

    Types and documents always stand, so that their absence is said and not guessed.
    """
    general = sheet.general_tasks
    write_general = _own_tasks if len(general) <= MOST_WITH_SUMMARY else _short_tasks
    found = (
        _types(sheet, words),
        _positionings(sheet, words),
        _partnerships(sheet, words),
        _own_tasks(sheet.own_tasks, words, "own-tasks"),
        _targets(sheet, words),
        write_general(general, words, "general-tasks"),
        _documents(sheet, words),
    )
    return tuple(s for s in found if s.rows or s.key in ("types", "documents"))


def closing(sheet: CountySheet, words: SheetWords) -> tuple[str, ...]:
    """Lines at the foot: boundaries and their date, map review, what English leaves in Chinese."""
    vintage = sheet.vintage
    citation = vintage.citation or vintage.source
    lines = (
        words.say("boundaries", citation=citation, date=vintage.date),
        words.say("review"),
        words.say("chinese-kept") if words.language is Language.EN else "",
    )
    return tuple(line for line in lines if line)
