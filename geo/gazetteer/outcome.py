"""What resolving a written name gives: a match, or a miss that says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from geo.errors import Candidate
from geo.gazetteer.tables import NonCounty
from geo.vocabulary import Language
from geo.voice.texts import text


class How(StrEnum):
    """By which of its names a county was found, surest first."""

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
    NOT_DRAWN = "not_drawn"  # a county made after the vintage, which its boundaries do not have


@dataclass(frozen=True)
class Note:
    """Something a reader must know; the words are in the texts, section ``gazetteer``."""

    key: str
    details: Mapping[str, str] = field(default_factory=dict)

    def words(self, language: Language | str = Language.ZH) -> str:
        return text("gazetteer", self.key, language, **self.details)


@dataclass(frozen=True)
class Match:
    """A county that a written name stands for.

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
        A written parent told the county.
    is_unit : bool
        The form stands for a unit inside the county, without a boundary of its own.
    notes : tuple of Note
    alias : str
        The alias that was used, else empty.
    """

    county_code: str
    county_name: str
    how: How
    is_simplified: bool = False
    is_prefixed: bool = False
    is_unit: bool = False
    notes: tuple[Note, ...] = ()
    alias: str = ""

    @property
    def note(self) -> str:
        """The notes in Chinese, empty when there is nothing to say."""
        return "；".join(n.words() for n in self.notes)

    @property
    def note_key(self) -> str:
        return self.notes[0].key if self.notes else ""

    @property
    def note_details(self) -> Mapping[str, str]:
        return self.notes[0].details if self.notes else {}

    def marked(self, *, is_simplified: bool = False, is_prefixed: bool = False) -> Match:
        return replace(
            self,
            is_simplified=self.is_simplified or is_simplified,
            is_prefixed=self.is_prefixed or is_prefixed,
        )


@dataclass(frozen=True)
class Miss:
    """A written name that gives no county, and why. ``candidates`` are never applied."""

    reason: Reason
    candidates: tuple[Candidate, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    non_county: NonCounty | None = None
