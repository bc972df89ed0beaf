"""Facts of a county sheet with their sources, not yet localised."""

from __future__ import annotations

from dataclasses import dataclass

from geo.records.resolved import Vintage
from geo.records.written import Typology
from geo.vocabulary import Standing


@dataclass(frozen=True)
class Citation:
    """Document and clause of one fact. ``clause`` is empty for a document's headline target."""

    document_id: str
    short_title: str
    clause: str


@dataclass(frozen=True)
class SheetDocument:
    """A document that the sheet quotes; empty where its text gives nothing."""

    document_id: str
    title: str
    short_title: str
    issuer: str
    number: str
    issued: str
    horizon: str
    source_note: str


@dataclass(frozen=True)
class SheetType:
    """One assignment of the county. ``as_written`` is the member exactly as the list has it."""

    typology: Typology
    standing: Standing
    subtype: str
    status: str
    stage: str
    as_written: str
    note: str
    source: Citation


@dataclass(frozen=True)
class OpenRule:
    """A rule of a document for the county's region that cannot be settled yet, and why."""

    typology: Typology
    reason: str
    source: Citation


@dataclass(frozen=True)
class SheetTarget:
    """An indicator, or a target in words, which has no ``operator``.

    ``value_max`` is given for ranges only.
    """

    name: str
    operator: str
    value: float | None
    value_max: float | None
    unit: str
    deadline: str
    deadline_from: str
    note: str
    source: Citation


@dataclass(frozen=True)
class SheetTask:
    """A task that reaches the county.

    ``is_own`` is True where it reaches the county by name, type, area or prefecture, False where
    it binds a whole region or all county towns.
    """

    part: str
    title: str
    summary: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    cooperating: tuple[str, ...]
    blanket: tuple[str, ...]
    is_open_ended: bool
    agencies_note: str
    through: tuple[str, ...]
    is_own: bool
    source: Citation


@dataclass(frozen=True)
class SheetTie:
    """A partnership of the county. A code is empty where the place is no county or prefecture."""

    kind: str
    subject: str
    subject_code: str
    partner: str
    partner_code: str
    summary: str
    anchor_note: str
    source: Citation


@dataclass(frozen=True)
class SheetPositioning:
    """What a document wants the county to become."""

    summary: str
    source: Citation


@dataclass(frozen=True)
class CountyFacts:
    """Everything known about one county, in the order of documents and clauses."""

    county_code: str
    county_name: str
    unit_type: str
    prefecture_code: str
    prefecture_name: str
    province_code: str
    province_name: str
    area_km2: float
    types: tuple[SheetType, ...]
    open_rules: tuple[OpenRule, ...]
    positionings: tuple[SheetPositioning, ...]
    partnerships: tuple[SheetTie, ...]
    targets: tuple[SheetTarget, ...]
    tasks: tuple[SheetTask, ...]
    documents: tuple[SheetDocument, ...]
    vintage: Vintage

    @property
    def own_tasks(self) -> tuple[SheetTask, ...]:
        return tuple(t for t in self.tasks if t.is_own)

    @property
    def general_tasks(self) -> tuple[SheetTask, ...]:
        return tuple(t for t in self.tasks if not t.is_own)
