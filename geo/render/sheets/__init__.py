"""County sheets on paper and screen: the small map of a county, and HTML.

What a sheet says comes from :mod:`geo.content.county_sheet`. :func:`county_map` draws the county
among its neighbours; :func:`render_sheet` makes one self-contained HTML page.
"""

from __future__ import annotations

from geo.render.sheets.sheet_pages import render_edition_sheets, render_sheet, render_sheet_index
from geo.render.sheets.smallmap import county_map, map_legend

__all__ = [
    "county_map",
    "map_legend",
    "render_edition_sheets",
    "render_sheet",
    "render_sheet_index",
]
