"""Shared by the figures of one edition: its shapes on paper and the places of its names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geo.draw.labels import KnownPlaces, Placed, Placer, Rectangle, Wanted, block_mm
from geo.draw.leaders import led_out
from geo.draw.lettering import FONT_FILE
from geo.draw.paper import Paper
from geo.render.figures import region_map

if TYPE_CHECKING:
    from geo.schema import EditionFrames


class Atlas:
    """An edition's frames, and maps of them that are computed once for all figures.

    Most figures of an edition show the same region in the same frame, with the same names. What an
    atlas returns depends on its frames, its font and the arguments alone.

    Parameters
    ----------
    like : Atlas, optional
        One of the same region with other lists: shapes, and places of the same names, are shared.
    """

    def __init__(
        self, frames: EditionFrames, *, font: Path = FONT_FILE, like: Atlas | None = None
    ) -> None:
        self.frames = frames
        self.font = font
        self._placements: dict[Paper, region_map.Placement] = like._placements if like else {}
        self._places: KnownPlaces = like._places if like else {}

    def placement(self, paper: Paper) -> region_map.Placement:
        """The edition's shapes in millimetres of one frame."""
        if paper not in self._placements:
            self._placements[paper] = region_map.place(self.frames, paper)
        return self._placements[paper]

    def names_in(
        self,
        window: Rectangle,
        wanted: Sequence[Wanted],
        *,
        obstacles: Collection[Rectangle] = (),
        optional: Collection[str] = (),
    ) -> tuple[list[Placed], Placer]:
        """Places of names of which no two meet, and the placer that knows what is taken."""
        placer = self.placer(window, obstacles=obstacles)
        taken = placer.taken
        names = led_out(placer.place(wanted, optional=optional), window, taken, font=self.font)
        for each in names:
            if each.anchor is not None:
                width, height = block_mm(each.lines, each.wanted.marks, each.size, font=self.font)
                placer.put((each.x, each.y), (width, height))
        return names, placer

    def placer(self, window: Rectangle, *, obstacles: Collection[Rectangle] = ()) -> Placer:
        """A placer that knows the places of names that another figure has placed."""
        return Placer(window, obstacles=obstacles, font=self.font, known=self._places)
