"""Runs of names as documents write them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from geo.gazetteer import Gazetteer, split_members

CASES = [
    ("南川、綦江-万盛、大足", "南川 綦江-万盛 大足"),
    ("南川,大足，铜梁;忠县；云阳/城口", "南川 大足 铜梁 忠县 云阳 城口"),
    ("南川\n大足", "南川 大足"),
    ("、南川、、大足。", "南川 大足"),
    ("丰都、垫江和忠县", "丰都 垫江 忠县"),
    ("豐都、墊江以及忠縣", "豐都 墊江 忠縣"),
    ("丰都及忠县", "丰都 忠县"),
    ("丰都与忠县", "丰都 忠县"),
    ("和静县、和平县", "和静县 和平县"),
    ("和平县和和静县", "和平县 和静县"),
    ("永春县、和静县及和平县", "永春县 和静县 和平县"),
    ("永春县华安县武夷山市", "永春县 华安县 武夷山市"),
    ("永春縣華安縣武夷山市", "永春縣 華安縣 武夷山市"),
    ("韶关市南雄市", "韶关市南雄市"),
    ("南昌县新建区", "南昌县 新建区"),
    ("垫江 忠县 云阳", "垫江 忠县 云阳"),
    ("三台县、五台县", "三台县 五台县"),
    ("甘孜州（康定市、泸定县）", "康定市 泸定县"),
    ("甘孜州：康定市、泸定县", "康定市 泸定县"),
    ("", ""),
    ("、，；", ""),
]


@pytest.mark.parametrize(("run", "items"), CASES)
def test_items(gazetteer: Gazetteer, run: str, items: str) -> None:
    assert [m.as_written for m in split_members(run, gazetteer).members] == items.split()


def test_spaces_inside_a_name_stay(gazetteer: Gazetteer) -> None:
    assert [m.as_written for m in split_members("沛 縣、忠 县", gazetteer).members] == [
        "沛 縣",
        "忠 县",
    ]
    assert [m.as_written for m in split_members("重庆 忠县", gazetteer).members] == ["重庆 忠县"]


@pytest.mark.parametrize(
    ("run", "count", "stated", "is_open"),
    [
        ("黔江、江津等2个", 2, 2, False),
        ("黔江、江津等15个区县", 2, 15, False),
        ("黔江、秀山15个区县", 2, 15, False),
        ("黔江、秀山共２个县（市、区）", 2, 2, False),
        ("黔江、秀山等十五个县（市、区）", 2, 15, False),
        ("黔江、秀山等二十三个县", 2, 23, False),
        ("黔江、彭水等", 2, None, True),
        ("黔江、彭水等区县", 2, None, True),
        ("黔江、彭水等地", 2, None, True),
        ("黔江、彭水", 2, None, False),
        ("大新县、天等县", 2, None, False),
        ("大新县和天等县", 2, None, False),
        ("大新县、天等县等2个县", 2, 2, False),
        ("大新县、天等县等", 2, None, True),
        ("八公山区", 1, None, False),
        ("三门县、九龙县", 2, None, False),
        ("郑州市二七区", 1, None, False),
    ],
)
def test_ends_of_runs(
    gazetteer: Gazetteer, run: str, count: int, stated: int | None, is_open: bool
) -> None:
    split = split_members(run, gazetteer)
    assert len(split.members) == count
    assert (split.stated_count, split.is_open) == (stated, is_open)


def test_brackets_hold_a_remark(gazetteer: Gazetteer) -> None:
    members = split_members("忠县（示范县、柑橘）、垫江(牡丹)", gazetteer).members
    assert [(m.as_written, m.name, m.remark) for m in members] == [
        ("忠县（示范县、柑橘）", "忠县", "示范县、柑橘"),
        ("垫江(牡丹)", "垫江", "牡丹"),
    ]


def test_a_prefix_heads_its_group_until_the_group_ends(gazetteer: Gazetteer) -> None:
    members = split_members("甘孜州康定市、泸定县；阿坝县、茂县", gazetteer).members
    assert [m.group for m in members] == ["", "甘孜州", "", ""]


def test_an_unknown_item_stays_to_be_reported(gazetteer: Gazetteer) -> None:
    members = split_members("忠县、某某、垫江和不知道", gazetteer).members
    assert [m.as_written for m in members] == ["忠县", "某某", "垫江", "不知道"]


def test_every_pair_of_a_province_splits_without_separators(gazetteer: Gazetteer) -> None:
    inside = [n.name for n in gazetteer.names if n.province_code == "510000"]
    wrong = [
        (a, b)
        for a, b in pairwise(inside)
        if [m.as_written for m in split_members(a + b, gazetteer).members] not in ([a, b], [a + b])
    ]
    assert not wrong


def test_every_official_name_is_one_item(gazetteer: Gazetteer) -> None:
    """No name of the country falls apart at a 和, a 及 or a numeral inside it."""
    for name in {n.name for n in gazetteer.names}:
        members = split_members(f"{name}、忠县", gazetteer).members
        assert [m.as_written for m in members] == [name, "忠县"]
        assert [m.as_written for m in split_members(name, gazetteer).members] == [name]


@pytest.mark.parametrize(
    "run",
    [
        "和" * 10_000,
        "忠县" * 5_000,
        "（" * 10_000,
        "忠县和" * 3_000,
        "等" * 10_000,
        "一" * 10_000,
        "忠 " * 5_000,
        "()" * 5_000,
        "1" * 10_000,
        "、" * 10_000,
        "甘孜州" * 3_000,
        "\ud800和忠县",
    ],
)
def test_hostile_runs_end_soon(gazetteer: Gazetteer, run: str) -> None:
    began = time.perf_counter()
    split_members(run, gazetteer)
    assert time.perf_counter() - began < 5
