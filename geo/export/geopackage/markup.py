"""XML as QGIS writes it: elements, option maps, references to a CRS."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from geo import crs
from geo.safe import visible_lines

#: Written into styles and projects: read without a question by this version and all later ones.
QGIS_VERSION = "3.22.0"


def element(
    tag: str,
    attributes: Mapping[str, object] | None = None,
    *children: ET.Element,
    text: str = "",
) -> ET.Element:
    """An element whose attributes and text are clean; booleans become ``1`` and ``0``."""
    made = ET.Element(tag, {k: _attribute(v) for k, v in (attributes or {}).items()})
    made.extend(children)
    if text:
        made.text = visible_lines(text)
    return made


def _attribute(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.10g}"
    return visible_lines(str(value))


def option(name: str, value: object) -> ET.Element:
    """``<Option>`` with the type that the value has; lists and mappings are nested."""
    named = {"name": name} if name else {}
    if isinstance(value, Mapping):
        return element(
            "Option", {**named, "type": "Map"}, *(option(k, v) for k, v in value.items())
        )
    if isinstance(value, list):
        return element("Option", {**named, "type": "List"}, *(option("", v) for v in value))
    if isinstance(value, bool):
        return element("Option", {**named, "type": "bool", "value": str(value).lower()})
    if isinstance(value, int):
        return element("Option", {**named, "type": "int", "value": str(value)})
    return element("Option", {**named, "type": "QString", "value": _attribute(value)})


def srs(definition: str = crs.STORAGE) -> ET.Element:
    """``<spatialrefsys>`` of a CRS, with the WKT without which QGIS takes none.

    Parameters
    ----------
    definition : str
        An authority code such as :data:`geo.crs.STORAGE`, or a PROJ string.
    """
    from pyproj import CRS

    system = CRS.from_user_input(definition)
    authority = system.to_authority()
    code = ":".join(authority) if authority and definition.startswith(authority[0]) else ""
    return element(
        "spatialrefsys",
        {},
        element("wkt", text=system.to_wkt("WKT2_2019")),
        element("srsid", text="0"),
        element("srid", text=authority[1] if code and authority else "0"),
        element("authid", text=code),
        element("description", text=system.name),
        element("geographicflag", text=str(system.is_geographic).lower()),
    )


def document(root: ET.Element) -> str:
    """A whole document with the declaration by which QGIS knows its own files."""
    declaration = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return declaration + ET.tostring(root, encoding="unicode")


def column(name: str) -> str:
    """A column in a QGIS expression."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in a QGIS expression; nothing in it can end the text."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
