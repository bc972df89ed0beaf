"""The map of what one document says, drawn as the map of its edition."""

from __future__ import annotations

from geo.draw.page import Page
from geo.render.figures import edition_figure
from geo.render.figures.atlas import Atlas
from geo.render.figures.marginalia import FigureWords


def draw(atlas: Atlas, words: FigureWords) -> tuple[Page, str]:
    """Draw the page; returns it with its title, which the frames' only document gives."""
    return edition_figure.draw(atlas, words, kind="document")
