"""Names on the map: buffered, in a range of scales, in whatever font the reader's system has."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geo.export.geopackage.markup import element, option
from geo.export.geopackage.symbols import colour_text

#: Scales from which names show: a province on a sheet, a prefecture on a screen.
COUNTY_NAMES_FROM = 4_000_000
PREFECTURE_NAMES_FROM = 12_000_000

#: Millimetres from a name up to the middle of a county that carries a mark.
_BELOW_MARK = 3.2

_TEXT = {"fontSizeUnit": "Point", "textOpacity": "1", "fontWeight": "50", "multilineHeight": "1"}


def labels(
    column: str,
    *,
    colour: str,
    size: float,
    from_scale: int,
    to_scale: int = 0,
    on_line: bool = False,
    below_when: str = "",
) -> ET.Element:
    """``<labeling>`` by one column, shown from 1:``from_scale`` down to 1:``to_scale``.

    ``below_when`` (a QGIS expression) holds for the rows whose label goes under a mark.

    No font is named: a font that the reader does not have brings a warning, and every system's
    default shows Chinese.
    """
    style = element(
        "text-style",
        {
            "fieldName": column,
            "isExpression": "0",
            "fontSize": size,
            "textColor": colour_text(colour),
            **_TEXT,
        },
        element(
            "text-buffer",
            {
                "bufferDraw": "1",
                "bufferSize": 0.7,
                "bufferSizeUnits": "MM",
                "bufferColor": colour_text("#FFFFFF"),
                "bufferOpacity": 0.85,
                "bufferNoFill": "1",
                "bufferJoinStyle": "128",
            },
        ),
    )
    placement = {
        "placement": "2" if on_line else "1",
        "placementFlags": "2" if on_line else "10",
        "quadOffset": "4",
        "centroidInside": "1",
        "dist": "0.5",
        "distUnits": "MM",
        "offsetUnits": "MM",
        "priority": "5",
    }
    rendering = {
        "scaleVisibility": "1",
        # In this file the larger denominator is "Max", in the interface it is "minimum scale".
        "scaleMax": str(from_scale),
        "scaleMin": str(to_scale),
        "drawLabels": "1",
        "obstacle": "1",
        "fontMinPixelSize": "3",
        "fontMaxPixelSize": "10000",
        "maxNumLabels": "2000",
    }
    defined: dict[str, object] = {"name": "", "properties": {}, "type": "collection"}
    if below_when:
        shift = f"CASE WHEN {below_when} THEN '0,{_BELOW_MARK:g}' ELSE '0,0' END"
        defined["properties"] = {"OffsetXY": {"active": True, "expression": shift, "type": 3}}
    return element(
        "labeling",
        {"type": "simple"},
        element(
            "settings",
            {"calloutType": "simple"},
            style,
            element("text-format", {"multilineAlign": "3"}),
            element("placement", placement),
            element("rendering", rendering),
            element("dd_properties", {}, option("", defined)),
        ),
    )
