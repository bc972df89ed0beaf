"""The list of Sichuan 2023: types by conditions, and not one county's name."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from geo.records.written import DocumentLists
from geo.vocabulary import Operator, ScopeKind

LAYERS = Path(__file__).parents[2] / "layers"
LIST = LAYERS / "sichuan-2023-county-towns.yaml"
ONES = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
NUMERALS = [*ONES, *(tens + ones for tens in ("十", "二十") for ones in ("", *ONES))][:26]
TYPES = ["大城市周边", "专业功能", "农产品主产区", "重点生态功能区"]


@pytest.fixture(scope="module")
def lists() -> DocumentLists:
    return DocumentLists.model_validate(yaml.safe_load(LIST.read_text(encoding="utf-8")))


def test_document(lists: DocumentLists) -> None:
    document = lists.document
    assert document.id == LIST.stem
    assert (document.number, document.issued) == (None, "2023-08-03")
    assert "见报日期" in document.source_note
    assert document.region_code == "510000"
    assert document.headline_targets == ()


def test_no_county_is_named(lists: DocumentLists) -> None:
    assert [(la.clause, la.typology) for la in lists.layers] == [
        (f"（{n}）", name) for n, name in zip(NUMERALS, TYPES, strict=False)
    ]
    assert all(layer.members == () and layer.note for layer in lists.layers)
    assert lists.partnerships == ()
    assert lists.positionings == ()


def test_rules(lists: DocumentLists) -> None:
    assert [rule.typology for rule in lists.rules] == TYPES
    assert {rule.unit_types for rule in lists.rules} == {("县", "县级市", "自治县")}
    suburban, *others = lists.rules
    assert suburban.where == {
        "any": [
            {"within": "成都都市圈"},
            {"within": "重庆都市圈四川部分"},
            {"adjacent_to": "绵阳中心城区"},
            {"adjacent_to": "南充中心城区"},
            {"adjacent_to": "宜宾中心城区"},
            {"adjacent_to": "泸州中心城区"},
        ]
    }
    assert [rule.where for rule in others] == [{}, {}, {}]
    assert [rule.requires for rule in lists.rules] == [
        {"zoned_as": "城市化地区"},
        {"zoned_as": "城市化地区"},
        {"zoned_as": "农产品主产区"},
        {"zoned_as": "重点生态功能区"},
    ]


def test_rules_speak_of_declared_areas(lists: DocumentLists) -> None:
    regions = yaml.safe_load((LAYERS / "regions.yaml").read_text(encoding="utf-8"))
    declared = {area["name"] for area in regions["areas"]}
    used = {name for each in lists.rules[0].where["any"] for name in each.values()}
    assert used <= declared


def test_every_clause_is_one_task_in_order(lists: DocumentLists) -> None:
    assert [task.clause for task in lists.tasks] == [f"（{n}）" for n in NUMERALS]


def test_parts_follow_the_chapters(lists: DocumentLists) -> None:
    counts: dict[str, int] = {}
    for task in lists.tasks:
        counts[task.part] = counts.get(task.part, 0) + 1
    assert list(counts.values()) == [4, 3, 4, 3, 3, 3, 3, 3]
    assert [part[0] for part in counts] == list("二三四五六七八九")


def test_no_task_has_a_responsible_unit(lists: DocumentLists) -> None:
    for task in lists.tasks:
        assert not (task.lead or task.responsible or task.cooperating or task.open_ended)
        assert "没有责任单位" in task.agencies_note


def test_the_only_indicator(lists: DocumentLists) -> None:
    found = [(task.clause, i) for task in lists.tasks for i in task.indicators]
    assert [(c, i.operator, i.value, i.unit, i.deadline) for c, i in found] == [
        ("（二十）", Operator.AT_LEAST, 1, "人/户", None)
    ]


def test_completions_carry_no_invented_deadline(lists: DocumentLists) -> None:
    completions = {task.clause: task.completions for task in lists.tasks if task.completions}
    assert list(completions) == ["（八）", "（九）", "（十一）", "（十二）", "（十三）", "（十八）"]
    assert {c.deadline for each in completions.values() for c in each} == {None}


def test_four_tasks_bind_the_four_types(lists: DocumentLists) -> None:
    members = [
        scope.members[0]
        for task in lists.tasks
        for scope in task.scope
        if scope.kind is ScopeKind.TYPOLOGY
    ]
    assert members == TYPES


def test_traditional_characters_and_glosses_are_gone() -> None:
    text = LIST.read_text(encoding="utf-8")
    assert not set(text) & set("縣發產業區關於實總結鎮優態農")
    assert "?" not in text
