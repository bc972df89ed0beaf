"""Colours that everyone can tell apart, and what a county shows of its types."""

from __future__ import annotations

import json
from itertools import combinations, pairwise
from pathlib import Path

import pandas as pd
import pytest
import yaml

from geo import looks
from geo.looks import Look, in_order
from geo.records.written import Typology
from geo.vocabulary import Role, Standing
from tests.colours import VISION, apart, contrast, seen

ROOT = Path(__file__).resolve().parents[1]
TYPOLOGIES = [
    Typology.model_validate(t)
    for t in yaml.safe_load((ROOT / "layers" / "typologies.yaml").read_text("utf-8"))["typologies"]
]
BASE = in_order(TYPOLOGIES, Role.BASE)
OVERLAYS = in_order(TYPOLOGIES, Role.OVERLAY)


def of_theme(theme, role):
    return [t for t in in_order(TYPOLOGIES, role) if t.theme == theme]


THEMES = sorted({t.theme for t in TYPOLOGIES})


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_fills_of_a_theme_are_told_apart(theme, vision):
    for one, other in combinations(of_theme(theme, Role.BASE), 2):
        distance = apart(one.colour, other.colour, vision)
        assert distance > 20, f"{one.name} and {other.name} under {vision}: {distance:.1f}"


@pytest.mark.parametrize("theme", THEMES)
def test_fills_of_a_theme_are_told_apart_in_grey_print(theme):
    lightness = sorted(seen(t.colour, "usual")[0] for t in of_theme(theme, Role.BASE))
    steps = [b - a for a, b in pairwise(lightness)]
    assert min(steps, default=100) > 10, lightness


@pytest.mark.parametrize("theme", THEMES)
def test_overlays_stand_out_on_every_fill(theme):
    fills = of_theme(theme, Role.BASE)
    for overlay in of_theme(theme, Role.OVERLAY):
        # The dark blue fill is darker than 3 : 1 allows; a pale halo is drawn there.
        held = [contrast(overlay.colour, t.colour) >= 3 for t in fills]
        assert sum(held) >= len(held) - 2, overlay.name


def rows(*assignments):
    columns = ["county_code", "typology", "basis", "is_complete"]
    return pd.DataFrame(assignments, columns=columns)


def test_a_look_keeps_the_legend_s_order_fills_apart_from_overlays():
    held = [("500101", t.key, "listed", True) for t in (OVERLAYS[0], BASE[2], BASE[0])]
    found = looks.looks_of(["500101", "500102"], rows(*held), TYPOLOGIES)
    listed = Standing.LISTED
    assert found["500101"] == Look(((BASE[0], listed), (BASE[2], listed)), ((OVERLAYS[0], listed),))
    assert found["500102"] == Look()


def test_the_surest_clause_decides():
    key = BASE[0].key
    candidate, derived = ("500101", key, "rule", False), ("500101", key, "rule", True)
    listed = ("500101", key, "listed", True)
    for given, standing in (
        ([candidate], Standing.CANDIDATE),
        ([derived, candidate], Standing.DERIVED),
        ([candidate, derived, listed], Standing.LISTED),
    ):
        assert looks.standings(rows(*given)) == {("500101", key): standing}


def test_a_candidate_is_never_filled_with_its_colour_and_a_derived_type_is_paler():
    for typology in TYPOLOGIES:
        listed, derived, candidate = (looks.fill_of(typology, s) for s in Standing)
        assert listed == typology.colour
        assert candidate == looks.NEUTRAL_FILL
        assert seen(derived, "usual")[0] > seen(listed, "usual")[0]


def test_the_page_gets_every_constant_as_json():
    data = json.loads(json.dumps(looks.as_data()))
    assert data["tint"] == looks.DERIVED_TINT
    assert data["colours"]["neutral"] == looks.NEUTRAL_FILL
    assert set(data["sizes"]["hatches"]) == {"derived", "candidate"}
    assert data["sizes"]["stripe"] == looks.SCREEN.stripe
