"""Coordinate reference systems, named by purpose. No other module writes an EPSG number.

Lengths and areas are never taken in degrees: display is lon/lat, measuring is not.
"""

from __future__ import annotations

#: What boundaries are stored in and the GeoPackage is written in: CGCS2000, lon/lat, degrees.
#: Source: the publisher's own declaration (天地图, 国家地理信息公共服务平台).
STORAGE = "EPSG:4490"
STORAGE_EPSG = 4490

#: What a web page and RFC 7946 GeoJSON take: WGS 84, lon/lat, degrees. CGCS2000 and WGS 84 agree
#: to better than a metre, far below a boundary's own accuracy, so coordinates pass unchanged.
DISPLAY = "EPSG:4326"

#: Equal-area CRS for areas, distances between counties and national figures, metres: Albers conic
#: on CGCS2000 with the standard parallels 25° and 47° N and the central meridian 105° E that
#: national maps of China use.
MEASURE = (
    "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +x_0=0 +y_0=0 "
    "+ellps=GRS80 +units=m +no_defs +type=crs"
)


def regional_albers(bounds: tuple[float, float, float, float]) -> str:
    """Albers equal-area CRS for one region's figure, metres, as a PROJ string.

    The standard parallels are one sixth of the height inside the region's southern and northern
    edges (Deetz & Adams, Elements of Map Projection, 1934), the meridian in its middle.

    Parameters
    ----------
    bounds : (west, south, east, north) in degrees (:data:`STORAGE`).
    """
    west, south, east, north = bounds
    margin = (north - south) / 6
    return (
        f"+proj=aea +lat_1={south + margin:.4f} +lat_2={north - margin:.4f} "
        f"+lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f} "
        "+x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs +type=crs"
    )
