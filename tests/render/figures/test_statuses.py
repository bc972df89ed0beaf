"""Statuses on a map: a sign for each word, the same for one edition, in legend and map."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from geo.draw.lettering import covered
from geo.looks import CIRCLED, SYMBOLS, Look, looks_of
from geo.records.written import Typology
from geo.render.figures.marginalia import FigureWords
from geo.render.figures.statuses import by_status, with_statuses
from geo.schema import EditionFrames
from tests.render.figures.conftest import drawn, texts_of

from .crowded import crowded


def _with(frames: EditionFrames, statuses: list[str], *, is_always: bool = True) -> EditionFrames:
    """An edition of one base type and one mark ▲, whose members have these statuses in turn."""
    made = crowded(frames, 1, overlays=1)
    base, mark = made.typologies
    pattern = mark.pattern.model_copy(update={"by_status": is_always})
    rows = made.assignments.copy()
    own = rows.index[rows["typology"] == mark.key]
    for n, index in enumerate(own):
        rows.loc[index, "status"] = statuses[n % len(statuses)]
    typologies = (base, mark.model_copy(update={"pattern": pattern}))
    return dataclasses.replace(made, assignments=rows, typologies=typologies)


def _looks(frames: EditionFrames, chosen: list[Typology]) -> dict[str, Look]:
    plain = looks_of(frames.counties["county_code"].tolist(), frames.assignments, frames.typologies)
    return with_statuses(plain, frames, FigureWords(), chosen)


def test_every_status_has_a_sign_of_its_own(frames: EditionFrames) -> None:
    words = ["国家试点", "省级试点", "示范"]
    shown = _with(frames, words)
    looks = _looks(shown, by_status(shown))
    signs = {t.name: t.pattern.symbol for look in looks.values() for t, _ in look.overlays}
    assert set(signs) == {f"类型1：{word}" for word in words}
    assert len(set(signs.values())) == 3
    assert signs["类型1：国家试点"] == shown.typologies[1].pattern.symbol
    assert looks == _looks(shown, by_status(shown))


def test_a_member_without_status_keeps_the_typology_s_mark(frames: EditionFrames) -> None:
    shown = _with(frames, ["", "试点"])
    looks = _looks(shown, by_status(shown))
    signs = {t.name: t.pattern.symbol for look in looks.values() for t, _ in look.overlays}
    assert signs["类型1"] == shown.typologies[1].pattern.symbol != signs["类型1：试点"]


@pytest.mark.parametrize("count", [20, 70, 80])
def test_more_statuses_than_symbols_have_circled_signs(frames: EditionFrames, count: int) -> None:
    """All at one county: no two signs are equal, and the font has each."""
    shown = _with(frames, ["试点"])
    row = shown.assignments[shown.assignments["typology"] == "t1"].iloc[0].to_dict()
    rows = [row | {"status": f"称号{n}"} for n in range(count)]
    many = dataclasses.replace(shown, assignments=type(shown.assignments)(rows))
    looks = _looks(many, by_status(many))
    signs = [t.pattern.symbol for look in looks.values() for t, _ in look.overlays]
    assert len(signs) == len(set(signs)) == count
    assert {c for sign in signs for c in sign} <= covered()
    assert set(SYMBOLS + CIRCLED) <= covered()


def test_without_being_asked_for_an_edition_shows_the_typology_s_mark(
    frames: EditionFrames, tmp_path: Path
) -> None:
    texts = texts_of(drawn(_with(frames, ["国家试点", "省级试点"], is_always=False), tmp_path))
    assert "类型1" in texts and not any("试点" in t for t in texts)
    texts = texts_of(drawn(_with(frames, ["国家试点", "省级试点"]), tmp_path))
    assert "类型1：国家试点" in texts and "类型1：省级试点" in texts


@pytest.mark.parametrize("key", ["t0", "t1"])
def test_the_figure_of_one_type_shows_its_statuses(
    frames: EditionFrames, tmp_path: Path, key: str
) -> None:
    shown = _with(frames, ["国家试点", "省级试点"], is_always=False)
    if key == "t0":
        rows = shown.assignments.copy()
        rows["status"] = ["国家试点", "省级试点"] * (len(rows) // 2)
        shown = dataclasses.replace(shown, assignments=rows)
    texts = texts_of(drawn(shown, tmp_path, kind="typology", typology=key))
    for word in ("国家试点", "省级试点"):
        assert texts[texts.index(word) + 1].isdigit()
