"""Differences → phrases for a planner to paste; equal differences of counties are grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from geo import schema
from geo.compare.comparison import (
    DOCUMENT_KINDS,
    ROW_KINDS,
    Comparison,
    Difference,
    DifferenceKind,
)
from geo.compare.wording import CHINESE, Wording, inside_quotes
from geo.voice.voice import Voice

#: A memo names this many counties that a task reaches or no longer reaches; the tables name all.
REACH_LIMIT = 12

_STANDING = frozenset(
    {
        DifferenceKind.ADDED,
        DifferenceKind.REMOVED,
        DifferenceKind.RETYPED,
        DifferenceKind.STATUS,
        DifferenceKind.CLAUSE,
        DifferenceKind.BASIS,
    }
)
_REACH = frozenset({DifferenceKind.COUNTY_TASK_ADDED, DifferenceKind.COUNTY_TASK_DROPPED})
_WORDING = frozenset({DifferenceKind.WRITTEN, DifferenceKind.NOTE})
_NAMES = frozenset({DifferenceKind.RECODED, DifferenceKind.RENAMED, DifferenceKind.MOVED})
_TASKS = frozenset(
    {DifferenceKind.TASK_ADDED, DifferenceKind.TASK_DROPPED, DifferenceKind.TASK_CHANGED}
)
#: The phrase of a new or removed task includes how many counties it reaches.
_REACH_OF_TASK = {
    DifferenceKind.TASK_ADDED: DifferenceKind.COUNTY_TASK_ADDED,
    DifferenceKind.TASK_DROPPED: DifferenceKind.COUNTY_TASK_DROPPED,
}


_WHOLE = (DifferenceKind.DOCUMENT_ADDED, DifferenceKind.DOCUMENT_REMOVED)


class Phrase(NamedTuple):
    """One phrase without end mark; ``document_id`` is empty for names and typologies."""

    document_id: str
    text: str


#: Documents first, then names, typologies, tasks, other rows, and last mere wording.
_SUBJECTS = (DOCUMENT_KINDS, _NAMES, _STANDING, _TASKS, _REACH, ROW_KINDS, _WORDING)

Group = list[Difference]


def _group_key(found: Difference, words: Wording) -> Hashable:
    """Key by which differences are grouped into one phrase."""
    at = (found.name, found.document_id)
    if found.kind in _WORDING:
        return at
    if found.kind in _STANDING | _REACH:
        return (*at, found.clause, words.before_and_after(found))
    if found.kind is DifferenceKind.TASK_CHANGED:
        return (*at, found.clause)
    if found.kind in ROW_KINDS:
        return (*at, found.clause, words.row(found))
    return (*at, found.clause, found.county_code, found.part, words.values(found))


def grouped(differences: Iterable[Difference], words: Wording) -> list[Group]:
    """Differences grouped by phrase, in the order of each group's first."""
    groups: dict[Hashable, Group] = {}
    for found in differences:
        groups.setdefault(_group_key(found, words), []).append(found)
    return list(groups.values())


# ── one phrase ───────────────────────────────────────────────────────────────────────────


def _codes(group: Group) -> list[str]:
    return list(dict.fromkeys(found.county_code for found in group))


def _county_phrase(group: Group, words: Wording) -> str:
    """Phrase for a group of counties with the same addition, removal or change."""
    first, codes = group[0], _codes(group)
    if first.kind in _WORDING:
        return words.say(first.kind, count=len(group), counties=words.counties(codes))
    before, after = words.before_and_after(first)
    limit = REACH_LIMIT if first.kind in _REACH else 0
    phrase = words.say(
        first.kind,
        where=words.where(codes),
        before=inside_quotes(before) if first.kind in _REACH else before,
        after=inside_quotes(after) if first.kind in _REACH else after,
        count=len(codes),
        counties=words.counties(codes, limit=limit),
        clause=words.clause(first.clause),
    )
    return phrase + _otherwise_listed(group, words)


def _otherwise_listed(group: Group, words: Wording) -> str:
    """Counties that keep, or had before, the typology in this document by another row."""
    kind = group[0].kind
    if kind not in (DifferenceKind.ADDED, DifferenceKind.REMOVED):
        return ""
    is_removed = kind is DifferenceKind.REMOVED
    side = words.comparison.new if is_removed else words.comparison.old
    recodes = {} if is_removed else words.comparison.recodes
    others = {
        (a["document_id"], a["typology"], recodes.get(a["county_code"], a["county_code"]))
        for a in side.rows(schema.ASSIGNMENTS)
    }
    codes = [
        found.county_code
        for found in group
        for row in (*found.held, *found.holds)
        if (row["document_id"], row["typology"], found.county_code) in others
    ]
    if not codes:
        return ""
    counties = words.counties(codes)
    return words.say("still-listed" if is_removed else "listed-before", counties=counties)


def _task_phrase(first: Difference, words: Wording, reached: int) -> str:
    title = inside_quotes(words.title(first))
    phrase = words.say(first.kind, clause=words.clause(first.clause), title=title)
    return phrase + (words.say("task-reaches", count=reached) if reached else "")


