"""Both Chongqing lists and the named areas: counts, memberships and figures of the documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from geo.clauses import clause_number
from geo.records.written import DocumentLists, Indicator, Regions, Task
from geo.vocabulary import DeadlineFrom, Operator, ScopeKind, Stage

LAYERS = Path(__file__).parents[2] / "layers"
IDS = {2023: "chongqing-2023-county-towns", 2025: "chongqing-2025-people-centred-urbanisation"}
BASE_TYPES = {"大城市周边", "专业功能", "农产品主产区", "重点生态功能区"}


def _read(stem: str) -> object:
    return yaml.safe_load((LAYERS / f"{stem}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lists() -> dict[int, DocumentLists]:
    return {year: DocumentLists.model_validate(_read(stem)) for year, stem in IDS.items()}


@pytest.fixture(scope="module")
def areas() -> dict[str, list[str]]:
    regions = Regions.model_validate(_read("regions"))
    return {area.name: _names(area.members) for area in regions.areas}


def _names(run: Iterable[str]) -> list[str]:
    return [name for part in run for name in part.split("、")]


def _members(document: DocumentLists, typology: str) -> list[str]:
    return [
        n for layer in document.layers if layer.typology == typology for n in _names(layer.members)
    ]


def _task(document: DocumentLists, clause: str) -> Task:
    return next(task for task in document.tasks if task.clause == f"（{clause}）")


def _figures(indicators: Iterable[Indicator]) -> list[tuple[str, object, str]]:
    return [(i.operator.value, i.value, i.unit) for i in indicators]


def _sits_in(short: str, official: Iterable[str]) -> bool:
    """Whether exactly one official name begins with the short form."""
    return sum(name.startswith(short) for name in official) == 1


# ── documents and clauses ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("year", "count"), [(2023, 37), (2025, 26)])
def test_every_clause_is_one_task_in_order(
    lists: dict[int, DocumentLists], year: int, count: int
) -> None:
    numbers = [clause_number(task.clause) for task in lists[year].tasks]
    assert numbers == list(range(1, count + 1))


def test_documents_say_what_the_texts_lack(lists: dict[int, DocumentLists]) -> None:
    old, new = lists[2023].document, lists[2025].document
    assert (old.id, new.id) == (IDS[2023], IDS[2025])
    assert (old.issuer, old.number, old.issued) == (None, None, "2023")
    assert "缺标题、发文机关、文号和成文日期" in old.source_note
    assert (new.number, new.issued) == ("渝府发〔2025〕4号", "2025-02-10")
    assert "本文有删减" in new.source_note
    assert (old.horizon, new.horizon) == ((2027, 2035), ())
    assert _figures(new.headline_targets) == [("=", 76, "%")]


@pytest.mark.parametrize(("year", "parts"), [(2023, 8), (2025, 4)])
def test_parts_are_chapters_in_order(
    lists: dict[int, DocumentLists], year: int, parts: int
) -> None:
    seen = list(dict.fromkeys(task.part for task in lists[year].tasks))
    assert [clause_number(part.partition("、")[0]) for part in seen] == list(range(2, 2 + parts))


# ── members ───────────────────────────────────────────────────────────────────────────────


def test_county_towns_are_the_union_of_the_four_types(lists: dict[int, DocumentLists]) -> None:
    towns = lists[2023].document.county_towns
    assert towns is not None
    named = _names(towns.members)
    assert len(named) == len(set(named)) == 22
    assert {n for t in BASE_TYPES for n in _members(lists[2023], t)} == set(named)


@pytest.mark.parametrize(
    ("year", "typology", "count"),
    [
        (2023, "大城市周边", 8),
        (2023, "专业功能", 10),
        (2023, "农产品主产区", 7),
        (2023, "重点生态功能区", 10),
        (2023, "示范县", 3),
        (2025, "潜力地区", 15),
        (2025, "示范县", 5),
    ],
)
def test_members_of_each_type(
    lists: dict[int, DocumentLists], year: int, typology: str, count: int
) -> None:
    members = _members(lists[year], typology)
    assert len(members) == len(set(members)) == count


def test_subtypes_part_the_groups_of_a_clause(lists: dict[int, DocumentLists]) -> None:
    groups = {x.subtype: _names(x.members) for x in lists[2023].layers if x.subtype}
    assert groups["现代化郊区新城"] == ["南川", "綦江-万盛", "大足", "铜梁", "潼南", "荣昌"]
    assert groups["与万州同城化"] == ["开州", "云阳"]
    assert len(groups["特色旅游"]) == 9
    assert groups["商贸物流"] == ["秀山"]


def test_demonstrations_are_under_way_and_pilots_are_potential_areas(
    lists: dict[int, DocumentLists],
) -> None:
    shown = [x for year in IDS for x in lists[year].layers if x.typology == "示范县"]
    assert [(x.status, x.stage) for x in shown] == [
        ("国家县城新型城镇化建设示范", Stage.UNDER_WAY),
        ("国家潜力地区城镇化建设试点", Stage.UNDER_WAY),
    ]
    assert set(_members(lists[2025], "示范县")) < set(_members(lists[2025], "潜力地区"))


# ── areas ─────────────────────────────────────────────────────────────────────────────────


def test_areas_add_up(areas: dict[str, list[str]]) -> None:
    centre, new = areas["中心城区"], areas["主城新区"]
    north_east, south_east = areas["渝东北三峡库区城镇群"], areas["渝东南武陵山区城镇群"]
    assert [len(a) for a in (centre, new, north_east, south_east)] == [9, 12, 11, 6]
    assert areas["主城都市区"] == centre + new
    assert areas["重庆都市圈重庆部分"] == centre + new
    assert areas["山区库区"] == north_east + south_east
    assert len(set(centre + new + north_east + south_east)) == 38
    assert set(areas["万开云"]) < set(north_east)


def test_every_member_of_both_documents_lies_in_one_area(
    lists: dict[int, DocumentLists], areas: dict[str, list[str]]
) -> None:
    everyone = areas["主城都市区"] + areas["山区库区"]
    written = {n for year in IDS for layer in lists[year].layers for n in _names(layer.members)}
    assert [n for n in sorted(written) if not _sits_in(n, everyone)] == []


def test_scopes_name_known_areas_and_typologies(
    lists: dict[int, DocumentLists], areas: dict[str, list[str]]
) -> None:
    for year in IDS:
        given = {layer.typology for layer in lists[year].layers}
        for task in lists[year].tasks:
            for scope in task.scope:
                known = {ScopeKind.AREA: set(areas), ScopeKind.TYPOLOGY: given}.get(scope.kind)
                assert known is None or set(_names(scope.members)) <= known, task.clause


# ── agencies ──────────────────────────────────────────────────────────────────────────────


def test_agencies_of_2023(lists: dict[int, DocumentLists]) -> None:
    document = lists[2023]
    silent = [task.clause for task in document.tasks if not task.responsible]
    assert silent == ["（一）", "（二）", "（三）", "（四）", "（三十七）"]
    assert [task.clause for task in document.tasks if task.open_ended] == [
        "（十四）",
        "（十五）",
        "（十六）",
    ]
    assert len(_names(_task(document, "十四").responsible)) == 10
    assert len(_names(_task(document, "十一").responsible)) == 8
    assert sum(len(_names(task.responsible)) for task in document.tasks) == 157
    assert document.document.blanket is None


def test_agencies_of_2025_and_their_blanket(lists: dict[int, DocumentLists]) -> None:
    document = lists[2025]
    blanket = document.document.blanket
    assert blanket is not None
    assert (blanket.clause, _names(blanket.units)) == ("（一）", ["各区县政府"])
    assert all(task.responsible and task.blanket is None for task in document.tasks)
    assert not any(task.open_ended for task in document.tasks)
    assert _names(_task(document, "一").responsible) == ["市公安局", "市教委", "市人力社保局"]
    assert len(_names(_task(document, "二").responsible)) == 10
    assert sum(len(_names(task.responsible)) for task in document.tasks) == 123


# ── targets ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("year", "clause", "figures"),
    [
        (2023, "五", [("range", (1, 2), "个"), ("range", (1, 2), "个")]),
        (2023, "十二", [("≤", 8.5, "%")]),
        (
            2023,
            "十七",
            [("range", (2, 5), "%"), ("range", (1, 2), "所"), ("=", 100, "%"), ("=", 1, "个")],
        ),
        (2023, "十八", [("≥", 90, "%")]),
        (2023, "十九", [("=", 100, "%")]),
        (2023, "二十", [("=", 1, "个"), ("=", 4.5, "个")]),
        (2023, "二十一", [("=", 900, "平方米"), ("=", 100, "%"), ("=", 2.6, "平方米")]),
        (2023, "二十四", [("=", 41, "%")]),
        (2023, "二十五", [("=", 100, "%")]),
        (2023, "二十六", [("=", 100, "%")]),
        (2023, "二十七", [("≥", 98, "%"), ("=", 100, "%")]),
        (2023, "二十八", [("≥", 1, "个/年")]),
        (2025, "三", [("=", 65, "万人/年")]),
        (2025, "九", [("≥", 70, "%"), ("≥", 60, "%"), ("=", 1, "个")]),
        (2025, "十五", [("=", 800, "公里")]),
    ],
)
def test_targets_of_a_clause(
    lists: dict[int, DocumentLists],
    year: int,
    clause: str,
    figures: list[tuple[str, object, str]],
) -> None:
    assert _figures(_task(lists[year], clause).indicators) == figures


@pytest.mark.parametrize(
    ("year", "count", "deadline"),
    [(2023, 20, ("2027", DeadlineFrom.BLANKET)), (2025, 5, (None, DeadlineFrom.NONE))],
)
def test_all_targets_and_their_deadline(
    lists: dict[int, DocumentLists],
    year: int,
    count: int,
    deadline: tuple[str | None, DeadlineFrom],
) -> None:
    found = [i for task in lists[year].tasks for i in task.indicators]
    done = [c for task in lists[year].tasks for c in task.completions]
    assert len(found) == count
    assert {(x.deadline, x.deadline_from) for x in [*found, *done]} == {deadline}
    assert Operator.ABOUT not in {i.operator for i in found}


def test_areas_of_the_two_urbanisation_rates_stand_in_their_notes(
    lists: dict[int, DocumentLists],
) -> None:
    rates = _task(lists[2025], "九").indicators[:2]
    assert [("主城新区" in i.note, "山区库区" in i.note) for i in rates] == [
        (True, False),
        (False, True),
    ]


# ── ties ──────────────────────────────────────────────────────────────────────────────────


def test_ties(lists: dict[int, DocumentLists]) -> None:
    ties = {
        (subject, partner)
        for year in IDS
        for tie in lists[year].partnerships
        for subject in _names(tie.subject)
        for partner in _names(tie.partner)
    }
    assert {("开州区", "万州区"), ("云阳县", "万州区"), ("广安市", "重庆市")} <= ties
    assert {("合川区", "武胜县"), ("合川区", "岳池县"), ("广安市", "川渝高竹新区")} <= ties
    assert {("合川区", "广安市"), ("长寿区", "广安市")} <= ties
