"""The small map: what it shows, in whose colours."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from geo.content.county_sheet import SheetWords
from geo.errors import RenderError
from geo.render.sheets import county_map
from geo.render.sheets.smallmap import DPI, MAP_SIZE
from geo.vocabulary import Standing

from .conftest import renamed

WORDS = SheetWords()


def pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def share(png: bytes, colour: str, *, centre: float = 0.3) -> float:
    """Share of the picture's middle that has the colour, give or take."""
    found = pixels(png)
    height, width, _ = found.shape
    margin = (1 - centre) / 2
    middle = found[
        int(height * margin) : int(height * (1 - margin)),
        int(width * margin) : int(width * (1 - margin)),
    ]
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return float((np.abs(middle - wanted).max(axis=2) <= 6).mean())


def test_same_frames_same_bytes_and_size(frames):
    first, second = (county_map(frames, "910202", WORDS).png for _ in range(2))
    assert first == second
    height, width, _ = pixels(first).shape
    assert (width, height) == tuple(int(s / 25.4 * DPI) for s in MAP_SIZE)


def test_a_listed_type_fills_the_county(frames):
    colours = {t.key: t.colour for t in frames.typologies}
    png = county_map(frames, "910202", WORDS).png
    assert share(png, colours["industrial"]) > 0.5
    assert share(png, colours["agricultural"]) < 0.02


def test_several_types_share_the_county_in_stripes(frames):
    colours = {t.key: t.colour for t in frames.typologies}
    png = county_map(frames, "920107", WORDS).png
    shares = [share(png, colours[k]) for k in ("suburban", "industrial", "agricultural")]
    assert min(shares) > 0.2 and max(shares) < 0.4


def test_derived_and_candidate_are_paler_than_listed(frames):
    colour = next(t.colour for t in frames.typologies if t.key == "agricultural")
    assert share(county_map(frames, "920108", WORDS).png, colour) > 0.5
    assert share(county_map(frames, "910201", WORDS).png, colour) < 0.3
    assert share(county_map(frames, "910104", WORDS).png, colour) < 0.3


def test_neighbours_stand_behind_a_veil(frames):
    colours = {t.key: t.colour for t in frames.typologies}
    png = county_map(frames, "910202", WORDS).png
    assert share(png, colours["agricultural"], centre=1) == 0  # its neighbours' colour, unveiled


def test_the_legend_lists_what_the_window_shows(frames):
    shown = [(t.key, s) for t, s in county_map(frames, "910104", WORDS).shown]
    assert ("agricultural", Standing.CANDIDATE) in shown and ("border", Standing.LISTED) in shown
    assert shown == sorted(shown, key=lambda x: list(Standing).index(x[1]))


def test_a_missing_glyph_is_an_error_never_a_square(frames):
    with pytest.raises(RenderError, match="U\\+1F600"):
        county_map(renamed(frames, "910202", "乙\U0001f600"), "910202", WORDS)


def test_a_name_of_any_length_and_content_is_drawn(frames):
    for name in ("长" * 10_000, "$x_1$区", "<b>县</b>"):
        assert county_map(renamed(frames, "910202", name), "910202", WORDS).png


def test_every_toy_county_has_a_map(frames):
    for code in frames.counties["county_code"]:
        assert county_map(frames, code, WORDS).png.startswith(b"\x89PNG")


def test_a_county_without_types_alone_in_its_edition(frames):
    alone = frames.counties[frames.counties["county_code"] == "910101"].reset_index(drop=True)
    few = replace(frames, counties=alone, assignments=frames.assignments.iloc[0:0])
    assert county_map(few, "910101", WORDS).shown == ()


def test_an_unknown_county_is_named(frames):
    with pytest.raises(RenderError, match="110101"):
        county_map(frames, "110101", WORDS)