def _parts_phrase(group: Group, words: Wording) -> str:
    """A task or another row, and what of it changed."""
    first = group[0]
    is_task = first.kind is DifferenceKind.TASK_CHANGED
    return words.say(
        first.kind,
        clause=words.clause(first.clause),
        title=inside_quotes(words.title(first)) if is_task else "",
        table=words.table(first),
        row="" if is_task else inside_quotes(words.row(first)),
        parts=words.joined(words.part(found) for found in group if found.part),
    )


def _document_phrase(first: Difference, words: Wording) -> str:
    if first.kind is DifferenceKind.DOCUMENT_CHANGED:
        before, after = (inside_quotes(v) or words.say("nothing") for v in words.values(first))
        return words.say(first.kind, part=words.part(first), before=before, after=after)
    document = (first.holds or first.held)[0]
    facts = [words.quoted(fact) for fact in (document["number"], document["issued"]) if fact]
    title = words.say("title", title=words.title(first))
    if facts:
        title = words.say("remarked", name=title, remarks=words.say("comma").join(facts))
    phrase = words.say(first.kind, title=title)
    side = words.comparison.new if first.holds else words.comparison.old
    count = sum(t["document_id"] == first.document_id for t in side.rows(schema.TASKS))
    return words.say("with-tasks", phrase=phrase, count=count) if count else phrase


def _name_phrase(first: Difference, words: Wording) -> str:
    before, after = words.values(first)
    county = words.county(first.county_code) if first.county_code else ""
    return words.say(first.kind, county=county, before=before, after=after)


def _phrase(group: Group, words: Wording, counts: Mapping[Hashable, int]) -> str:
    first = group[0]
    if first.kind in _STANDING | _REACH | _WORDING:
        return _county_phrase(group, words)
    if first.kind in _REACH_OF_TASK:
        reached = counts.get(_task_key(first, _REACH_OF_TASK[first.kind]), 0)
        return _task_phrase(first, words, reached)
    if first.kind in DOCUMENT_KINDS:
        return _document_phrase(first, words)
    if first.held or first.holds:
        return _parts_phrase(group, words)
    return _name_phrase(first, words)


# ── all of them ──────────────────────────────────────────────────────────────────────────


def _task_key(found: Difference, kind: DifferenceKind) -> Hashable:
    """A task by its document, clause and title."""
    title = (found.holds or found.held)[0]["title"]
    return (kind, found.document_id, found.clause, title)


def phrases(words: Wording) -> list[Phrase]:
    """Every difference in phrases, in order of document, subject and clause."""
    found = words.comparison.differences
    counts = Counter(_task_key(d, d.kind) for d in found if d.kind in _REACH)
    tasks = {_task_key(d, _REACH_OF_TASK[d.kind]) for d in found if d.kind in _REACH_OF_TASK}
    documents = {d.document_id for d in found if d.kind in _WHOLE}

    def is_said(first: Difference) -> bool:
        """Whether the phrase of a new or removed document or task covers it already."""
        if first.document_id in documents and first.kind in _REACH | _TASKS | ROW_KINDS:
            return True
        return first.kind in _REACH and _task_key(first, first.kind) in tasks

    def place(group: Group) -> tuple[str, int]:
        subjects = (n for n, kinds in enumerate(_SUBJECTS) if group[0].kind in kinds)
        return group[0].document_id, next(subjects, 1)

    groups = [group for group in grouped(found, words) if not is_said(group[0])]
    return [
        Phrase(group[0].document_id, _phrase(group, words, counts))
        for group in sorted(groups, key=place)
    ]


def sentences(comparison: Comparison, voice: Voice = CHINESE) -> list[str]:
    """Short lines of plain text, each with its document: for a list of what changed.

    The only line of an unchanged or an empty comparison says so.
    """
    words = Wording(comparison, voice)
    lines = []
    if comparison.is_empty_comparison:
        lines.append(words.scope())
    elif comparison.is_unchanged:
        lines.append(words.say("unchanged") + words.scope())
    for phrase in phrases(words):
        if phrase.document_id:
            document = words.document(phrase.document_id)
            lines.append(words.say("line-of-document", document=document, phrase=phrase.text))
        else:
            lines.append(words.say("line", phrase=phrase.text))
    return lines


def memo(comparison: Comparison, voice: Voice = CHINESE) -> str:
    """One paragraph of plain text, to paste into a memo: per document, clause by clause."""
    words = Wording(comparison, voice)
    by_document: dict[str, list[str]] = {}
    for phrase in phrases(words):
        by_document.setdefault(phrase.document_id, []).append(phrase.text)
    told = [_document_lines(key, texts, words) for key, texts in by_document.items()]
    if comparison.is_empty_comparison:
        parts = [words.scope(), *told]
    elif comparison.is_unchanged:
        parts = [words.say("unchanged"), words.scope()]
    else:
        parts = [words.say("changed"), *told, words.scope()]
    return words.say("sentence-gap").join(parts)


def _document_lines(document_id: str, texts: list[str], words: Wording) -> str:
    joined = words.say("semicolon").join(texts)
    if not document_id:
        return words.say("line", phrase=joined)
    document = words.document(document_id)
    return words.say("line-of-document", document=document, phrase=joined)
