"""Colours that everyone can tell apart: usual colour vision, the three deficiencies, grey print."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest
import yaml

from geo.looks import contrast, fill_colours, in_order, text_on
from geo.records.written import Typology
from geo.vocabulary import Role

ROOT = Path(__file__).resolve().parents[1]
TYPOLOGIES = [
    Typology.model_validate(t)
    for t in yaml.safe_load((ROOT / "layers" / "typologies.yaml").read_text("utf-8"))["typologies"]
]
BASE = in_order(TYPOLOGIES, Role.BASE)

#: Complete dichromacy in linear RGB. Source: Machado, Oliveira & Fernandes, "A physiologically
#: based model for simulation of color vision deficiency", IEEE TVCG 15 (2009), severity 1.0.
VISION = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    """Linear RGB of ``#RRGGBB`` (IEC 61966-2-1)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(rgb):
    """CIE L*a*b* (D65) of linear RGB."""
    r, g, b = (min(max(c, 0), 1) for c in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour, vision):
    rgb = linear(colour)
    return lab([sum(m * c for m, c in zip(row, rgb, strict=True)) for row in VISION[vision]])


@pytest.mark.parametrize("vision", VISION)
def test_fills_are_told_apart(vision):
    for one, other in combinations(BASE, 2):
        first, second = seen(one.colour, vision), seen(other.colour, vision)
        distance = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
        assert distance > 20, f"{one.name} and {other.name} under {vision}: {distance:.1f}"


def test_fills_are_told_apart_in_grey_print():
    lightness = sorted(seen(t.colour, "usual")[0] for t in BASE)
    steps = [b - a for a, b in pairwise(lightness)]
    assert min(steps) > 10, lightness


def test_overlays_stand_out_on_every_fill():
    for overlay in in_order(TYPOLOGIES, Role.OVERLAY):
        # The dark blue fill is darker than 3 : 1 allows; a pale halo is drawn there.
        held = [contrast(overlay.colour, t.colour) >= 3 for t in BASE]
        assert sum(held) >= len(held) - 2, overlay.name


def test_text_on_a_fill_meets_wcag_aa():
    for typology in TYPOLOGIES:
        assert contrast(text_on(typology.colour), typology.colour) >= 4.5, typology.name


def test_fill_colours_keep_the_legend_s_order_and_leave_overlays_out():
    keys = ["demonstration", "agricultural", "suburban"]
    assert fill_colours(keys, TYPOLOGIES) == (BASE[0].colour, BASE[2].colour)
    assert fill_colours([], TYPOLOGIES) == ()
