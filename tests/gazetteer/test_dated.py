"""Names are read among the units of the document's date; runs as people write them."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer, Match, Miss, Reason, resolve_run, split_members
from geo.records.resolved import Place

PLACE = Place("layers/a.yaml", 1, "（一）")

#: written | date | region | county code, or the reason why there is none
CASES = [
    ("巢湖市庐江县", "2010", "340000", "340124"),
    ("毕节地区威宁县", "2010", "000000", "520526"),
    ("襄樊市老河口市", "2010", "000000", "420682"),
    ("莱芜市钢城区", "2010", "000000", "370117"),
    ("湘西自治州凤凰县", "2010", "000000", "433123"),
    ("巴州和静县", "2015", "000000", "652827"),
    ("锡盟镶黄旗", "2015", "000000", "152528"),
    ("北京市市辖区朝阳区", "2023", "000000", "110105"),
    ("重庆市县云阳县", "2023", "000000", "500235"),
    ("重庆市重庆市万州区", "2023", "000000", "500101"),
    ("海南省海南省文昌市", "2020", "000000", "469005"),
    ("湖北省湖北省仙桃市", "2010", "000000", "429004"),
    ("河北省河北省桥东区", "2012", "000000", "ambiguous"),
    ("毕节市", "2010", "520000", "520502"),
    ("县级毕节市", "2010", "520000", "520502"),
    ("毕节市", "2015", "520000", "non_county"),
    ("桥东区", "2012", "130000", "ambiguous"),
    ("桥东区", "2022", "130000", "130702"),
    ("双桥区", "2010", "000000", "ambiguous"),
    ("清河区", "2010", "000000", "ambiguous"),
    ("新市区", "2010", "000000", "ambiguous"),
    ("469025", "2005", "460000", "469021"),
    ("469025", "2020", "460000", "469025"),
    ("511421", "1996", "000000", "unknown"),
    ("532600", "2014", "000000", "non_county"),
    ("130125000000", "2023", "000000", "130125"),
    ("130126100000", "2023", "000000", "non_county"),
    ("安平镇", "2023", "131000", "non_county"),
    ("香河县安平镇", "2023", "130000", "non_county"),
    ("四川省自贡市", "2023", "000000", "non_county"),
    ("石家庄高新技术产业开发区", "2023", "000000", "non_county"),
    ("邯郸县", "2012", "130000", "divided"),
    ("和康县", "2025-12", "000000", "not_drawn"),
    ("岑岭县", "2026-05", "650000", "not_drawn"),
    ("丹徒县", "2001", "000000", "321112"),
    ("南宁市郊区", "1990", "450000", "divided"),
]


@pytest.mark.parametrize(("written", "date", "region", "expected"), CASES)
def test_what_a_name_means_at_a_date(
    gazetteer: Gazetteer, written: str, date: str, region: str, expected: str
) -> None:
    found = gazetteer.on(date).resolve(written, region_code=region)
    assert (found.county_code if isinstance(found, Match) else found.reason) == expected, found


def _keys(gazetteer: Gazetteer, written: str, date: str, region: str) -> list[str]:
    found = gazetteer.on(date).resolve(written, region_code=region)
    assert isinstance(found, Match), found
    return [n.key.removeprefix("gazetteer.") for n in found.notes]


def test_a_chain_has_a_note_for_each_step(gazetteer: Gazetteer) -> None:
    found = gazetteer.on("2010").resolve("黔西县", region_code="520000")
    assert isinstance(found, Match)
    steps = [(n.key, n["old_code"], n["new_code"], n["date"]) for n in found.notes]
    assert steps == [
        ("gazetteer.note-recode", "522423", "520522", "2011–2012"),
        ("gazetteer.note-upgrade", "520522", "520581", "2021"),
    ]


def test_a_chain_that_ends_in_a_merger_is_a_part(gazetteer: Gazetteer) -> None:
    found = gazetteer.on("2002").resolve("郊区", region_code="321000")
    assert isinstance(found, Match) and found.is_unit
    assert _keys(gazetteer, "郊区", "2002", "321000") == ["note-rename", "note-merge"]


def test_a_county_that_was_larger_or_smaller_says_so(gazetteer: Gazetteer) -> None:
    assert _keys(gazetteer, "余杭区", "2019", "330000") == ["note-larger"]
    assert _keys(gazetteer, "余杭区", "2022", "330000") == []
    assert _keys(gazetteer, "东城区", "2009", "110000") == ["note-smaller"]


def test_two_codes_of_one_county_are_no_change(gazetteer: Gazetteer) -> None:
    for code in ("130682", "139001"):
        assert _keys(gazetteer, code, "2016", "130000") == []
    assert _keys(gazetteer, "定州市", "2024", "130000") == []


def test_a_document_without_a_date_refuses_what_several_bore(gazetteer: Gazetteer) -> None:
    undated = gazetteer.on(None)
    for written in ("桥东区", "469025"):
        region = "130000" if written == "桥东区" else "460000"
        found = undated.resolve(written, region_code=region)
        assert isinstance(found, Miss) and found.reason is Reason.AMBIGUOUS
    assert isinstance(undated.resolve("忠县", region_code="500000"), Match)


RUNS = [
    ("行唐县、灵寿县等10个试点县（市）", "130000", "行唐县 灵寿县", 10),
    ("行唐县、灵寿县等两县一市", "130000", "行唐县 灵寿县", 3),
    ("沅陵等3县（沅陵、辰溪、溆浦）", "430000", "沅陵 辰溪 溆浦", 3),
    ("万州、黔江等2个国家级贫困县（区）", "500000", "万州 黔江", 2),
    ("1.金堂县 2.崇州市", "510000", "金堂县 崇州市", None),
    ("（1）金堂县；（2）崇州市", "510000", "金堂县 崇州市", None),
    ("①金堂县、②崇州市", "510000", "金堂县 崇州市", None),
    ("一、金堂县\n二、崇州市", "510000", "金堂县 崇州市", None),
    ("“金堂县”、“崇州市”", "510000", "金堂县 崇州市", None),
    ("金堂县·崇州市", "510000", "金堂县 崇州市", None),
    ("成都市\n金堂县、崇州市\n自贡市\n荣县", "510000", "金堂县 崇州市 荣县", None),
    ("金堂县和崇州市", "510000", "金堂县 崇州市", None),
]


@pytest.mark.parametrize(("run", "region", "items", "stated"), RUNS)
def test_runs(gazetteer: Gazetteer, run: str, region: str, items: str, stated: int | None) -> None:
    split = split_members(run, gazetteer.on("2021"), region_code=region)
    assert [m.as_written.strip("“”①②") for m in split.members] == items.split()
    assert split.stated_count == stated


def _codes(gazetteer: Gazetteer, run: str, date: str, region: str) -> tuple[int, list[str]]:
    resolved, faults = resolve_run(run, gazetteer.on(date), region_code=region, place=PLACE)
    return len({r.match.county_code for r in resolved}), [f.kind for f in faults]


@pytest.mark.parametrize(
    ("run", "region", "count", "kinds"),
    [
        ("甘孜州全部18个县（市）", "510000", 18, []),
        ("甘孜州全部17个县（市）", "510000", 18, ["list-count"]),
        ("凉山州除西昌市外的16个县（市）", "510000", 16, []),
        ("各县（市）", "513300", 18, []),
        ("河北省（2个）：行唐县、灵寿县；山西省1个：娄烦县", "000000", 3, []),
        ("河北省（3个）：行唐县、灵寿县", "000000", 2, ["list-count"]),
        ("衡南、衡山、祁东3县，常宁、耒阳2市", "430000", 5, []),
        ("衡南、衡山、祁东4县，常宁、耒阳2市", "430000", 5, ["list-count"]),
        ("合陽(yáng)縣、沅陵县*", "000000", 2, []),
    ],
)
def test_sets_and_counts(
    gazetteer: Gazetteer, run: str, region: str, count: int, kinds: list[str]
) -> None:
    assert _codes(gazetteer, run, "2021", region) == (count, kinds)


def test_a_leading_conjunction_of_a_first_item_is_kept(gazetteer: Gazetteer) -> None:
    """和某县 stands alone: nothing is joined, so nothing is cut off."""
    assert [m.name for m in split_members("和康县", gazetteer).members] == ["和康县"]
    assert [m.name for m in split_members("及忠县", gazetteer).members] == ["及忠县"]


def test_candidates_come_in_the_order_of_the_neighbours(gazetteer: Gazetteer) -> None:
    run = "铜山区、沛县、丰县、鼓楼区"
    _, faults = resolve_run(run, gazetteer.on("2021"), region_code="000000", place=PLACE)
    assert faults[0].candidates[0].code == "320302"


def test_a_change_before_the_vintage_is_no_note_of_what_came_after(
    gazetteer: Gazetteer,
) -> None:
    found = gazetteer.on("2020").resolve("辽宁省本溪市南芬区", region_code="000000")
    assert isinstance(found, Match)
    assert found.notes == ()
