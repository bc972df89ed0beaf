"""The list of Lu'an 2023: what was transcribed, checked against counts and figures of the text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from geo.records.written import DocumentLists, Indicator, Task
from geo.vocabulary import DeadlineFrom, Operator, ScopeKind, Stage

LIST = Path(__file__).parents[2] / "layers" / "luan-2023-new-urbanisation.yaml"
ONES = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
NUMERALS = [*ONES, *(tens + ones for tens in ("十", "二十") for ones in ("", *ONES))][:26]


@pytest.fixture(scope="module")
def lists() -> DocumentLists:
    return DocumentLists.model_validate(yaml.safe_load(LIST.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def tasks(lists: DocumentLists) -> dict[str, Task]:
    return {task.clause.strip("（）"): task for task in lists.tasks}


def _names(run: Iterable[str]) -> list[str]:
    return [name for part in run for name in part.split("、")]


def _values(indicators: Iterable[Indicator]) -> list[tuple[Operator, object, str]]:
    return [(i.operator, i.value, i.unit) for i in indicators]


def test_document(lists: DocumentLists) -> None:
    document = lists.document
    assert document.id == LIST.stem
    assert (document.number, document.issued) == ("六政办秘〔2023〕55号", "2023-06-14")
    assert document.region_code == "341500"
    assert [(i.value, i.deadline) for i in document.headline_targets] == [
        (55, "2025"),
        (50, "2025"),
        (70, "2035"),
        (65, "2035"),
    ]
    assert {i.operator for i in document.headline_targets} == {Operator.ABOUT}


def test_every_clause_is_one_task_in_order(lists: DocumentLists) -> None:
    assert [task.clause for task in lists.tasks] == [f"（{n}）" for n in NUMERALS]


def test_parts_follow_the_chapters(lists: DocumentLists) -> None:
    counts: dict[str, int] = {}
    for task in lists.tasks:
        counts[task.part] = counts.get(task.part, 0) + 1
    assert list(counts.values()) == [7, 4, 5, 3, 3, 4]
    assert [part[0] for part in counts] == list("二三四五六七")


def test_statuses_and_stages(lists: DocumentLists) -> None:
    assert {(la.clause, la.members[0], la.status, la.stage) for la in lists.layers} == {
        ("（五）", "金寨", "红色基因传承示范县", Stage.TO_BE_BUILT),
        ("（五）", "金寨", "国家革命老区高质量发展示范区", Stage.TO_BE_BUILT),
        ("（五）", "霍山", "大别山革命老区高质量绿色发展样板区", Stage.TO_BE_BUILT),
        ("（五）", "霍山", "乡村振兴样板县", Stage.TO_BE_BUILT),
        ("（五）", "霍山", "现代化中小城市培育试点", Stage.TO_BE_BUILT),
        ("（二十四）", "霍山县", "现代化中小城市培育试点", Stage.UNDER_WAY),
    }
    assert {layer.typology for layer in lists.layers} == {"示范县"}


@pytest.mark.parametrize(
    ("clause", "responsible", "cooperating"),
    [
        ("一", 1, 7),
        ("五", 1, 5),
        ("六", 2, 7),
        ("七", 3, 1),
        ("九", 6, 0),
        ("十四", 1, 3),
        ("十六", 6, 0),
        ("十八", 8, 0),
        ("二十二", 2, 3),
    ],
)
def test_agency_counts(
    tasks: dict[str, Task], clause: str, responsible: int, cooperating: int
) -> None:
    task = tasks[clause]
    assert len(_names(task.responsible)) == responsible
    assert len(_names(task.cooperating)) == cooperating


def test_who_is_named_and_who_is_not(tasks: dict[str, Task]) -> None:
    assert _names(tasks["一"].cooperating)[-1] == "各县区人民政府"
    assert _names(tasks["五"].cooperating)[-1] == "各县人民政府"
    without = [n for n in NUMERALS if not tasks[n].responsible]
    assert without == NUMERALS[-4:]
    assert all(tasks[n].agencies_note for n in without)
    assert not any(task.lead or task.open_ended for task in tasks.values())
    # 原文的逗号已写作顿号，名单里不能剩下别的分隔。
    names = [n for t in tasks.values() for n in _names((*t.responsible, *t.cooperating))]
    assert not [n for n in names if not n or set(n) & set("，,：:；; ")]


def test_indicator_values(tasks: dict[str, Task]) -> None:
    least, most, equal = Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL
    expected: dict[str, list[tuple[Operator, object, str]]] = {
        "四": [
            (equal, 80, "%"),
            (equal, 8.3, "公里/平方公里"),
            (equal, 7, "公里/平方公里"),
            (least, 73, "%"),
            (equal, 100, "%"),
        ],
        "七": [(most, 40, "米")],
        "十二": [(Operator.RANGE, (20, 30), "%")],
        "十三": [
            (least, 1, "条"),
            (least, 70, "%"),
            (equal, 2.6, "平方米"),
            (least, 1, "所"),
            (equal, 60, "%"),
            (equal, 55, "%"),
            (least, 2.3, "个"),
        ],
        "十四": [
            (least, 18, "个"),
            (equal, 165, "公里"),
            (equal, 105, "公里"),
            (equal, 153, "公里"),
        ],
        "十五": [(least, 1, "万套（间）")],
        "十六": [(equal, 50, "%"), (Operator.AT_LEAST, 3, "个/年")],
    }
    found = {n: _values(task.indicators) for n, task in tasks.items() if task.indicators}
    assert found == expected


def test_only_one_sentence_states_its_deadline(tasks: dict[str, Task]) -> None:
    indicators = [(n, i) for n, task in tasks.items() for i in task.indicators]
    assert {i.deadline for _, i in indicators} == {"2025"}
    stated = [n for n, i in indicators if i.deadline_from is DeadlineFrom.STATED]
    assert stated == ["十五"]


def test_named_counties(tasks: dict[str, Task]) -> None:
    named = {
        n: _names(scope.members)
        for n, task in tasks.items()
        for scope in task.scope
        if scope.kind is ScopeKind.COUNTIES
    }
    assert named == {
        "五": ["霍邱", "金寨", "霍山", "舒城"],
        "二十四": ["霍邱", "金寨", "舒城", "霍山县"],
    }


def test_partnerships_of_the_districts(lists: DocumentLists) -> None:
    pairs = {
        (subject, partner)
        for p in lists.partnerships
        if p.kind == "合六同城化结对"
        for subject in _names(p.subject)
        for partner in _names(p.partner)
    }
    assert pairs == {
        ("霍邱县", "合肥高新区"),
        ("霍山县", "合肥经开区"),
        ("舒城县", "包河区"),
        ("裕安区", "包河区"),
        ("金安区", "蜀山区"),
        ("金寨县", "瑶海区"),
        ("叶集区", "瑶海区"),
    }


def test_every_county_town_is_positioned(lists: DocumentLists) -> None:
    placed = {n for p in lists.positionings if p.clause == "（五）" for n in _names(p.subject)}
    assert lists.document.county_towns is not None
    assert placed == set(_names(lists.document.county_towns.members))
