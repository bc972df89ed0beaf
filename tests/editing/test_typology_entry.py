"""A further typology in the file: what is added, and that nothing else changes."""

from __future__ import annotations

from itertools import takewhile
from operator import eq

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geo import colours
from geo.editing.typology_entry import proposed_colour, proposed_pattern, with_typology
from geo.errors import LayersError
from geo.looks import SYMBOLS
from geo.records.written import Pattern, Typology
from geo.vocabulary import Role
from tests.repository import ROOT

TEXT = (ROOT / "layers" / "typologies.yaml").read_text(encoding="utf-8")
PRESENT = [Typology.model_validate(t) for t in yaml.safe_load(TEXT)["typologies"]]


def _typology(**given: object) -> Typology:
    values = {"key": "resource", "name": "资源型", "name_en": "Resource-based", "role": "base",
              "order": 7, "colour": "#AFA2E7", "pattern": {"kind": "solid"}}  # fmt: skip
    return Typology.model_validate(values | given)


def _shared(one: str, other: str) -> int:
    """Characters that two texts begin with."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT.rstrip("\n"),
        TEXT + "# 文末的注\n",
        TEXT.replace("typologies:\n", "typologies:\n\n"),
        TEXT + "\n# themes below\n",
    ],
)
def test_only_lines_are_added(text: str) -> None:
    edited = with_typology(text, _typology())
    start = _shared(text, edited)
    end = _shared(text[start:][::-1], edited[start:][::-1])
    assert text[start : len(text) - end] == "", "something was replaced or removed"
    added = edited[start : len(edited) - end]
    assert len([line for line in added.splitlines() if line.strip()]) == 7
    assert added.count("\r\n") == (added.count("\n") if "\r" in text else 0)


@given(
    st.text("资源型：#\"'{}[]&*!|>%@-, a", min_size=1, max_size=12).filter(str.strip),
    st.sampled_from(["solid", "mark", "hatch", "outline"]),
)
def test_any_name_and_pattern_reads_back(name: str, kind: str) -> None:
    pattern = {"kind": kind, "symbol": "▲" if kind == "mark" else ""}
    wanted = _typology(name=name, name_en=name, pattern=pattern, theme="county_towns")
    edited = with_typology(TEXT, wanted)
    assert Typology.model_validate(yaml.safe_load(edited)["typologies"][-1]) == wanted


@pytest.mark.parametrize("text", ["typologies: []\n", "[]\n", "themes: []\n", "typologies: [{}]\n"])
def test_what_only_a_person_can_edit_is_refused(text: str) -> None:
    with pytest.raises(LayersError):
        with_typology(text, _typology())


def test_overlays_get_symbols_then_hatches_then_outlines() -> None:
    together = list(PRESENT)
    kinds = []
    for n in range(len(SYMBOLS) + 7):
        pattern = proposed_pattern(together, Role.OVERLAY)
        assert pattern.kind == "outline" or pattern not in [t.pattern for t in together]
        together.append(_typology(key=f"t{n}", role="overlay", pattern=pattern.model_dump()))
        kinds.append(pattern.kind)
    assert kinds == ["mark"] * (len(SYMBOLS) - 1) + ["hatch"] * 6 + ["outline"] * 2
    assert proposed_pattern(together, Role.BASE) == Pattern(kind="solid")


def test_a_full_file_still_gives_a_theme_colours_that_differ() -> None:
    many, theme = list(PRESENT), PRESENT[:4]
    for n in range(14):
        colour = proposed_colour(many, Role.BASE, many)
        many.append(_typology(key=f"t{n}", colour=colour))
    colour = proposed_colour(theme, Role.BASE, many)
    assert colours.nearest(colour, [t.colour for t in theme]) >= colours.NEAR
