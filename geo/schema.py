"""The only declaration of the tables that stages pass to each other, and of their columns.

All code that lists columns reads it: the join, CSV, workbook and GeoPackage writers, the page's
records, comparisons, and the collection of texts to translate. A new column is one line here, its
heading in :mod:`geo.voice.texts` and, where people write it, a field of :mod:`geo.records.written`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from geo.columns import Column, Kind, Part, Table
from geo.records.resolved import Edition, Theme, Vintage
from geo.records.written import Typology
from geo.vocabulary import Basis, BoundaryLevel, DeadlineFrom, Language, Operator, ScopeKind, Stage
from geo.voice.phrasebook import Phrasebook, in_language
from geo.voice.voice import Voice

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


def _unit(level: str, **flags: Any) -> tuple[Column, ...]:
    """Code and name of a unit."""
    kind = Kind.MAYBE_CODE if level == "prefecture" else Kind.CODE
    part = Part.SUBJECT if level == "county" else Part.NONE
    return (
        Column(f"{level}_code", kind, part=part, **flags),
        Column(f"{level}_name", Kind.UNIT, part=Part.SUBJECT),
    )


_GEOMETRY = Column("geometry", Kind.GEOMETRY)
_DOCUMENT_ID = Column("document_id", Kind.KEY, is_key=True, part=Part.SOURCE)
_CLAUSE = Column("clause", Kind.CLAUSE, is_key=True, part=Part.SOURCE)
_TYPOLOGY_NAME = Column("typology_name", Kind.TYPOLOGIES)
_SUMMARY = Column("summary", is_quoted=True, is_long=True)
_DEADLINE = Column("deadline", Kind.DATE)
_DEADLINE_FROM = Column("deadline_from", Kind.VALUE, values=DeadlineFrom)
_NOTE = Column("note", Kind.SAID, is_long=True, part=Part.REMARK)

# ── boundaries: EPSG:4490, sorted by code ────────────────────────────────────────────────

BOUNDARIES: Mapping[BoundaryLevel, Table] = {
    BoundaryLevel.COUNTIES: Table(
        "county boundaries",
        (
            *_unit("county", is_key=True),
            *_unit("prefecture"),
            *_unit("province"),
            _GEOMETRY,
        ),
        is_unique=True,
        title="county_name",
    ),
    BoundaryLevel.PREFECTURES: Table(
        "prefectures",
        (
            Column("prefecture_code", Kind.CODE, is_key=True),
            Column("prefecture_name", Kind.UNIT),
            *_unit("province"),
            _GEOMETRY,
        ),
        is_unique=True,
        title="prefecture_name",
    ),
    BoundaryLevel.PROVINCES: Table(
        "provinces",
        (*_unit("province", is_key=True), _GEOMETRY),
        is_unique=True,
        title="province_name",
    ),
    # Lines of 境界线 by kind: 未定国界, 断续线, 省界, 特别行政区界.
    BoundaryLevel.BOUNDARY_LINES: Table(
        "boundary_lines",
        (Column("line_kind"), _GEOMETRY),
        title="line_kind",
    ),
}

# ── what documents say ───────────────────────────────────────────────────────────────────

DOCUMENTS = Table(
    "documents",
    (
        replace(_DOCUMENT_ID, part=Part.NONE),
        Column("title", is_quoted=True, part=Part.SUBJECT),
        Column("short_title", is_quoted=True),
        Column("issuer", is_quoted=True),
        Column("number", is_quoted=True),
        Column("issued", Kind.DATE),
        Column("region_code", Kind.CODES, part=Part.NONE),
        Column("region_name", is_quoted=True),
        Column("horizon", Kind.NAMES),
        Column("source_note", is_quoted=True, is_long=True),
    ),
    is_unique=True,
    title="short_title",
)
#: One row per layer: how much of the list that a clause prints is known.
LAYERS = Table(
    "layers",
    (
        _DOCUMENT_ID,
        _CLAUSE,
        Column("typology", Kind.KEY, is_key=True, part=Part.NONE),
        _TYPOLOGY_NAME,
        Column("subtype", is_key=True, is_quoted=True),
        Column("status", is_key=True, is_quoted=True),
        Column("member_count", Kind.INT),
        Column("stated_count", Kind.NUMBER),
        Column("is_open", Kind.BOOL),
        Column("note", is_quoted=True, is_long=True, part=Part.REMARK),
    ),
    is_unique=True,
    title="typology_name",
)
#: One row per county × typology × document × clause (× subtype × status), and one for each member
#: that is not drawn: its ``county_code`` is empty, ``place_kind`` says what it is, ``within_code``
#: and ``within_name`` which unit contains it, and ``anchor_lon`` and ``anchor_lat`` (degrees,
#: EPSG:4490) where it is, if that is declared.
ASSIGNMENTS = Table(
    "assignments",
    (
        _DOCUMENT_ID,
        _CLAUSE,
        Column("typology", Kind.KEY, is_key=True, part=Part.NONE),
        replace(_TYPOLOGY_NAME, is_late=True),
        Column("subtype", is_key=True, is_quoted=True),
        Column("status", is_key=True, is_quoted=True),
        Column("stage", Kind.VALUE, values=Stage, is_late=True),
        Column("county_code", Kind.MAYBE_CODE, is_key=True, part=Part.SUBJECT),
        Column("county_name", Kind.UNIT, part=Part.SUBJECT),
        Column("prefecture_name", Kind.UNIT, part=Part.SUBJECT),
        Column("province_name", Kind.UNIT, part=Part.SUBJECT),
        Column("as_written", is_key=True, part=Part.WORDING),
        Column("basis", Kind.VALUE, values=Basis),
        Column("is_complete", Kind.BOOL, is_late=True),
        _NOTE,
        Column("place_kind", Kind.SAID, is_late=True),
        Column("within_code", Kind.MAYBE_CODE, is_late=True, part=Part.NONE),
        Column("within_name", Kind.UNIT, is_late=True),
        Column("anchor_lon", Kind.NUMBER, is_late=True, part=Part.NONE),
        Column("anchor_lat", Kind.NUMBER, is_late=True, part=Part.NONE),
    ),
    is_unique=True,
    title="county_name",
)
TASKS = Table(
    "tasks",
    (
        _DOCUMENT_ID,
        replace(_CLAUSE, part=Part.SUBJECT),
        Column("part", is_quoted=True),
        Column("title", is_quoted=True),
        _SUMMARY,
        Column("lead_units", Kind.AGENCIES, is_long=True),
        Column("responsible_units", Kind.AGENCIES, is_long=True),
        Column("cooperating_units", Kind.AGENCIES, is_long=True),
        Column("blanket_units", Kind.AGENCIES, is_long=True),
        Column("is_open_ended", Kind.BOOL, is_late=True),
        Column("agencies_note", is_quoted=True, is_long=True, is_late=True),
        Column("scope", Kind.SAID, is_long=True),
    ),
    is_unique=True,
    title="title",
)
#: ``clause`` is empty for a document's headline target. ``value_max`` only for ranges.
INDICATORS = Table(
    "indicators",
    (
        _DOCUMENT_ID,
        _CLAUSE,
        Column("name", is_key=True, is_quoted=True),
        Column("operator", Kind.VALUE, values=Operator),
        Column("value", Kind.FLOAT),
        Column("value_max", Kind.NUMBER, is_late=True),
        Column("unit", is_quoted=True),
        _DEADLINE,
        replace(_DEADLINE_FROM, is_late=True),
        Column("note", is_quoted=True, is_long=True, is_late=True, part=Part.REMARK),
    ),
    title="name",
)
COMPLETIONS = Table(
    "completions",
    (
        _DOCUMENT_ID,
        _CLAUSE,
        Column("name", is_key=True, is_quoted=True),
        _DEADLINE,
        _DEADLINE_FROM,
    ),
    title="name",
)
#: One row per county, task and way by which the task reaches it. ``through_kind`` is a
#: ScopeKind value.
COUNTY_TASKS = Table(
    "county_tasks",
    (
        *_unit("county", is_key=True),
        _DOCUMENT_ID,
        _CLAUSE,
        Column("title", is_quoted=True),
        Column("through_kind", Kind.VALUE, values=ScopeKind, is_key=True),
        Column("through", Kind.SAID, is_key=True),
        Column("is_from_document", Kind.BOOL),
    ),
    is_unique=True,
    title="title",
)
#: Codes are empty where the place is no county and no prefecture. Geometry: line between anchors,
#: EPSG:4490, from subject to partner.
PARTNERSHIPS = Table(
    "partnerships",
    (
        _DOCUMENT_ID,
        _CLAUSE,
        Column("kind", is_key=True, is_quoted=True),
        Column("subject_name", is_key=True, is_quoted=True),
        Column("subject_code", Kind.MAYBE_CODE),
        Column("partner_name", is_key=True, is_quoted=True),
        Column("partner_code", Kind.MAYBE_CODE),
        _SUMMARY,
        Column("anchor_note", Kind.SAID, is_long=True),
        _GEOMETRY,
    ),
    title="kind",
)
#: ``place_code`` is a county's, a prefecture's or empty.
POSITIONINGS = Table(
    "positionings",
    (
        _DOCUMENT_ID,
        _CLAUSE,
        Column("place_name", is_key=True, is_quoted=True),
        Column("place_code", Kind.MAYBE_CODE),
        _SUMMARY,
    ),
    title="place_name",
)
#: One row per rule: how its clause is read, how many counties meet it, what stays open and why.
RULES = Table(
    "rules",
    (
        _DOCUMENT_ID,
        _CLAUSE,
        Column("typology", Kind.KEY, is_key=True),
        _TYPOLOGY_NAME,
        Column("reading", is_quoted=True, is_long=True),
        Column("candidate_count", Kind.INT),
        Column("complete_count", Kind.INT),
        Column("open_reason", Kind.SAID, is_long=True),
    ),
    title="typology_name",
)

#: Everything that documents say.
TABLES = (
    DOCUMENTS,
    LAYERS,
    ASSIGNMENTS,
    TASKS,
    INDICATORS,
    COMPLETIONS,
    COUNTY_TASKS,
    PARTNERSHIPS,
    POSITIONINGS,
    RULES,
)


def counties(typologies: Sequence[Typology]) -> Table:
    """The joined frame: one row per county of the edition's regions.

    ``typologies``, ``typology_count`` and ``is_<key>`` count what is listed or what a rule
    derives completely. A county that only waits for a reference list is named in
    ``candidate_typologies`` and is of no type yet.
    """
    return Table(
        "counties",
        (
            *_unit("county", is_key=True),
            Column("short_name", part=Part.NONE),
            Column("unit_type", part=Part.SUBJECT),
            *_unit("prefecture"),
            *_unit("province"),
            Column("typologies", Kind.TYPOLOGIES),
            Column("typology_count", Kind.INT),
            *(Column(f"is_{t.key}", Kind.BOOL, part=Part.NONE) for t in typologies),
            Column("candidate_typologies", Kind.TYPOLOGIES),
            Column("statuses", Kind.NAMES, is_quoted=True, is_long=True),
            Column("documents", Kind.KEYS, is_long=True),
            Column("has_rule_basis", Kind.BOOL),
            Column("task_count", Kind.INT),
            Column("area_km2", Kind.FLOAT),
            _NOTE,
            _GEOMETRY,
        ),
        is_unique=True,
        title="county_name",
    )


def edition_tables(typologies: Sequence[Typology]) -> tuple[Table, ...]:
    """Every table of an edition that is no boundary layer; each names its frame."""
    return (counties(typologies), *TABLES)


@dataclass(frozen=True)
class EditionFrames:
    """Everything known about one edition, the input of every renderer and exporter.

    Frames have the columns of their tables, ``counties`` those of :func:`counties`.
    ``themes`` are those that the documents are about, each with some of ``typologies``.
    ``neighbour_provinces`` are whole provinces beside the region, for context. All geometry is
    EPSG:4490. Codes index nothing: frames have a RangeIndex and are sorted by their key.
    As the join makes them, columns of kind ``said`` hold notes; :meth:`told` gives their words.
    """

    edition: Edition
    counties: gpd.GeoDataFrame
    prefectures: gpd.GeoDataFrame
    provinces: gpd.GeoDataFrame
    neighbour_provinces: gpd.GeoDataFrame
    boundary_lines: gpd.GeoDataFrame
    documents: pd.DataFrame
    layers: pd.DataFrame
    assignments: pd.DataFrame
    tasks: pd.DataFrame
    indicators: pd.DataFrame
    completions: pd.DataFrame
    county_tasks: pd.DataFrame
    partnerships: gpd.GeoDataFrame
    positionings: pd.DataFrame
    rules: pd.DataFrame
    typologies: tuple[Typology, ...]
    vintage: Vintage
    themes: tuple[Theme, ...] = ()

    @property
    def drawn(self) -> pd.DataFrame:
        """Assignments that have a county on the map."""
        return self.assignments[self.assignments["county_code"] != ""]

    @property
    def undrawn(self) -> pd.DataFrame:
        """Assignments of members that have no county on the map: towns, zones, newer units."""
        return self.assignments[self.assignments["county_code"] == ""]

    def told(self, voice: Voice) -> EditionFrames:
        """The edition localised by ``voice``, see :meth:`geo.voice.voice.Voice.tell`."""
        tables: dict[str, Any] = {
            table.name: voice.tell(getattr(self, table.name), table)
            for table in edition_tables(self.typologies)
        }
        return replace(self, **tables, vintage=self.vintage.told(voice))

    def voices(self) -> dict[Language, Voice]:
        """Voices of every language that know the names of the edition and of its types, and no
        other words of the lists."""

        def known(language: Language) -> dict[str, str]:
            named = in_language((self.edition, *self.themes, *self.typologies), "name", language)
            return named | in_language(self.typologies, "definition", language)

        return {each: Voice(each, Phrasebook(partial(known, each))) for each in Language}
