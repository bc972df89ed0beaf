"""Models of what people write by hand; values made of it are in :mod:`geo.records.resolved`.

Everything here is immutable and independent of files, frames or geometry. Unknown keys are
refused. A name run such as ``南川、綦江-万盛、大足`` is kept as written; the gazetteer splits it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    model_validator,
)
from pydantic_core import PydanticCustomError

from geo.clauses import is_clause
from geo.dates import as_partial, is_date
from geo.vocabulary import (
    LIST_MARK,
    RESERVED_EDITIONS,
    DeadlineFrom,
    Operator,
    Role,
    ScopeKind,
    Stage,
    region_codes,
)

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")
_CODE = re.compile(r"\d{6}")
_YEARS = re.compile(r"\d{4}年?(?:[、,，~～至到—–-]{1,2}\d{4}年?)*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def _breach(kind: str, english: str) -> PydanticCustomError:
    """A broken rule; ``kind`` names its text in section ``faults`` (``rule-<kind>``)."""
    return PydanticCustomError(kind, english)


def _matches(form: re.Pattern[str], kind: str, what: str) -> Any:
    return _holds(form.fullmatch, kind, what)


def _holds(test: Callable[[str], object], kind: str, what: str) -> Any:
    def check(value: str) -> str:
        if not test(value):
            raise _breach(kind, what)
        return value

    return AfterValidator(check)


def _are_codes(value: str) -> bool:
    codes = region_codes(value)
    return all(_CODE.fullmatch(code) for code in codes) and len(set(codes)) == len(codes)


def _as_run(value: Any) -> Any:
    """A list of names and a run of names are the same thing; None is an empty one."""
    if value is None:
        return ()
    if isinstance(value, str | int):  # a code without quotes is a number to YAML
        return (value,)
    return value


def _as_years(value: Any) -> Any:
    """Years as people write them: one year, a list, or a run such as ``2025、2035`` and
    ``2021—2025年``."""
    if isinstance(value, int):
        return (value,)
    if isinstance(value, str):
        return tuple(re.findall(r"\d{4}", value)) if _YEARS.fullmatch(value) else value
    return value


#: Names as written: either one run (``南川、大足``) or one item per name. Kept as written.
Run = Annotated[tuple[str, ...], BeforeValidator(_as_run)]
DocumentId = Annotated[str, _matches(_ID, "id-form", "id: lower-case words joined by hyphens")]
Key = Annotated[str, _matches(_KEY, "key-form", "key: lower-case letters, digits, underscores")]
Code = Annotated[str, _matches(_CODE, "code-form", "code: six digits, as text")]
#: Codes of a document's provinces and prefectures, joined by ``、``; a list of codes is joined.
RegionCode = Annotated[
    str,
    BeforeValidator(lambda v: LIST_MARK.join(map(str, v)) if isinstance(v, list | tuple) else v),
    _holds(_are_codes, "code-form", "code: six digits, as text"),
]
PartialDate = Annotated[
    str,
    AfterValidator(as_partial),
    _holds(is_date, "date-form", "date: YYYY, YYYY-MM or YYYY-MM-DD"),
]
Clause = Annotated[str, _holds(is_clause, "clause-form", "clause: as printed, such as （十三）")]
Colour = Annotated[str, _matches(_COLOUR, "colour-form", "colour: #RRGGBB")]
Line = Annotated[str, Field(min_length=1)]


class Translatable(Enum):
    """What a field holds that outputs of another language have to translate."""

    QUOTED = "quoted"  # words of the document, or ours about it
    AGENCIES = "agencies"  # a run of agencies


Quoted = Annotated[str, Translatable.QUOTED]
QuotedLine = Annotated[Line, Translatable.QUOTED]
Agencies = Annotated[Run, Translatable.AGENCIES]


def run_items(run: Iterable[str]) -> tuple[str, ...]:
    """Single names of a run of agencies, typologies or areas, which 、 alone divides.

    Runs of counties are split by the gazetteer, which knows their names.
    """
    parts = (name.strip() for each in run for name in each.split(LIST_MARK))
    return tuple(name for name in parts if name)


class Model(BaseModel):
    # Deferred: a command builds the validators of the models that it reads, not of all.
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        strict=False,
        coerce_numbers_to_str=True,  # a code, year or clause without quotes
        defer_build=True,
    )


# ── layers/<document>.yaml ────────────────────────────────────────────────────────────────


class Indicator(Model):
    """A measurable target. ``value`` is the number, or ``[low, high]`` for a range."""

    name: QuotedLine
    operator: Operator
    value: float | tuple[float, float]
    unit: Quoted = ""
    deadline: PartialDate | None = None
    deadline_from: DeadlineFrom = DeadlineFrom.NONE
    note: Quoted = ""

    @model_validator(mode="after")
    def _range_has_two_ends(self) -> Self:
        if (self.operator is Operator.RANGE) != isinstance(self.value, tuple):
            raise _breach(
                "range-ends", "value: [low, high] with operator range, one number otherwise"
            )
        if (self.deadline is None) != (self.deadline_from is DeadlineFrom.NONE):
            raise _breach("deadline-pair", "deadline and deadline_from: give both or neither")
        return self

    @property
    def low(self) -> float:
        return self.value[0] if isinstance(self.value, tuple) else self.value

    @property
    def high(self) -> float | None:
        return self.value[1] if isinstance(self.value, tuple) else None


class Completion(Model):
    """A target in words ("fully covered"): no number, so never an indicator."""

    name: QuotedLine
    deadline: PartialDate | None = None
    deadline_from: DeadlineFrom = DeadlineFrom.NONE


class CountyTowns(Model):
    """The document's own list of county towns (县城), where it prints one."""

    clause: Clause
    members: Run


