"""Legends of any length in panels of any number: every row on the paper, none lost, none meets."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.draw.flow import Blank, Section, columns_of, fits, flow
from geo.draw.legend import LEAST_SIZE, Panel
from geo.draw.lettering import FONT_FILE, line_mm, width_mm, wrap
from geo.draw.page import Box, Page
from geo.looks import Look

NAMES = st.text("县城市周边重点生态功能区 Countytypes，（）", min_size=1, max_size=70).filter(
    lambda name: name.strip()
)


class _Recorded(Blank):
    """Remembers the box of every text."""

    def __init__(self) -> None:
        super().__init__(font=FONT_FILE)
        self.boxes: list[tuple[str, float, float, float, float, float]] = []

    def text(self, *args: Any, **style: Any) -> None:
        x, y, text = args
        if not text:
            return
        size, align = style.get("size", 8), style.get("align", "left")
        width = width_mm(text, size)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
        half = line_mm(size) / 2.7
        self.boxes.append((text, size, left, y - half, left + width, y + half))


def _entry(panel: Panel, *, label: str) -> None:
    panel.entry(Look(), label, count=123)


@st.composite
def _sections(draw: st.DrawFn) -> list[Section]:
    rows = st.one_of(
        NAMES.map(lambda name: partial(_entry, label=name)),
        NAMES.map(lambda name: partial(Panel.note, text=name)),
        st.lists(NAMES, min_size=1, max_size=9).map(
            lambda names: partial(Panel.columns, items=names)
        ),
    )
    lengths = draw(st.lists(st.integers(0, 20), min_size=1, max_size=4))
    return [
        Section(draw(NAMES), tuple(draw(rows) for _ in range(length)), "counties")
        for length in lengths
    ]


def _panels(page: Page, columns: int, scale: float) -> list[Panel]:
    boxes = columns_of(Box(10, 20, 62.0 * columns, 150), columns, gap=5)
    return [Panel(page, box, scale=scale) for box in boxes]


@given(_sections(), st.integers(1, 4), st.sampled_from([1.0, 0.85]))
def test_rows_stay_on_their_panels_and_never_meet(
    sections: list[Section], columns: int, scale: float
) -> None:
    page = _Recorded()
    panels = _panels(page, columns, scale)
    left = flow(sections, panels)
    drawn = sum(len(s.rows) for s in sections) - sum(len(s.rows) for s in left)
    assert drawn > 0 or not any(s.rows for s in sections)
    assert fits(sections, _panels(page, columns, scale)) is not bool(left)
    for text, size, west, south, east, north in page.boxes:
        assert size >= LEAST_SIZE
        (box,) = [p.box for p in panels if p.box.x - 0.1 <= west <= p.box.right]
        assert east <= box.right + 0.1, text
        assert box.y - 0.1 <= south and north <= box.top + 0.1, text
    for i, (text, _, w, s, e, n) in enumerate(page.boxes):
        for other, _, ow, os, oe, on in page.boxes[i + 1 :]:
            assert e <= ow + 0.1 or w >= oe - 0.1 or n <= os + 0.1 or s >= on - 0.1, (text, other)


@given(_sections(), st.integers(1, 2))
def test_what_found_no_room_is_returned_in_order(sections: list[Section], columns: int) -> None:
    """Sheet after sheet everything is drawn, each row once."""
    seen: list[int] = []

    def counted(section: Section, start: int) -> Section:
        rows = tuple(
            partial(_noted, row=row, number=start + i, seen=seen)
            for i, row in enumerate(section.rows)
        )
        return Section(section.title, rows, section.right)

    total, left = 0, []
    for section in sections:
        left.append(counted(section, total))
        total += len(section.rows)
    page = _Recorded()
    while left:
        left = flow(left, _panels(page, columns, 1.0))
    assert [n for n in seen if n >= 0] == list(range(total))


def _noted(panel: Panel, *, row: Any, number: int, seen: list[int]) -> None:
    row(panel)
    if isinstance(panel.page, _Recorded):
        seen.append(number)


@pytest.mark.parametrize("word", ["Donaudampfschifffahrtsgesellschaft" * 4, "Ab" * 90])
def test_a_word_wider_than_a_line_is_broken(word: str) -> None:
    lines = wrap(f"See {word} there", 7.6, 40)
    assert "".join(lines).replace(" ", "") == f"See{word}there"
    assert max(width_mm(line, 7.6) for line in lines) <= 40 + 0.01


def test_a_row_taller_than_any_panel_is_drawn_nevertheless() -> None:
    page = _Recorded()
    tall = Section("甲", (partial(Panel.note, text="县" * 4000),))
    assert flow([tall], [Panel(page, Box(0, 0, 60, 100))]) == []
    assert page.boxes


def test_one_long_item_does_not_take_the_columns_of_the_others() -> None:
    """It is broken; all others stay whole, side by side."""
    page = _Recorded()
    short = [f"{n} 甲乙丙县" for n in range(40)]
    Panel(page, Box(0, 0, 60, 200)).columns([*short, "41 " + "甲" * 40 + "县"])
    texts = [text for text, *_ in page.boxes]
    assert len({left for _, _, left, *_ in page.boxes}) > 1
    assert texts[:40] == short
    assert "".join(texts[40:]).replace(" ", "") == "41" + "甲" * 40 + "县"
