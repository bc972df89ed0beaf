"""The font is what its record says, is open, and covers every name of the project."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from geo.draw.fonts.subset import characters_in, gb2312_characters
from geo.draw.glyphs import font_characters, stand_in
from geo.draw.lettering import (
    FONT_FILE,
    check_covered,
    covered,
    font_face,
    shown,
    width_mm,
    wrap,
)
from geo.errors import RenderError

ROOT = Path(__file__).parents[2]
RECORD = json.loads((FONT_FILE.parent / "font.json").read_text(encoding="utf-8"))


def test_record_names_this_very_file() -> None:
    assert RECORD["file"] == FONT_FILE.name
    assert RECORD["sha256"] == hashlib.sha256(FONT_FILE.read_bytes()).hexdigest()
    assert RECORD["characters"] == len(covered())


def test_licence_travels_with_the_font_and_the_file_is_small() -> None:
    licence = (FONT_FILE.parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert FONT_FILE.stat().st_size < 3_000_000


def test_gb2312_is_covered() -> None:
    assert len(gb2312_characters()) == 7445
    check_covered([c for c in gb2312_characters() if c.isprintable()])


#: Characters of townships that Noto Sans SC lacks. Faults name townships; no figure does.
NOT_IN_THE_SOURCE = set("𨻧𬮤𰝟𱳪")


@pytest.mark.parametrize("folder", ["layers", "data", "geo/voice/texts"])
def test_every_character_of_lists_names_and_texts_is_covered(folder: str) -> None:
    characters = characters_in([ROOT / folder])
    assert characters
    # Emoji and box-drawing of a README are no names.
    names = {c for c in characters if c.isalpha()}
    check_covered(sorted(names - NOT_IN_THE_SOURCE))


def test_every_county_name_of_every_vintage_is_covered() -> None:
    pandas = pytest.importorskip("pandas")
    files = sorted((ROOT / "data" / "boundaries").glob("*/counties.parquet"))
    if not files:
        pytest.skip("no boundary vintage in data/boundaries")
    for file in files:
        names = pandas.read_parquet(file, columns=["county_name"])["county_name"]
        check_covered(names.tolist())


def test_the_file_of_characters_is_what_the_font_has() -> None:
    """``check`` reads the file and not the font."""
    from fontTools.ttLib import TTFont

    assert set(map(ord, font_characters())) == set(TTFont(FONT_FILE).getBestCmap())


@pytest.mark.parametrize(
    ("written", "drawn"),
    [("廣東國家", "广东国家"), ("昇", "升"), ("\u2f2d", "山"), ("đạș", "đas"), ("甲\ufe0f", "甲")],
)
def test_what_the_font_lacks_is_drawn_in_a_simpler_form(written: str, drawn: str) -> None:
    assert shown(written) == drawn
    assert width_mm(written, 10) == width_mm(drawn, 10)
    check_covered([drawn])


def test_what_has_no_simpler_form_stays_for_the_error_to_name() -> None:
    assert shown("甲\U00020bb7") == "甲\U00020bb7"


def test_nearly_every_traditional_form_of_a_character_of_the_font_can_be_drawn() -> None:
    from opencc import OpenCC

    traditional = OpenCC("s2t").convert("".join(sorted(gb2312_characters())))
    odd = {c for c in traditional if c.isalpha() and c not in font_characters()}
    assert len(odd) > 2000
    assert {c for c in odd if stand_in(c, font_characters()) is None} == {"暱"}


def test_missing_character_is_an_error_that_names_it_and_its_text() -> None:
    with pytest.raises(RenderError, match=r"U\+20BB7.*𠮷县"):
        check_covered(["甲县", "𠮷县"])


def test_width_of_chinese_is_one_em_each() -> None:
    assert width_mm("开州区", 10) == pytest.approx(3 * 10 * 25.4 / 72, rel=1e-3)


def test_wrap_keeps_words_whole_and_stops_off_the_start_of_lines() -> None:
    lines = wrap("北京市，上海市，county-typology，重庆市", 8, 30)
    assert "".join(lines).replace(" ", "") == "北京市，上海市，county-typology，重庆市"
    assert not any(line.startswith("，") for line in lines)
    assert any("county-typology" in line for line in lines)


def test_svg_face_holds_the_glyphs_asked_for_and_is_stable() -> None:
    face = font_face(["甲县"])
    assert face == font_face(["县甲"])
    assert face.startswith("@font-face{font-family:'Noto Sans SC';src:url(data:font/woff;base64,")
    assert len(face) < len(font_face(["甲县乙区丙市丁旗"]))