class Blanket(Model):
    """A statement that binds units to every task of the document."""

    clause: Clause
    units: Agencies
    note: Quoted = ""


class Document(Model):
    """One policy document. ``issued`` may be a year only; null where the text gives no date. A
    ``draft`` is left out of everything but a check that asks for it."""

    id: DocumentId
    title: QuotedLine
    short_title: QuotedLine
    issuer: Annotated[str | None, Translatable.QUOTED]
    number: Annotated[str | None, Translatable.QUOTED]
    issued: PartialDate | None
    region_code: RegionCode
    horizon: Annotated[tuple[int, ...], BeforeValidator(_as_years)] = ()
    headline_targets: tuple[Indicator, ...] = ()
    county_towns: CountyTowns | None = None
    blanket: Blanket | None = None
    supersedes: tuple[DocumentId, ...] = ()
    source_note: Quoted = ""
    draft: bool = False
    _drawn_region: str = PrivateAttr("")

    @property
    def drawn_region(self) -> str:
        """Codes of today that the region of the document's date is drawn as, joined by ``、``."""
        return self._drawn_region or self.region_code

    def drawn_in(self, region_code: str) -> Self:
        """The document with another :attr:`drawn_region`."""
        drawn = self.model_copy()
        drawn._drawn_region = region_code
        return drawn

    @property
    def edition(self) -> str:
        """Key of the edition that the document belongs to: the first word of its id."""
        return self.id.partition("-")[0]

    @model_validator(mode="after")
    def _edition_is_free(self) -> Self:
        if self.edition in RESERVED_EDITIONS:
            raise _breach("edition-reserved", "id: its first word is a reserved name")
        return self


class Layer(Model):
    """One clause's assignment of one typology to members. ``typology`` is a key or a name.

    ``members`` may be empty only with a ``note`` that says why. ``is_open`` says that the list has
    members which are not known; ``stated_count`` is how many the document says that it has.
    """

    clause: Clause
    typology: Line
    subtype: Quoted = ""
    status: Quoted = ""
    stage: Stage | None = None
    members: Run
    is_open: bool = False
    stated_count: Annotated[int, Field(ge=1)] | None = None
    note: Quoted = ""

    @model_validator(mode="after")
    def _empty_says_why(self) -> Self:
        if not any(m.strip() for m in self.members) and not self.note:
            raise _breach("members-empty", "members: empty without a note that says why")
        return self


class Rule(Model):
    """A typology given by conditions. ``where`` and ``requires`` are declarations that
    :mod:`geo.rules` reads: ``{any: [...]}``, ``{all: [...]}`` or one ``{predicate: argument}``.
    ``sufficient: false`` says that the conditions are necessary only, so that who meets them
    stays a candidate."""

    clause: Clause
    typology: Line
    unit_types: tuple[str, ...]
    where: dict[str, Any] = Field(default_factory=dict)
    requires: dict[str, Any] = Field(default_factory=dict)
    sufficient: bool = True
    note: QuotedLine


