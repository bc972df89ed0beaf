"""The finished map as a QGIS project: layers in groups, relations, start view, a print layout.

The project inside the GeoPackage names its layers relative to itself: the folder may be moved, but
not the file renamed. The ``.qgz`` carries the GeoPackage as an attachment, which QGIS (3.22 and
later) unpacks with it: it needs no other file and may be renamed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.export.geopackage.forms import relation_id, relation_name
from geo.export.geopackage.layout import layout_elements, with_margin
from geo.export.geopackage.markup import QGIS_VERSION, document, element, srs
from geo.export.geopackage.metadata import map_title, metadata_element
from geo.export.geopackage.qml import drawing_attributes, style_element, style_elements
from geo.export.geopackage.rules import Style
from geo.export.geopackage.tables import FileTable, layer_id
from geo.export.geopackage.words import Words

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Groups of layers in the layer tree from top to bottom; higher ones are drawn later. Tables
#: without geometry follow in a group of their own.
_GROUPS = (
    ("ties", ("partnerships",)),
    ("units", ("provinces", "prefectures", "boundary_lines")),
    ("types", ("counties", "assignments")),
)
#: Rows of one county lie on each other there: shown when a reader wants them.
_OFF_AT_START = frozenset({"assignments"})
_GEOMETRY_NAMES = {"LineString": "Line", "MultiLineString": "Line", "MultiPolygon": "Polygon"}

#: Name of the GeoPackage inside a ``.qgz``, and how a project names a file that it carries.
ATTACHED_NAME = "county-typology.gpkg"
ATTACHED = f"attachment:{ATTACHED_NAME}"


def project_document(
    frames: EditionFrames,
    contents: Sequence[FileTable],
    styles: Mapping[str, tuple[Style, ...]],
    words: Words,
    *,
    version: str,
    source: str,
) -> str:
    """The ``.qgs`` of one edition.

    Parameters
    ----------
    source : str
        The GeoPackage as seen from the project: ``./county-typology.gpkg``, or :data:`ATTACHED`.
    """
    title = map_title(frames, words)
    layers = [_layer(frames, t, contents, styles[t.name], words, version, source) for t in contents]
    metadata = metadata_element(frames, words, version)
    metadata.tag = "projectMetadata"
    root = element(
        "qgis",
        {"version": QGIS_VERSION, "projectname": title},
        element("homePath", {"path": ""}),
        element("title", text=title),
        element("projectCrs", {}, srs()),
        _tree(contents, words, source),
        element("relations", {}, *_relations(contents, words)),
        element("projectlayers", {}, *layers),
        _properties(),
        metadata,
        element("Layouts", {}, *layout_elements(frames, contents, words)),
        _view(frames),
    )
    return document(root)


def _source(source: str, table: FileTable) -> str:
    return f"{source}|layername={table.name}"


def _tree(contents: Sequence[FileTable], words: Words, source: str) -> ET.Element:
    by_name = {table.name: table for table in contents}
    groups = []
    # Documents last: what they say comes first.
    tables = sorted((t for t in contents if not t.is_spatial), key=lambda t: t.name == "documents")
    for key, names in (*_GROUPS, ("texts", tuple(table.name for table in tables))):
        entries = [
            element(
                "layer-tree-layer",
                {
                    "id": layer_id(name),
                    "name": words.title(name),
                    "source": _source(source, by_name[name]),
                    "providerKey": "ogr",
                    "checked": "Qt::Unchecked" if name in _OFF_AT_START else "Qt::Checked",
                    "expanded": name == "counties",
                },
            )
            for name in names
        ]
        shared = {"name": words.say(f"group.{key}"), "checked": "Qt::Checked"}
        groups.append(element("layer-tree-group", {**shared, "expanded": key != "texts"}, *entries))
    return element("layer-tree-group", {}, *groups)


def _relations(contents: Sequence[FileTable], words: Words) -> list[ET.Element]:
    return [
        element(
            "relation",
            {
                "id": relation_id(table, reference),
                "name": relation_name(table, reference, words),
                "referencingLayer": layer_id(table.name),
                "referencedLayer": layer_id(reference.table),
                "strength": "Association",
            },
            element(
                "fieldRef",
                {"referencingField": reference.column, "referencedField": reference.target},
            ),
        )
        for table in contents
        for reference in (*table.references, *table.loose)
    ]


def _layer(
    frames: EditionFrames,
    table: FileTable,
    contents: Sequence[FileTable],
    styles: Sequence[Style],
    words: Words,
    version: str,
    source: str,
) -> ET.Element:
    current, *others = styles
    kept = [element("map-layer-style", {"name": current.name})]
    kept += [
        element("map-layer-style", {"name": s.name}, style_element(table, s, contents, words))
        for s in others
    ]
    kinds = {
        "type": "vector",
        "geometry": _GEOMETRY_NAMES.get(table.geometry, "No geometry"),
        "wkbType": table.geometry or "NoGeometry",
    }
    parts = [
        element("id", text=layer_id(table.name)),
        element("datasource", text=_source(source, table)),
        element("layername", text=words.title(table)),
        element("provider", {"encoding": "UTF-8"}, text="ogr"),
        metadata_element(frames, words, version, table=table),
        element("map-layer-style-manager", {"current": current.name}, *kept),
    ]
    if table.is_spatial:
        parts.insert(3, element("srs", {}, srs()))
    return element(
        "maplayer",
        {**kinds, **drawing_attributes(current)},
        *parts,
        *style_elements(table, current, contents, words),
    )


def _properties() -> ET.Element:
    def value(tag: str, kind: str, text: str) -> ET.Element:
        return element(tag, {"type": kind}, text=text)

    return element(
        "properties",
        {},
        element("Paths", {}, value("Absolute", "bool", "false")),
        element("Measurement", {}, value("DistanceUnits", "QString", "km"),
                value("AreaUnits", "QString", "km2")),
        element("Measure", {}, value("Ellipsoid", "QString", "EPSG:7024")),
        element("SpatialRefSys", {}, value("ProjectionsEnabled", "int", "1")),
    )  # fmt: skip


def _view(frames: EditionFrames) -> ET.Element:
    names = ("xmin", "ymin", "xmax", "ymax")
    view = with_margin(frames.counties.total_bounds)
    box = {name: f"{value:.6f}" for name, value in zip(names, view, strict=True)}
    extent = element("DefaultViewExtent", box, srs())
    return element("ProjectViewSettings", {"UseProjectScales": "0", "rotation": "0"}, extent)


def stored_metadata(moment: str) -> str:
    """What QGIS keeps beside a project in a GeoPackage."""
    return json.dumps({"last_modified_time": moment, "last_modified_user": ""})
