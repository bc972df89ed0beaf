"""What the GeoPackage contains: every layer and table, its columns, keys and references.

Columns come from the contracts in :mod:`geo.schema`; what the file adds to a frame (keys that
relations need, dates that a program can compare) is declared here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.records.written import Typology
from geo.schema import (
    ASSIGNMENTS,
    BOUNDARY_LINES,
    COMPLETIONS,
    COUNTY_TASKS,
    DOCUMENTS,
    INDICATORS,
    PARTNERSHIPS,
    POSITIONINGS,
    PREFECTURE_BOUNDARIES,
    PROVINCE_BOUNDARIES,
    RULES,
    TASKS,
    Columns,
    Contract,
    joined_contract,
)

#: Column that holds a layer's geometry, and primary key of every table.
GEOMETRY = "geom"
FID = "fid"

#: Contract kind → column type of OGC 12-128r19, table 1.
_TYPES = {
    "text": "TEXT",
    "code": "TEXT",
    "code?": "TEXT",
    "key": "TEXT",
    "int": "INTEGER",
    "float": "DOUBLE",
    "number?": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
}


@dataclass(frozen=True)
class Reference:
    """A foreign key: ``column`` names a row of ``table`` by its ``target`` column."""

    column: str
    table: str
    target: str


@dataclass(frozen=True)
class Table:
    """One layer (``geometry`` is its type) or one table without geometry (``geometry`` empty).

    ``columns`` is column → contract kind, without primary key and geometry. ``unique`` is the
    column that references name. ``loose`` references may point at nothing (a place that is no
    county), so they become relations of the project but no foreign keys. ``title_column`` names
    a row to a reader.
    """

    name: str
    columns: Columns
    geometry: str = ""
    unique: str = ""
    references: tuple[Reference, ...] = ()
    loose: tuple[Reference, ...] = ()
    title_column: str = ""

    @property
    def is_spatial(self) -> bool:
        return bool(self.geometry)

    def sql_type(self, column: str) -> str:
        """Column type as the GeoPackage standard names it."""
        return _TYPES[self.columns[column]]


def layer_id(name: str) -> str:
    """Id of a layer in the project; QGIS wants ten characters or more."""
    return f"county_typology_{name}"


def _columns(contract: Contract, added: Columns | None = None) -> Columns:
    own = {name: kind for name, kind in contract.columns.items() if kind != "geometry"}
    return {**own, **(added or {})}


_DOCUMENT = Reference("document_id", "documents", "document_id")
_COUNTY = Reference("county_code", "counties", "county_code")
_TASK = Reference("task_key", "tasks", "task_key")


def tables(typologies: Sequence[Typology]) -> tuple[Table, ...]:
    """Every layer and table in the order in which QGIS lists them."""
    counties = _columns(joined_contract(typologies), {"derived_typologies": "text"})
    return (
        Table("counties", counties, "MultiPolygon", "county_code", title_column="county_name"),
        Table(
            "assignments",
            _columns(ASSIGNMENTS, {"task_key": "key"}),
            "MultiPolygon",
            references=(_COUNTY, _DOCUMENT, _TASK),
            title_column="county_name",
        ),
        Table(
            "partnerships",
            _columns(PARTNERSHIPS),
            "LineString",
            references=(_DOCUMENT,),
            loose=(
                Reference("subject_code", "counties", "county_code"),
                Reference("partner_code", "counties", "county_code"),
            ),
            title_column="kind",
        ),
        Table(
            "prefectures",
            _columns(PREFECTURE_BOUNDARIES),
            "MultiPolygon",
            title_column="prefecture_name",
        ),
        Table(
            "provinces", _columns(PROVINCE_BOUNDARIES), "MultiPolygon", title_column="province_name"
        ),
        Table(
            "boundary_lines",
            _columns(BOUNDARY_LINES),
            "MultiLineString",
            title_column="line_kind",
        ),
        Table(
            "documents",
            _columns(DOCUMENTS, {"issued_date": "date"}),
            unique="document_id",
            title_column="short_title",
        ),
        Table(
            "tasks",
            _columns(TASKS, {"task_key": "key"}),
            unique="task_key",
            references=(_DOCUMENT,),
            title_column="title",
        ),
        Table(
            "indicators",
            _columns(INDICATORS, {"deadline_date": "date", "task_key": "key"}),
            references=(_DOCUMENT, _TASK),
            title_column="name",
        ),
        Table(
            "completions",
            _columns(COMPLETIONS, {"deadline_date": "date", "task_key": "key"}),
            references=(_DOCUMENT, _TASK),
            title_column="name",
        ),
        Table(
            "county_tasks",
            _columns(COUNTY_TASKS, {"task_key": "key"}),
            references=(_COUNTY, _DOCUMENT, _TASK),
            title_column="title",
        ),
        Table(
            "positionings",
            _columns(POSITIONINGS, {"county_code": "code?"}),
            references=(_COUNTY, _DOCUMENT),
            title_column="place_name",
        ),
        Table(
            "rules",
            _columns(RULES),
            references=(_DOCUMENT,),
            title_column="typology_name",
        ),
    )
