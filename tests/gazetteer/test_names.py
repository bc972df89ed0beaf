"""Short forms, kinds of unit, cleaning."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer, normalise, short_name, unit_type
from geo.gazetteer.names import parent_forms
from geo.vocabulary import UNIT_TYPES


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("开州区", "开州"),
        ("忠县", "忠县"),
        ("城区", "城区"),
        ("石柱土家族自治县", "石柱"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("东乡族自治县", "东乡"),
        ("鄂温克族自治旗", "鄂温克"),
        ("龙胜各族自治县", "龙胜"),
        ("隆林各族自治县", "隆林"),
        ("石林彝族自治县", "石林"),
        ("和布克赛尔蒙古自治县", "和布克赛尔"),
        ("塔什库尔干塔吉克自治县", "塔什库尔干"),
        ("河南蒙古族自治县", "河南"),
        ("梅里斯达斡尔族区", "梅里斯"),
        ("西林区", "西林"),
        ("神农架林区", "神农架"),
        ("六枝特区", "六枝"),
        ("浦东新区", "浦东"),
        ("井陉矿区", "井陉矿区"),
        ("科尔沁左翼中旗", "科尔沁左翼中旗"),
        ("阿鲁科尔沁旗", "阿鲁科尔沁"),
        ("大柴旦行政委员会", "大柴旦"),
    ],
)
def test_short_name(name: str, short: str) -> None:
    assert short_name(name) == short


def test_short_names_keep_two_characters_and_begin_alike(gazetteer: Gazetteer) -> None:
    for unit in gazetteer.names:
        short = short_name(unit.name)
        assert len(short) >= 2
        assert unit.name.startswith(short)
        assert not short.endswith("族")


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("500154", "开州区", "市辖区"),
        ("513201", "马尔康市", "县级市"),
        ("419001", "济源市", "县级市"),
        ("500233", "忠县", "县"),
        ("500240", "石柱土家族自治县", "自治县"),
        ("150521", "科尔沁左翼中旗", "旗"),
        ("150723", "鄂伦春自治旗", "自治旗"),
        ("429021", "神农架林区", "林区"),
        ("520203", "六枝特区", "特区"),
        ("441900", "东莞市", "其他"),
        ("620200", "嘉峪关市", "其他"),
        ("629800", "莲花山风景林自然保护区", "其他"),
        ("632857", "大柴旦行政委员会", "其他"),
        ("810102", "东区", "其他"),
    ],
)
def test_unit_type(code: str, name: str, kind: str) -> None:
    assert unit_type(code, name) == kind


def test_every_unit_type_is_in_the_vocabulary(gazetteer: Gazetteer) -> None:
    assert {unit_type(n.code, n.name) for n in gazetteer.names} <= set(UNIT_TYPES)


def test_cleaning_leaves_official_names_alone(gazetteer: Gazetteer) -> None:
    assert all(normalise(n.name) == n.name for n in gazetteer.names)


def test_cleaning_folds_what_cannot_be_seen() -> None:
    assert normalise(" 沛\u3000縣\u200b ") == "沛縣"
    assert normalise("５００２３３") == "500233"
    assert normalise("綦江—万盛") == normalise("綦江－万盛") == "綦江-万盛"


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("甘孜藏族自治州", ("甘孜藏族自治州", "甘孜州", "甘孜")),
        ("内蒙古自治区", ("内蒙古自治区", "内蒙古")),
        ("新疆维吾尔自治区", ("新疆维吾尔自治区", "新疆")),
        ("克孜勒苏柯尔克孜自治州", ("克孜勒苏柯尔克孜自治州", "克孜勒苏州", "克孜勒苏")),
        ("兴安盟", ("兴安盟", "兴安")),
        ("阿里地区", ("阿里地区", "阿里")),
        ("六安市", ("六安市", "六安")),
    ],
)
def test_parent_forms(name: str, forms: tuple[str, ...]) -> None:
    assert parent_forms(name) == forms
