"""Our own words against the texts: own clause, no copied sentence, mainland Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from geo.records.written import DocumentLists

from .conftest import Pair
from .matching import copied_runs, likeness, plain, proper_names, texts_of
from .texts import taiwan_terms, to_simplified

#: The longest run of the text that our own words may share with it, names apart.
COPY_LIMIT = 16


def test_every_summary_is_most_like_its_own_clause(pair: Pair) -> None:
    """Catches a summary that slipped to a neighbouring clause."""
    faults = []
    for task in pair.lists.tasks:
        scores = {c.mark: likeness(task.summary, c.text) for c in pair.reading.clauses}
        closest = max(scores, key=lambda mark: scores[mark])
        if scores[closest] > scores[task.clause]:
            faults.append(f"{task.clause}: its summary is closer to {closest}")
    assert faults == []


def _summaries(lists: DocumentLists) -> Iterator[tuple[str, str]]:
    for task in lists.tasks:
        yield task.clause, task.summary
        yield task.clause, task.agencies_note
        yield from ((task.clause, completion.name) for completion in task.completions)
        yield from ((task.clause, scope.note) for scope in task.scope)
    yield from ((layer.clause, layer.note) for layer in lists.layers)
    yield from ((rule.clause, rule.note) for rule in lists.rules)
    for tie in lists.partnerships:
        yield tie.clause, tie.summary


def test_summaries_copy_no_sentence(pair: Pair) -> None:
    whole = plain(pair.reading.whole)
    known = proper_names(pair.lists, pair.reading.whole)
    faults = [
        f"{mark}: {run}"
        for mark, summary in _summaries(pair.lists)
        for run in copied_runs(summary, whole, known, COPY_LIMIT)
    ]
    assert faults == []


def test_positionings_copy_designations_only(pair: Pair) -> None:
    """A designation is one phrase. What runs on past a comma is a copied sentence."""
    whole = plain(pair.reading.whole)
    known = proper_names(pair.lists, pair.reading.whole)
    faults = [
        f"{place.clause}: {run}"
        for place in pair.lists.positionings
        for run in copied_runs(place.summary, whole, known, COPY_LIMIT)
        if re.search("[，。；]", run) or len(run) > 30
    ]
    assert faults == []


def test_lists_are_in_simplified_characters(document_id: str, parsed: dict[str, Any]) -> None:
    texts = list(texts_of(parsed))
    assert len(texts) > 50
    assert [t for t in texts if to_simplified(t) != t] == []


def test_lists_hold_no_taiwan_vocabulary(document_id: str, parsed: dict[str, Any]) -> None:
    mainland = {to_simplified(term) for term in taiwan_terms().values()}
    terms = {to_simplified(term) for term in taiwan_terms()} - mainland
    assert [(term, t) for t in texts_of(parsed) for term in terms if term in t] == []


def test_lists_hold_no_half_width_punctuation_between_chinese_characters(
    document_id: str, parsed: dict[str, Any]
) -> None:
    odd = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")
    assert [text for text in texts_of(parsed) if odd.search(text)] == []
