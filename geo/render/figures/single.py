"""The map of one type: its counties, with the clause and document that name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geo.content.extents import COMPLETE, Completeness, completeness
from geo.draw.flow import Row, Section
from geo.draw.furniture import graticule_ticks
from geo.draw.labels import Placed
from geo.draw.legend import Panel
from geo.draw.page import Page
from geo.draw.paper import Paper, fit_region
from geo.looks import Look, in_order, looks_of, tint
from geo.records.written import Typology
from geo.render.figures import region_map
from geo.render.figures.atlas import Atlas
from geo.render.figures.composing import Draft, compose
from geo.render.figures.edition_map import draw_names, furniture
from geo.render.figures.listed_places import (
    ListedPlace,
    draw_points,
    listed_places,
    place_notes,
)
from geo.render.figures.marginalia import FigureWords, begin, foot, map_and_panel
from geo.render.figures.sections import (
    borders,
    documents,
    entry_row,
    note_rows,
    numbered_names,
    standing_rows,
    type_rows,
)
from geo.render.figures.statuses import with_statuses
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
    words: FigureWords,
    typology: Typology,
    looks: Mapping[str, Look],
    *,
    complete: Completeness,
) -> list[Section]:
    shown = [look for look in looks.values() if look.fills]
    rows: list[Row] = []
    for standing in Standing:
        chosen = [look for look in shown if look.fills[0][1] is standing]
        if chosen:
            label = words.standing(typology, standing, complete)
            rows.append(entry_row(_without_statuses(chosen, typology), label, len(chosen)))
    signs = {t.key: t for look in shown for t, _ in look.overlays if t.key != typology.key}
    rows += type_rows(words, looks, in_order(signs.values()), {})
    rows.append(entry_row(Look(), words("not-this-type"), len(looks) - len(shown)))
    return [
        Section(words("legend"), tuple(rows), words("legend-counts")),
        Section("", standing_rows(words, looks)),
    ]


def _without_statuses(looks: Sequence[Look], typology: Typology) -> Look:
    """The first look, with the typology's own overlay and no status."""
    look = looks[0]
    return replace(look, overlays=tuple(o for o in look.overlays if o[0].key == typology.key))


def _members(words: FigureWords, frames: EditionFrames, typology: Typology) -> Section:
    """Per document, clause, subtype and status: the names."""
    of_type = frames.assignments[frames.assignments["typology"] == typology.key]
    titles = dict(
        zip(frames.documents["document_id"], frames.documents["short_title"], strict=True)
    )
    keys = ["document_id", "clause", "subtype", "status", "basis"]
    rows: list[Row] = []
    for key, group in of_type.groupby(keys, sort=False):
        document, clause, subtype, status, _ = (str(part) for part in key)
        has_county = group["county_code"] != ""
        # Two counties may have one name, so members are told apart by code.
        units = group["county_code"].where(has_county, group["as_written"])
        members = group["county_name"].where(has_county, group["as_written"])
        names = [words.voice.quoted(name) for name in members[~units.duplicated()]]
        what = words("name-separator").join(w for w in (subtype, status) if w)
        head = words(
            "member-line",
            source=words.voice.cited(titles[document], clause),
            what=words("member-what", what=what) if what else "",
            count=len(names),
        )
        *blocks, last = note_rows([head + words("name-separator").join(names)])
        rows += [*blocks, partial(_with_gap, row=last)]
    return Section(words("members"), tuple(rows), is_note=True)


def _with_gap(panel: Panel, *, row: Row) -> None:
    row(panel)
    panel.gap(1)


def _draw_map(
    page: Page,
    atlas: Atlas,
    words: FigureWords,
    paper: Paper,
    *,
    looks: Mapping[str, Look],
    places: Sequence[ListedPlace],
) -> list[Placed]:
    """Draw the map; returns its names."""
    placement = atlas.placement(paper)
    region_map.draw_context(page, placement)
    region_map.draw_counties(page, placement, looks)
    graticule_ticks(page, paper)
    taken = [*furniture(page, paper, words), *(p.rectangle for p in places if p.point)]
    names = draw_names(page, atlas, words, placement, looks=looks, taken=taken)
    draw_points(page, places)
    return names


def draw(atlas: Atlas, words: FigureWords, typology: Typology) -> tuple[Page, str]:
    """Draw the page; returns it with its title."""
    frames = atlas.frames
    title = words.title("typology", frames, typology=words.typology(typology))
    alone_looks = looks_alone(frames, typology)
    looks = with_statuses(alone_looks, frames, words, [typology], is_alone=True)
    complete = completeness(frames).get(typology.key, COMPLETE)

    def attempt(columns: int) -> Draft:
        page, top = begin(frames, words, title, font=atlas.font)
        frame, box = map_and_panel(page, top, columns=columns)
        paper = fit_region(frames.counties.geometry, frame)
        places = listed_places(frames, words, paper, typology=typology.key)
        names = _draw_map(page, atlas, words, paper, looks=looks, places=places)
        foot(page, frames, words, paper)
        sections = [
            *_legend(words, typology, looks, complete=complete),
            borders(words, frames),
            numbered_names(words, frames, names),
            place_notes(words, places),
            _members(words, frames, typology),
            documents(words, frames, font=atlas.font),
        ]
        return Draft(page, title, box, sections, columns)

    return compose(attempt, words), title
