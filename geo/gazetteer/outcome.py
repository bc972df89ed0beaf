"""Outcomes of resolving a written name: a match, or a miss with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from geo.errors import Candidate
from geo.gazetteer.tables import NonCounty
from geo.voice.said import Said


class How(StrEnum):
    """Kind of the name by which a county was found, surest first."""

    OFFICIAL = "official"
    CODE = "code"
    ALIAS = "alias"
    SHORT = "short"
    CHANGED = "changed"


class Reason(StrEnum):
    """Why a written name gives no county."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    NON_COUNTY = "non_county"
    OUTSIDE_REGION = "outside_region"
    NOT_DRAWN = "not_drawn"  # a county that the vintage's boundaries do not have
    DIVIDED = "divided"  # a unit that became parts of several counties


@dataclass(frozen=True)
class Match:
    """A county that a written name means.

    Parameters
    ----------
    county_code : str
        Code in the vintage whose names were loaded.
    county_name : str
        Official name in that vintage.
    how : How
    is_simplified : bool
        The written form was in traditional characters.
    is_prefixed : bool
        A written parent decided which county is meant.
    is_unit : bool
        The form names a unit inside the county, without a boundary of its own.
    notes : tuple of Said
        Remarks for the reader, from section ``gazetteer`` of the texts.
    alias : str
        The alias that was used, else empty.
    """

    county_code: str
    county_name: str
    how: How
    is_simplified: bool = False
    is_prefixed: bool = False
    is_unit: bool = False
    notes: tuple[Said, ...] = ()
    alias: str = ""

    def marked(self, *, is_simplified: bool = False, is_prefixed: bool = False) -> Match:
        simplified = self.is_simplified or is_simplified
        prefixed = self.is_prefixed or is_prefixed
        if (simplified, prefixed) == (self.is_simplified, self.is_prefixed):
            return self
        return replace(self, is_simplified=simplified, is_prefixed=prefixed)


@dataclass(frozen=True)
class Miss:
    """A written name that gives no county, and why. ``candidates`` are never applied.

    ``within`` has the codes of the counties, prefectures or provinces that may contain the place,
    where the gazetteer knows the place: one code if it is certain. ``region_code`` is that of a
    past province or prefecture that is in several of today's.
    """

    reason: Reason
    candidates: tuple[Candidate, ...] = ()
    details: Mapping[str, Said | str] = field(default_factory=dict)
    non_county: NonCounty | None = None
    within: tuple[str, ...] = ()
    region_code: str = ""
