"""Symbols of QGIS: fills, stripes, hatches, outlines, marks and lines. Sizes are millimetres.

``level`` is QGIS's rendering pass: everything of a lower level is drawn first, so that an outline
or a mark is never covered by a neighbour's fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from geo.export.geopackage.markup import element, option

#: Marks that QGIS draws itself, on every machine alike; any other sign comes from the font.
_SHAPES = {"★": "star", "●": "circle", "■": "square", "▲": "triangle", "◆": "diamond"}

_NO_PROPERTIES: Mapping[str, object] = {"name": "", "properties": {}, "type": "collection"}


def colour_text(colour: str, opacity: float = 1) -> str:
    """``#RRGGBB`` as QGIS writes it: ``red,green,blue,alpha``."""
    channels = [str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)]
    return ",".join([*channels, str(round(opacity * 255))])


def symbol(kind: str, *layers: ET.Element, name: str = "") -> ET.Element:
    """A symbol of ``kind`` fill, line or marker; the first layer is at the bottom."""
    shared = {"name": name, "type": kind, "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"}
    return element("symbol", shared, *layers)


def _layer(
    kind: str,
    properties: Mapping[str, object],
    *,
    level: int = 0,
    inner: ET.Element | None = None,
    enabled_when: str = "",
) -> ET.Element:
    defined = dict(_NO_PROPERTIES)
    if enabled_when:
        rule = {"active": True, "expression": enabled_when, "type": 3}
        defined["properties"] = {"enabled": rule}
    children = [
        option("", {k: _text(v) for k, v in properties.items()}),
        element("data_defined_properties", {}, option("", defined)),
    ]
    if inner is not None:
        children.append(inner)
    return element(
        "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": str(level)}, *children
    )


def _text(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def fill(
    colour: str | None, *, border: str | None = None, width: float = 0.15, level: int = 0
) -> ET.Element:
    """A solid fill, or none, with an outline or none."""
    return _layer(
        "SimpleFill",
        {
            "color": colour_text(colour or "#FFFFFF"),
            "style": "solid" if colour else "no",
            "outline_color": colour_text(border or "#FFFFFF"),
            "outline_style": "solid" if border else "no",
            "outline_width": width,
            "outline_width_unit": "MM",
            "joinstyle": "round",
        },
        level=level,
    )


def stroke(
    colour: str,
    width: float,
    *,
    dash: tuple[float, ...] = (),
    level: int = 0,
    inside: float = 0,
) -> ET.Element:
    """A line; ``inside`` moves the outline of a polygon inwards by so much."""
    return _layer(
        "SimpleLine",
        {
            "line_color": colour_text(colour),
            "line_width": width,
            "line_width_unit": "MM",
            "line_style": "solid",
            "joinstyle": "miter" if inside else "round",
            "capstyle": "flat",
            "use_custom_dash": "1" if dash else "0",
            "customdash": ";".join(f"{part:g}" for part in dash) or "5;2",
            "customdash_unit": "MM",
            "offset": inside,
            "offset_unit": "MM",
            "draw_inside_polygon": "0",
        },
        level=level,
    )


def stripes(
    colour: str,
    *,
    angle: float,
    spacing: float,
    width: float,
    shift: float = 0,
    level: int = 1,
    enabled_when: str = "",
) -> ET.Element:
    """Parallel lines at ``angle`` degrees, ``spacing`` apart, the pattern moved by ``shift``."""
    return _layer(
        "LinePatternFill",
        {
            "angle": angle,
            "distance": spacing,
            "distance_unit": "MM",
            "offset": shift,
            "offset_unit": "MM",
        },
        level=level,
        inner=symbol("line", stroke(colour, width)),
        enabled_when=enabled_when,
    )


def dots(colour: str, *, spacing: float = 2, size: float = 0.5, level: int = 2) -> ET.Element:
    """Small dots in staggered rows."""
    return _layer(
        "PointPatternFill",
        {
            "distance_x": spacing,
            "distance_x_unit": "MM",
            "distance_y": spacing,
            "distance_y_unit": "MM",
            "displacement_x": spacing / 2,
            "displacement_x_unit": "MM",
        },
        level=level,
        inner=symbol("marker", _shape("circle", colour, size)),
    )


def _shape(name: str, colour: str, size: float, *, halo: str | None = None) -> ET.Element:
    return _layer(
        "SimpleMarker",
        {
            "name": name,
            "color": colour_text(colour),
            "size": size,
            "size_unit": "MM",
            "outline_color": colour_text(halo or colour),
            "outline_style": "solid" if halo else "no",
            "outline_width": 0.3,
            "outline_width_unit": "MM",
        },
    )


def _sign(sign: str, colour: str, size: float) -> ET.Element:
    return _layer(
        "FontMarker",
        {
            "chr": sign,
            "color": colour_text(colour),
            "size": size,
            "size_unit": "MM",
        },
    )


def mark(sign: str, colour: str, *, size: float = 3.4, level: int = 5) -> ET.Element:
    """One sign in the middle of each county."""
    inner = (
        _shape(_SHAPES[sign], colour, size, halo="#FFFFFF")
        if sign in _SHAPES
        else _sign(sign, colour, size)
    )
    return _layer(
        "CentroidFill",
        {"point_on_surface": "1", "point_on_all_parts": "0", "clip_points": "0"},
        level=level,
        inner=symbol("marker", inner),
    )


def arrow_head(colour: str, size: float = 2.2) -> ET.Element:
    """An arrow head at the end of a line."""
    return _layer(
        "MarkerLine",
        {"placement": "lastvertex", "rotate": "1"},
        inner=symbol("marker", _shape("filled_arrowhead", colour, size)),
    )
