"""The toy edition and its pages, drawn once."""

from __future__ import annotations

import dataclasses

import pytest

from geo.draw.page import Page
from geo.render.figures.edition_map import draw_edition
from geo.render.figures.marginalia import Words
from geo.schema import EditionFrames
from geo.vocabulary import Language
from tests import toyland


@pytest.fixture(scope="session")
def frames() -> EditionFrames:
    return toyland.edition_frames()


@pytest.fixture(scope="session")
def edition_page(frames: EditionFrames) -> Page:
    page, _ = draw_edition(frames, Words(Language.ZH))
    return page


def with_county_name(frames: EditionFrames, name: str) -> EditionFrames:
    """The same edition with its first county renamed, short form and all."""
    counties = frames.counties.copy()
    counties.loc[0, ["county_name", "short_name"]] = name
    return dataclasses.replace(frames, counties=counties)
