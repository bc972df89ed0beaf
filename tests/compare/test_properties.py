"""What holds for any two sides: identity, reversal, completeness."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.compare import (
    Difference,
    DifferenceKind,
    DocumentState,
    Reach,
    Snapshot,
    TaskState,
    TypologyName,
    compare,
    markdown,
    memo,
    rows,
    sentences,
    to_json,
)
from geo.records.resolved import Assignment, UnitName
from geo.vocabulary import Basis, Language, Stage

CODES = ("910101", "910102", "920101")
NAMES = {
    "910101": UnitName("910101", "甲县", "910100", "左一市", "910000", "左山省"),
    "910102": UnitName("910102", "乙区", "910100", "左一市", "910000", "左山省"),
    "920101": UnitName("920101", "甲县", "920100", "右一市", "920000", "右水省"),
}
TYPOLOGIES = {key: TypologyName(key, key) for key in ("a", "b", "c")}
CLAUSES = ("（一）", "（二）", "（十一）", "二")
MIRROR = {
    DifferenceKind.ADDED: DifferenceKind.REMOVED,
    DifferenceKind.TASK_ADDED: DifferenceKind.TASK_DROPPED,
    DifferenceKind.COUNTY_TASK_ADDED: DifferenceKind.COUNTY_TASK_DROPPED,
    DifferenceKind.DOCUMENT_ADDED: DifferenceKind.DOCUMENT_REMOVED,
}
MIRROR |= {second: first for first, second in MIRROR.items()}

few_words = st.sampled_from(("", "国家", "省级|`<b>\n"))


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    ids = draw(st.sets(st.sampled_from(("p-1", "q-2")), min_size=0))
    listed = sorted(ids)
    nothing = st.just([])
    assignments = st.builds(
        Assignment,
        document_id=st.sampled_from(listed or [""]),
        clause=st.sampled_from(CLAUSES),
        typology=st.sampled_from(sorted(TYPOLOGIES)),
        county_code=st.sampled_from(CODES),
        as_written=few_words,
        subtype=few_words,
        status=few_words,
        stage=st.sampled_from((None, *Stage)),
        basis=st.sampled_from(list(Basis)),
        is_complete=st.booleans(),
        notes=st.builds(lambda note: (note,) if note else (), few_words),
        place=st.none(),
    )
    tasks = st.builds(
        TaskState,
        document_id=st.sampled_from(listed or [""]),
        clause=st.sampled_from(CLAUSES),
        title=few_words,
        summary=few_words,
        is_open_ended=st.booleans(),
    )
    unique = {"unique_by": lambda t: (t.document_id, t.clause)}
    drawn = draw(st.lists(tasks, max_size=4, **unique) if listed else nothing)
    # a county is reached by a task that is there, as resolving does it
    reached = st.tuples(st.sampled_from(drawn or [None]), st.sampled_from(CODES))
    reaches = reached.map(lambda pair: Reach(pair[0].document_id, pair[0].clause, pair[1]))
    return Snapshot.of(
        [DocumentState(i, draw(few_words), f"《{i}》") for i in listed],
        draw(st.lists(assignments, max_size=8) if listed else nothing),
        tasks=drawn,
        county_tasks=draw(st.lists(reaches, max_size=6) if drawn else nothing),
        counties=NAMES,
        typologies=TYPOLOGIES,
        vintage=draw(few_words),
    )


def mirrored(found: Difference) -> Difference:
    """The same difference seen from the other side, without the clause that it is told under."""
    return replace(
        found,
        kind=MIRROR.get(found.kind, found.kind),
        clause="",
        held=found.holds,
        holds=found.held,
        before=found.after,
        after=found.before,
    )


@given(snapshots())
def test_nothing_differs_from_itself(side: Snapshot) -> None:
    comparison = compare(side, side)
    assert comparison.differences == ()
    assert comparison.is_unchanged or comparison.is_empty_comparison


@given(snapshots())
def test_stored_and_read_is_the_same(side: Snapshot) -> None:
    assert Snapshot.from_json(json.loads(json.dumps(side.to_json()))) == side


@given(snapshots(), snapshots())
def test_the_other_way_round_swaps_old_and_new(old: Snapshot, new: Snapshot) -> None:
    there = [replace(d, clause="") for d in compare(old, new).differences]
    back = [mirrored(d) for d in compare(new, old).differences]
    assert sorted(map(repr, there)) == sorted(map(repr, back))


@given(snapshots(), snapshots())
@settings(max_examples=200)
def test_differences_lead_from_old_to_new(old: Snapshot, new: Snapshot) -> None:
    comparison = compare(old, new)
    if comparison.is_empty_comparison:
        return
    held = {row for d in comparison.differences for row in d.held}
    holds = {row for d in comparison.differences for row in d.holds}
    assert held <= set(old.assignments)
    assert (set(old.assignments) - held) | holds == set(new.assignments)
    assert not held & holds


@given(snapshots(), snapshots())
def test_unchanged_only_where_all_rows_are_equal(old: Snapshot, new: Snapshot) -> None:
    comparison = compare(old, new)
    equal = replace(old, vintage="") == replace(new, vintage="")
    if not comparison.is_empty_comparison:
        assert comparison.is_unchanged == equal


@given(snapshots(), snapshots(), st.sampled_from(list(Language)))
def test_every_output_is_whole_and_on_its_lines(old: Snapshot, new: Snapshot, language) -> None:
    comparison = compare(old, new)
    assert "\n" not in memo(comparison, language)
    assert all(line.strip() and "\n" not in line for line in sentences(comparison, language))
    assert "<" not in markdown(comparison, language)
    content = to_json(comparison, language)
    assert json.loads(json.dumps(content)) == content
    assert len(rows(comparison, language)) == len(comparison.differences)
    assert sum(content["counts"].values()) == len(comparison.differences)


@given(snapshots(), snapshots())
def test_order_is_by_document_clause_and_county(old: Snapshot, new: Snapshot) -> None:
    order = {
        clause: place for place, clause in enumerate(("", "（一）", "二", "（二）", "（十一）"))
    }
    keys = [(d.document_id, order[d.clause], d.county_code) for d in compare(old, new).differences]
    assert keys == sorted(keys)
