"""The map of one type: its counties, with the clause and document that name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geo.content.extents import COMPLETE, Completeness, completeness
from geo.draw.furniture import graticule_ticks
from geo.draw.legend import Panel
from geo.draw.page import Page
from geo.draw.paper import fit_region
from geo.looks import Look, looks_of, tint
from geo.records.written import Typology
from geo.render.figures import region_map
from geo.render.figures.atlas import Atlas
from geo.render.figures.edition_map import (
    border_entries,
    furniture,
    numbered_names,
    province_names,
    standing_notes,
    untyped,
)
from geo.render.figures.listed_places import draw_points, listed_places, note_places
from geo.render.figures.marginalia import FigureWords, begin, foot, map_and_panel
from geo.vocabulary import Role, Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: An overlay alone on the map has a pale fill of its colour, or a page of stars looks empty.
ALONE_TINT = 0.28


def alone(look: Look, typology: Typology) -> Look:
    """The part of a look that one type makes; an overlay gets a pale fill under it."""
    if typology.role is Role.BASE:
        return Look(fills=tuple(f for f in look.fills if f[0].key == typology.key))
    overlays = tuple(o for o in look.overlays if o[0].key == typology.key)
    pale = typology.model_copy(update={"colour": tint(typology.colour, ALONE_TINT)})
    return Look(fills=tuple((pale, standing) for _, standing in overlays), overlays=overlays)


def looks_alone(frames: EditionFrames, typology: Typology) -> dict[str, Look]:
    """Looks of all counties of the edition, reduced to one type."""
    codes = frames.counties["county_code"].tolist()
    looks = looks_of(codes, frames.assignments, frames.typologies)
    return {code: alone(look, typology) for code, look in looks.items()}


def _legend(
    panel: Panel,
    words: FigureWords,
    typology: Typology,
    looks: Mapping[str, Look],
    *,
    complete: Completeness,
) -> None:
    panel.heading(words("legend"), right=words("legend-counts"))
    shown = [look for look in looks.values() if look.fills]
    for standing in Standing:
        chosen = [look for look in shown if look.fills[0][1] is standing]
        if chosen:
            panel.entry(chosen[0], words.standing(typology, standing, complete), count=len(chosen))
    panel.entry(Look(), words("not-this-type"), count=len(looks) - len(shown))
    standing_notes(panel, words, looks)


def _members(panel: Panel, words: FigureWords, frames: EditionFrames, typology: Typology) -> None:
    """Per document, clause, subtype and status: the names, as far as they fit."""
    rows = frames.assignments[frames.assignments["typology"] == typology.key]
    if rows.empty:
        return
    panel.gap(2)
    panel.heading(words("members"))
    titles = dict(
        zip(frames.documents["document_id"], frames.documents["short_title"], strict=True)
    )
    keys = ["document_id", "clause", "subtype", "status", "basis"]
    for key, group in rows.groupby(keys, sort=False):
        document, clause, subtype, status, _ = (str(part) for part in key)
        members = group["county_name"].where(group["county_code"] != "", group["as_written"])
        names = [words.voice.quoted(name) for name in dict.fromkeys(members)]
        what = words("name-separator").join(w for w in (subtype, status) if w)
        head = words(
            "member-line",
            source=words.voice.cited(titles[document], clause),
            what=words("member-what", what=what) if what else "",
            count=len(names),
        )
        run = head + (words("name-separator")).join(names)
        if panel.height_of(run) > panel.room - 6:
            run = head + words("see-table")
        panel.note(run)
        panel.gap(1)


def draw(atlas: Atlas, words: FigureWords, typology: Typology) -> tuple[Page, str]:
    """Draw the page; returns it with its title."""
    frames = atlas.frames
    title = words.title("typology", frames, typology=words.typology(typology))
    page, top = begin(frames, words, title, font=atlas.font)
    frame, box = map_and_panel(page, top)
    paper = fit_region(frames.counties.geometry, frame)
    placement = atlas.placement(paper)
    looks = looks_alone(frames, typology)
    region_map.draw_context(page, placement)
    region_map.draw_counties(page, placement, looks)
    graticule_ticks(page, paper)
    places = listed_places(frames, words, paper, typology=typology.key)
    taken = [*furniture(page, paper, words), *(p.rectangle for p in places if p.point)]
    placer = atlas.placer(placement.window, obstacles=taken)
    wanted = region_map.wanted_names(frames, placement, looks, words.voice)
    names = placer.place(wanted, optional=untyped(looks))
    region_map.draw_names(page, names, looks)
    region_map.draw_context_names(page, placement, placer, province_names(frames, words))
    draw_points(page, places)
    panel = Panel(page, box)
    complete = completeness(frames).get(typology.key, COMPLETE)
    _legend(panel, words, typology, looks, complete=complete)
    panel.gap(2)
    panel.heading(words("legend-borders"))
    panel.line_entries(border_entries(words, frames))
    numbered_names(panel, words, frames, names)
    note_places(panel, words, places)
    _members(panel, words, frames, typology)
    foot(page, frames, words, paper)
    return page, title
