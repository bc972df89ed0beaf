"""Hanyu Pinyin of county names, and what the search looks in."""

from __future__ import annotations

import re

import pytest

from geo.gazetteer import Gazetteer, Match, name_index, pinyin


@pytest.mark.parametrize(
    ("name", "romanised"),
    [
        ("单县", "Shanxian"),
        ("浚县", "Xunxian"),
        ("歙县", "Shexian"),
        ("蔚县", "Yuxian"),
        ("莘县", "Shenxian"),
        ("洪洞", "Hongtong"),
        ("长子", "Zhangzi"),
        ("长丰", "Changfeng"),
        ("长乐", "Changle"),
        ("天长", "Tianchang"),
        ("六安", "Lu'an"),
        ("六合", "Luhe"),
        ("东阿", "Dong'e"),
        ("乐清", "Yueqing"),
        ("乐亭", "Laoting"),
        ("南乐", "Nanle"),
        ("朝阳", "Chaoyang"),
        ("朝天", "Chaotian"),
        ("铅山", "Yanshan"),
        ("犍为", "Qianwei"),
        ("筠连", "Junlian"),
        ("荥阳", "Xingyang"),
        ("荥经", "Yingjing"),
        ("中牟", "Zhongmu"),
        ("尉犁", "Yuli"),
        ("尉氏", "Weishi"),
        ("什邡", "Shifang"),
        ("郫都", "Pidu"),
        ("綦江", "Qijiang"),
        ("枞阳", "Zongyang"),
        ("台儿庄", "Tai'erzhuang"),
        ("绿春", "Lüchun"),
        ("鲅鱼圈", "Bayuquan"),
        ("重庆市", "Chongqing Shi"),
        ("云阳县", "Yunyang Xian"),
        ("石柱土家族自治县", "Shizhu Tujiazu Zizhixian"),
    ],
)
def test_pinyin(gazetteer: Gazetteer, name: str, romanised: str) -> None:
    assert pinyin(name, gazetteer.pinyin_readings) == romanised


def test_every_county_is_romanised(gazetteer: Gazetteer) -> None:
    index = name_index(gazetteer, [n.code for n in gazetteer.names])
    assert len(index) == len(gazetteer.names)
    for entry in index.values():
        assert re.fullmatch(r"[A-ZÜ][a-zü']+", entry["pinyin"]), entry
        assert re.fullmatch(r"[a-z]{2,}", entry["initials"]), entry


def test_the_index_holds_every_form(gazetteer: Gazetteer) -> None:
    assert name_index(gazetteer, ["500154", "500110", "610424"]) == {
        "500154": {
            "official": "开州区",
            "short": "开州",
            "old": "开县",
            "alias": "",
            "traditional": "開州區",
            "pinyin": "Kaizhou",
            "initials": "kz",
        },
        "500110": {
            "official": "綦江区",
            "short": "綦江",
            "old": "綦江县",
            "alias": "綦江-万盛、綦江-万盛经开区、綦江区-万盛、綦江区-万盛经开区、綦江（万盛）",
            "traditional": "綦江區",
            "pinyin": "Qijiang",
            "initials": "qj",
        },
        "610424": {
            "official": "乾县",
            "short": "乾县",
            "old": "",
            "alias": "",
            "traditional": "乾縣",
            "pinyin": "Qianxian",
            "initials": "qx",
        },
    }


def test_every_form_of_the_index_leads_back(gazetteer: Gazetteer) -> None:
    inside = {n.code: n for n in gazetteer.names if n.province_code in ("500000", "510000")}
    for code, entry in name_index(gazetteer, inside).items():
        parent = inside[code].parents
        for form in ("official", "traditional", "old"):
            for written in filter(None, entry[form].split("、")):
                found = gazetteer.resolve(parent + written, region_code=code[:2] + "0000")
                assert isinstance(found, Match), (written, found)
                assert found.county_code == code
