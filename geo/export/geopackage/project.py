"""The finished map as a QGIS project: layers in groups, relations, start view, a print layout.

The project inside the GeoPackage names its layers relative to itself: the folder may be moved, but
not the file renamed. The ``.qgz`` carries the GeoPackage as an attachment, which QGIS (3.22 and
later) unpacks with it: it needs no other file and may be renamed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.export.geopackage.attribute_forms import LayerForm, form_of, relations_of
from geo.export.geopackage.file_tables import FileTable
from geo.export.geopackage.layout import layout_pages
from geo.export.geopackage.metadata import About, about
from geo.export.geopackage.rules import Style
from geo.export.geopackage.templating import filled_in
from geo.export.geopackage.words import FileWords

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Name of the GeoPackage inside a ``.qgz``, and how a project names a file that it carries.
ATTACHED_NAME = "county-typology.gpkg"
ATTACHED = f"attachment:{ATTACHED_NAME}"


@dataclass(frozen=True)
class ProjectLayer:
    """One layer or table of the project; it opens with the first of its styles."""

    form: LayerForm
    about: About
    styles: Sequence[Style]


def project_document(
    frames: EditionFrames,
    contents: Sequence[FileTable],
    styles: Mapping[str, Sequence[Style]],
    words: FileWords,
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
    layers = [
        ProjectLayer(
            form_of(table, contents, words),
            about(frames, words, version, table=table),
            styles[table.name],
        )
        for table in contents
    ]
    return filled_in(
        "project.qgs.jinja",
        words,
        about=about(frames, words, version),
        layers=layers,
        pages=layout_pages(frames, words),
        relations=[relation for table in contents for relation in relations_of(table, words)],
        source=source,
    )


def stored_metadata(moment: str) -> str:
    """Metadata that QGIS stores with a project in a GeoPackage."""
    return json.dumps({"last_modified_time": moment, "last_modified_user": ""})
