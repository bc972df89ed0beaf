"""Edits change the characters that were asked for and no other byte."""

from __future__ import annotations

import difflib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.editing.yaml import LayerEdit, ListEdits, NewLayer, edit_list
from geo.errors import LayersError
from geo.lists.located import parse, scalar

TEXT = """\
# 头部说明 header
document: {id: zuoshan-2024, title: 左山}   # 行尾

layers:
  # 第一条
  - clause: （一）    # 条号
    typology: 大城市周边
    members: 甲县、老丙县和丁县等3个县   # 名单

  - clause: （二）
    typology: 农产品主产区
    status: "旧 称号"
    members:
      - 丙   # 丙的说明
      - 己、庚
    note: >-
      很长的
      说明
  # 末尾说明
  - {clause: （三）, typology: 潜力地区, members: [甲, 己苗族自治县]}
  - clause: （四）
    typology: 示范县
    members: |
      己、
      庚
  - clause: （五）
    typology: 示范县
    members: []
    note: 未列名

# 任务
tasks:
  - {clause: （一）}
"""


def split(run):
    return [p.strip() for p in re.split("[、和\n]", re.sub("等.*$", "", run)) if p.strip()]


def edit(*changed, removed=(), added=(), text=TEXT):
    return edit_list(text, ListEdits(tuple(changed), tuple(removed), tuple(added)), split=split)


def changes(new, old=TEXT):
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_nothing_asked_nothing_changed():
    assert edit() == TEXT


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            LayerEdit(0, remove=("老丙县",)),
            [
                "-     members: 甲县、老丙县和丁县等3个县   # 名单",
                "+     members: 甲县、丁县等3个县   # 名单",
            ],
        ),
        (
            LayerEdit(0, remove=("丁县",), add=("辛区", "戊市")),
            [
                "-     members: 甲县、老丙县和丁县等3个县   # 名单",
                "+     members: 甲县、老丙县、辛区、戊市等3个县   # 名单",
            ],
        ),
        (
            LayerEdit(0, remove=("甲县", "老丙县", "丁县"), add=("辛区",)),
            [
                "-     members: 甲县、老丙县和丁县等3个县   # 名单",
                "+     members: 辛区   # 名单",
            ],
        ),
        (LayerEdit(1, remove=("丙",)), ["-       - 丙   # 丙的说明"]),
        (LayerEdit(1, remove=("己",)), ["-       - 己、庚", "+       - 庚"]),
        (LayerEdit(1, add=("甲",)), ["+       - 甲"]),
        (
            LayerEdit(2, remove=("甲",), add=("123456",)),
            [
                "-   - {clause: （三）, typology: 潜力地区, members: [甲, 己苗族自治县]}",
                '+   - {clause: （三）, typology: 潜力地区, members: [己苗族自治县, "123456"]}',
            ],
        ),
        (
            LayerEdit(3, remove=("庚",), add=("辛",)),
            ["-       己、", "-       庚", "+       己、辛"],
        ),
        (LayerEdit(4, add=("甲",)), ["-     members: []", "+     members: 甲"]),
        (LayerEdit(0, {"stage": "awarded"}), ["+     stage: awarded"]),
        (LayerEdit(1, {"status": ""}), ['-     status: "旧 称号"']),
        (
            LayerEdit(2, {"status": "a, b: #c"}),
            [
                "-   - {clause: （三）, typology: 潜力地区, members: [甲, 己苗族自治县]}",
                "+   - {clause: （三）, typology: 潜力地区, "
                'status: "a, b: #c", members: [甲, 己苗族自治县]}',
            ],
        ),
        (
            LayerEdit(1, {"note": "短\n句"}),
            ["-     note: >-", "-       很长的", "-       说明", '+     note: "短\\n句"'],
        ),
        (
            LayerEdit(0, {"clause": "（六）"}),
            ["-   - clause: （一）    # 条号", "+   - clause: （六）    # 条号"],
        ),
    ],
)
def test_only_the_asked_lines_change(change, expected):
    found = sorted(changes(edit(change)))
    assert found == sorted(expected)


