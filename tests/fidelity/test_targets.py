"""Indicators and completions against the texts: number, unit, operator, deadline, none missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from geo.records.written import Indicator
from geo.vocabulary import DeadlineFrom, Operator

from .conftest import Pair
from .matching import indicator_sightings, longest_shared_run
from .texts import fold, numerals, read_rows


def _indicators(pair: Pair) -> Iterator[tuple[str, str, Indicator]]:
    """Yield clause, text to look in, and target; headline targets may stand anywhere."""
    for target in pair.lists.document.headline_targets:
        yield "headline", pair.reading.whole, target
    for task in pair.lists.tasks:
        for target in task.indicators:
            yield task.clause, pair.text_of(task.clause), target


def test_every_indicator_number_stands_in_its_clause_with_its_unit(pair: Pair) -> None:
    faults = [
        f"{mark} {target.name}: {target.value} {target.unit}"
        for mark, text, target in _indicators(pair)
        if not indicator_sightings(target, text)
    ]
    assert faults == []


def _leftover_numbers(text: str, targets: list[Indicator], explained: list[str]) -> list[str]:
    """Return figures, and "at least one", that no target and no declared row accounts for."""
    for printed in sorted(explained, key=len, reverse=True):
        text = text.replace(fold(printed), "")
    ends = {end for t in targets for end in (t.low, t.high) if end is not None}
    spelt = {f"{v:.10g}" for v in ends} | {f"{v / 10000:.10g}" for v in ends}
    figures = re.findall(r"(?<![\dA-Za-z])\d+(?:\.\d+)?", text)
    least = re.findall(
        r"(?:至少|不少于|不低于)[^，。]{0,5}?([一二三四五六七八九十])[条所家个]", text
    )
    wanted = [*figures, *(str(numerals(10).index(numeral) + 1) for numeral in least)]
    return [number for number in wanted if number not in spelt]


def test_every_number_of_the_text_is_a_target_or_declared_to_be_none(pair: Pair) -> None:
    rows = [row for row in read_rows("not_targets.csv") if row["document_id"] == pair.id]
    regions = {task.clause: list(task.indicators) for task in pair.lists.tasks}
    # The first chapter of four documents states the overall goals and has no numbered clause.
    if not pair.reading.clauses[0].part.startswith("一、"):
        regions["一"] = list(pair.lists.document.headline_targets)
    faults = []
    for mark, targets in regions.items():
        explained = [row["printed"] for row in rows if row["clause"] == mark]
        text = fold(pair.text_of(mark))
        faults += [f"{mark}: {n}" for n in _leftover_numbers(text, targets, explained)]
        faults += [f"{mark}: {p}: not printed" for p in explained if fold(p) not in text]
    assert faults == []


def test_a_number_is_not_used_more_often_than_it_is_printed(pair: Pair) -> None:
    used = Counter((m, str(t.value), t.unit, text) for m, text, t in _indicators(pair))
    samples = {(m, str(t.value), t.unit): t for m, _, t in _indicators(pair)}
    faults = [
        f"{mark}: {value} {unit} listed {count} times"
        for (mark, value, unit, text), count in used.items()
        if count > 1 and count > len(indicator_sightings(samples[mark, value, unit], text))
    ]
    assert faults == []


def test_operators_follow_the_words_beside_the_number(pair: Pair) -> None:
    faults = []
    for mark, text, target in _indicators(pair):
        seen = {sighting.operator for sighting in indicator_sightings(target, text)}
        if target.operator is not Operator.RANGE and seen and target.operator not in seen:
            faults.append(f"{mark} {target.name}: {target.operator}, the words say {seen}")
    assert faults == []


def test_deadlines_come_from_where_they_say(pair: Pair) -> None:
    document, faults = pair.lists.document, []
    for mark, text, target in _indicators(pair):
        if target.deadline is None:
            continue
        year = target.deadline[:4]
        if target.deadline_from is DeadlineFrom.STATED:
            is_right = year in text
        elif target.deadline_from is DeadlineFrom.BLANKET:
            is_right = f"到{year}年目标任务" in pair.reading.whole
        else:
            is_right = int(year) in document.horizon
        if not is_right:
            faults.append(f"{mark} {target.name}: {target.deadline} {target.deadline_from}")
    assert faults == []


def test_every_completion_speaks_of_its_clause(pair: Pair) -> None:
    faults = [
        f"{task.clause}: {completion.name}"
        for task in pair.lists.tasks
        for completion in task.completions
        if len(longest_shared_run(completion.name, pair.text_of(task.clause))) < 4
    ]
    assert faults == []
