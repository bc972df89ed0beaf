"""Fills the templates of QGIS's files: styles, metadata, project."""

from __future__ import annotations

import re
import uuid
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geo import crs
from geo.export.geopackage.file_tables import layer_id
from geo.export.geopackage.layout import nice_length
from geo.export.geopackage.reference_system import reference_system
from geo.export.geopackage.symbols import Fill, Stroke
from geo.export.geopackage.words import FileWords
from geo.looks import INK, PAPER
from geo.safe import visible_lines

if TYPE_CHECKING:
    from jinja2 import Environment

#: Written into styles and projects: read without a question by this version and all later ones.
QGIS_VERSION = "3.22.0"

_BETWEEN_ELEMENTS = re.compile(r">\s+<")
#: In an attribute, a parser reads these as spaces unless they are references.
_REFERENCES = {ord(c): f"&#{ord(c)};" for c in "\t\n\r"}


def filled_in(name: str, words: FileWords, **values: Any) -> str:
    """The document that a template makes of the values, without spaces between its elements.

    Its first line is the declaration by which QGIS knows its own files.

    Parameters
    ----------
    name : str
        A file of ``geo/export/geopackage/templates``.
    words : FileWords
        The language; templates call its ``say``.
    """
    text = _environment().get_template(name).render(say=words.say, **values)
    declaration, _, content = text.partition("\n")
    return f"{declaration}\n{_BETWEEN_ELEMENTS.sub('><', content).strip()}"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(rgba=_rgba, degrees="{:.6f}".format)
    environment.globals.update(
        Fill=Fill,
        Stroke=Stroke,
        ink=INK,
        layer_id=layer_id,
        nice_length=nice_length,
        paper=PAPER,
        part_id=_part_id,
        qgis_version=QGIS_VERSION,
        reference_system=reference_system,
        storage=crs.STORAGE,
    )
    return environment


def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _finalize(value: object) -> str:
    """Text of a template's expression: safe, escaped, booleans as ``1`` and ``0``."""
    from markupsafe import Markup, escape

    if isinstance(value, Markup):
        return value
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.6g}"
    return Markup(escape(visible_lines(str(value))).translate(_REFERENCES))


def _rgba(colour: str) -> str:
    """``#RRGGBB`` as QGIS writes it: ``red,green,blue,alpha``."""
    return ",".join([*(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)), "255"])


def _part_id(name: str) -> str:
    """An id that is always the same for one part of a page."""
    return "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"county-typology/layout/{name}")) + "}"
