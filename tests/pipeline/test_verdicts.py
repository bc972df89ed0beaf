"""Every answer that a county can get, and that explaining agrees with building."""

from __future__ import annotations

import copy

import pytest
import yaml

from geo import pipeline
from geo.config import Project
from geo.pipeline.verdicts import VerdictKind, explain, find_typology, verdict_words
from geo.vocabulary import Basis, Language
from geo.voice.said import said
from geo.voice.texts import section
from geo.voice.voice import Voice
from tests import toyland

RULES = [
    {
        "clause": "（五）",
        "typology": "大城市周边",
        "unit_types": ["县", "自治县"],
        "where": {"any": [{"within": "左一片区"}, {"adjacent_to": "左一片区"}]},
        "note": "在片区内或与之相邻",
    },
    {
        "clause": "（六）",
        "typology": "潜力地区",
        "unit_types": ["县", "市辖区"],
        "where": {"within_distance_km": {"area": "左一片区", "km": 10}},
        "requires": {"zoned_as": "城市化地区"},
        "note": "距离十公里内",
    },
    {
        "clause": "（七）",
        "typology": "示范县",
        "unit_types": ["县"],
        "requires": {"zoned_as": "城市化地区"},
        "note": "只看分区",
    },
]


@pytest.fixture
def project(tmp_path):
    document = copy.deepcopy(toyland.DOCUMENT)
    document["rules"] = RULES
    document["layers"].append(
        {"clause": "（五）", "typology": "大城市周边", "members": [], "note": "以条件界定"}
    )
    root = toyland.write_project(tmp_path, document)
    areas = [
        {"name": "左一片区", "region_code": "910000", "members": "左一市甲县", "source": "测试"}
    ]
    text = yaml.safe_dump({"areas": areas}, allow_unicode=True)
    (root / "layers" / "regions.yaml").write_text(text, encoding="utf-8")
    return Project(root)


@pytest.fixture
def inputs(project):
    return pipeline.require_sound(pipeline.read_inputs(project))


def verdicts(inputs, code, name):
    found = explain(inputs, code, find_typology(inputs, name))
    return {v.clause: v for v in found.verdicts}, found


def test_listed_with_clause_form_and_line(inputs):
    by_clause, found = verdicts(inputs, "910103", "大城市周边")
    verdict = by_clause["（一）"]
    assert (verdict.kind, verdict.as_written, verdict.other_count) == ("listed", "老丙县", 1)
    assert verdict.place.line == 1 + next(
        i
        for i, line in enumerate(
            (inputs.project.layers / "zuoshan-2024.yaml").read_text(encoding="utf-8").splitlines()
        )
        if "老丙县" in line
    )
    assert found.answer is VerdictKind.LISTED


def test_not_listed_where_others_are(inputs):
    by_clause, found = verdicts(inputs, "910104", "农产品主产区")
    assert (by_clause["（二）"].kind, by_clause["（二）"].other_count) == ("not_listed", 3)
    assert found.answer is None


def test_derived_with_its_reason(inputs):
    by_clause, _ = verdicts(inputs, "910103", "大城市周边")
    assert by_clause["（五）"].kind is VerdictKind.DERIVED
    reason, *beside = by_clause["（五）"].reasons
    assert reason == said("rules.adjacent_to", names=("左一市甲县",))
    assert [note.key for note in beside] == ["rules.also-listed", "rules.listed-otherwise"]


def test_a_rule_says_no_by_unit_type(inputs):
    by_clause, _ = verdicts(inputs, "910102", "大城市周边")
    assert by_clause["（五）"].kind is VerdictKind.RULE_FAILS
    told = Voice().sentences(by_clause["（五）"].reasons)
    assert told == "单位类型为市辖区，条件只适用于县、自治县"


def test_a_rule_says_no_and_names_every_condition_that_fails(inputs):
    by_clause, _ = verdicts(inputs, "910203", "大城市周边")
    told = Voice().sentences(by_clause["（五）"].reasons)
    assert told == "以下各项一项也不符合：不在左一片区内、不与左一片区相邻"
    by_clause, _ = verdicts(inputs, "910203", "潜力地区")
    assert Voice().sentences(by_clause["（六）"].reasons) == "距左一片区超过 10 公里"


def test_a_candidate_says_what_is_missing(inputs):
    by_clause, found = verdicts(inputs, "910103", "潜力地区")
    assert by_clause["（六）"].kind is VerdictKind.CANDIDATE
    assert "主体功能区名录" in Voice().sentences(by_clause["（六）"].reasons)
    assert found.answer is VerdictKind.CANDIDATE


def test_without_a_list_nothing_can_be_said(inputs):
    by_clause, _ = verdicts(inputs, "910103", "示范县")
    assert by_clause["（七）"].kind is VerdictKind.RULE_OPEN
    assert by_clause["（七）"].reasons


def test_a_layer_without_names_is_told_only_where_no_rule_stands_for_it(inputs, tmp_path):
    found = explain(inputs, "910203", find_typology(inputs, "大城市周边"))
    assert [v.kind for v in found.verdicts if v.clause == "（五）"] == [VerdictKind.RULE_FAILS]
    document = copy.deepcopy(toyland.DOCUMENT)
    document["layers"][2] |= {"members": [], "note": "未列名"}
    other = Project(toyland.write_project(tmp_path / "other", document))
    by_clause, _ = verdicts(pipeline.read_inputs(other), "910101", "潜力地区")
    assert (by_clause["（三）"].kind, by_clause["（三）"].notes) == ("nobody_listed", ("未列名",))


def test_outside_the_region_and_not_used(inputs, tmp_path):
    assert [v.kind for v in verdicts(inputs, "920101", "潜力地区")[1].verdicts] == ["outside"]
    document = copy.deepcopy(toyland.DOCUMENT)
    document["layers"] = document["layers"][:2]
    other = pipeline.read_inputs(Project(toyland.write_project(tmp_path / "other", document)))
    assert [v.kind for v in verdicts(other, "910101", "潜力地区")[1].verdicts] == ["not_used"]


def test_a_typology_by_key_and_both_names(inputs):
    for written in ("potential", "潜力地区", "Potential area", " potential AREA"):
        assert find_typology(inputs, written).key == "potential"
    assert find_typology(inputs, "潜力") is None


def test_explaining_agrees_with_building_for_every_county_and_typology(inputs):
    derived = pipeline.derive(inputs)
    held = {(a.county_code, a.typology): set() for a in derived.resolved.assignments}
    for a in derived.resolved.assignments:
        rule = "derived" if a.is_complete else "candidate"
        held[a.county_code, a.typology].add("listed" if a.basis is Basis.LISTED else rule)
    for code in inputs.names:
        for typology in inputs.typologies:
            found = explain(derived, code, typology)
            positive = {"listed", "derived", "candidate"}
            kinds = {v.kind.value for v in found.verdicts} & positive
            assert kinds == held.get((code, typology.key), set()), (code, typology.key)


@pytest.mark.parametrize("language", list(Language))
def test_every_verdict_has_words(inputs, language):
    texts = section("explain", language)
    assert {f"verdict-{k}" for k in VerdictKind} <= set(texts)
    by_clause, _ = verdicts(inputs, "910103", "大城市周边")
    assert "老丙县" in verdict_words(by_clause["（一）"], Voice(language))
