"""The line that breaks a list is named, not the line where the parser noticed it."""

from __future__ import annotations

import re

import pytest
import yaml

from geo.lists.located import parse
from geo.vocabulary import Language
from geo.voice.texts import section
from tests import toyland

LINES = yaml.safe_dump(toyland.DOCUMENT, allow_unicode=True, sort_keys=False).splitlines()
KEYED = [i for i, line in enumerate(LINES) if re.fullmatch(r" *(- )?\w+: [^\[{'\"|>].*", line)]
#: Keys with a value of their own and another key of the same mapping below them.
INNER = [
    i
    for i in KEYED
    if not LINES[i].lstrip().startswith("- ")
    and i + 1 < len(LINES)
    and re.match(r" *", LINES[i])[0] == re.match(r" *", LINES[i + 1])[0]  # type: ignore[index]  # it always matches
    and not LINES[i + 1].lstrip().startswith("- ")
]


def faults_with(index, change):
    lines = [*LINES]
    lines[index] = change(lines[index])
    return [(f.kind, f.line) for f in parse("\n".join(lines) + "\n", "x.yaml").faults]


def test_the_toy_list_itself_has_no_fault():
    assert len(INNER) > 20
    assert faults_with(0, lambda line: line) == []


CHANGES = {
    "yaml-wide-colon": lambda line: line.replace(": ", "：", 1),
    "yaml-tight-colon": lambda line: line.replace(": ", ":", 1),
    "yaml-no-colon": lambda line: line.replace(": ", " ", 1),
    "yaml-tab": lambda line: "\t" + line.lstrip(),
    "yaml-open-quote": lambda line: line.replace(": ", ': "', 1),
    "yaml-after-quote": lambda line: re.sub(r": (.)", r': "\1" ', line, count=1) + " 等",
    "yaml-open-bracket": lambda line: line.replace(": ", ": [", 1),
    "yaml-special": lambda line: line.replace(": ", ": @", 1),
    "yaml-colon-inside": lambda line: line.replace(": ", ": 其中: ", 1),
}


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("index", INNER[::3])
def test_a_slip_of_the_pen_is_found_in_its_own_line(kind, index):
    if kind == "yaml-tab" and not LINES[index].startswith(" "):
        return
    assert faults_with(index, CHANGES[kind]) == [(kind, index + 1)]


@pytest.mark.parametrize("mark", ["：", "；", "﹕"])
def test_a_wide_colon_is_found_in_the_first_key_and_in_the_last(mark):
    text = "document：\n  id: a-2024\n".replace("：", mark)
    assert [(f.kind, f.line, f.value) for f in parse(text, "x").faults] == [
        ("yaml-wide-colon", 1, "document")
    ]
    text = f"document:\n  id: a-2024\n  number{mark}null\nlayers: []\n"
    assert [(f.kind, f.line) for f in parse(text, "x").faults] == [("yaml-wide-colon", 3)]


def test_a_quote_of_line_8_is_found_though_it_is_noticed_in_line_40():
    quoted = [f'k{n}: "v{n}"' for n in range(1, 60)]
    quoted[7] = 'k8: "v8'
    for n in range(8, 38):
        quoted[n] = f"k{n + 1}: v"
    (fault,) = parse("\n".join(quoted), "x").faults
    assert (fault.kind, fault.line, fault.details["noticed"]) == ("yaml-open-quote", 8, "39")


def test_a_text_that_rightly_goes_over_lines_is_no_culprit():
    text = 'a: "一\n  二"\nb: |\n  说明：这里\n  还有: 这里\nc：三\nd: 四\n'
    assert [(f.kind, f.line) for f in parse(text, "x").faults] == [("yaml-wide-colon", 6)]


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("layers:\n  - clause: 一\n  -clause: 二\n", "yaml-tight-dash", 3),
        ("layers:\n  - clause: 一\n  － clause: 二\n", "yaml-wide-dash", 3),
        ("layers:\n  - clause: 一\n    note: 甲\n  clause: 二\n", "yaml-no-dash", 4),
        ("document:\n  id: a\n   title: b\n", "yaml-indent", 3),
        ("document:\n  id: a\n title: b\n  issued: c\n", "yaml-indent", 3),
        ("document:\n  id: a\n　　title: b\n", "yaml-wide-blank", 3),
        ("document\n  id: a\n", "yaml-no-colon", 1),
        ("document: id: a\n", "yaml-colon-inside", 1),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 2),
        ("a: 1\nb: 二\x00\n", "yaml-character", 2),
        ("甲县：Jia County\n乙县: Yi County\n", "yaml-wide-colon", 1),
    ],
)
def test_other_slips(text, kind, line):
    assert [(f.kind, f.line) for f in parse(text, "x").faults] == [(kind, line)]


def test_several_slips_are_named_in_one_run():
    text = 'document：\n  id: a\n  title："b"\n  number:5\nlayers: []\n'
    found = [(f.kind, f.line) for f in parse(text, "x").faults]
    assert found == [("yaml-wide-colon", 1), ("yaml-wide-colon", 3), ("yaml-tight-colon", 4)]


def test_a_long_list_is_searched_in_a_moment():
    item = "  - clause: 一\n    note: |\n      说明：这里\n      还有：这里\n"
    text = "layers:\n" + item * 600 + '  - clause: "二\n' + item * 200
    assert [(f.kind, f.line) for f in parse(text, "x").faults] == [("yaml-open-quote", 2402)]


@pytest.mark.parametrize("language", Language)
def test_every_kind_has_words_and_advice(language):
    words = section("faults", language)
    kinds = {*CHANGES, "yaml-wide-dash", "yaml-no-dash", "yaml-indent", "yaml-documents"}
    assert kinds | {f"{kind}.advice" for kind in kinds} <= words.keys()
