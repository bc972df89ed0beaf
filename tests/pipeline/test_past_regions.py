"""Regions of a document's date: their units then, drawn as the counties that these became."""

from __future__ import annotations

import pytest
import yaml

from geo import pipeline
from geo.config import Project
from geo.pipeline.oddities import outdated
from tests.pipeline.test_regions import document, errors, inputs_of

__all__ = ["inputs_of"]


TASK = {
    "clause": "（一）",
    "part": "一",
    "title": "修路",
    "summary": "全市修路",
    "agencies_note": "未写单位",
}


def of(region, issued, members, name="then", **parts):
    found = document(name, region, members)
    found["document"]["issued"] = issued
    found["layers"][0]["note"] = "试验"  # a layer without members needs one
    return {**found, **parts}


def drawn(inputs, key="then"):
    codes = pipeline.find_edition(inputs, key).region_codes
    return {u.name for u in inputs.names.values() if any(u.is_in(c) for c in codes)}


def test_a_prefecture_of_the_past(inputs_of):
    inputs = inputs_of(of("522400", "2010", "毕节市、威宁县"))
    assert errors(inputs) == []
    assert {a.county_code for a in inputs.resolved.assignments} == {"520502", "520526"}
    edition = pipeline.find_edition(inputs, "then")
    assert (edition.name, edition.region_codes) == ("毕节地区", ("520500",))
    frames = pipeline.edition_frames(inputs, "then")
    assert frames.documents["region_code"].tolist() == ["520500"]
    assert frames.documents["region_name"].tolist() == ["毕节地区"]


def test_a_prefecture_that_was_divided(inputs_of):
    task = TASK | {"scope": [{"kind": "whole"}]}
    inputs = inputs_of(of("341400", "2009", "居巢区、无为县", tasks=[task]))
    assert errors(inputs) == []
    assert drawn(inputs) == {"巢湖市", "庐江县", "无为市", "含山县", "和县"}
    assert {t.county_code for t in inputs.resolved.county_tasks} == {
        "340181", "340124", "340281", "340522", "340523"
    }  # fmt: skip
    assert len(pipeline.edition_frames(inputs, "then").counties) == 5


def test_a_province_that_was_divided(inputs_of):
    inputs = inputs_of(of("510000", "1994", "江津市、泸县"))
    assert errors(inputs) == []
    assert {a.county_code for a in inputs.resolved.assignments} == {"500116", "510521"}
    assert {"510000", "500000"} <= set(pipeline.find_edition(inputs, "then").region_codes)


@pytest.mark.parametrize(
    ("region", "issued", "is_in", "is_out"),
    [
        ("341500", "2012", {"寿县", "叶集区", "霍邱县"}, set()),  # 寿县 left it in 2015
        ("340400", "2012", {"凤台县"}, {"寿县"}),
        ("340100", "2009", {"肥东县"}, {"巢湖市", "庐江县"}),
        ("220100", "2012", {"榆树市"}, {"公主岭市"}),
        ("220300", "2012", {"公主岭市"}, set()),
        ("330100", "2019", {"余杭区", "临平区", "钱塘区"}, set()),
        ("630000", "2012", {"大柴旦行政委员会", "茫崖市"}, set()),  # no roster has the first
    ],
)
def test_what_a_region_had_then(inputs_of, region, issued, is_in, is_out):
    found = drawn(inputs_of(of(region, issued, "")))
    assert is_in <= found
    assert not is_out & found


def test_regions_without_a_change_keep_their_code(inputs_of):
    inputs = inputs_of(of("500000", "2023-02", "永川区"), of("340000", "2024", "金寨县", "anhui"))
    assert [d.document.drawn_region for d in inputs.lists] == ["340000", "500000"]


def test_documents_of_one_edition_and_several_dates(inputs_of):
    first, second = of("340100", "2009", "肥东县"), of("340100", "2022", "巢湖市")
    second["document"]["id"] = "then-2022-trial"
    inputs = inputs_of(first, second)
    assert errors(inputs) == []
    assert {"肥东县", "巢湖市", "庐江县"} <= drawn(inputs)
    assert pipeline.find_edition(inputs, "then").name == "合肥市"


@pytest.mark.parametrize("issued", ["2020", "2014"])
def test_a_code_that_ended_before_the_date_is_no_region(inputs_of, issued):
    assert errors(inputs_of(of("522400", issued, "毕节市"))) == [("unknown-region", "522400")]


def test_a_prefecture_in_a_scope_is_that_of_the_date(inputs_of):
    task = TASK | {"scope": [{"kind": "prefectures", "members": "六安市、巢湖市"}]}
    inputs = inputs_of(of("340000", "2009", "金寨县", tasks=[task]))
    assert errors(inputs) == []
    reached = {inputs.names[t.county_code].name for t in inputs.resolved.county_tasks}
    assert {"寿县", "金寨县", "庐江县", "和县"} <= reached


def test_a_divided_prefecture_is_no_place(inputs_of):
    tie = {"clause": "（一）", "kind": "合作", "subject": "六安市", "partner": "巢湖市",
           "summary": "合作"}  # fmt: skip
    inputs = inputs_of(of("340000", "2009", "金寨县", partnerships=[tie]))
    assert errors(inputs) == [("divided-county", "巢湖市")]


@pytest.mark.parametrize(
    ("date", "names"),
    [
        ("2009", {"巢湖市", "庐江县", "无为市", "含山县", "和县"}),
        ("2023", {"巢湖市"}),
        (None, {"巢湖市"}),
    ],
)
def test_members_of_an_area_are_read_at_its_date(inputs_of, tmp_path, date, names):
    inputs_of(of("340000", "2022", "金寨县"))
    area = {"name": "试验片区", "region_code": "340000", "members": "巢湖市", "source": "测试"}
    text = yaml.safe_dump({"areas": [area | ({"date": date} if date else {})]}, allow_unicode=True)
    (tmp_path / "layers" / "regions.yaml").write_text(text, encoding="utf-8")
    inputs = pipeline.read_inputs(Project(tmp_path))
    assert errors(inputs) == []
    assert {inputs.names[c].name for c in inputs.areas["试验片区"]} == names


@pytest.mark.parametrize(
    ("region", "issued", "changes"),
    [
        (
            "330100",
            "2019",
            {
                "萧山区→萧山区／钱塘区",
                "余杭区→余杭区／临平区",
                "下城区→拱墅区",
                "江干区→上城区／钱塘区",
            },
        ),
        ("522400", "2012-12-31", set()),  # no such region any more
        ("520500", "2013", {"黔西县→黔西市"}),
        ("341400", "2012", set()),
        ("500000", "2023", set()),  # 两江新区 is newer than the boundaries
    ],
)
def test_the_hint_counts_each_county_of_the_region_once(inputs_of, region, issued, changes):
    inputs = inputs_of(of(region, issued, ""))
    found = [f for f in outdated(inputs) if f.kind == "older-than-vintage"]
    assert {int(f.details["count"]) for f in found} == ({len(changes)} if changes else set())
    assert {c for f in found for c in f.details["changes"].split("、")} == changes
