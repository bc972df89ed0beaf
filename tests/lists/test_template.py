"""What ``init`` writes: sound except for what must be filled in, and its examples hold."""

from __future__ import annotations

import re

import pytest

from geo.errors import LayersError
from geo.lists import read_list
from geo.lists.located import parse
from geo.lists.template import new_list, write_new_list
from geo.records.written import DocumentLists

OPTIONS = {"region_code": "440000", "region_name": "广东省", "typology_names": ["大城市周边"]}


def read(folder, text):
    path = write_new_list(folder, "guangdong-2023", text)
    return read_list(path, relative=lambda p: p.name)


def test_only_what_must_be_filled_in_is_missing(tmp_path):
    _, faults = read(tmp_path, new_list("guangdong-2023", **OPTIONS))
    lines = (tmp_path / "guangdong-2023.yaml").read_text(encoding="utf-8").splitlines()
    assert [f.kind for f in faults] == ["wrong-value"] * 2
    assert all("必填" in lines[f.line - 1] for f in faults)
    assert sum("必填：" in line for line in lines) == 2


@pytest.mark.parametrize("title", ["广东省实施方案", "a: b # c", "- 名", "{id}", "换\u2028行"])
def test_filled_in_it_is_sound(tmp_path, title):
    text = new_list("guangdong-2023", title=title, **OPTIONS)
    found, faults = read(tmp_path, text.replace("short_title:", "short_title: 广东"))
    assert not faults
    assert found.lists.document.title == title
    assert found.lists.document.region_code == "440000"


def test_every_example_in_the_comments_is_valid():
    text = new_list("guangdong-2023", title="题", **OPTIONS).replace(
        "short_title:", "short_title: x"
    )
    text = re.sub(r"^(layers|tasks|partnerships|positionings): \[\]$", r"\1:", text, flags=re.M)
    text = re.sub(r"^#(  +(?:- |[a-z_]+:))", r"\1", text, flags=re.M)
    text = re.sub(r"^  # ([a-z_]+:|  - )", r"  \1", text, flags=re.M)
    lists = DocumentLists.model_validate(parse(text, "x").value)
    assert lists.document.supersedes == ("guangdong-2023-old",)
    assert lists.document.headline_targets[0].value == 76
    assert lists.document.blanket.units == ("各区县政府",)
    assert lists.layers[0].members == ("甲县、乙区、丙市",)
    assert lists.tasks[0].indicators[0].deadline == "2025"
    assert lists.partnerships[0].partner == ("乙区",)
    assert lists.positionings[0].subject == ("甲县",)


@pytest.mark.parametrize(
    "bad", ["Guangdong", "广东-2023", "../etc", "all-2023", "index", "a--b", "a_b", ""]
)
def test_an_id_that_will_not_do(bad):
    with pytest.raises(LayersError, match=re.escape(f"“{bad}”")):
        new_list(bad, **OPTIONS)


def test_an_existing_file_is_left_alone(tmp_path):
    (tmp_path / "guangdong-2023.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(LayersError, match="已经存在"):
        write_new_list(tmp_path, "guangdong-2023", "new")
    assert (tmp_path / "guangdong-2023.yaml").read_text(encoding="utf-8") == "mine"
