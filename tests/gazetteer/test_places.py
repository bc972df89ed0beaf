"""Places of partnerships and positionings: one place, or a miss."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer, Miss, Reason, resolve_place
from geo.records.resolved import End
from geo.voice.voice import Voice


@pytest.mark.parametrize(
    ("written", "region", "code", "name"),
    [
        ("成都市", "500000", "510100", "成都市"),
        ("广安市", "500000", "511600", "广安市"),
        ("四川省广安市", "500000", "511600", "广安市"),
        ("上海市", "341500", "310000", "上海市"),
        ("上海", "341500", "310000", "上海市"),
        ("信阳", "341500", "411500", "信阳市"),
        ("宜宾", "510000", "511500", "宜宾市"),
        ("瑶海区", "341500", "340102", "瑶海区"),
        ("固始", "341500", "411525", "固始县"),
        ("固始 (河南)", "341500", "411525", "固始县"),
        ("松江区(上海)", "341500", "310117", "松江区"),
        ("舒城", "341500", "341523", "舒城县"),
        ("合川市", "510000", "500117", "合川区"),
        ("綦江-萬盛", "500000", "500110", "綦江区"),
        ("鼓楼区", "350000", "350102", "鼓楼区"),
    ],
)
def test_a_place_may_leave_the_region(
    gazetteer: Gazetteer, written: str, region: str, code: str, name: str
) -> None:
    found = resolve_place(written, gazetteer, region_code=region)
    assert isinstance(found, End), found
    assert (found.code, found.name) == (code, name)


@pytest.mark.parametrize(
    "written", ["合肥高新区", "安徽合肥高新区", "川渝高竹新区", "西部（重慶）科學城"]
)
def test_a_declared_place_has_an_anchor_and_no_code(gazetteer: Gazetteer, written: str) -> None:
    found = resolve_place(written, gazetteer, region_code="500000")
    assert isinstance(found, End)
    assert found.code == ""
    assert found.anchor is not None
    assert 73 < found.anchor[0] < 136
    assert 3 < found.anchor[1] < 54
    assert "锚点" in Voice().sentences(found.notes)


@pytest.mark.parametrize(
    ("written", "region", "reason"),
    [
        ("广安", "500000", Reason.AMBIGUOUS),
        ("鼓楼区", "341500", Reason.AMBIGUOUS),
        ("河南", "630000", Reason.AMBIGUOUS),
        ("吉林", "000000", Reason.AMBIGUOUS),
        ("朝阳", "000000", Reason.AMBIGUOUS),
        ("某某新区", "500000", Reason.UNKNOWN),
        ("x" * 10_000, "500000", Reason.UNKNOWN),
    ],
)
def test_what_is_not_one_place_is_a_miss(
    gazetteer: Gazetteer, written: str, region: str, reason: Reason
) -> None:
    found = resolve_place(written, gazetteer, region_code=region)
    assert isinstance(found, Miss)
    assert found.reason is reason


def test_every_prefecture_and_province_resolves(gazetteer: Gazetteer) -> None:
    own = {n.code for n in gazetteer.names}
    for parent in gazetteer.forms.parents.values():
        if parent.code in own:
            continue
        found = resolve_place(parent.name, gazetteer, region_code="500000")
        assert isinstance(found, End), parent
        assert found.code == parent.code
