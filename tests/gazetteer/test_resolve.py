"""Written names → counties: never a guess, never a near miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer, How, Match, Miss, Reason, short_name
from geo.gazetteer.names import other_forms, to_traditional
from geo.vocabulary import CHINA_CODE, Language
from geo.voice.voice import Voice

HERE = Path(__file__).parent


def _cases(file: str) -> list[tuple[str, str, str]]:
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    cases = [tuple(cell.strip() for cell in line.rsplit("|", 2)) for line in kept]
    assert all(len(c) == 3 for c in cases), "写法 | 地区代码 | 结果"
    return cases  # type: ignore[return-value]  # three cells each, as just asserted


@pytest.mark.parametrize(("written", "region", "code"), _cases("expected_matches.txt"))
def test_is_found(gazetteer: Gazetteer, written: str, region: str, code: str) -> None:
    found = gazetteer.resolve(written, region_code=region)
    assert isinstance(found, Match), found
    assert found.county_code == code


@pytest.mark.parametrize(("written", "region", "reason"), _cases("should_not_match.txt"))
def test_is_not_found(gazetteer: Gazetteer, written: str, region: str, reason: str) -> None:
    found = gazetteer.resolve(written, region_code=region)
    assert isinstance(found, Miss), found
    assert found.reason == reason


def test_every_official_name_is_its_own_county(each_gazetteer: Gazetteer) -> None:
    wrong = []
    for unit in each_gazetteer.names:
        regions = (CHINA_CODE, unit.province_code, unit.prefecture_code or unit.province_code)
        alike = {
            region: [n for n in each_gazetteer.names if n.name == unit.name and n.is_in(region)]
            for region in regions
        }
        for region in regions:
            found = each_gazetteer.resolve(unit.name, region_code=region)
            if len(alike[region]) == 1:
                is_right = isinstance(found, Match) and found.county_code == unit.code
            else:
                is_right = isinstance(found, Miss) and found.reason is Reason.AMBIGUOUS
            if not is_right:
                wrong.append((unit, region, found))
    assert not wrong


def test_every_official_name_with_its_parents(each_gazetteer: Gazetteer) -> None:
    for unit in each_gazetteer.names:
        for parents in (unit.prefecture_name or unit.province_name, unit.parents):
            found = each_gazetteer.resolve(parents + unit.name, region_code=unit.province_code)
            assert isinstance(found, Match), (parents, unit)
            assert found.county_code == unit.code


def test_every_code_is_its_own_county(each_gazetteer: Gazetteer) -> None:
    for unit in each_gazetteer.names:
        found = each_gazetteer.resolve(unit.code, region_code=unit.province_code)
        assert isinstance(found, Match)
        assert (found.county_code, found.how) == (unit.code, How.CODE)


def test_a_short_form_is_its_own_county_or_nothing(each_gazetteer: Gazetteer) -> None:
    """A form of one county never gives another one, in any region that holds the first."""
    found_count = 0
    for unit in each_gazetteer.names:
        for form in {short_name(unit.name), *other_forms(unit.name)}:
            for region in (CHINA_CODE, unit.province_code, unit.prefecture_code):
                if not region:
                    continue
                found = each_gazetteer.resolve(form, region_code=region)
                if isinstance(found, Match):
                    found_count += 1
                    official = each_gazetteer.forms.by_code[found.county_code].name
                    assert found.county_code == unit.code or official == form, (unit, region, found)
                else:
                    assert found.reason in (Reason.AMBIGUOUS, Reason.NON_COUNTY), (unit, found)
    assert found_count > 8_000


def test_short_forms_of_chongqing_sichuan_and_luan_mostly_resolve(gazetteer: Gazetteer) -> None:
    for region, least in (("500000", 1.0), ("510000", 0.93), ("341500", 1.0)):
        inside = [n for n in gazetteer.names if n.is_in(region)]
        found = [gazetteer.resolve(short_name(n.name), region_code=region) for n in inside]
        assert sum(isinstance(f, Match) for f in found) / len(inside) >= least


@pytest.mark.parametrize("province", ["340000", "500000", "510000", "610000", "220000"])
def test_traditional_forms_resolve(gazetteer: Gazetteer, province: str) -> None:
    for unit in gazetteer.names:
        if unit.province_code != province:
            continue
        written = to_traditional(unit.name)
        prefix = to_traditional(unit.prefecture_name)
        found = gazetteer.resolve(prefix + written, region_code=province)
        assert isinstance(found, Match), written
        assert found.county_code == unit.code


def test_no_name_that_differs_by_one_character_is_taken(gazetteer: Gazetteer) -> None:
    """Each official name of Sichuan with one character replaced gives nothing."""
    inside = [n for n in gazetteer.names if n.province_code == "510000"]
    for unit in inside:
        for at in range(len(unit.name)):
            damaged = unit.name[:at] + "㐀" + unit.name[at + 1 :]
            assert isinstance(gazetteer.resolve(damaged, region_code="510000"), Miss), damaged


def test_counties_of_a_region_are_those_that_lie_in_it(each_gazetteer: Gazetteer) -> None:
    regions = {"000000", "999999", *each_gazetteer.forms.parents, "441900", "429004", "500154"}
    for region in regions:
        expected = [n for n in each_gazetteer.names if n.is_in(region)]
        assert list(each_gazetteer.forms.counties_in(region)) == expected


def test_names_that_are_known_are_not_converted(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A converter that is not asked cannot damage a name, and need not be loaded."""

    def refuse() -> None:
        raise AssertionError("a known name was converted")

    monkeypatch.setattr("geo.gazetteer.names._converter", refuse)
    for known in ("重庆市", "甘孜州", "六安", "綦江-万盛", "酉阳", "合肥高新区"):
        assert gazetteer.readings(known) == [known]


