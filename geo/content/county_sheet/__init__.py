"""County sheets: one county on one A4 page, with what the documents say and the sources.

:func:`county_facts` gathers an edition's facts about a county, not yet localised;
:func:`county_sheet` puts it into words and sets it at the density at which it takes one page. HTML
and Word are made from the same :class:`CountySheet`.
"""

from __future__ import annotations

from geo.content.county_sheet.facts import CountyFacts
from geo.content.county_sheet.gather import county_facts
from geo.content.county_sheet.head import SheetHead, sheet_head
from geo.content.county_sheet.sheet import CountySheet, SheetMap, county_sheet
from geo.content.county_sheet.sheet_words import SheetWords

__all__ = [
    "CountyFacts",
    "CountySheet",
    "SheetHead",
    "SheetMap",
    "SheetWords",
    "county_facts",
    "county_sheet",
    "sheet_head",
]
