"""What is the county's own, as blocks: types, positioning, partnerships, tasks, documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from geo.content.county_sheet.blocks import SheetBlock, SheetEntry, SheetGroup
from geo.content.county_sheet.density import Density, Limits
from geo.content.county_sheet.facts import (
    CountyFacts,
    OpenRule,
    SheetDocument,
    SheetTarget,
    SheetTask,
    SheetTie,
    SheetType,
)
from geo.content.county_sheet.sheet_words import SheetWords
from geo.content.lines import Cell, Line, Tone, lines
from geo.vocabulary import Operator, Standing

_ROLES = ("lead", "responsible", "cooperating", "blanket")


# ── types ────────────────────────────────────────────────────────────────────────────────


def _type_entry(row: SheetType, words: SheetWords) -> SheetEntry:
    stage = words.say(f"stage-{row.stage}") if row.stage else ""
    status = (row.subtype, row.status, stage)
    note = words.say("note", note=row.note) if row.note else ""
    written = words.say("written", written=row.as_written) if row.as_written else ""
    standing: Tone = row.standing.value
    head = (
        Line(words.typology(row.typology), "strong", row.typology, row.standing),
        Line(words.say(f"standing-{row.standing}"), standing),
    )
    source = lines(words.source(row.source), written, note, tone="quiet")
    return SheetEntry("", (*head, *lines(*status), *source))


def _open_entry(rule: OpenRule, words: SheetWords) -> SheetEntry:
    head = (
        Line(words.typology(rule.typology), "plain"),
        Line(words.say("standing-open"), "quiet"),
    )
    return SheetEntry("", head + lines(rule.reason, words.source(rule.source), tone="quiet"))


def types(county: CountyFacts, words: SheetWords) -> SheetBlock:
    """Listed, derived and candidate rows; then what rules leave open for the county's region."""
    shown = {(r.typology.key, r.source) for r in county.types}
    entries = [_type_entry(row, words) for row in county.types]
    # A type is open only if no document has settled it; the county's own row already says why.
    entries += [
        _open_entry(rule, words)
        for rule in county.open_rules
        if (rule.typology.key, rule.source) not in shown
    ]
    note = "" if county.types else words.say("no-types")
    if any(r.standing is not Standing.LISTED for r in county.types) or county.open_rules:
        note = " ".join(filter(None, (note, words.say("standing-note"))))
    return SheetBlock("types", words.say("types"), note, _plain(entries))


def _plain(entries: Sequence[SheetEntry]) -> tuple[SheetGroup, ...]:
    return (SheetGroup(tuple(entries)),) if entries else ()


# ── positioning and partnerships ─────────────────────────────────────────────────────────


def positionings(county: CountyFacts, words: SheetWords) -> SheetBlock:
    entries = [
        SheetEntry("", lines(r.summary) + lines(words.source(r.source), tone="quiet"))
        for r in county.positionings
    ]
    return SheetBlock("positionings", words.say("positionings"), "", _plain(entries))


def _tie_entry(tie: SheetTie, words: SheetWords) -> SheetEntry:
    subject = words.voice.quoted(tie.subject)
    partner = words.voice.quoted(tie.partner)
    head = (Line(f"{subject} — {partner}", "strong"), *lines(tie.kind))
    source = (tie.anchor_note, words.source(tie.source))
    return SheetEntry("", head + lines(tie.summary) + lines(*source, tone="quiet"))


def partnerships(county: CountyFacts, words: SheetWords) -> SheetBlock:
    entries = [_tie_entry(tie, words) for tie in county.partnerships]
    return SheetBlock("partnerships", words.say("partnerships"), "", _plain(entries))


# ── targets in words ─────────────────────────────────────────────────────────────────────


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def amount(target: SheetTarget, words: SheetWords) -> str:
    """``≥ 8.5 %``, ``1–2 个``, ``≈ 55 %``; for a target in words, that it is one."""
    if target.value is None:
        return words.say("in-words")
    value, unit = _number(target.value), target.unit
    if target.operator == Operator.RANGE.value and target.value_max is not None:
        return f"{value}–{_number(target.value_max)} {unit}".strip()
    return f"{target.operator} {value} {unit}".strip()


def deadline(target: SheetTarget, words: SheetWords) -> str:
    """``2027（全文统一）``: the date and where it comes from."""
    origin = words.say(f"deadline-{target.deadline_from}")
    if not target.deadline:
        return origin
    return words.say("deadline", date=target.deadline, origin=origin)


def _run_on(target: SheetTarget, words: SheetWords) -> str:
    """A target within a sentence: name, amount, deadline, for whom."""
    name = target.name
    value = f" {amount(target, words)}" if target.value is not None else ""
    aside = words.say("comma").join(b for b in (target.note, target.deadline) if b)
    return words.say("aside", text=name + value, aside=aside) if aside else name + value


# ── tasks of its own ─────────────────────────────────────────────────────────────────────