def test_a_past_name_says_what_became_of_it(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("海门市", region_code="320000")
    assert isinstance(found, Match)
    assert (found.how, found.notes[0].key) == (How.CHANGED, "gazetteer.note-upgrade")
    assert Voice().sentences(found.notes) == "海门市已改设为海门区（2020）"
    assert Voice(Language.EN).sentences(found.notes) == "海门市 has since become 海门区 (2020)"


def test_a_name_from_after_the_boundaries_is_read_backwards(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("540481", region_code="540000")
    assert isinstance(found, Match)
    assert (found.county_code, found.notes[0].key) == ("540422", "gazetteer.note-later")


def test_a_unit_inside_a_county_is_marked(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("綦江-万盛", region_code="500000")
    assert isinstance(found, Match)
    assert found.is_unit
    assert "没有县级边界" in Voice().sentences(found.notes)


def test_a_merged_unit_is_only_a_part(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("双桥区", region_code="500000")
    assert isinstance(found, Match)
    assert (found.county_code, found.is_unit) == ("500111", True)
    assert [note.key for note in found.notes] == ["gazetteer.note-merge"]
    assert isinstance(gazetteer.resolve("双桥", region_code="500000"), Miss)


def test_an_ambiguous_name_lists_all_with_parents(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("鼓楼区", region_code=CHINA_CODE)
    assert isinstance(found, Miss)
    assert [c.parents for c in found.candidates] == [
        "江苏省南京市",
        "江苏省徐州市",
        "福建省福州市",
        "河南省开封市",
    ]


def test_suggestions_come_from_the_region_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("云洋", region_code="500000")
    assert isinstance(found, Miss)
    assert found.candidates[0].name == "云阳县"
    assert len(found.candidates) <= 5


def test_how_and_flags(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("重慶市忠縣", region_code="500000")
    assert isinstance(found, Match)
    assert (found.how, found.is_simplified, found.is_prefixed) == (How.OFFICIAL, True, True)


HOSTILE = [
    "",
    " ",
    "忠" * 10_000,
    "忠县" * 5_000,
    "和" * 10_000,
    "\u202e县忠",
    "\ud800",
    "(.*)",
    "[忠]县",
    "忠县|云阳县",
    "忠县$",
    "^忠县",
    "'; DROP TABLE counties; --",
    '"忠县"',
    "<b>忠县</b>",
    "=忠县",
    "../忠县",
    "忠县\n云阳县",
    "忠\ue000县",
    "{written}",
    "%s",
    "（" * 500,
    "忠县）（",
    "0500233",
    "500233.0",
]


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_strings_never_crash_and_never_match(gazetteer: Gazetteer, written: str) -> None:
    assert isinstance(gazetteer.resolve(written, region_code="500000"), Miss)


def test_marks_that_nobody_sees_do_not_hide_a_name(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("\u200b忠\u200d县\ufeff", region_code="500000")
    assert isinstance(found, Match)


#: Hainan was a part of Guangdong until 1988, Chongqing of Sichuan until 1997.
PARTED = {("44", "46"), ("51", "50")}


def test_every_past_unit_leads_to_counties_of_its_province(each_gazetteer: Gazetteer) -> None:
    lineage = each_gazetteer.lineage
    for key in lineage.keys:
        for period in lineage.periods(key):
            for heir in lineage.heirs(key, period, each_gazetteer.forms.today):
                provinces = (key[0][:2], heir.key[0][:2])
                assert provinces[0] == provinces[1] or provinces in PARTED, (key, heir)
