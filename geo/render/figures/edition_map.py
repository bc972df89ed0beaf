"""The map of one edition: all types, all overlays, all names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geo.content.extents import COMPLETE, Completeness, completeness
from geo.draw.furniture import bar_kilometres, graticule_ticks, north_arrow, scale_bar
from geo.draw.labels import Placed, Rectangle
from geo.draw.legend import Panel
from geo.draw.page import Box, Page
from geo.draw.paper import Paper, fit_region
from geo.looks import (
    BORDER_COUNTY,
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    FIGURE,
    PAPER,
    Look,
    in_order,
    looks_of,
)
from geo.records.written import Typology
from geo.render.figures import region_map
from geo.render.figures.atlas import Atlas
from geo.render.figures.listed_places import draw_points, listed_places, note_places
from geo.render.figures.marginalia import FigureWords, begin, foot, map_and_panel
from geo.vocabulary import Basis, Role, Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Room in millimetres for the scale bar in the lower left corner, the arrow in the upper right.
CORNER_HEIGHT = 12.5
ARROW = (18.0, 24.0)
#: A section of remarks needs this much of the panel.
REMARK_ROOM = 16.0


def furniture(page: Page, paper: Paper, words: FigureWords) -> list[Rectangle]:
    """Scale bar and arrow on the map; returns the boxes that they take."""
    frame = paper.frame
    width = paper.mm(bar_kilometres(paper)) + 18
    corner = Box(frame.x, frame.y, width, CORNER_HEIGHT)
    page.box(corner, fill=PAPER, edge="none", width=0, order=17)
    scale_bar(page, paper, frame.x + 5, frame.y + 6, unit=words("kilometres"))
    north_arrow(page, paper, frame.right - 9, frame.top - 15)
    return [
        corner.rectangle,
        (frame.right - ARROW[0], frame.top - ARROW[1], frame.right, frame.top),
    ]


def untyped(looks: Mapping[str, Look]) -> set[str]:
    """The counties that show nothing: theirs are the first names to be left out."""
    return {code for code, look in looks.items() if not look.held}


def legend_counts(looks: Mapping[str, Look]) -> Counter[tuple[str, Standing]]:
    """(typology key, standing) → counties: what the legend says, from what the map shows."""
    return Counter(
        (typology.key, standing) for look in looks.values() for typology, standing in look.held
    )


def type_entries(
    panel: Panel,
    words: FigureWords,
    looks: Mapping[str, Look],
    chosen: Sequence[Typology],
    complete: Mapping[str, Completeness],
) -> None:
    """One legend entry per type and standing that the map shows."""
    counts = legend_counts(looks)
    for typology in chosen:
        for standing in Standing:
            count = counts[typology.key, standing]
            if count:
                held = ((typology, standing),)
                look = Look(fills=held) if typology.role is Role.BASE else Look(overlays=held)
                own = complete.get(typology.key, COMPLETE)
                panel.entry(look, words.standing(typology, standing, own), count=count)


def _striped(looks: Mapping[str, Look]) -> tuple[Look, int] | None:
    """The commonest stripe as an example, and how many counties are striped."""
    striped = Counter(look.fills for look in looks.values() if len(look.fills) > 1)
    if not striped:
        return None
    example = min(striped, key=lambda f: (-striped[f], [t.order for t, _ in f]))
    return Look(fills=example), striped.total()


def standing_notes(panel: Panel, words: FigureWords, looks: Mapping[str, Look]) -> None:
    """What pale fills and loose lines mean, if the map has any."""
    shown = {standing for _, standing in legend_counts(looks)}
    for standing in (Standing.DERIVED, Standing.CANDIDATE):
        if standing in shown:
            panel.note(words(f"note-{standing}"))


def rule_notes(panel: Panel, words: FigureWords, frames: EditionFrames) -> None:
    """What each rule of the documents leaves open, and why."""
    names = {t.key: words.typology(t) for t in frames.typologies}
    rows = [r for r in frames.rules.to_dict("records") if r["open_reason"]]
    if not rows:
        return
    panel.gap(2)
    panel.heading(words("rules"))
    for row in rows:
        note = words(
            "rule",
            typology=names[row["typology"]],
            clause=row["clause"],
            reason=row["open_reason"].rstrip("。."),
        )
        if panel.height_of(note) > panel.room:
            return
        panel.note(note)


def border_entries(words: FigureWords, frames: EditionFrames) -> list[tuple[str, float, str]]:
    """Samples of the border weights that a map uses."""
    entries = [(BORDER_PROVINCE, FIGURE.province, words("border-region"))]
    if frames.counties["prefecture_code"].nunique() > 1:
        entries.append((BORDER_PREFECTURE, FIGURE.prefecture, words("border-prefecture")))
    entries.append((BORDER_COUNTY, FIGURE.county, words("border-county")))
    return [*entries, (BORDER_PREFECTURE, FIGURE.context, words("border-province"))]


def legend(
    panel: Panel, words: FigureWords, frames: EditionFrames, looks: Mapping[str, Look]
) -> None:
    """The whole legend of an edition."""
    panel.heading(words("legend-base"), right=words("legend-counts"))
    complete = completeness(frames)
    type_entries(panel, words, looks, in_order(frames.typologies, Role.BASE), complete)
    striped = _striped(looks)
    if striped is not None:
        panel.entry(striped[0], words("several"), count=striped[1])
    panel.entry(Look(), words("none"), count=len(untyped(looks)))
    if any(look.overlays for look in looks.values()):
        panel.gap(2)
        panel.heading(words("legend-overlay"), right=words("legend-counts"))
        type_entries(panel, words, looks, in_order(frames.typologies, Role.OVERLAY), complete)
    standing_notes(panel, words, looks)
    rule_notes(panel, words, frames)
    panel.gap(2)
    panel.heading(words("legend-borders"))
    panel.line_entries(border_entries(words, frames))


def remarks(panel: Panel, words: FigureWords, frames: EditionFrames) -> None:
    """What the lists note on counties that documents name, as far as it fits."""
    rows = frames.drawn[frames.drawn["basis"] == Basis.LISTED.value]
    columns = (rows["county_code"], rows["county_name"], rows["note"])
    pairs = [row for row in zip(*columns, strict=True) if row[2]]
    notes = list(
        dict.fromkeys(
            words("remark", name=words.voice.quoted(name), note=note) for code, name, note in pairs
        )
    )
    if not notes or panel.room < REMARK_ROOM:
        return
    panel.gap(2)
    panel.heading(words("remarks"))
    for i, note in enumerate(notes):
        if panel.height_of(note) > panel.room - 4:
            panel.note(words("more-remarks", count=len(notes) - i))
            return
        panel.note(note)


def numbered_names(
    panel: Panel, words: FigureWords, frames: EditionFrames, names: Sequence[Placed]
) -> None:
    """The counties that found no room on the map, by their number."""
    full = dict(zip(frames.counties["county_code"], frames.counties["county_name"], strict=True))
    listed = [
        words("numbered-entry", number=p.number, name=words.voice.quoted(full[p.wanted.key]))
        for p in names
        if p.number is not None
    ]
    if listed:
        panel.gap(2)
        panel.heading(words("numbered"))
        panel.columns(listed)


def province_names(frames: EditionFrames, words: FigureWords) -> dict[str, str]:
    """Names of all provinces around, in the page's language."""
    import pandas as pd

    around = pd.concat([frames.neighbour_provinces, frames.provinces])
    pairs = zip(around["province_code"], around["province_name"], strict=True)
    return {code: words.voice.quoted(name) for code, name in pairs}


def draw_edition(atlas: Atlas, words: FigureWords, title: str) -> Page:
    """The painted page."""
    frames = atlas.frames
    page, top = begin(frames, words, title, font=atlas.font)
    frame, box = map_and_panel(page, top)
    paper = fit_region(frames.counties.geometry, frame)
    placement = atlas.placement(paper)
    looks = looks_of(frames.counties["county_code"].tolist(), frames.assignments, frames.typologies)
    region_map.draw_context(page, placement)
    region_map.draw_counties(page, placement, looks)
    graticule_ticks(page, paper)
    places = listed_places(frames, words, paper)
    taken = [*furniture(page, paper, words), *(p.rectangle for p in places if p.point)]
    placer = atlas.placer(placement.window, obstacles=taken)
    wanted = region_map.wanted_names(frames, placement, looks, words.voice)
    names = placer.place(wanted, optional=untyped(looks))
    region_map.draw_names(page, names, looks)
    region_map.draw_context_names(page, placement, placer, province_names(frames, words))
    draw_points(page, places)
    panel = Panel(page, box)
    legend(panel, words, frames, looks)
    numbered_names(panel, words, frames, names)
    note_places(panel, words, places)
    remarks(panel, words, frames)
    foot(page, frames, words, paper)
    return page
