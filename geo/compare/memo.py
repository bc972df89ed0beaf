"""Differences → phrases that a planner can paste: like differences of several counties at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from geo.compare.comparison import DOCUMENT_KINDS, Comparison, Difference, DifferenceKind
from geo.compare.wording import Wording, inside_quotes
from geo.safe import one_line
from geo.vocabulary import Language

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
#: A task that is new or gone tells itself how many counties it reaches.
_REACH_OF_TASK = {
    DifferenceKind.TASK_ADDED: DifferenceKind.COUNTY_TASK_ADDED,
    DifferenceKind.TASK_DROPPED: DifferenceKind.COUNTY_TASK_DROPPED,
}


@dataclass(frozen=True)
class Phrase:
    """One phrase without end mark; ``document_id`` is empty for names and typologies."""

    document_id: str
    text: str


Group = list[Difference]


def _group_key(found: Difference, words: Wording) -> Hashable:
    """Differences of one key are told in one phrase."""
    kind = found.kind
    if kind in _WORDING:
        return (kind, found.document_id)
    if kind in _STANDING or kind in _REACH:
        return (kind, found.document_id, found.clause, words.before_and_after(found))
    if kind is DifferenceKind.TASK_CHANGED:
        return (kind, found.document_id, found.clause)
    return found


def grouped(differences: Iterable[Difference], words: Wording) -> list[Group]:
    """Differences that one phrase tells, in the order of their first."""
    groups: dict[Hashable, Group] = {}
    for found in differences:
        groups.setdefault(_group_key(found, words), []).append(found)
    return list(groups.values())


def _codes(group: Group) -> list[str]:
    return list(dict.fromkeys(found.county_code for found in group))


def _county_phrase(group: Group, words: Wording) -> str:
    """A group of counties that got, lost or changed the same."""
    first, codes = group[0], _codes(group)
    before, after = words.before_and_after(first)
    limit = REACH_LIMIT if first.kind in _REACH else 0
    told = words.say(
        first.kind,
        where=words.where(codes),
        before=inside_quotes(before) if first.kind in _REACH else before,
        after=inside_quotes(after) if first.kind in _REACH else after,
        count=len(codes),
        counties=words.counties(codes, limit=limit),
        clause=words.clause(first.clause),
    )
    return told + _otherwise_listed(group, words)


def _otherwise_listed(group: Group, words: Wording) -> str:
    """Counties that keep, or had before, the typology in this document by another row."""
    kind = group[0].kind
    if kind not in (DifferenceKind.ADDED, DifferenceKind.REMOVED):
        return ""
    is_removed = kind is DifferenceKind.REMOVED
    side = words.comparison.new if is_removed else words.comparison.old
    recodes = {} if is_removed else words.comparison.recodes
    others = {
        (a.document_id, a.typology, recodes.get(a.county_code, a.county_code))
        for a in side.assignments
    }
    codes = [
        found.county_code
        for found in group
        for row in (*found.held, *found.holds)
        if (row.document_id, row.typology, found.county_code) in others
    ]
    if not codes:
        return ""
    counties = words.counties(codes)
    return words.say("still-listed" if is_removed else "listed-before", counties=counties)


def _task_phrase(first: Difference, words: Wording, reached: int) -> str:
    before, after = words.before_and_after(first)
    told = words.say(
        first.kind, clause=words.clause(first.clause), title=inside_quotes(before or after)
    )
    return told + (words.say("task-reaches", count=reached) if reached else "")


def _changed_task_phrase(group: Group, words: Wording) -> str:
    first = group[0]
    titles = {(t.document_id, t.clause): t.title for t in words.comparison.new.tasks}
    return words.say(
        first.kind,
        clause=words.clause(first.clause),
        title=inside_quotes(one_line(titles[first.document_id, first.clause])),
        parts=words.joined(words.part(found) for found in group),
    )


def _document_phrase(first: Difference, words: Wording) -> str:
    document = words.comparison.document(first.document_id)
    if first.kind is DifferenceKind.DOCUMENT_CHANGED:
        return words.say(
            first.kind,
            part=words.part(first),
            before=inside_quotes(one_line(first.before)) or words.say("nothing"),
            after=inside_quotes(one_line(first.after)) or words.say("nothing"),
        )
    facts = [one_line(fact) for fact in (document.number, document.issued) if fact]
    title = words.say("title", title=one_line(document.title))
    if facts:
        title = words.say("remarked", name=title, remarks=words.say("comma").join(facts))
    phrase = words.say(first.kind, title=title)
    is_new = first.kind is DifferenceKind.DOCUMENT_ADDED
    side = words.comparison.new if is_new else words.comparison.old
    count = sum(task.document_id == document.id for task in side.tasks)
    return words.say("with-tasks", phrase=phrase, count=count) if count else phrase


def _name_phrase(first: Difference, words: Wording) -> str:
    before, after = words.before_and_after(first)
    county = words.county(first.county_code) if first.county_code else ""
    return words.say(first.kind, county=county, before=before, after=after)


def _reach_counts(differences: Iterable[Difference]) -> dict[Hashable, int]:
    """Counties per task that is new or gone: a task is told by its document, clause and title."""
    counts: dict[Hashable, int] = {}
    for found in differences:
        if found.kind in _REACH:
            key = _task_key(found, found.kind)
            counts[key] = counts.get(key, 0) + 1
    return counts


def _task_key(found: Difference, kind: DifferenceKind) -> Hashable:
    return (kind, found.document_id, found.clause, found.before, found.after)


def phrases(comparison: Comparison, language: Language | str) -> list[Phrase]:
    """Every difference in phrases, in order of document, subject and clause."""
    words = Wording(comparison, language)
    counts = _reach_counts(comparison.differences)
    tellers = _tellers(comparison.differences)
    groups = [
        group
        for group in grouped(comparison.differences, words)
        if not _is_told_elsewhere(group[0], tellers)
    ]
    groups.sort(key=lambda group: (group[0].document_id, _subject(group)))
    return [Phrase(group[0].document_id, _phrase(group, words, counts)) for group in groups]


def _tellers(differences: Iterable[Difference]) -> set[Hashable]:
    """Documents that are new or gone, and tasks that are: they tell what belongs to them."""
    whole = (DifferenceKind.DOCUMENT_ADDED, DifferenceKind.DOCUMENT_REMOVED)
    tellers: set[Hashable] = {d.document_id for d in differences if d.kind in whole}
    tasks = (d for d in differences if d.kind in _REACH_OF_TASK)
    return tellers | {_task_key(found, _REACH_OF_TASK[found.kind]) for found in tasks}


def _is_told_elsewhere(found: Difference, tellers: set[Hashable]) -> bool:
    if found.kind in _REACH or found.kind in _TASKS:
        return found.document_id in tellers or _task_key(found, found.kind) in tellers
    return False


def _subject(group: Group) -> int:
    """Documents first, then names, what counties are, tasks, and at last mere wording."""
    order = (DOCUMENT_KINDS, _NAMES, _STANDING, _TASKS, _REACH, _WORDING)
    kinds = (n for n, kinds in enumerate(order) if group[0].kind in kinds)
    return next(kinds, 1)


def _phrase(group: Group, words: Wording, counts: dict[Hashable, int]) -> str:
    first = group[0]
    if first.kind in _WORDING:
        return words.say(first.kind, count=len(group), counties=words.counties(_codes(group)))
    if first.kind in _STANDING or first.kind in _REACH:
        return _county_phrase(group, words)
    if first.kind in _REACH_OF_TASK:
        reached = counts.get(_task_key(first, _REACH_OF_TASK[first.kind]), 0)
        return _task_phrase(first, words, reached)
    if first.kind is DifferenceKind.TASK_CHANGED:
        return _changed_task_phrase(group, words)
    if first.kind in _NAMES or first.kind is DifferenceKind.TYPOLOGY_RENAMED:
        return _name_phrase(first, words)
    return _document_phrase(first, words)


def sentences(comparison: Comparison, language: Language | str = Language.ZH) -> list[str]:
    """Short lines of plain text, each with its document: for a list of what changed.

    The only line of an unchanged or an empty comparison says so.
    """
    words = Wording(comparison, language)
    lines = []
    if comparison.is_empty_comparison:
        lines.append(words.scope())
    elif comparison.is_unchanged:
        lines.append(words.say("unchanged") + words.scope())
    for phrase in phrases(comparison, language):
        if phrase.document_id:
            document = words.document(phrase.document_id)
            lines.append(words.say("line-of-document", document=document, phrase=phrase.text))
        else:
            lines.append(words.say("line", phrase=phrase.text))
    return lines


def memo(comparison: Comparison, language: Language | str = Language.ZH) -> str:
    """One paragraph of plain text, to paste into a memo: per document, clause by clause."""
    words = Wording(comparison, language)
    by_document: dict[str, list[str]] = {}
    for phrase in phrases(comparison, language):
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
