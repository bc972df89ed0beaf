"""Text made safe for where it goes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import safe

#: What hides text, breaks a file, or shows it in another order.
HOSTILE = [
    "\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\xad", "\u061c", "\u180e", "\u200b",
    "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066",
    "\u2069", "\ud800", "\udfff", "\ufeff", "\ufff9", "\ufffe", "\uffff", "\U000e0041",
]  # fmt: skip

ORDINARY = ["", "甲县", "綦江-万盛（2.5%）", "Lu’an: “a” — b…", "乾县　忠县", "𠮷", "é·①〇", "👍"]


@pytest.mark.parametrize("character", HOSTILE)
def test_unsafe_characters_are_shown_and_never_obeyed(character: str) -> None:
    written = f"甲{character}乙"
    assert (
        safe.visible(written) == safe.visible_lines(written) == safe.shown(written) == "甲\ufffd乙"
    )
    assert safe.one_line(written) == "甲 乙"
    assert safe.excel_cell(written) == "甲乙"


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text: str) -> None:
    for made in (safe.visible, safe.visible_lines, safe.one_line, safe.shown, safe.excel_cell):
        assert made(text) == text
    assert safe.csv_cell(text) == text and safe.survives_excel(text)


@given(st.text())
def test_no_control_or_format_mark_of_the_basic_plane_is_left(text: str) -> None:
    kinds = {unicodedata.category(c) for c in safe.visible(text) if c <= "\u05ff"}
    assert not kinds & {"Cc", "Cf", "Cs"}


def test_lines_stay_lines_only_where_they_may() -> None:
    assert safe.visible_lines("a\tb\r\nc") == "a\tb\r\nc"
    assert safe.visible("a\nb") == "a\ufffdb"
    assert safe.one_line("  a \r\n\t b ") == "a b"
    assert safe.excel_cell("甲\n乙") == "甲\n乙"


def test_a_message_shows_the_start_of_a_long_value() -> None:
    assert safe.shown("长" * 60) == "长" * 60
    assert safe.shown("长" * 61) == "长" * 57 + "…"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_becomes_text(start: str) -> None:
    assert safe.csv_cell(start + "1+1") == safe.excel_cell(start + "1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["=", "-", "甲县", "1=1", "（一）", "'=1"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert safe.csv_cell(text) == text


@pytest.mark.parametrize("text", ["铃\x07", "a\rb", "\ud800", "_x0041_", "长" * 32_768])
def test_what_a_cell_would_give_back_otherwise(text: str) -> None:
    assert not safe.survives_excel(text)


def test_a_cell_is_never_longer_than_excel_takes() -> None:
    assert len(safe.excel_cell("=" + "长" * 40_000)) <= 32_767
