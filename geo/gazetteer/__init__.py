"""Official names and codes, aliases, changes over time; written names → counties, never a guess."""

from geo.gazetteer.gazetteer import Gazetteer, load_gazetteer
from geo.gazetteer.names import clean, short_name, unit_type
from geo.gazetteer.outcome import How, Match, Miss, Note, Reason
from geo.gazetteer.tables import Alias, Change, NonCounty

__all__ = [
    "Alias",
    "Change",
    "Gazetteer",
    "How",
    "Match",
    "Miss",
    "NonCounty",
    "Note",
    "Reason",
    "clean",
    "load_gazetteer",
    "short_name",
    "unit_type",
]
