"""Coordinate reference systems as QGIS describes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class ReferenceSystem:
    """A CRS with its WKT; ``number`` is ``0`` and ``authority_code`` empty where it has none."""

    wkt: str
    number: str
    authority_code: str
    name: str
    is_geographic: bool


@cache
def reference_system(definition: str) -> ReferenceSystem:
    """The CRS of an authority code such as :data:`geo.crs.STORAGE`, or of a PROJ string."""
    from pyproj import CRS

    system = CRS.from_user_input(definition)
    authority = system.to_authority()
    is_known = authority is not None and definition.startswith(authority[0])
    return ReferenceSystem(
        wkt=system.to_wkt("WKT2_2019"),
        number=authority[1] if is_known else "0",
        authority_code=":".join(authority) if is_known else "",
        name=system.name,
        is_geographic=system.is_geographic,
    )
