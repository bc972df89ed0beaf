"""Toyland: a country that can be drawn on paper, with two editions and a project.

:mod:`.country` is the ground: names and boundaries. :mod:`.lists` holds a document of its left
province, :mod:`.nation` one of the whole country, with everything that is rare or hostile.
:mod:`.frames` joins either, :mod:`.project` writes the province's to disk.
"""

from .country import (
    VINTAGE,
    county_boundaries,
    facts,
    geometry,
    unit_names,
)
from .frames import edition_frames, nation_frames, untold_frames, voice
from .lists import DOCUMENT, EDITION, TYPOLOGIES, document_lists, resolved
from .nation import HOSTILE, NATION_TYPOLOGIES
from .project import write_project

__all__ = [
    "DOCUMENT",
    "EDITION",
    "HOSTILE",
    "NATION_TYPOLOGIES",
    "TYPOLOGIES",
    "VINTAGE",
    "county_boundaries",
    "document_lists",
    "edition_frames",
    "facts",
    "geometry",
    "nation_frames",
    "resolved",
    "unit_names",
    "untold_frames",
    "voice",
    "write_project",
]
