"""Pages to print: which region each shows, in which CRS, and what is written on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import crs
from geo.export.geopackage.metadata import edition_name
from geo.export.geopackage.words import FileWords

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: west, south, east, north: degrees (storage CRS) or metres, as the function says.
Bounds = tuple[float, float, float, float]

#: Part of a region's width and height that stays free around it.
_MARGIN = 0.04

_LEGEND_LAYERS = ("counties", "partnerships", "prefectures", "provinces")


@dataclass(frozen=True)
class LayoutPage:
    """One region on a page of its own.

    Attributes
    ----------
    bounds : Bounds
        Degrees, with a margin.
    legend_layers : sequence of str
        Layers of the legend; those without rows are left out.
    """

    region: str
    title: str
    source: str
    bounds: Bounds
    legend_layers: Sequence[str]

    @property
    def system(self) -> str:
        """PROJ string of an equal-area CRS for the region."""
        return crs.regional_albers(self.bounds)

    def extent(self, width: float, height: float) -> Bounds:
        """The region in metres of :attr:`system`, grown to the shape of a frame."""
        from pyproj import Transformer

        turn = Transformer.from_crs(crs.STORAGE, self.system, always_xy=True)
        west, south, east, north = turn.transform_bounds(*self.bounds, densify_pts=21)
        dx = max((north - south) * width / height - (east - west), 0) / 2
        dy = max((east - west) * height / width - (north - south), 0) / 2
        return west - dx, south - dy, east + dx, north + dy


def nice_length(most: float) -> float:
    """The largest of 1, 2, 5 × 10ⁿ that is not above ``most``."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in (1, 2, 5) if step * power <= most)


def _with_margin(bounds: Sequence[float]) -> Bounds:
    """Bounds in degrees, grown a little on every side."""
    west, south, east, north = (float(value) for value in bounds)
    dx, dy = (east - west) * _MARGIN, (north - south) * _MARGIN
    return west - dx, south - dy, east + dx, north + dy


def _regions(frames: EditionFrames, words: FileWords) -> list[tuple[str, Bounds]]:
    """Name and bounds, with a margin, of each page's region, the whole edition first.

    An edition of several regions has a page for each: they are too far apart for one.
    """
    counties = frames.counties
    found = [(edition_name(frames, words), _with_margin(counties.total_bounds))]
    codes = frames.edition.region_codes
    for code in codes if len(codes) > 1 else ():
        for level in ("province", "prefecture"):
            own = counties[counties[f"{level}_code"] == code]
            if len(own):
                name = str(own[f"{level}_name"].iloc[0])
                found.append((name, _with_margin(own.total_bounds)))
                break
    return found


def layout_pages(frames: EditionFrames, words: FileWords) -> list[LayoutPage]:
    """The page of the whole edition, then one for each of its regions if it has several."""
    source = _source_line(frames, words)
    legend_layers = [name for name in _LEGEND_LAYERS if len(getattr(frames, name))]
    return [
        LayoutPage(name, words.say("metadata.title", edition=name), source, bounds, legend_layers)
        for name, bounds in _regions(frames, words)
    ]


def _source_line(frames: EditionFrames, words: FileWords) -> str:
    """Boundaries with their citation, documents, and the notice to read before publishing."""
    titles = words.say("metadata.list_mark").join(frames.documents["title"])
    return words.say(
        "layout.source",
        citation=frames.vintage.citation,
        date=frames.vintage.date,
        documents=titles or words.say("metadata.unknown"),
    )
