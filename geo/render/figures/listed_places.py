"""Members of lists that have no county: a lettered point where a place is declared, and a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import shapely

from geo.draw.flow import Section
from geo.draw.labels import Rectangle
from geo.draw.page import Page
from geo.draw.paper import Paper
from geo.looks import PAPER
from geo.render.figures.marginalia import FigureWords
from geo.render.figures.sections import note_rows

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Millimetres; the letter's size is in points.
RADIUS = 1.5
LETTER_SIZE = 5.6


@dataclass(frozen=True)
class ListedPlace:
    """A listed place without a county: what the page says of it and, with a declared anchor in the
    map's frame, its letter and its point in millimetres of the page."""

    note: str
    colour: str
    letter: str = ""
    point: tuple[float, float] | None = None

    @property
    def rectangle(self) -> Rectangle:
        """The box that its point takes on the map."""
        x, y = self.point or (0.0, 0.0)
        return (x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)


def listed_places(
    frames: EditionFrames, words: FigureWords, paper: Paper, *, typology: str = ""
) -> list[ListedPlace]:
    """Every undrawn member of the lists, once per typology; of one typology if it is given."""
    names = {t.key: t for t in frames.typologies}
    letters = _letters()
    found: dict[tuple[str, str], ListedPlace] = {}
    for row in frames.undrawn.to_dict("records"):
        key = (row["as_written"], row["typology"])
        if key in found or typology not in ("", row["typology"]):
            continue
        point = _point(row, paper)
        letter = next(letters) if point else ""
        own = names[row["typology"]]
        note = words.voice.text(
            "voice",
            "undrawn-member",
            name=words.voice.quoted(row["as_written"]),
            typology=words.typology(own),
            note=row["note"],
        )
        note = words("numbered-entry", number=letter, name=note) if letter else note
        found[key] = ListedPlace(note, own.colour, letter, point)
    return list(found.values())


def _letters() -> Iterator[str]:
    yield from ascii_lowercase
    yield from (a + b for a in ascii_lowercase for b in ascii_lowercase)


def _point(row: dict[Any, Any], paper: Paper) -> tuple[float, float] | None:
    """Millimetres of a declared anchor; None without one, or outside the map's frame."""
    if row["anchor_lon"] != row["anchor_lon"]:
        return None
    [placed] = paper.place([shapely.Point(row["anchor_lon"], row["anchor_lat"])])
    west, south, east, north = paper.frame.rectangle
    is_inside = west < placed.x < east and south < placed.y < north
    return (placed.x, placed.y) if is_inside else None


def draw_points(page: Page, places: Sequence[ListedPlace]) -> None:
    """A circle in the typology's colour with the letter of its note."""
    for place in places:
        if place.point is not None:
            x, y = place.point
            circle = shapely.Point(x, y).buffer(RADIUS)
            page.areas([circle], fill=PAPER, edge=place.colour, width=1.0, order=19)
            page.text(x, y, place.letter, size=LETTER_SIZE, align="center", order=20)


def place_notes(words: FigureWords, places: Sequence[ListedPlace]) -> Section:
    """The notes under their heading."""
    return Section(words("undrawn"), note_rows(p.note for p in places), is_note=True)
