"""The figure of one edition: of its region, or of the country where the frames show all of it."""

from __future__ import annotations

from geo.draw.page import Page
from geo.render.figures.atlas import Atlas
from geo.render.figures.edition_map import draw_edition
from geo.render.figures.locator import is_national
from geo.render.figures.marginalia import FigureWords
from geo.render.figures.national import draw_national


def draw(atlas: Atlas, words: FigureWords, *, kind: str = "edition") -> tuple[Page, str]:
    """Draw the page; returns it with its title, which is of a kind of figures."""
    title = words.title(kind, atlas.frames)
    painted = (draw_national if is_national(atlas.frames) else draw_edition)(atlas, words, title)
    return painted, title