def agencies(task: SheetTask, words: SheetWords, most: int | None = None) -> list[str]:
    """One text per role, the lead first; then what is said of agencies.

    Of a role with more than ``most`` and one, the first ``most`` are named and all are counted.
    """
    found = []
    for role in _ROLES:
        units: tuple[str, ...] = getattr(task, role)
        if units:
            # The document's list ends in 等 and names no more.
            is_open = task.is_open_ended and role == "responsible"
            if most is not None and len(units) > most + 1:
                key = "agencies-open" if is_open else "agencies"
                named = words.say(key, first=words.voice.agencies(units[:most]), count=len(units))
            else:
                named = words.voice.agencies(units) + (words.say("and-others") if is_open else "")
            found.append(words.say(f"role-{role}", units=named))
    if task.agencies_note:
        found.append(task.agencies_note)
    return found


def blanket(task: SheetTask, words: SheetWords) -> str:
    if not task.blanket:
        return ""
    return words.say("role-blanket", units=words.voice.agencies(task.blanket))


def shared_blanket(tasks: Sequence[SheetTask], words: SheetWords) -> str:
    """The agencies that answer for every one of the tasks; said once, for all of them."""
    found = {blanket(t, words) for t in tasks}
    return found.pop() if len(found) == 1 else ""


def _own_entry(
    task: SheetTask,
    targets: Sequence[SheetTarget],
    words: SheetWords,
    shared: str,
    density: Density,
) -> SheetEntry:
    semicolon = words.say("semicolon")
    named = [a for a in agencies(task, words, density.most_agencies) if a != shared]
    said: Cell = lines(semicolon.join(named), tone="quiet")
    if targets:
        listed = semicolon.join(_run_on(t, words) for t in targets)
        said += lines(words.say("own-targets", targets=listed))
    head = (Line(task.title, "strong"), *lines(task.summary if density.has_own_summaries else ""))
    through = words.say("reach", through=words.reach(task.through))
    return SheetEntry(
        words.label(task.source.clause), (*head, *said, *lines(through, tone="quiet"))
    )


def _source_key(fact: SheetTask | SheetTarget) -> tuple[str, str]:
    return fact.source.document_id, fact.source.clause


def own_targets(county: CountyFacts) -> dict[tuple[str, str], list[SheetTarget]]:
    """Targets of the county's own tasks, by document and clause."""
    own = {_source_key(t) for t in county.own_tasks}
    found: dict[tuple[str, str], list[SheetTarget]] = {}
    for target in county.targets:
        if _source_key(target) in own:
            found.setdefault(_source_key(target), []).append(target)
    return found


def by_chapter(tasks: Iterable[SheetTask]) -> list[tuple[SheetTask, list[SheetTask]]]:
    """The tasks of each chapter of each document, with the first of them."""
    found = []
    for _, group in groupby(tasks, key=lambda t: (t.source.document_id, t.part)):
        chapter = list(group)
        found.append((chapter[0], chapter))
    return found


def own_tasks(
    county: CountyFacts, words: SheetWords, density: Density, limits: Limits
) -> SheetBlock:
    """Tasks with summaries, all agencies, their targets and why they reach the county."""
    every = county.own_tasks
    tasks = every[: limits.own_tasks]
    targets = own_targets(county)
    groups: list[SheetGroup] = []
    for _, of_document in groupby(tasks, key=lambda t: t.source.document_id):
        listed = list(of_document)
        shared = shared_blanket(listed, words)
        for rank, (first, chapter) in enumerate(by_chapter(listed)):
            entries = [
                _own_entry(t, targets.get(_source_key(t), []), words, shared, density)
                for t in chapter
            ]
            groups.append(
                SheetGroup(
                    tuple(entries),
                    first.part if density.has_chapters else "",
                    "" if rank else words.document(first.source),
                    "" if rank else shared,
                )
            )
    return SheetBlock(
        "own-tasks",
        words.say("own-tasks", count=len(every)),
        _own_note(tasks, targets, words) if every else "",
        tuple(groups),
        columns=2 if len(tasks) > 1 else 1,
        more=left_out(len(every) - len(tasks), words),
    )


def _own_note(
    tasks: Sequence[SheetTask],
    targets: Mapping[tuple[str, str], Sequence[SheetTarget]],
    words: SheetWords,
) -> str:
    note = words.say("own-tasks-note")
    if any(words.outside_mark in words.reach(t.through) for t in tasks):
        note += words.say("outside-note", mark=words.outside_mark)
    if any(_source_key(t) in targets for t in tasks):
        note += words.say("own-targets-note")
    return note


def left_out(count: int, words: SheetWords) -> str:
    return words.say("more", count=count) if count else ""


# ── documents ────────────────────────────────────────────────────────────────────────────


def _document_entry(document: SheetDocument, words: SheetWords) -> SheetEntry:
    horizon = words.say("horizon", years=document.horizon) if document.horizon else ""
    facts = (
        words.say("title", title=document.title),
        document.issuer or words.say("no-issuer"),
        document.number or words.say("no-number"),
        document.issued or words.say("no-date"),
    )
    note = (horizon, document.source_note)
    body = lines(words.say("comma").join(facts)) + lines(*note, tone="quiet")
    return SheetEntry("", (Line(document.short_title, "strong"), *body))


def documents(county: CountyFacts, words: SheetWords) -> SheetBlock:
    entries = [_document_entry(d, words) for d in county.documents]
    note = "" if entries else words.say("no-documents")
    title = words.say("documents")
    return SheetBlock("documents", title, note, _plain(entries), is_small=True)
