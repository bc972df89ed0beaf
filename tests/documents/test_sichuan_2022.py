"""The Sichuan 2022 list: complete, continuously numbered, agencies expanded, targets as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from geo.records.written import DocumentLists, Task
from geo.vocabulary import DeadlineFrom, Operator, ScopeKind, Stage

FILE = Path(__file__).parents[2] / "layers" / "sichuan-2022-key-tasks.yaml"

NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
CLAUSES = [
    f"（{tens}{ones}）"
    for tens in ("", "十", "二十")
    for ones in (["", *NUMERALS] if tens else NUMERALS)
][:28]

#: clause → (operator, value, unit) of each target, read from the printed document.
TARGETS = {
    "（二）": [("=", 76, "个")],
    "（六）": [("≥", 1, "家"), ("range", (2, 3), "个")],
    "（十二）": [
        ("=", 5300, "个"),
        ("=", 3.5, "万套"),
        ("=", 5800, "部"),
        ("=", 7.8, "万套（间）"),
    ],
    "（十六）": [("=", 15, "个")],
    "（十九）": [("≥", 60, "个"), ("≥", 200, "个")],
    "（二十四）": [
        ("=", 3, "个"),
        ("=", 2, "个"),
        ("≥", 40, "个"),
        ("=", 20, "家"),
        ("=", 10, "个"),
        ("=", 100, "个"),
        ("=", 10, "个"),
        ("=", 30, "个"),
    ],
    "（二十七）": [("≈", 66.7, "%")],
}


@pytest.fixture(scope="module")
def lists() -> DocumentLists:
    return DocumentLists.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def tasks(lists: DocumentLists) -> dict[str, Task]:
    return {task.clause: task for task in lists.tasks}


def units(run: tuple[str, ...]) -> list[str]:
    return [unit for item in run for unit in item.split("、")]


def test_id_is_the_file_stem_and_no_issuer_is_invented(lists: DocumentLists) -> None:
    document = lists.document
    assert document.id == FILE.stem
    assert (document.issuer, document.number, document.issued) == (None, None, "2022")
    assert document.region_code == "510000"
    assert "2022-05-06" in document.source_note


def test_clauses_run_from_1_to_28_in_order(lists: DocumentLists) -> None:
    assert CLAUSES[9:12] == ["（十）", "（十一）", "（十二）"]
    assert CLAUSES[-1] == "（二十八）"
    assert [task.clause for task in lists.tasks] == CLAUSES


def test_seven_parts_with_their_clause_counts(lists: DocumentLists) -> None:
    counts: dict[str, int] = {}
    for task in lists.tasks:
        counts[task.part] = counts.get(task.part, 0) + 1
    assert [part[:2] for part in counts] == ["一、", "二、", "三、", "四、", "五、", "六、", "七、"]
    assert list(counts.values()) == [4, 3, 4, 6, 3, 5, 3]


def test_no_county_is_named_so_every_layer_is_empty_and_says_why(lists: DocumentLists) -> None:
    assert lists.rules == ()
    for layer in lists.layers:
        assert layer.members == ()
        assert "未列县名" in layer.note
        assert layer.stage in (Stage.UNDER_WAY, Stage.TO_BE_BUILT)


def test_joint_leads_are_four_governments(tasks: dict[str, Task]) -> None:
    assert units(tasks["（一）"].lead) == [
        "成都市人民政府",
        "德阳市人民政府",
        "眉山市人民政府",
        "资阳市人民政府",
        "省同城化办",
        "省发展改革委",
    ]


def test_every_government_is_written_out(lists: DocumentLists) -> None:
    for task in lists.tasks:
        for unit in units(task.lead) + units(task.responsible):
            assert not unit.endswith("市"), (task.clause, unit)
            assert not re.search(r"省级有关|[()、，,]|等$", unit), (task.clause, unit)


def test_collective_governments_stay_one_unit(tasks: dict[str, Task]) -> None:
    collective = {"各市（州）人民政府", "有关市（州）人民政府"}
    found = {
        clause: unit
        for clause, task in tasks.items()
        for unit in units(task.lead) + units(task.responsible)
        if unit in collective
    }
    assert sum(unit.startswith("各") for unit in found.values()) == 18
    assert [c for c, unit in found.items() if unit.startswith("有关")] == [
        "（三）",
        "（十）",
        "（十一）",
        "（十二）",
        "（二十）",
    ]


def test_lists_that_end_in_et_cetera_are_the_first_25(lists: DocumentLists) -> None:
    assert [task.open_ended for task in lists.tasks] == [True] * 25 + [False] * 3


def test_last_three_clauses_say_that_no_agency_is_named(tasks: dict[str, Task]) -> None:
    for clause in CLAUSES[25:]:
        task = tasks[clause]
        assert not (task.lead or task.responsible or task.cooperating)
        assert "未列" in task.agencies_note


def test_unit_that_is_printed_twice_is_kept_twice(tasks: dict[str, Task]) -> None:
    task = tasks["（十六）"]
    assert "住房城乡建设厅" in units(task.lead)
    assert "住房城乡建设厅" in units(task.responsible)


def test_no_unit_stands_twice_in_one_role(lists: DocumentLists) -> None:
    for task in lists.tasks:
        for run in (task.lead, task.responsible):
            assert len(set(units(run))) == len(units(run)), task.clause


def test_agency_totals(lists: DocumentLists) -> None:
    # As counted on the printed agency lines, joint names expanded.
    assert sum(len(units(task.lead)) for task in lists.tasks) == 70
    assert sum(len(units(task.responsible)) for task in lists.tasks) == 166


def test_targets_as_printed(lists: DocumentLists) -> None:
    found = {
        task.clause: [(str(i.operator), i.value, i.unit) for i in task.indicators]
        for task in lists.tasks
        if task.indicators
    }
    assert found == TARGETS
    assert sum(map(len, found.values())) == 19


def test_deadlines_come_from_the_title(lists: DocumentLists) -> None:
    for task in lists.tasks:
        for target in (*task.indicators, *task.completions):
            assert (target.deadline, target.deadline_from) == ("2022", DeadlineFrom.TITLE)


def test_two_thirds_is_about(tasks: dict[str, Task]) -> None:
    (share,) = tasks["（二十七）"].indicators
    assert share.operator is Operator.ABOUT
    assert share.value == pytest.approx(200 / 3, abs=0.05)


def test_scope_of_the_metropolitan_area_and_of_chengdu(tasks: dict[str, Task]) -> None:
    area, prefectures = tasks["（一）"].scope
    assert (area.kind, area.members) == (ScopeKind.AREA, ("成都都市圈",))
    assert units(prefectures.members) == ["成都市", "德阳市", "眉山市", "资阳市"]
    (chengdu,) = tasks["（二）"].scope
    assert (chengdu.kind, chengdu.members) == (ScopeKind.PREFECTURES, ("成都市",))
    assert [s.kind for s in tasks["（四）"].scope] == [ScopeKind.COUNTY_TOWNS]


def test_city_roles_and_ties(lists: DocumentLists) -> None:
    roles = {(p.clause, name) for p in lists.positionings for name in units(p.subject)}
    assert {
        ("（三）", "自贡"),
        ("（八）", "成都"),
        ("（九）", "乐山"),
        ("（十一）", "德阳"),
        ("（十四）", "绵阳"),
    } <= roles
    ties = {
        (*units(p.subject), *units(p.partner)) for p in lists.partnerships if p.clause == "（十）"
    }
    assert ties == {("成都高新区", "重庆高新区"), ("成都经开区", "重庆经开区")}


def test_areas_are_declared(lists: DocumentLists) -> None:
    regions = yaml.safe_load((FILE.parent / "regions.yaml").read_text(encoding="utf-8"))
    declared = {area["name"] for area in regions["areas"]}
    wanted = {
        name
        for task in lists.tasks
        for scope in task.scope
        if scope.kind is ScopeKind.AREA
        for name in units(scope.members)
    }
    assert wanted == {"成都都市圈", "成都西部片区"}
    assert wanted <= declared


def test_completions_hold_no_figure_that_is_a_target(lists: DocumentLists) -> None:
    completions = [c.name for task in lists.tasks for c in task.completions]
    assert len(completions) == len(set(completions)) == 15
    for name in completions:
        assert not re.search(r"\d+(?:个|家|套|部|%)", name), name
