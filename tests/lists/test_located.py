"""Line numbers survive, and nothing that YAML would swallow silently passes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lists.located import parse


def kinds(text):
    return [(f.kind, f.line) for f in parse(text, "x.yaml").faults]


def test_scalars_stay_as_written():
    located = parse('a: 2025-02-10\nb: 0500\nc: "500000"\nd: 8.5\ne: 12\nf: null\ng: yes\n', "x")
    assert located.value == {
        "a": "2025-02-10",
        "b": "0500",
        "c": "500000",
        "d": 8.5,
        "e": 12,
        "f": None,
        "g": "yes",
    }


def test_every_part_has_its_line():
    located = parse("a:\n  - x\n  - y: 1\n    z: 2\n", "x")
    assert located.span(("a", 0)).first == 2
    assert located.span(("a", 1, "z")).first == 4
    assert located.span(("a", 1, "nothing")).first == 3


def test_a_part_that_the_file_lacks_has_the_line_of_what_is_around_it():
    located = parse("a:\n  - x\nb:\n", "x")
    lines = [located.span(p).first for p in ((), ("a", 5), ("a", 0, "y"), ("b",), ("b", 0))]
    assert lines == [1, 1, 2, 3, 3]
    assert parse("", "x").span(("a",)).first == 1


def test_folded_block_spans_its_lines():
    span = parse("a: >-\n  南川、\n  大足\nb: 1\n", "x").span(("a",))
    assert (span.first, span.last) == (1, 3)


def test_repeated_key_is_a_fault_with_both_lines():
    located = parse("a: 1\nb: 2\na: 3\n", "x.yaml")
    assert [(f.kind, f.line, f.details["first"]) for f in located.faults] == [
        ("duplicate-key", 3, "1")
    ]


def test_anchors_are_refused():
    assert kinds("a: &x [1, 2]\nb: *x\n") == [("yaml-anchor", 1)]


def test_a_bomb_of_references_does_not_grow():
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    names = "abcdefgh"
    for before, after in itertools.pairwise(names):
        lines.append(f"{after}: &{after} [" + ", ".join([f"*{before}"] * 9) + "]")
    located = parse("\n".join(lines), "x")
    assert located.faults and len(str(located.value)) < 2000


def test_broken_yaml_names_its_line():
    assert kinds("a: 1\nb: [1, 2\nc: 3\n") == [("yaml-open-bracket", 2)]
    assert kinds("a: 1\n\tb: 2\n") == [("yaml-tab", 2)]


@pytest.mark.parametrize("depth", [100, 5_000, 100_000])
def test_nesting_without_end_is_a_fault_not_a_crash(depth):
    for text in ("[" * depth + "]" * depth, "- " * depth + "x"):
        assert kinds("a: 1\nb:\n  " + text)[0] == ("yaml-deep", 3)


@pytest.mark.timeout(30)
@pytest.mark.slow
def test_a_mapping_of_very_many_keys_takes_no_square_of_them():
    keys = [f"k{i}" for i in range(30_000)]
    located = parse("".join(f"{k}: v\n" for k in keys), "x")
    assert [located.span((k,)).first for k in keys] == list(range(1, len(keys) + 1))
    twice = parse("".join(f"{k}: v\n" for k in (*keys, *keys)), "x")
    assert [int(f.details["first"]) for f in twice.faults] == list(range(1, len(keys) + 1))


def test_complex_key_is_a_fault():
    assert ("yaml-key", 1) in kinds("? [1, 2]\n: 3\n")


def test_control_characters_are_a_fault_not_a_crash():
    assert kinds("a: \x07\n")[0][0] == "yaml-character"


@given(st.text(max_size=200))
def test_any_text_gives_a_value_or_a_fault(text):
    located = parse(text, "x")
    assert located.faults or located.value is None or located.root is not None
    assert 1 <= located.span(()).first <= len(text) + 1
