"""A printable page: map, legend, scale bar, north arrow, title, source line. Millimetres, A4."""

from __future__ import annotations

import math
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo import crs
from geo.export.geopackage.markup import element, option, srs
from geo.export.geopackage.metadata import edition_name
from geo.export.geopackage.symbols import fill, stroke, symbol
from geo.export.geopackage.tables import FileTable, layer_id
from geo.export.geopackage.words import Words
from geo.looks import INK, PAPER

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Item types as QGIS numbers them.
_PAGE, _MAP, _PICTURE, _LABEL, _LEGEND, _SCALE_BAR = 65638, 65639, 65640, 65641, 65642, 65646

_PAPER = (297.0, 210.0)
#: x, y, width, height of each part.
_TITLE_BOX = (10.0, 8.0, 277.0, 12.0)
_MAP_BOX = (10.0, 22.0, 208.0, 168.0)
_LEGEND_BOX = (222.0, 22.0, 65.0, 150.0)
_ARROW_BOX = (201.0, 25.0, 13.0, 16.0)
_SCALE_BOX = (14.0, 176.0, 80.0, 12.0)
_SOURCE_BOX = (10.0, 192.0, 277.0, 14.0)

#: west, south, east, north: degrees (storage CRS) or metres, as the function says.
Bounds = tuple[float, float, float, float]

#: Part of a region's width and height that stays free around it.
_MARGIN = 0.04

_SCALE_SEGMENTS = 2
#: Share of the map's width that the scale bar takes at most.
_SCALE_SHARE = 0.3


def _id(name: str) -> str:
    """An id that is always the same for one part of the page."""
    return "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"county-typology/layout/{name}")) + "}"


