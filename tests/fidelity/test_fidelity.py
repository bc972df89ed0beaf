"""The lists against the texts: nothing invented, nothing dropped, everything in its own clause.

Where the texts are absent each of these tests skips with a reason. A disagreement is a fault of
the lists until the text is shown to be wrong; every test reports all faults of a document at once.
"""

from __future__ import annotations

import re
from typing import Any

from geo.records.written import Task
from geo.vocabulary import ScopeKind

from .conftest import Pair, parsed_lists, printed_instead
from .matching import OPEN_END, consume, names, occurs, plain, texts_of
from .texts import SOURCES, fold, numerals, raw_text, read

ROLES = {"牵头": "lead", "责任": "responsible", "配合": "cooperating"}
#: Said inside an agency note, but not the name of an agency.
BLANKET_STATEMENT = "所有任务均需区县落实、不再列出"


# ── structure ────────────────────────────────────────────────────────────────────────────


def test_every_clause_is_a_task_in_order(pair: Pair) -> None:
    marks = [clause.mark for clause in pair.reading.clauses]
    assert marks == [f"（{numeral}）" for numeral in numerals(len(marks))]
    assert [task.clause for task in pair.lists.tasks] == marks


def test_headings_are_the_printed_ones(pair: Pair) -> None:
    exact = plain if SOURCES[pair.id].lost_quotes else fold
    faults = []
    for task in pair.lists.tasks:
        clause = pair.clauses[task.clause]
        if exact(task.title) != exact(clause.title):
            faults.append(f"{task.clause} title: {task.title} ≠ {clause.title}")
        if exact(task.part) != exact(clause.part):
            faults.append(f"{task.clause} part: {task.part} ≠ {clause.part}")
    assert faults == []


def test_every_cited_clause_exists(pair: Pair) -> None:
    lists = pair.lists
    cited: list[Any] = [*lists.layers, *lists.rules, *lists.partnerships, *lists.positionings]
    cited += [x for x in (lists.document.county_towns, lists.document.blanket) if x]
    assert [item.clause for item in cited if not pair.text_of(item.clause)] == []


def test_document_head_stands_in_the_text(pair: Pair) -> None:
    document, whole = pair.lists.document, plain(raw_text(pair.id) + pair.reading.whole)
    if "题名据正文拟定" not in document.title:
        assert plain(document.title) in whole
    if document.number:
        assert fold(document.number) in whole
    for issuer in names([document.issuer or ""]):
        assert pair.stands(issuer, ""), issuer
    if document.issued and "-" in document.issued:
        year, month, day = (int(part) for part in document.issued.split("-"))
        # The Lu'an text lost the characters between the figures of its date.
        spelt = (f"{year}年{month}月{day}日", f"{year}{month}{day}", document.issued)
        assert any(date in whole for date in spelt), document.issued


# ── names ────────────────────────────────────────────────────────────────────────────────


def test_every_layer_member_stands_in_its_clause(pair: Pair) -> None:
    faults = [
        f"{layer.clause} {layer.typology}: {member}"
        for layer in pair.lists.layers
        for member in names(layer.members)
        if not occurs(member, pair.text_of(layer.clause))
    ]
    assert faults == []


def test_a_layer_holds_its_whole_run_of_names(pair: Pair) -> None:
    """Three members or more stand in the text as one run, so none was dropped or swapped."""
    faults = []
    for layer in pair.lists.layers:
        members, text = names(layer.members), plain(pair.text_of(layer.clause))
        run = plain("、".join(members))
        if len(members) >= 3 and not re.search(rf"(?<!、){re.escape(run)}(?!、)", text):
            faults.append(f"{layer.clause} {layer.typology}: {run}")
    assert faults == []


def test_statuses_and_types_are_verbatim(pair: Pair) -> None:
    faults = []
    for layer in pair.lists.layers:
        text = plain(pair.text_of(layer.clause))
        if layer.status and plain(layer.status) not in text:
            faults.append(f"{layer.clause} status: {layer.status}")
        # 示范县 is our word for any status; the other types are the documents' own words.
        if layer.typology != "示范县" and layer.typology not in text:
            faults.append(f"{layer.clause} typology: {layer.typology}")
    assert faults == []


def test_county_towns_and_blanket_units_stand_in_their_clause(pair: Pair) -> None:
    document, faults = pair.lists.document, []
    for listed, run in (
        (document.county_towns, document.county_towns and document.county_towns.members),
        (document.blanket, document.blanket and document.blanket.units),
    ):
        if listed:
            text = pair.text_of(listed.clause)
            faults += [f"{listed.clause}: {n}" for n in names(run or ()) if not occurs(n, text)]
    assert faults == []


