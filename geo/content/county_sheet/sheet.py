"""One county's sheet, complete: what HTML and Word show of it."""

from __future__ import annotations

from dataclasses import dataclass

from geo.content.county_sheet.annex import annex_sections
from geo.content.county_sheet.blocks import SheetFront
from geo.content.county_sheet.facts import CountyFacts
from geo.content.county_sheet.fitting import fit
from geo.content.county_sheet.head import SheetHead, legend, sheet_head
from geo.content.county_sheet.sheet_words import SheetWords
from geo.content.lines import Cell, TableSection
from geo.records.written import Typology
from geo.vocabulary import Standing


@dataclass(frozen=True)
class SheetMap:
    """The small map as PNG, and the types that it shows, in legend order."""

    png: bytes
    shown: tuple[tuple[Typology, Standing], ...]


@dataclass(frozen=True)
class CountySheet:
    """A county sheet in words.

    ``front`` takes one A4 page together with ``head``, map and ``closing``. ``png`` is the small
    map, empty for none; ``legend`` the types that it shows. ``annex`` is empty unless it was asked
    for.
    """

    head: SheetHead
    front: SheetFront
    closing: tuple[str, ...]
    annex: tuple[TableSection, ...] = ()
    png: bytes = b""
    legend: Cell = ()


def closing(county: CountyFacts, words: SheetWords, *, is_full: bool = False) -> tuple[str, ...]:
    """Lines at the foot: where to find the full text, boundaries and their date, map review."""
    vintage = county.vintage
    citation = vintage.citation or vintage.source
    found = (
        words.say("full-text-annex" if is_full else "full-text", county=county.county_code)
        if county.tasks or county.targets
        else "",
        words.say("boundaries", citation=citation, date=vintage.date),
        words.say("review"),
        words.say("chinese-kept"),
    )
    return tuple(line for line in found if line)


def county_sheet(
    county: CountyFacts,
    words: SheetWords,
    picture: SheetMap | None = None,
    *,
    is_full: bool = False,
) -> CountySheet:
    """The sheet of one county, at the airiest density at which its front takes one page.

    Parameters
    ----------
    picture : SheetMap or None
        Without a map its place is left out.
    is_full : bool
        Add the annex: all tasks with summaries and all agencies, and all targets.
    """
    shown = legend(picture.shown, words) if picture else ()
    foot = closing(county, words, is_full=is_full)
    return CountySheet(
        head=sheet_head(county, words),
        front=fit(county, words, shown, foot),
        closing=foot,
        annex=annex_sections(county, words) if is_full else (),
        png=picture.png if picture else b"",
        legend=shown,
    )
