"""Official names and codes, aliases, changes over time; written names → counties, never a guess."""

from geo.gazetteer.assign import PlaceOf, ResolvedMember, fault_of, resolve_run
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.layers import ResolvedLayers, resolve_layers
from geo.gazetteer.members import Member, MemberRun, split_members
from geo.gazetteer.names import normalise, short_name, unit_type
from geo.gazetteer.opening import load_gazetteer
from geo.gazetteer.outcome import How, Match, Miss, Reason
from geo.gazetteer.places import resolve_place
from geo.gazetteer.romanise import name_index, pinyin
from geo.gazetteer.tables import Alias, Change, NonCounty

__all__ = [
    "Alias",
    "Change",
    "Gazetteer",
    "How",
    "Match",
    "Member",
    "MemberRun",
    "Miss",
    "NonCounty",
    "PlaceOf",
    "Reason",
    "ResolvedLayers",
    "ResolvedMember",
    "fault_of",
    "load_gazetteer",
    "name_index",
    "normalise",
    "pinyin",
    "resolve_layers",
    "resolve_place",
    "resolve_run",
    "short_name",
    "split_members",
    "unit_type",
]
