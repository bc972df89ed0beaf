"""Rows of a figure's legend."""

from __future__ import annotations

import pytest

from geo.looks import Look
from geo.render.figures import sections
from geo.render.figures.marginalia import FigureWords
from geo.vocabulary import Standing
from tests import toyland

SUBURBAN, AGRICULTURAL, *_ = toyland.TYPOLOGIES


def test_stripes_with_a_candidate_are_counted_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A candidate is of no type, so its county is not of several types."""
    monkeypatch.setattr(sections, "entry_row", lambda _, label, count: (label, count))
    listed, candidate = Standing.LISTED, Standing.CANDIDATE
    both = Look(fills=((SUBURBAN, listed), (AGRICULTURAL, listed)))
    waiting = Look(fills=((SUBURBAN, candidate), (AGRICULTURAL, listed)))
    alone = Look(fills=((SUBURBAN, listed),))
    looks = {"1": both, "2": both, "3": waiting, "4": alone}
    words = FigureWords()
    assert sections._striped(words, looks) == [
        (words("several"), 2),
        (words("several-candidates"), 1),
    ]
    assert sections._striped(words, {"4": alone}) == []
