"""One change in the lists is exactly one kind of difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.compare import NothingCompared, Snapshot, Wording, compare
from geo.vocabulary import Basis, Stage
from tests.compare.sides import NAMES, RESOLVED, changed, told, toy, united, without

SAME = toy()


def edited(row, **cells):
    """A row with other cells: assignments are dataclasses, county tasks are tuples."""
    return row._replace(**cells) if isinstance(row, tuple) else replace(row, **cells)


def test_the_same_lists_do_not_differ_and_that_is_a_finding() -> None:
    comparison = compare(SAME, toy())
    assert comparison.differences == ()
    assert comparison.is_unchanged
    assert not comparison.is_empty_comparison
    assert (comparison.compared.documents, comparison.compared.old_assignments) == (1, 9)


def test_order_of_rows_and_places_of_lines_are_no_difference() -> None:
    assert compare(SAME, toy(assignments=RESOLVED.assignments[::-1])).is_unchanged


@pytest.mark.parametrize(
    ("assignments", "expected"),
    [
        (without(4), [("removed", "（二）", "910203")]),
        (
            changed(4, county_code="910204", as_written="辛"),
            [("removed", "（二）", "910203"), ("added", "（二）", "910204")],
        ),
        # 甲县 is 潜力地区 already: it loses a typology and gets a second row of another
        (
            changed(0, typology="potential"),
            [("added", "（一）", "910101"), ("removed", "（一）", "910101")],
        ),
        (changed(7, status="省级示范"), [("status_changed", "（四）", "910202")]),
        (changed(7, stage=Stage.AWARDED), [("status_changed", "（四）", "910202")]),
        (changed(7, subtype="样板"), [("status_changed", "（四）", "910202")]),
        (changed(7, clause="（三）"), [("clause_changed", "（三）", "910202")]),
        (changed(8, is_complete=True), [("basis_changed", "（一）", "910203")]),
        (changed(0, basis=Basis.RULE), [("basis_changed", "（一）", "910101")]),
        (changed(3, as_written="己 苗 族"), [("written_form_changed", "（二）", "910202")]),
        (changed(1, notes=()), [("note_changed", "（一）", "910103")]),
    ],
)
def test_one_change_of_a_row(assignments, expected) -> None:
    assert told(compare(SAME, toy(assignments=assignments))) == expected


def test_a_county_that_loses_one_typology_and_gains_another_is_retyped() -> None:
    [found] = compare(SAME, toy(assignments=changed(4, typology="potential"))).differences
    assert (found.kind, found.county_code) == ("retyped", "910203")
    assert [a["typology"] for a in found.held] == ["agricultural"]
    assert [a["typology"] for a in found.holds] == ["potential"]


def test_retyping_does_not_touch_typologies_that_the_county_keeps() -> None:
    # 丙县 is suburban and agricultural; it stays suburban.
    [found] = compare(SAME, toy(assignments=changed(2, typology="demonstration"))).differences
    assert [a["typology"] for a in (*found.held, *found.holds)] == ["agricultural", "demonstration"]


def test_a_pair_with_two_changes_tells_both() -> None:
    found = told(compare(SAME, toy(assignments=changed(7, clause="（五）", status="省级"))))
    assert found == [("status_changed", "（五）", "910202"), ("clause_changed", "（五）", "910202")]


def test_documents_are_told_with_everything_in_them() -> None:
    def other_id(document: dict) -> None:
        document["document"]["id"] = "zuoshan-2025"

    second = toy(
        other_id,
        assignments=tuple(replace(a, document_id="zuoshan-2025") for a in RESOLVED.assignments),
        county_tasks=(),
        others=False,
    )
    both = united(SAME, second)
    comparison = compare(SAME, both)
    assert [d.document_id for d in comparison.differences] == ["zuoshan-2025"] * 12
    assert told(comparison)[0][0] == "document_added"
    assert told(compare(both, SAME))[0][0] == "document_removed"
    assert not comparison.is_empty_comparison


def test_facts_of_a_document() -> None:
    def renumber(document: dict) -> None:
        document["document"]["number"] = None
        document["document"]["headline_targets"][0]["value"] = 62

    comparison = compare(SAME, toy(renumber))
    words = Wording(comparison)
    assert [(d.part, *words.values(d)) for d in comparison.differences] == [
        ("number", "左政发〔2024〕1号", ""),
        ("targets", "常住人口城镇化率≥60%（2027）", "常住人口城镇化率≥62%（2027）"),
    ]


# ── tasks ────────────────────────────────────────────────────────────────────────────────


def test_a_dropped_task_takes_its_counties_with_it() -> None:
    fewer = toy(
        lambda d: d["tasks"].pop(1),
        county_tasks=tuple(c for c in RESOLVED.county_tasks if c.clause == "（一）"),
    )
    found = told(compare(SAME, fewer))
    assert found[0] == ("task_dropped", "（二）", "")
    assert [kind for kind, _, _ in found[1:]] == ["county_task_dropped"] * 9


@pytest.mark.parametrize(
    ("part", "cells"),
    [
        ("responsible_units", {"responsible": "省交通运输厅"}),
        ("lead_units", {"lead": []}),
        ("is_open_ended", {"open_ended": False}),
        ("summary", {"summary": "另一种说法。"}),
        ("scope", {"scope": [{"kind": "whole"}]}),
        ("title", {"title": "建设大城市周边县城"}),
        ("clause", {"clause": "（九）"}),
        ("completions", {"completions": [{"name": "建成"}]}),
        ("indicators", {"indicators": [{"name": "率", "operator": "≥", "value": 1.5}]}),
    ],
)
def test_each_field_of_a_task_counts(part: str, cells: dict) -> None:
    comparison = compare(
        toy(county_tasks=()), toy(lambda d: d["tasks"][0].update(cells), county_tasks=())
    )
    assert [(d.kind, d.part) for d in comparison.differences] == [("task_changed", part)]


def test_a_task_under_another_number_still_reaches_the_same_counties() -> None:
    moved = tuple(
        edited(c, clause="（三）") if c.clause == "（二）" else c for c in RESOLVED.county_tasks
    )
    comparison = compare(
        SAME, toy(lambda d: d["tasks"][1].update(clause="（三）"), county_tasks=moved)
    )
    assert told(comparison) == [("task_changed", "（三）", "")]


def test_a_task_that_takes_a_dropped_number_hides_nothing() -> None:
    def second_becomes_first(document: dict) -> None:
        document["tasks"].pop(0)
        document["tasks"][0]["clause"] = "（一）"

    kept = tuple(edited(c, clause="（一）") for c in RESOLVED.county_tasks if c.clause == "（二）")
    found = told(compare(SAME, toy(second_becomes_first, county_tasks=kept)))
    assert [f for f in found if f[0].startswith("county_task")] == [
        ("county_task_dropped", "（一）", "910101"),
        ("county_task_dropped", "（一）", "910103"),
    ]
    assert {f[0] for f in found} == {"task_dropped", "task_changed", "county_task_dropped"}


# ── names and codes ──────────────────────────────────────────────────────────────────────


def renamed_side(code: str, new_code: str, **cells: str) -> Snapshot:
    """Toyland where one county has another code and perhaps another name or parent."""
    names = {c: n for c, n in NAMES.items() if c != code}
    names[new_code] = replace(NAMES[code], code=new_code, **cells)

    def follow(rows):
        return tuple(edited(r, county_code=new_code) if r.county_code == code else r for r in rows)

    return toy(
        names=names,
        assignments=follow(RESOLVED.assignments),
        county_tasks=follow(RESOLVED.county_tasks),
    )


def test_the_same_name_and_parents_under_another_code_is_a_recode() -> None:
    comparison = compare(SAME, renamed_side("910103", "910183"))
    assert told(comparison) == [("recoded", "", "910183")]
    assert comparison.recodes == {"910103": "910183"}


def test_a_declared_recode_follows_a_county_that_changed_its_name_too() -> None:
    new = renamed_side("910103", "910183", name="丙市")
    assert told(compare(SAME, new, recodes={"910103": "910183"})) == [
        ("recoded", "", "910183"),
        ("renamed", "", "910183"),
    ]


def test_without_a_declaration_another_name_and_code_is_another_county() -> None:
    found = {
        kind for kind, _, _ in told(compare(SAME, renamed_side("910103", "910183", name="丙市")))
    }
    assert found == {"added", "removed", "county_task_added", "county_task_dropped"}


def test_a_new_name_or_parent_under_the_same_code() -> None:
    new = renamed_side("910103", "910103", name="丙市", prefecture_name="左三市")
    [renamed, moved] = compare(SAME, new).differences
    assert (renamed.kind, renamed.before, renamed.after) == ("renamed", "丙县", "丙市")
    assert (moved.kind, moved.before, moved.after) == ("moved", "左山省左一市", "左山省左三市")


def test_a_declared_recode_is_not_applied_where_the_county_keeps_its_code() -> None:
    assert compare(SAME, toy(), recodes={"910103": "910101"}).is_unchanged


def test_two_counties_that_swap_codes_are_followed() -> None:
    swapped = {"910101": "910103", "910103": "910101"}
    names = dict(NAMES)
    for old, new in swapped.items():
        names[new] = replace(NAMES[old], code=new)

    def follow(rows):
        return tuple(edited(r, county_code=swapped.get(r.county_code, r.county_code)) for r in rows)

    new = toy(
        names=names,
        assignments=follow(RESOLVED.assignments),
        county_tasks=follow(RESOLVED.county_tasks),
        others=False,
    )
    old = toy(others=False)
    assert {k for k, _, _ in told(compare(old, new, recodes=swapped))} == {"recoded"}


# ── nothing compared ─────────────────────────────────────────────────────────────────────

EMPTY = Snapshot.of({}, counties={}, typologies={}, vintage="")


def renamed_document() -> Snapshot:
    def other_id(document: dict) -> None:
        document["document"]["id"] = "zuoshan-2025"

    rows = tuple(replace(a, document_id="zuoshan-2025") for a in RESOLVED.assignments)
    return toy(other_id, assignments=rows, county_tasks=(), others=False)


def bare() -> Snapshot:
    return toy(
        lambda d: d.update(tasks=[], layers=[]), assignments=(), county_tasks=(), others=False
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (EMPTY, EMPTY, NothingCompared.BOTH_EMPTY),
        (EMPTY, SAME, NothingCompared.OLD_EMPTY),
        (SAME, EMPTY, NothingCompared.NEW_EMPTY),
        (SAME, renamed_document(), NothingCompared.NO_COMMON_DOCUMENT),
        (bare(), bare(), NothingCompared.NOTHING_LISTED),
    ],
)
def test_comparing_nothing_is_no_finding(old: Snapshot, new: Snapshot, reason: str) -> None:
    comparison = compare(old, new)
    assert comparison.is_empty_comparison
    assert comparison.nothing_compared is reason
    assert not comparison.is_unchanged
    assert {k for k, _, _ in told(comparison)} <= {"document_added", "document_removed"}


def test_lists_that_were_emptied_are_compared() -> None:
    comparison = compare(SAME, bare())
    assert not comparison.is_empty_comparison
    assert sum(kind == "removed" for kind, _, _ in told(comparison)) == 9


def test_rows_by_rule_can_be_left_out_on_both_sides() -> None:
    unevaluated = toy(assignments=without(8))
    assert told(compare(SAME, unevaluated)) == [("removed", "（一）", "910203")]
    comparison = compare(SAME, unevaluated, listed_only=True)
    assert comparison.is_unchanged
    assert comparison.is_listed_only