class Scope(Model):
    """The counties that a task binds; by ``kind``, ``members`` are prefectures, counties,
    typologies or areas."""

    kind: ScopeKind
    members: Run = ()
    note: Quoted = ""

    @model_validator(mode="after")
    def _members_by_kind(self) -> Self:
        alone = self.kind in (ScopeKind.WHOLE, ScopeKind.COUNTY_TOWNS)
        if alone == bool(self.members):
            raise _breach("scope-members", "members: only for scopes that name someone")
        return self


class Task(Model):
    """A clause's work item. ``blanket`` absent means: what the document says for all."""

    clause: Clause
    part: QuotedLine
    title: QuotedLine
    summary: QuotedLine
    lead: Agencies = ()
    responsible: Agencies = ()
    cooperating: Agencies = ()
    blanket: Annotated[Run | None, Translatable.AGENCIES] = None
    open_ended: bool = False
    agencies_note: Quoted = ""
    indicators: tuple[Indicator, ...] = ()
    completions: tuple[Completion, ...] = ()
    scope: tuple[Scope, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_agencies_says_so(self) -> Self:
        if not (self.lead or self.responsible or self.cooperating or self.agencies_note):
            raise _breach("agencies-missing", "agencies_note: say that the clause names no agency")
        return self


class Partnership(Model):
    """A place that the document ties to another. ``subject`` and ``partner`` are runs: each
    subject is tied to each partner."""

    clause: Clause
    kind: QuotedLine
    subject: Run
    partner: Run
    summary: QuotedLine


class Positioning(Model):
    """What the document wants a place to become."""

    clause: Clause
    subject: Run
    summary: QuotedLine


class DocumentLists(Model):
    """Everything in one ``layers/<document-id>.yaml``."""

    document: Document
    layers: tuple[Layer, ...] = ()
    rules: tuple[Rule, ...] = ()
    tasks: tuple[Task, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    positionings: tuple[Positioning, ...] = ()


# ── layers/typologies.yaml, layers/regions.yaml, layers/agencies.yaml ────────────────────


class Pattern(Model):
    """How a typology is drawn: ``solid`` (fill), ``outline``, ``hatch`` or ``mark``.

    ``angle`` is in degrees anticlockwise from east, ``spacing`` and ``width`` in CSS pixels. With
    ``by_status`` figures give each status of the typology a symbol of its own.
    """

    kind: Literal["solid", "outline", "hatch", "mark"]
    angle: float = 45
    spacing: float = 8
    width: float = 2
    symbol: str = ""
    by_status: bool = False


class ThemeEntry(Model):
    """A set of typologies that are drawn together; ``key`` ends the names of its figures."""

    key: Key
    name: Line
    name_en: Line


class Typology(Model):
    """A class of counties. ``key`` names columns and page attributes, ``name`` is shown.

    ``theme`` is the key of a :class:`ThemeEntry`; without one, the typology is drawn together with
    the others without one that its documents name.
    """

    key: Key
    name: Line
    name_en: Line
    theme: Key | None = None
    role: Role
    order: int
    colour: Colour
    pattern: Pattern
    definition: str = ""
    definition_en: str = ""


class Typologies(Model):
    """``layers/typologies.yaml``."""

    themes: tuple[ThemeEntry, ...] = ()
    typologies: tuple[Typology, ...]


class Area(Model):
    """A region that documents name but that is no administrative unit.

    ``members`` are counties or prefectures of ``region_code``, as of ``date`` if there is one;
    ``is_from_document`` is False where the membership comes from outside the documents, and
    ``source`` says from where.
    """

    name: Line
    name_en: str = ""
    region_code: Code
    members: Run
    date: PartialDate | None = None
    source: Line
    is_from_document: bool = False
    note: str = ""


class RegionLabel(Model):
    """Names of an edition's region; optional, for an English label that reads well."""

    region_code: RegionCode
    name: Line
    name_en: Line


class Regions(Model):
    """``layers/regions.yaml``."""

    labels: tuple[RegionLabel, ...] = ()
    areas: tuple[Area, ...] = ()


class ZoneReading(Model):
    """A zone of the main-function plan and the words of plans that mean it; ``source`` says by
    whose account they do."""

    zone: QuotedLine
    words: tuple[QuotedLine, ...] = ()
    source: Line


class Agency(Model):
    """An agency exactly as lists name it, and our translation of the name for readers."""

    name: Line
    name_en: Line
