"""County sheets: one county on a page, with everything the documents say and where they say it.

:func:`county_sheet` gathers the facts, :func:`sheet_sections` puts them into words,
:func:`county_map` draws the county among its neighbours and :func:`render_sheet` makes one
self-contained HTML page of it, for the screen and for A4 paper. Word documents are made from the
same sections.
"""

from __future__ import annotations

from geo.render.report.gather import county_sheet
from geo.render.report.html import IndexRow, render_sheet, render_sheet_index
from geo.render.report.model import CountySheet
from geo.render.report.sections import SheetWords, closing, parents, sheet_sections
from geo.render.report.smallmap import CountyMap, county_map
from geo.render.report.summary import Fact, facts, legend

__all__ = [
    "CountyMap",
    "CountySheet",
    "Fact",
    "IndexRow",
    "SheetWords",
    "closing",
    "county_map",
    "county_sheet",
    "facts",
    "legend",
    "parents",
    "render_sheet",
    "render_sheet_index",
    "sheet_sections",
]
