"""Kinds of change are told apart with any eyes, and without colour."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from geo.looks import NEUTRAL_FILL, contrast
from geo.render.changes import Change
from geo.render.changes.looks import LOOKS

#: Simulation at full severity, on linear RGB. Source: Machado, Oliveira & Fernandes (2009),
#: A Physiologically-based Model for Simulation of Color Vision Deficiency, table 1.
DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
#: sRGB to XYZ, D65 (IEC 61966-2-1).
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, deficiency: str) -> np.ndarray:
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(DEFICIENCIES[deficiency]) @ linear, 0, 1)
    x, y, z = np.cbrt(np.maximum(TO_XYZ @ seen / TO_XYZ.sum(axis=1), 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_colours_lie_apart(deficiency: str) -> None:
    colours = [look.fill for look in LOOKS.values()] + [NEUTRAL_FILL]
    for one, other in combinations(colours, 2):
        apart = float(np.linalg.norm(lab(one, deficiency) - lab(other, deficiency)))
        assert apart > 15, (one, other, round(apart, 1))


def test_patterns_tell_them_apart_without_colour() -> None:
    assert len({look.marks for look in LOOKS.values()}) == len(LOOKS)
    for change, look in LOOKS.items():
        assert contrast(look.fill, look.ink) > 3, change


def test_everything_but_wording_has_a_look() -> None:
    assert set(Change) - set(LOOKS) == {Change.WORDING}
