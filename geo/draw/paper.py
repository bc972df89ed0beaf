"""From longitude and latitude to millimetres on the page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely

from geo import crs
from geo.draw.page import Box

#: Map scales are one of these times a power of ten: 1:2 500 000 is a scale, 1:2 317 488 is not.
SCALE_STEPS = (
    *(1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.2, 3.5, 3.8),
    *(4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 9),
)


@cache
def _transformer(source: str, target: str) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


@dataclass(frozen=True)
class Paper:
    """A projection with its place on the page.

    ``projection`` is a PROJ string in metres, ``denominator`` the scale's (1 : denominator),
    ``centre`` the projected metres in the middle of ``frame``.
    """

    projection: str
    denominator: float
    centre: tuple[float, float]
    frame: Box

    def _metres(self, xy: np.ndarray) -> np.ndarray:
        forward = _transformer(crs.STORAGE, self.projection)
        return np.column_stack(forward.transform(xy[:, 0], xy[:, 1]))

    def place(self, geometries: Iterable[Any]) -> np.ndarray:
        """Geometries in :data:`geo.crs.STORAGE` degrees → array of geometries in millimetres."""
        array = np.array(list(geometries), dtype=object)
        middle = np.array(
            [self.frame.x + self.frame.width / 2, self.frame.y + self.frame.height / 2]
        )

        def to_page(xy: np.ndarray) -> np.ndarray:
            away = self._metres(xy) - np.array(self.centre)
            return np.asarray(away * 1000 / self.denominator + middle)

        return np.asarray(shapely.transform(array, to_page), dtype=object)

    def unplace(self, xy: np.ndarray) -> np.ndarray:
        """Millimetres, shape (n, 2) → degrees of the same shape: longitude, latitude."""
        back = _transformer(self.projection, crs.STORAGE)
        frame = self.frame
        middle = np.array([frame.x + frame.width / 2, frame.y + frame.height / 2])
        metres = (xy - middle) * self.denominator / 1000 + np.array(self.centre)
        return np.column_stack(back.transform(metres[:, 0], metres[:, 1]))

    def degrees(self, *, beyond: float = 0.0) -> tuple[float, float, float, float]:
        """West, south, east and north of the frame grown by so many millimetres, in degrees."""
        edge = shapely.segmentize(self.frame.inner(-beyond).polygon(), 20.0)
        longitudes, latitudes = self.unplace(shapely.get_coordinates(edge)).T
        return (
            float(longitudes.min()),
            float(latitudes.min()),
            float(longitudes.max()),
            float(latitudes.max()),
        )

    def mm(self, kilometres: float) -> float:
        """Length on the page of a distance on the ground."""
        return kilometres * 1e6 / self.denominator


def nice_denominator(least: float) -> float:
    """The next round scale denominator that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(s * power for s in (*SCALE_STEPS, 10) if s * power >= least * (1 - 1e-9))


def fit(
    geometries: Iterable[Any],
    frame: Box,
    *,
    projection: str,
    margin: float = 5,
    is_round: bool = True,
) -> Paper:
    """The largest scale at which the geometries fit into the frame with a margin in millimetres;
    a round one by default."""
    draft = Paper(projection, 1000.0, (0.0, 0.0), Box(0, 0, 0, 0))
    west, south, east, north = shapely.total_bounds(draft.place(geometries))
    room = frame.inner(margin)
    least = max((east - west) / room.width, (north - south) / room.height) * 1000
    centre = ((west + east) / 2, (south + north) / 2)
    return Paper(projection, nice_denominator(least) if is_round else least, centre, frame)


def fit_region(geometries: Any, frame: Box, *, margin: float = 5, is_round: bool = True) -> Paper:
    """Fit with the Albers equal-area projection that suits the geometries' own bounds."""
    bounds = tuple(float(v) for v in shapely.total_bounds(np.asarray(geometries, dtype=object)))
    west, south, east, north = bounds
    projection = crs.regional_albers((west, south, east, north))
    return fit(geometries, frame, projection=projection, margin=margin, is_round=is_round)


def standard_parallels(projection: str) -> tuple[float, float, float]:
    """Both standard parallels and the central meridian of an Albers PROJ string, degrees."""
    terms = dict(t[1:].split("=", 1) for t in projection.split() if "=" in t)
    return float(terms["lat_1"]), float(terms["lat_2"]), float(terms["lon_0"])
