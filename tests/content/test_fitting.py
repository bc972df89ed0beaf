"""Which density a sheet is set in, and what is counted where nothing is dense enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.content.county_sheet import SheetWords, county_facts
from geo.content.county_sheet.density import DENSITIES, NO_LIMITS
from geo.content.county_sheet.fitting import TEXT_HEIGHT, compose, fit, height, width
from geo.content.county_sheet.own_blocks import own_tasks
from geo.content.county_sheet.sheet import closing
from geo.vocabulary import Language
from geo.voice.voice import Voice

ZH, EN = SheetWords(), SheetWords(Voice(Language.EN))


def page_of(sheet, words=ZH):
    return fit(sheet, words, (), closing(sheet, words))


def shown(page, key: str) -> int:
    return sum(len(b.entries) for b in page.blocks if b.key == key)


def test_little_to_say_is_set_in_large_type_with_summaries(frames):
    page = page_of(county_facts(frames, "910204"))
    assert page.density == DENSITIES[0] and page.density.has_summaries


def test_more_to_say_is_set_denser_and_always_in_the_same_way(frames, busy_frames):
    sheet = county_facts(busy_frames, "910204")
    page = page_of(sheet)
    assert DENSITIES.index(page.density) > 0 and page == page_of(sheet)


def test_no_step_is_smaller_than_print_may_be():
    assert min(s.small for s in DENSITIES) >= 6.5 and min(s.body for s in DENSITIES) >= 7.5


@pytest.mark.parametrize("words", [ZH, EN])
def test_each_step_takes_less_paper_than_the_first(busy_frames, words):
    sheet = county_facts(busy_frames, "910204")
    heights = [height(compose(sheet, words, s, ()), words, (), ()) for s in DENSITIES]
    assert heights[0] == max(heights) and heights[-1] < 0.6 * heights[0]


@pytest.mark.slow
def test_what_does_not_fit_is_counted_the_general_first(busy_frames):
    sheet = county_facts(busy_frames, "910204")
    many = replace(sheet, tasks=sheet.own_tasks * 3 + sheet.general_tasks * 60)
    page = page_of(many)
    assert page.density == DENSITIES[-1]
    block = next(b for b in page.below if b.key == "general-tasks")
    left = len(many.general_tasks) - shown(page, "general-tasks")
    assert left > 0 and f"另有 {left} 项" in block.more and "--full" in block.more
    assert shown(page, "own-tasks") == 3
    assert height(page, ZH, (), closing(many, ZH)) <= TEXT_HEIGHT


@pytest.mark.slow
def test_even_too_many_own_tasks_are_counted(frames):
    sheet = county_facts(frames, "910204")
    many = replace(sheet, tasks=sheet.own_tasks * 200 + sheet.general_tasks)
    page = page_of(many)
    more = [b.more for b in page.blocks if b.key == "own-tasks"]
    assert 0 < shown(page, "own-tasks") < 200
    assert f"另有 {200 - shown(page, 'own-tasks')} 项" in more[-1]
    assert height(page, ZH, (), closing(many, ZH)) <= TEXT_HEIGHT


def test_splitting_a_block_loses_nothing(frames):
    sheet = county_facts(frames, "910204")
    many = replace(sheet, tasks=sheet.own_tasks * 5)
    block = replace(own_tasks(many, ZH, DENSITIES[0], NO_LIMITS), more="另有")
    for count in range(6):
        first, rest = block.split(count)
        assert first.entries + rest.entries == block.entries
        assert len(first.entries) == count and first.more == "" and rest.more == "另有"
        titles = [g.title for g in (*first.groups, *rest.groups) if g.title]
        assert titles == [block.groups[0].title]


def test_the_last_step_still_names_every_clause(busy_frames):
    sheet = county_facts(busy_frames, "910204")
    page = compose(sheet, EN, DENSITIES[-1], ())
    block = next(b for b in page.below if b.key == "general-tasks")
    assert [e.label.strip() for e in block.entries] == [
        t.source.clause for t in sheet.general_tasks
    ]
    assert not any(e.lines for e in block.entries) and "annex" in block.note


def test_widths_of_letters_and_characters():
    assert width("开州区") == 3 and width("“开州”") == 4
    assert 2 < width("Kaizhou") < 5 and width("") == 0
