"""Values that stages pass on: names, places, and the results of resolving the lists.

They are plain and immutable, without files, frames or geometry. The models of what people
write are in :mod:`geo.records.written`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from geo.vocabulary import CHINA_CODE, Basis, ScopeKind, Stage, Standing, region_codes
from geo.voice.said import Notes

if TYPE_CHECKING:
    from geo.voice.voice import Voice


@dataclass(frozen=True)
class UnitName:
    """Official name and parents of one county of one vintage. Codes are six characters."""

    code: str
    name: str
    prefecture_code: str
    prefecture_name: str
    province_code: str
    province_name: str

    def is_in(self, region_code: str) -> bool:
        """Whether the county is in a region: the nation, its province, its prefecture or itself,
        or one of several joined by ``、``."""
        own = (CHINA_CODE, self.province_code, self.prefecture_code, self.code)
        return region_code in own or any(code in own for code in region_codes(region_code))

    @property
    def parents(self) -> str:
        """Province and prefecture as documents write them: ``安徽省六安市``."""
        if self.prefecture_code in ("", self.province_code):
            return self.province_name
        return self.province_name + self.prefecture_name

    def parents_in(self, voice: Voice) -> str:
        """Province and prefecture with the names and in the order of a language."""
        province = voice.quoted(self.province_name)
        if self.prefecture_code in ("", self.province_code):
            return province
        prefecture = voice.quoted(self.prefecture_name)
        return voice.text("voice", "parents", province=province, prefecture=prefecture)


@dataclass(frozen=True)
class Place:
    """A place in a list file."""

    file: str
    line: int
    clause: str


@dataclass(frozen=True)
class Assignment:
    """One county, one typology, one document, one clause.

    ``typology`` is a key. ``as_written`` is the member exactly as in the list. ``notes`` are
    remarks for the reader (renamed since, a unit without a boundary, why a rule holds).
    """

    document_id: str
    clause: str
    typology: str
    county_code: str
    as_written: str
    subtype: str = ""
    status: str = ""
    stage: Stage | None = None
    basis: Basis = Basis.LISTED
    is_complete: bool = True
    notes: Notes = ()
    place: Place | None = field(default=None, compare=False)

    @property
    def standing(self) -> Standing:
        return Standing.of(self.basis, is_complete=self.is_complete)


@dataclass(frozen=True)
class UndrawnMember:
    """A member of a layer that the map has no county for: a town, a zone, a prefecture, or a
    county that was set up after the vintage.

    ``place_kind`` says what it is. ``within_code`` and ``within_name`` are the county, prefecture
    or province that contains it, empty where several may. ``anchor`` is its declared (lon, lat) in
    degrees (EPSG:4490). ``notes`` say why it is not drawn.
    """

    document_id: str
    clause: str
    typology: str
    as_written: str
    place_kind: Notes
    subtype: str = ""
    status: str = ""
    stage: Stage | None = None
    within_code: str = ""
    within_name: str = ""
    prefecture_name: str = ""
    province_name: str = ""
    anchor: tuple[float, float] | None = None
    notes: Notes = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class LayerExtent:
    """How much of the list that one layer prints is known.

    ``member_count`` counts the members that are known, drawn or not; ``stated_count`` is the number
    that the document gives, None where it gives none. ``is_open`` says that others are not known:
    the list ends in 等, or only a part of it was found.
    """

    document_id: str
    clause: str
    typology: str
    subtype: str
    status: str
    member_count: int
    stated_count: int | None = None
    is_open: bool = False
    note: str = ""


class ZoningRow(NamedTuple):
    """One row of a zoning list, all as written; ``date`` is empty where the list gives none."""

    file: str
    line: int
    county_name: str
    zone: str
    source: str
    date: str = ""


class Zoned(NamedTuple):
    """A zone of the main-function plan (主体功能区) that a list gives a county: the zone in our
    words, as written, and which source says it."""

    zone: str
    written: str = ""
    source: str = ""


class CountyTask(NamedTuple):
    """A task that reaches a county, and through what. ``through`` says it to a reader;
    ``is_from_document`` is False where the membership comes from outside the document.

    A tuple, because a province's documents make ten thousand of them.
    """

    county_code: str
    document_id: str
    clause: str
    title: str
    through_kind: ScopeKind
    through: Notes
    is_from_document: bool = True


@dataclass(frozen=True)
class End:
    """A place that a partnership or positioning names.

    ``code`` is a county's, prefecture's or province's, or empty; ``anchor`` is a declared
    (lon, lat) in degrees for a place without a boundary of its own, and ``notes`` say so.
    """

    name: str
    code: str = ""
    anchor: tuple[float, float] | None = None
    notes: Notes = ()


@dataclass(frozen=True)
class Tie:
    """One line of a partnership: one subject, one partner."""

    document_id: str
    clause: str
    kind: str
    subject: End
    partner: End
    summary: str


@dataclass(frozen=True)
class PlaceRole:
    """One place's positioning."""

    document_id: str
    clause: str
    place: End
    summary: str


@dataclass(frozen=True)
class RuleOutcome:
    """What evaluating one rule gave. ``open_reason`` says what could not be decided, or is empty;
    candidates wait for it, complete ones meet every condition."""

    document_id: str
    clause: str
    typology: str
    reading: str
    candidate_count: int
    complete_count: int
    open_reason: Notes = ()


@dataclass(frozen=True)
class UnitFacts:
    """What the gazetteer derives from an official name."""

    short_name: str
    unit_type: str


@dataclass(frozen=True)
class Resolved:
    """Everything that resolving the lists gives: the input of the join, without any geometry."""

    assignments: tuple[Assignment, ...]
    county_tasks: tuple[CountyTask, ...]
    ties: tuple[Tie, ...]
    roles: tuple[PlaceRole, ...]
    rule_outcomes: tuple[RuleOutcome, ...] = ()
    undrawn: tuple[UndrawnMember, ...] = ()
    extents: tuple[LayerExtent, ...] = ()


@dataclass(frozen=True)
class Theme:
    """Typologies that are drawn together, by key. ``is_main`` marks the first of a project, whose
    name the titles of its outputs need not repeat."""

    key: str
    name: str
    name_en: str
    typologies: tuple[str, ...]
    is_main: bool = False


@dataclass(frozen=True)
class Edition:
    """One region's set of outputs. ``region_codes`` are province or prefecture codes.

    ``theme`` is set where the outputs show one theme and no more, ``document`` where they show
    one document of it and no more.
    """

    key: str
    name: str
    name_en: str
    region_codes: tuple[str, ...]
    document_ids: tuple[str, ...]
    theme: Theme | None = None
    document: str | None = None


@dataclass(frozen=True)
class Vintage:
    """One folder of boundaries. ``date`` is the date that the set represents (YYYY or YYYY-MM)."""

    id: str
    title: str
    date: str
    source: str
    terms: str
    citation: str

    def told(self, voice: Voice) -> Vintage:
        """The vintage with title, terms and citation in the words of one language."""
        say = voice.quoted
        words = {"title": say(self.title), "terms": say(self.terms), "citation": say(self.citation)}
        return replace(self, **words)
