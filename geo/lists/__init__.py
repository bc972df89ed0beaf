"""``layers/``: what people write by hand, read with its line numbers.

Every list is read to its end: a broken file costs its own content, never the report on the others.
"""

from geo.lists.declared import read_agencies, read_regions, read_typologies, read_zones
from geo.lists.files import yaml_file
from geo.lists.read import ListFile, ListFolder, read_list, read_lists
from geo.lists.themes import themes_of, typologies_in
from geo.lists.zoning import read_zoning, zoning_file

__all__ = [
    "ListFile",
    "ListFolder",
    "read_agencies",
    "read_list",
    "read_lists",
    "read_regions",
    "read_typologies",
    "read_zones",
    "read_zoning",
    "themes_of",
    "typologies_in",
    "yaml_file",
    "zoning_file",
]
