"""Figures for a page of a report: PNG, SVG and PDF of one edition.

Nothing here reads a file of the project except the font: an edition's frames come in, a page goes
out. Same frames, same bytes.
"""

from __future__ import annotations

from geo.render.figures.atlas import Atlas
from geo.render.figures.figure import write_figure

__all__ = ["Atlas", "write_figure"]