def nice_length(most: float) -> float:
    """The largest of 1, 2, 5 × 10ⁿ that is not above ``most``."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in (1, 2, 5) if step * power <= most)


def with_margin(bounds: Sequence[float]) -> Bounds:
    """Bounds in degrees, grown a little on every side."""
    west, south, east, north = (float(value) for value in bounds)
    dx, dy = (east - west) * _MARGIN, (north - south) * _MARGIN
    return west - dx, south - dy, east + dx, north + dy


def map_extent(bounds: Bounds, system: str) -> Bounds:
    """The region in metres, grown to the shape of the map's frame.

    Parameters
    ----------
    bounds : west, south, east, north in degrees (storage CRS).
    system : str
        PROJ string of the map's CRS.
    """
    from pyproj import Transformer

    turn = Transformer.from_crs(crs.STORAGE, system, always_xy=True)
    west, south, east, north = turn.transform_bounds(*bounds, densify_pts=21)
    width, height = east - west, north - south
    wanted = _MAP_BOX[2] / _MAP_BOX[3]
    dx = max(height * wanted - width, 0) / 2
    dy = max(width / wanted - height, 0) / 2
    return west - dx, south - dy, east + dx, north + dy


def regions(frames: EditionFrames, words: Words) -> list[tuple[str, Bounds]]:
    """What gets a page of its own: name and bounds with a margin, the whole edition first.

    An edition of several regions has a page for each: they lie too far apart for one.
    """
    counties = frames.counties
    found = [(edition_name(frames, words), with_margin(counties.total_bounds))]
    codes = frames.edition.region_codes
    for code in codes if len(codes) > 1 else ():
        for level in ("province", "prefecture"):
            own = counties[counties[f"{level}_code"] == code]
            if len(own):
                name = str(own[f"{level}_name"].iloc[0])
                found.append((name, with_margin(own.total_bounds)))
                break
    return found


def layout_elements(
    frames: EditionFrames, contents: Sequence[FileTable], words: Words
) -> list[ET.Element]:
    """``<Layout>`` of every page, each in an equal-area CRS for its region."""
    legend_layers = [
        table
        for table in contents
        if table.name in ("counties", "partnerships", "prefectures", "provinces")
        and len(getattr(frames, table.name))
    ]
    return [
        _layout(frames, legend_layers, words, name=name, bounds=bounds)
        for name, bounds in regions(frames, words)
    ]


def _layout(
    frames: EditionFrames,
    legend_layers: Sequence[FileTable],
    words: Words,
    *,
    name: str,
    bounds: Bounds,
) -> ET.Element:
    system = crs.regional_albers(bounds)
    extent = map_extent(bounds, system)
    title = words.say("metadata.title", edition=name)
    return element(
        "Layout",
        {"name": words.say("layout.name", region=name), "units": "mm", "printResolution": "300"},
        _page(),
        _legend(legend_layers, words),
        _map(extent, system),
        _scale_bar(extent, words),
        _north_arrow(words),
        _label("title", _TITLE_BOX, title, size=18, words=words),
        _label("source", _SOURCE_BOX, source_line(frames, words), size=6.5, words=words),
    )


def source_line(frames: EditionFrames, words: Words) -> str:
    """Boundaries with their citation, documents, and what a reader must know before publishing."""
    titles = words.say("metadata.list_mark").join(frames.documents["title"])
    return words.say(
        "layout.source",
        citation=frames.vintage.citation,
        date=frames.vintage.date,
        documents=titles or words.say("metadata.unknown"),
    )


def _item(
    kind: int,
    name: str,
    box: Bounds,
    attributes: dict[str, object],
    *children: ET.Element,
    order: int = 1,
    frame: bool = False,
    background: bool = False,
) -> ET.Element:
    x, y, width, height = box
    shared = {
        "type": str(kind),
        "id": name,
        "uuid": _id(name),
        "templateUuid": _id(name),
        "position": f"{x:g},{y:g},mm",
        "positionOnPage": f"{x:g},{y:g},mm",
        "size": f"{width:g},{height:g},mm",
        "referencePoint": "0",
        "itemRotation": "0",
        "zValue": str(order),
        "visibility": "1",
        "opacity": "1",
        "frame": str(frame).lower(),
        "background": str(background).lower(),
        "outlineWidthM": "0.2,mm",
        "frameJoinStyle": "miter",
        "blendMode": "0",
        "positionLock": "false",
        "excludeFromExports": "0",
        "groupUuid": "",
    }
    colours = [
        element("FrameColor", {"red": "89", "green": "89", "blue": "89", "alpha": "255"}),
        element("BackgroundColor", {"red": "255", "green": "255", "blue": "255", "alpha": "255"}),
    ]
    return element("LayoutItem", {**shared, **attributes}, *colours, *children)


def _page() -> ET.Element:
    paper = _item(_PAGE, "page", (0, 0, *_PAPER), {}, order=0, background=True)
    return element("PageCollection", {}, symbol("fill", fill(PAPER)), paper)


def _map(extent: Bounds, system: str) -> ET.Element:
    names = ("xmin", "ymin", "xmax", "ymax")
    box = {name: f"{value:.3f}" for name, value in zip(names, extent, strict=True)}
    return _item(
        _MAP,
        "map",
        _MAP_BOX,
        {
            "followPreset": "false",
            "followPresetName": "",
            "keepLayerSet": "false",
            "mapRotation": "0",
            "mapFlags": "0",
            "drawCanvasItems": "true",
            "labelMargin": "0,mm",
            "isTemporal": "0",
        },
        element("Extent", box),
        element("crs", {}, srs(system)),
        frame=True,
        background=True,
    )


def _font(tag: str, size: float) -> ET.Element:
    # Qt's own name for whatever font the reader's system takes, which shows Chinese.
    return element(tag, {"description": f"Sans Serif,{size:g},-1,5,50,0,0,0,0,0", "style": ""})


def _title_of(table: FileTable) -> list[ET.Element]:
    """A layer of one symbol needs no title above that symbol."""
    if table.name in ("counties", "partnerships"):
        return []
    return [element("customproperties", {}, option("", {"legend/title-style": "hidden"}))]


def _legend(layers: Sequence[FileTable], words: Words) -> ET.Element:
    sizes = {"title": 11, "group": 10, "subgroup": 9.5, "symbol": 8.5, "symbolLabel": 8.5}
    gaps = {"title": ("marginBottom", "2"), "symbol": ("marginTop", "1.2")}
    styles = [
        element(
            "style",
            {"name": name, "alignment": "1", "indent": "0"}
            | dict([gaps.get(name, ("marginTop", "2"))])
            | ({"marginLeft": "2"} if name == "symbolLabel" else {}),
            _font("styleFont", size),
        )
        for name, size in sizes.items()
    ]
    entries = [
        element(
            "layer-tree-layer",
            {
                "id": layer_id(table.name),
                "name": words.title(table),
                "providerKey": "ogr",
                "checked": "Qt::Checked",
                "expanded": "1",
            },
            *_title_of(table),
        )
        for table in layers
    ]
    return _item(
        _LEGEND,
        "legend",
        _LEGEND_BOX,
        {
            "title": words.say("layout.legend"),
            "map_uuid": _id("map"),
            "columnCount": "1",
            "columnSpace": "2",
            "splitLayer": "1",
            "boxSpace": "1",
            "lineSpacing": "1",
            "symbolWidth": "7",
            "symbolHeight": "4",
            "symbolAlignment": "1",
            "titleAlignment": "1",
            "wrapChar": "",
            "fontColor": INK,
            "resizeToContents": "1",
            "legendFilterByAtlas": "0",
        },
        element("styles", {}, *styles),
        element("layer-tree-group", {}, *entries),
        order=2,
    )


def _scale_bar(extent: Bounds, words: Words) -> ET.Element:
    kilometres = (extent[2] - extent[0]) / 1000
    segment = nice_length(kilometres * _SCALE_SHARE / _SCALE_SEGMENTS)
    return _item(
        _SCALE_BAR,
        "scale bar",
        _SCALE_BOX,
        {
            "mapUuid": _id("map"),
            "style": "Single Box",
            "unitType": "km",
            "unitLabel": words.say("layout.kilometres"),
            "numUnitsPerSegment": f"{segment:g}",
            "numMapUnitsPerScaleBarUnit": "1",
            "numSegments": str(_SCALE_SEGMENTS),
            "numSegmentsLeft": "0",
            "segmentSizeMode": "0",
            "segmentMillimeters": f"{segment / kilometres * _MAP_BOX[2]:.4f}",
            "minBarWidth": "20",
            "maxBarWidth": "80",
            "height": "2",
            "outlineWidth": "0.2",
            "boxContentSpace": "1",
            "labelBarSpace": "1.5",
            "labelVerticalPlacement": "0",
            "labelHorizontalPlacement": "0",
            "alignment": "0",
        },
        element("text-style", {"fontSize": "8", "fontSizeUnit": "Point", "textColor": "38,38,38"}),
        element("lineSymbol", {}, symbol("line", stroke(INK, 0.2))),
        element("fillSymbol1", {}, symbol("fill", fill(INK))),
        element("fillSymbol2", {}, symbol("fill", fill(PAPER))),
        order=3,
        background=True,
    )


def _north_arrow(words: Words) -> ET.Element:
    return _item(
        _PICTURE,
        words.say("layout.north"),
        _ARROW_BOX,
        {
            # Part of every QGIS, so nothing is missing on the reader's machine.
            "file": ":/images/north_arrows/layout_default_north_arrow.svg",
            "mode": "0",
            "resizeMode": "0",
            "anchorPoint": "4",
            "mapUuid": _id("map"),
            "northMode": "1",
            "northOffset": "0",
            "svgFillColor": "38,38,38,255",
            "svgBorderColor": "38,38,38,255",
            "svgBorderWidth": "0.2",
        },
        order=4,
    )


def _label(
    name: str,
    box: Bounds,
    text: str,
    *,
    size: float,
    words: Words,
) -> ET.Element:
    return _item(
        _LABEL,
        words.say(f"layout.{name}_item"),
        box,
        {
            # Text of the reader's documents is never an expression or markup.
            "labelText": text.replace("[%", "[ %"),
            "htmlState": "0",
            "halign": "1",
            "valign": "128" if name == "title" else "32",
            "marginX": "0",
            "marginY": "0",
        },
        _font("LabelFont", size),
        element("FontColor", {"red": "38", "green": "38", "blue": "38", "alpha": "255"}),
        element("LayoutObject", {}, option("", {})),
        order=5,
    )
