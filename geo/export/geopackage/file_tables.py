"""Declaration of the GeoPackage: every layer and table, its columns, keys and references.

Columns come from :mod:`geo.schema`; what the file adds to a frame (keys that relations need, dates
that a program can compare) is declared here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geo import schema
from geo.columns import Column, Kind, Table
from geo.records.written import Typology
from geo.vocabulary import BoundaryLevel

#: Column that holds a layer's geometry, and primary key of every table.
GEOMETRY = "geom"
FID = "fid"

#: Column types of OGC 12-128r19, table 1; any other kind is TEXT.
_TYPES = {
    Kind.INT: "INTEGER",
    Kind.FLOAT: "DOUBLE",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOL: "BOOLEAN",
    Kind.DAY: "DATE",
}


@dataclass(frozen=True)
class Reference:
    """A foreign key: ``column`` names a row of ``table`` by its ``target`` column."""

    column: str
    table: str
    target: str


_COUNTY = Reference("county_code", "counties", "county_code")
_DOCUMENT = Reference("document_id", "documents", "document_id")
_TASK = Reference("task_key", "tasks", "task_key")

_TASK_KEY = Column("task_key", Kind.KEY)


@dataclass(frozen=True)
class FileTable:
    """One layer (``geometry`` is its type) or one table without geometry (``geometry`` empty).

    ``declared`` is the table of the frame, ``added`` are columns that only the file has, ``unique``
    is the column that references name.
    ``loose`` references may point at nothing (a place that is no county), so they become
    relations of the project but no foreign keys.
    """

    declared: Table
    geometry: str = ""
    added: tuple[Column, ...] = ()
    unique: str = ""
    loose: tuple[Reference, ...] = ()

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def is_spatial(self) -> bool:
        return bool(self.geometry)

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Columns by name, without primary key and geometry.

        A date that may be a year or a month has a whole day beside it.
        """
        own = self.declared.attributes
        days = (Column(f"{c.name}_date", Kind.DAY) for c in own if c.kind is Kind.DATE)
        return {c.name: c for c in (*own, *days, *self.added)}

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every known reference whose column the table has, but to itself."""
        return tuple(
            reference
            for reference in (_COUNTY, _DOCUMENT, _TASK)
            if reference.column in self.columns and reference.table != self.name
        )

    def sql_type(self, column: str) -> str:
        """Column type as the GeoPackage standard names it."""
        return _TYPES.get(self.columns[column].kind, "TEXT")


def layer_id(name: str) -> str:
    """Id of a layer in the project; QGIS wants ten characters or more."""
    return f"county_typology_{name}"


#: Columns that the file has beyond the frames', by table.
_MORE: dict[str, dict[str, Any]] = {
    "counties": {
        "added": (Column("derived_typologies", Kind.TYPOLOGIES),),
        "unique": "county_code",
    },
    "assignments": {"added": (_TASK_KEY,)},
    "partnerships": {
        "loose": (
            Reference("subject_code", "counties", "county_code"),
            Reference("partner_code", "counties", "county_code"),
        )
    },
    "documents": {"unique": "document_id"},
    "tasks": {"added": (_TASK_KEY,), "unique": "task_key"},
    "indicators": {"added": (_TASK_KEY,)},
    "completions": {"added": (_TASK_KEY,)},
    "county_tasks": {"added": (_TASK_KEY,)},
    "positionings": {"added": (Column("county_code", Kind.MAYBE_CODE),)},
}


def tables(typologies: Sequence[Typology]) -> tuple[FileTable, ...]:
    """Every layer and table in the order in which QGIS lists them: layers first."""
    boundaries = schema.BOUNDARIES
    layers = {
        schema.counties(typologies): "MultiPolygon",
        schema.ASSIGNMENTS: "MultiPolygon",
        schema.PARTNERSHIPS: "LineString",
        boundaries[BoundaryLevel.PREFECTURES]: "MultiPolygon",
        boundaries[BoundaryLevel.PROVINCES]: "MultiPolygon",
        boundaries[BoundaryLevel.BOUNDARY_LINES]: "MultiLineString",
    }
    others = {table: "" for table in schema.TABLES if table not in layers}
    return tuple(
        FileTable(table, geometry, **_MORE.get(table.name, {}))
        for table, geometry in (layers | others).items()
    )
