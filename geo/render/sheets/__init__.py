"""County sheets: one county on one A4 page, with what the documents say and where they say it.

:func:`county_sheet` gathers the facts, :func:`fit` sets them in words at the density at which they
take one page, :func:`county_map` draws the county among its neighbours and :func:`render_sheet`
makes one self-contained HTML page of it, for the screen and for paper. :func:`sheet_sections` is
the annex at full length. Word documents are made from the same blocks and sections.
"""

from __future__ import annotations

from geo.render.sheets.annex import closing, sheet_sections
from geo.render.sheets.density import fit
from geo.render.sheets.gather import county_sheet
from geo.render.sheets.html import (
    IndexRow,
    SheetParts,
    render_edition_sheets,
    render_sheet,
    render_sheet_index,
)
from geo.render.sheets.layout import STEPS, Block, Entry, Group, Page, Step
from geo.render.sheets.model import CountySheet
from geo.render.sheets.smallmap import CountyMap, county_map, map_legend
from geo.render.sheets.summary import Fact, facts, legend
from geo.render.sheets.words import SheetWords, parents

__all__ = [
    "STEPS",
    "Block",
    "CountyMap",
    "CountySheet",
    "Entry",
    "Fact",
    "Group",
    "IndexRow",
    "Page",
    "SheetParts",
    "SheetWords",
    "Step",
    "closing",
    "county_map",
    "county_sheet",
    "facts",
    "fit",
    "legend",
    "map_legend",
    "parents",
    "render_edition_sheets",
    "render_sheet",
    "render_sheet_index",
    "sheet_sections",
]
