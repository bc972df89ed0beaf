"""A layer's style as one document (QML): renderer, labels, fields, form."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from geo.export.geopackage.forms import form_elements
from geo.export.geopackage.markup import QGIS_VERSION, document, element
from geo.export.geopackage.rules import Style
from geo.export.geopackage.tables import FileTable
from geo.export.geopackage.words import Words


def drawing_attributes(style: Style) -> dict[str, str]:
    """Attributes that stand on ``<qgis>`` in a style and on ``<maplayer>`` in a project."""
    return {
        "styleCategories": "AllStyleCategories",
        "labelsEnabled": "1" if style.labeling is not None else "0",
        "hasScaleBasedVisibilityFlag": "0",
        "minScale": "100000000",
        "maxScale": "0",
        "simplifyDrawingHints": "1",
        "simplifyDrawingTol": "1",
        "simplifyLocal": "1",
        "simplifyMaxScale": "1",
        "simplifyAlgorithm": "0",
        "symbologyReferenceScale": "-1",
        "readOnly": "0",
    }


def style_elements(
    table: FileTable, style: Style, contents: Sequence[FileTable], words: Words
) -> list[ET.Element]:
    """What a style consists of, in the order in which QGIS writes it."""
    drawn = [part for part in (style.renderer, style.labeling) if part is not None]
    if drawn:
        drawn += [element("blendMode", text="0"), element("layerOpacity", text="1")]
    return drawn + form_elements(table, contents, words)


def style_element(
    table: FileTable, style: Style, contents: Sequence[FileTable], words: Words
) -> ET.Element:
    """``<qgis>`` of one style."""
    return element(
        "qgis",
        {"version": QGIS_VERSION, **drawing_attributes(style)},
        *style_elements(table, style, contents, words),
    )


def style_document(
    table: FileTable, style: Style, contents: Sequence[FileTable], words: Words
) -> str:
    """One style as text, as ``layer_styles`` holds it."""
    return document(style_element(table, style, contents, words))
