"""Regions of documents: the nation, and several provinces together."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from geo import pipeline
from geo.config import Project
from geo.records.written import Document
from geo.vocabulary import ALL_EDITION, Language

ROOT = Path(__file__).parents[2]


def document(name, region, members):
    return {
        "document": {
            "id": f"{name}-2021-trial",
            "title": "试验名单",
            "short_title": "试验",
            "issuer": None,
            "number": None,
            "issued": "2021",
            "region_code": region,
            "source_note": "测试",
        },
        "layers": [{"clause": "附件", "typology": "潜力地区", "members": members}],
    }


@pytest.fixture
def inputs_of(tmp_path):
    """Reads a project whose only list is one document."""

    def read(*documents, labels=()):
        layers = tmp_path / "layers"
        layers.mkdir(exist_ok=True)
        typologies = (ROOT / "layers" / "typologies.yaml").read_text(encoding="utf-8")
        (layers / "typologies.yaml").write_text(typologies, encoding="utf-8")
        (layers / "regions.yaml").write_text(
            yaml.safe_dump({"labels": list(labels)}, allow_unicode=True), encoding="utf-8"
        )
        for each in documents:
            path = layers / f"{each['document']['id']}.yaml"
            path.write_text(yaml.safe_dump(each, allow_unicode=True), encoding="utf-8")
        if not (tmp_path / "data").exists():
            (tmp_path / "data").symlink_to(ROOT / "data")
        return pipeline.read_inputs(Project(tmp_path))

    return read


def errors(inputs):
    return [(f.kind, f.value) for f in inputs.faults if f.is_error]


def test_a_document_of_two_provinces_is_read_in_their_union(inputs_of):
    inputs = inputs_of(document("chuanyu", ["510000", "500000"], "永川区、泸县"))
    assert not errors(inputs)
    assert [a.county_code for a in inputs.resolved.assignments] == ["500118", "510521"]
    edition = pipeline.find_edition(inputs, "chuanyu")
    assert edition.region_codes == ("510000", "500000") and edition.name == "四川省、重庆市"
    frames = pipeline.edition_frames(inputs, "chuanyu")
    assert set(frames.counties["province_code"]) == {"500000", "510000"}
    assert frames.documents["region_code"].tolist() == ["510000、500000"]


def test_what_is_outside_the_union_is_a_fault(inputs_of):
    inputs = inputs_of(document("chuanyu", ["510000", "500000"], "永川区、康县"))
    assert [value for _, value in errors(inputs)] == ["康县"]


def test_a_union_is_named_by_its_label(inputs_of):
    label = {
        "region_code": ["510000", "500000"],
        "name": "川渝地区",
        "name_en": "Sichuan–Chongqing",
    }
    inputs = inputs_of(document("chuanyu", ["510000", "500000"], "永川区"), labels=[label])
    edition = pipeline.find_edition(inputs, "chuanyu")
    assert (edition.name, edition.name_en) == ("川渝地区", "Sichuan–Chongqing")
    assert inputs.voices[Language.EN].quoted("川渝地区") == "Sichuan–Chongqing"


def test_an_unknown_part_of_a_union_is_named(inputs_of):
    inputs = inputs_of(document("chuanyu", ["510000", "990000"], "泸县"))
    assert ("unknown-region", "510000、990000") in errors(inputs)


def test_the_nation_has_its_name(inputs_of):
    inputs = inputs_of(document("nation", "000000", "行唐县、和田县"))
    assert not errors(inputs)
    edition = pipeline.find_edition(inputs, "nation")
    assert (edition.name, edition.name_en) == ("全国", "China")
    assert inputs.voices[Language.EN].quoted("全国") == "China"


def test_all_unites_regions(inputs_of):
    inputs = inputs_of(
        document("chuanyu", ["510000", "500000"], "永川区"), document("hebei", "130000", "行唐县")
    )
    every = pipeline.find_edition(inputs, ALL_EDITION)
    assert every.region_codes == ("130000", "500000", "510000")


@pytest.mark.parametrize("region", [["510000", "510000"], ["51"], "510000、5", []])
def test_faulty_codes_are_refused(region):
    with pytest.raises(ValueError, match="code-form|region_code"):
        Document.model_validate(document("x", region, "")["document"])