def test_every_partnership_and_positioning_place_stands_in_its_clause(pair: Pair) -> None:
    sides = [(tie.clause, (*tie.subject, *tie.partner)) for tie in pair.lists.partnerships]
    sides += [(place.clause, place.subject) for place in pair.lists.positionings]
    faults = [
        f"{clause}: {name}"
        for clause, run in sides
        for name in names(run)
        if not pair.stands(name, clause)
    ]
    assert faults == []


def test_places_that_the_text_names_otherwise_are_disclosed(pair: Pair) -> None:
    """A tie between places that the clause does not print says in its summary what it prints."""
    faults = []
    for tie in pair.lists.partnerships:
        for name in names([*tie.subject, *tie.partner]):
            printed = printed_instead().get((pair.id, tie.clause, name))
            if printed and printed not in tie.summary:
                faults.append(f"{tie.clause} {name}: the summary does not say {printed}")
    assert faults == []


def test_every_declared_difference_of_naming_is_needed(pair: Pair) -> None:
    listed = set(names(texts_of(pair.parsed)))
    for (document_id, mark, name), printed in printed_instead().items():
        if document_id == pair.id:
            text = pair.text_of(mark) if mark else pair.reading.whole
            assert name in listed, f"{name}: no list uses it"
            assert not occurs(name, text), f"{mark} {name}: the text prints it, drop the row"
            assert pair.stands(name, mark), f"{mark}: the text does not print {printed} either"


def test_every_scope_member_stands_in_its_clause(pair: Pair) -> None:
    kinds = (ScopeKind.PREFECTURES, ScopeKind.COUNTIES, ScopeKind.AREA)
    faults = [
        f"{task.clause} {scope.kind}: {member}"
        for task in pair.lists.tasks
        for scope in task.scope
        if scope.kind in kinds
        for member in names(scope.members)
        if not pair.stands(member, task.clause)
    ]
    assert faults == []


# ── agencies ─────────────────────────────────────────────────────────────────────────────


def _listed(task: Task, label: str) -> list[str]:
    return names(getattr(task, ROLES[label]))


def _allowed_rest(pair: Pair, task: Task) -> set[str]:
    """What may be left of an agency line: what the document says for all its tasks."""
    blanket = pair.lists.document.blanket
    if blanket is None or blanket.clause != task.clause:
        return {""}
    units = "、".join(names(blanket.units))
    return {BLANKET_STATEMENT, f"{units}；{BLANKET_STATEMENT}"}


def test_agency_lines_are_consumed_completely(pair: Pair) -> None:
    faults = []
    for task in pair.lists.tasks:
        for label, line in pair.clauses[task.clause].roles.items():
            missing, rest = consume(line, _listed(task, label))
            if missing:
                faults.append(f"{task.clause} {label}: not in the text, or out of order: {missing}")
            if rest not in _allowed_rest(pair, task):
                faults.append(f"{task.clause} {label}: left over in the text: {rest}")
    assert faults == []


def test_no_role_without_an_agency_line(pair: Pair) -> None:
    faults = [
        f"{task.clause} {label}: {_listed(task, label)}"
        for task in pair.lists.tasks
        for label in ROLES
        if label not in pair.clauses[task.clause].roles and _listed(task, label)
    ]
    assert faults == []


def test_clauses_without_agencies_say_so(pair: Pair) -> None:
    faults = [
        task.clause
        for task in pair.lists.tasks
        if not pair.clauses[task.clause].roles and not task.agencies_note
    ]
    assert faults == []


def test_open_ended_if_and_only_if_a_line_ends_in_et_cetera(pair: Pair) -> None:
    faults = []
    for task in pair.lists.tasks:
        lines = pair.clauses[task.clause].roles.values()
        if task.open_ended != any(OPEN_END.search(line) for line in lines):
            faults.append(f"{task.clause}: open_ended is {task.open_ended}")
    assert faults == []


def test_five_documents_have_143_tasks(texts_present: None) -> None:
    counts = {i: (len(parsed_lists(i).get("tasks", ())), len(read(i).clauses)) for i in SOURCES}
    assert all(listed == printed for listed, printed in counts.values()), counts
    assert sum(listed for listed, _ in counts.values()) == 143
