"""What holds for any two sides: identity, reversal, completeness."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from geo import schema
from geo.columns import Kind, Table
from geo.compare import (
    Difference,
    DifferenceKind,
    Snapshot,
    TypologyName,
    compare,
    markdown,
    memo,
    restored,
    rows,
    sentences,
    stored,
    to_json,
)
from geo.compare.snapshot import kept
from geo.join.rows import Row
from geo.records.resolved import UnitName
from geo.vocabulary import Basis, Language, Stage
from geo.voice.voice import Voice

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
    DifferenceKind.ROW_ADDED: DifferenceKind.ROW_REMOVED,
}
MIRROR |= {second: first for first, second in MIRROR.items()}

few_words = st.sampled_from(("", "国家", "省级|`<b>\n"))


def plain(table: Table) -> Row:
    """A row without any text, and with no number known."""
    cells: Row = {column.name: "" for column in kept(table) if column.is_text}
    return cells | {c.name: None for c in kept(table) if c.kind is Kind.NUMBER}


def rows_of(table: Table, **drawn: st.SearchStrategy[object]) -> st.SearchStrategy[Row]:
    """Rows of a table with some cells drawn, and without any other text."""
    return st.fixed_dictionaries(drawn).map(lambda cells: {**plain(table), **cells})


def cells(rows: Iterable[Row]) -> set[tuple[object, ...]]:
    return {tuple(sorted(row.items())) for row in rows}


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    ids = draw(st.sets(st.sampled_from(("p-1", "q-2")), min_size=0))
    listed = sorted(ids)
    nothing = st.just([])
    place = {
        "document_id": st.sampled_from(listed or [""]),
        "clause": st.sampled_from(CLAUSES),
    }
    assignments = rows_of(
        schema.ASSIGNMENTS,
        **place,
        typology=st.sampled_from(sorted(TYPOLOGIES)),
        county_code=st.sampled_from((*CODES, "")),
        as_written=few_words,
        subtype=few_words,
        status=few_words,
        stage=st.sampled_from(("", *map(str, Stage))),
        basis=st.sampled_from(list(map(str, Basis))),
        is_complete=st.booleans(),
        note=few_words,
    )
    tasks = rows_of(
        schema.TASKS, **place, title=few_words, summary=few_words, is_open_ended=st.booleans()
    )
    partnerships = rows_of(schema.PARTNERSHIPS, **place, partner_name=few_words, summary=few_words)
    unique = {"unique_by": lambda t: (t["document_id"], t["clause"])}
    drawn = draw(st.lists(tasks, max_size=4, **unique) if listed else nothing)
    # a county is reached by a task that is there, as resolving does it
    reached = st.tuples(st.sampled_from(drawn or [None]), st.sampled_from(CODES))
    reaches = reached.map(lambda pair: {**pair[0], "county_code": pair[1]})
    documents = [
        {**plain(schema.DOCUMENTS), "document_id": i, "title": draw(few_words),
         "short_title": f"《{i}》"}
        for i in listed
    ]  # fmt: skip
    return Snapshot.of(
        {
            "documents": documents,
            "assignments": draw(st.lists(assignments, max_size=8) if listed else nothing),
            "tasks": drawn,
            "county_tasks": draw(st.lists(reaches, max_size=6) if drawn else nothing),
            "partnerships": draw(st.lists(partnerships, max_size=2) if listed else nothing),
        },
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
    assert restored(json.loads(json.dumps(stored(side)))) == side


@given(snapshots(), snapshots())
def test_the_other_way_round_swaps_old_and_new(old: Snapshot, new: Snapshot) -> None:
    there = [replace(d, clause="") for d in compare(old, new).differences]
    back = [mirrored(d) for d in compare(new, old).differences]
    assert sorted(map(repr, there)) == sorted(map(repr, back))


@given(snapshots(), snapshots())
@settings(max_examples=2 * settings().max_examples)
def test_differences_lead_from_old_to_new(old: Snapshot, new: Snapshot) -> None:
    comparison = compare(old, new)
    if comparison.is_empty_comparison:
        return
    for name in ("assignments", "partnerships"):
        found = [d for d in comparison.differences if d.table == name]
        held = cells(row for d in found for row in d.held)
        holds = cells(row for d in found for row in d.holds)
        assert held <= cells(old.tables[name])
        assert (cells(old.tables[name]) - held) | holds == cells(new.tables[name])
        assert not held & holds


@given(snapshots(), snapshots())
def test_unchanged_only_where_all_rows_are_equal(old: Snapshot, new: Snapshot) -> None:
    comparison = compare(old, new)
    equal = replace(old, vintage="") == replace(new, vintage="")
    if not comparison.is_empty_comparison:
        assert comparison.is_unchanged == equal


@given(snapshots(), snapshots(), st.sampled_from(list(Language)))
def test_every_output_is_whole_and_on_its_lines(old: Snapshot, new: Snapshot, language) -> None:
    comparison, voice = compare(old, new), Voice(language)
    assert "\n" not in memo(comparison, voice)
    assert all(line.strip() and "\n" not in line for line in sentences(comparison, voice))
    assert "<" not in markdown(comparison, voice)
    content = to_json(comparison, voice)
    assert json.loads(json.dumps(content)) == content
    assert len(rows(comparison, voice)) == len(comparison.differences)
    assert sum(content["counts"].values()) == len(comparison.differences)


@given(snapshots(), snapshots())
def test_order_is_by_document_clause_and_county(old: Snapshot, new: Snapshot) -> None:
    order = {
        clause: place for place, clause in enumerate(("", "（一）", "二", "（二）", "（十一）"))
    }
    keys = [(d.document_id, order[d.clause], d.county_code) for d in compare(old, new).differences]
    assert keys == sorted(keys)