def test_a_removed_layer_takes_its_own_lines_only():
    new = edit(removed=(1,))
    assert "# 末尾说明" in new
    assert len(TEXT.splitlines()) - len(new.splitlines()) == 9
    assert "农产品" not in new


def test_all_layers_removed_leaves_an_empty_list():
    value = parse(edit(removed=(0, 1, 2, 3, 4)), "x").value
    assert value["layers"] == []
    assert value["tasks"] == [{"clause": "（一）"}]


def test_an_emptied_block_list():
    new = edit(LayerEdit(1, remove=("丙", "己", "庚")))
    assert parse(new, "x").value["layers"][1]["members"] == []


def test_a_new_layer_follows_its_clause_in_the_files_own_indent():
    fields = {"clause": "（一）", "typology": "示范县", "status": "称号", "note": ""}
    found = changes(edit(added=[NewLayer(fields, ("甲县", "辛区"))]))
    assert found == [
        "+   - clause: （一）",
        "+     typology: 示范县",
        "+     status: 称号",
        "+     members: 甲县、辛区",
    ]
    new = edit(added=[NewLayer(fields, ("甲县",))])
    assert [layer["clause"] for layer in parse(new, "x").value["layers"]][:2] == ["（一）"] * 2


@pytest.mark.parametrize(
    "start",
    ["document: {id: a}\n", "document:\n  id: a  # x", "document: {id: a}\nlayers: []  # y\n"],
)
def test_a_first_layer(start):
    fields = {"clause": "（一）", "typology": "示范县"}
    new = edit(added=[NewLayer(fields, ("甲县",))], text=start)
    assert parse(new, "x").value["layers"] == [{**fields, "members": "甲县"}]
    assert start.rstrip("\n").replace(" []", "") in new


def test_line_ends_and_byte_order_mark_stay():
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    new = edit(LayerEdit(1, {"stage": "awarded"}, add=("甲",)), text=text)
    assert new.startswith("\ufeff#")
    assert new.count("\n") == new.count("\r\n") == text.count("\n") + 2


def test_layers_on_one_line_are_refused():
    with pytest.raises(LayersError, match="line 2"):
        edit(LayerEdit(0, add=("甲",)), text="document: {}\nlayers: [{clause: （一）}]\n")


def test_an_edit_that_would_change_more_is_refused():
    with pytest.raises(LayersError):  # 等 ends the run: what follows is no member
        edit(LayerEdit(0, add=("辛等", "戊市")))


@given(st.text(min_size=1).filter(lambda s: s.strip() == s))
def test_a_scalar_reads_back(value):
    for in_flow in (False, True):
        written = scalar(value, in_flow=in_flow)
        located = parse(f"{{k: {written}}}" if in_flow else f"k: {written}", "x")
        if not located.faults:  # YAML has no way to write some control characters
            assert located.value == {"k": value}


NAMES = ["甲县", "老丙县", "丁县", "丙", "己", "庚", "辛区", "戊市", "己苗族自治县"]


@settings(max_examples=150)
@given(st.data())
def test_any_change_of_members_does_what_was_asked(data):
    edits = []
    for index, layer in enumerate(parse(TEXT, "x").value["layers"]):
        runs = layer["members"] if isinstance(layer["members"], list) else [layer["members"]]
        held = [n for run in runs for n in split(run)]
        remove = data.draw(st.lists(st.sampled_from(held), unique=True) if held else st.just([]))
        free = [n for n in NAMES if n not in held]
        add = data.draw(st.lists(st.sampled_from(free), unique=True, max_size=3))
        edits.append(LayerEdit(index, remove=tuple(remove), add=tuple(add)))
    new = edit(*edits)
    comments = re.findall("#.*", TEXT)
    gone = {"# 丙的说明"} if "丙" in edits[1].remove else set()
    assert [c for c in comments if c not in gone] == [
        c for c in re.findall("#.*", new) if c not in gone
    ]
