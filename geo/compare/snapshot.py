"""Snapshots: the content of lists at one time, as tables of :mod:`geo.schema`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from geo import schema
from geo.clauses import clause_order
from geo.columns import NUMBERS, Column, Kind, Table
from geo.errors import GeoError
from geo.join.rows import Row, table_rows
from geo.records.resolved import Resolved, UnitName
from geo.records.written import DocumentLists, Typology
from geo.voice.said import Notes
from geo.voice.voice import Voice

_T = TypeVar("_T")

#: Tables whose rows name counties and typologies of the snapshot.
_OF_COUNTIES = (schema.ASSIGNMENTS, schema.COUNTY_TASKS)
_OF_TYPOLOGIES = (schema.LAYERS, schema.ASSIGNMENTS, schema.RULES)
_NOT_KEPT = frozenset({Kind.UNIT, Kind.TYPOLOGIES, Kind.INT})


@dataclass(frozen=True)
class TypologyName:
    """Names of a typology in Chinese and, where known, in English."""

    name: str
    name_en: str = ""


def kept(table: Table) -> tuple[Column, ...]:
    """Columns that a snapshot keeps of a table.

    Names of counties and typologies are kept apart, once each; counts follow from rows that are
    kept. Of a task and a county it keeps that the one reaches the other: the task's scope says
    through what.
    """
    if table is schema.COUNTY_TASKS:
        return tuple(table.by_name[name] for name in ("document_id", "clause", "county_code"))
    return tuple(c for c in table.attributes if c.kind not in _NOT_KEPT)


@dataclass(frozen=True)
class Snapshot:
    """What lists said at one time.

    ``tables`` has the rows of every table of :data:`geo.schema.TABLES` by its name, with the
    columns that :func:`kept` gives, in the order of documents and clauses and as Chinese text; a
    number that is not known is None. ``counties`` has exactly the counties that assignments or
    county tasks name, by six-character code; ``typologies`` those that layers, assignments or
    rules name, by key. ``vintage`` is the id of the boundary set, or empty where it is not known.
    ``said`` is what those texts say that the program made, so that they can be said in another
    language; a stored snapshot has lost it.
    """

    tables: Mapping[str, tuple[Row, ...]]
    counties: Mapping[str, UnitName]
    typologies: Mapping[str, TypologyName]
    vintage: str = ""
    said: Mapping[str, Notes] = field(default_factory=dict, compare=False)

    def rows(self, table: Table) -> tuple[Row, ...]:
        """Rows of one table, in order."""
        return self.tables[table.name]

    @classmethod
    def of(
        cls,
        tables: Mapping[str, Iterable[Row]],
        *,
        counties: Mapping[str, UnitName],
        typologies: Mapping[str, TypologyName],
        vintage: str,
    ) -> Snapshot:
        """Put rows into order, without repetition, and keep the names that they need.

        Raises
        ------
        GeoError
            If a cell is not of its column's kind, a county code or a typology key has no name, or
            a row's document is not there.
        """
        rows = {t.name: _ordered(t, tables.get(t.name, ())) for t in schema.TABLES}
        known = {row["document_id"] for row in rows[schema.DOCUMENTS.name]}
        strangers = {row["document_id"] for each in rows.values() for row in each} - known
        if strangers:
            raise GeoError(f"rows of documents that are not listed: {', '.join(sorted(strangers))}")
        codes = {row["county_code"] for t in _OF_COUNTIES for row in rows[t.name]} - {""}
        keys = {row["typology"] for t in _OF_TYPOLOGIES for row in rows[t.name]}
        return cls(
            rows,
            _named(codes, counties, "county code"),
            _named(keys, typologies, "typology"),
            vintage,
        )


def snapshot(
    lists: Sequence[DocumentLists],
    resolved: Resolved,
    *,
    names: Mapping[str, UnitName],
    region_names: Mapping[str, str],
    typologies: Sequence[Typology],
    vintage: str,
) -> Snapshot:
    """Snapshot of lists, from their models.

    Parameters
    ----------
    resolved
        What resolving the lists and evaluating their rules gave.
    names
        Official names by county code, at least of the counties that rows name.
    region_names
        Name of each document's region, by code.
    vintage
        Id of the boundary set that ``names`` come from.

    Raises
    ------
    GeoError
        If a row names a county, typology or document that is not among the arguments.
    """
    try:
        rows = table_rows(
            lists, resolved, names=names, region_names=region_names, typologies=typologies
        )
    except KeyError as error:
        raise GeoError(f"no name for {error}; give the names that were used") from error
    found = Snapshot.of(
        {t.name: _told(t, rows[t.name]) for t in schema.TABLES},
        counties=names,
        typologies={t.key: TypologyName(t.name, t.name_en) for t in typologies},
        vintage=vintage,
    )
    return replace(found, said=dict(_said(rows)))


def _worded(row: Row) -> Row:
    """The row with its notes as Chinese text."""
    cells = row.items()
    return {n: Voice().sentences(v) if isinstance(v, tuple) else v for n, v in cells}


def _told(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """The kept columns of rows, what is said as Chinese text."""
    columns = kept(table)
    is_said = any(column.kind is Kind.SAID for column in columns)
    for row in rows:
        cells = {column.name: row[column.name] for column in columns}
        yield _worded(cells) if is_said else cells


def _said(rows: Mapping[str, Iterable[Row]]) -> Iterator[tuple[str, Notes]]:
    """Chinese text of a cell, and of each of its sentences → what it says."""
    names = {t.name: [c.name for c in kept(t) if c.kind is Kind.SAID] for t in schema.TABLES}
    cells = (row[name] for table, said in names.items() for row in rows[table] for name in said)
    for notes in {cell for cell in cells if cell}:
        yield Voice().sentences(notes), notes
        yield from ((Voice().say(note), (note,)) for note in notes)


def _ordered(table: Table, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows by document and clause, each once. Where no two have the same key they are further
    ordered by all cells; otherwise in the order of the list, which is meaningful."""
    columns = kept(table)
    checked = ({c.name: checked_cell(row[c.name], c) for c in columns} for row in rows)
    distinct = {tuple(row.values()): row for row in checked}
    order = sorted(distinct) if table.is_unique else distinct
    return tuple(sorted((distinct[cells] for cells in order), key=_place))


def _place(row: Row) -> tuple[str, tuple[int, ...], str]:
    clause = row.get("clause", "")
    return (row["document_id"], clause_order(clause), clause)


def checked_cell(value: Any, column: Column) -> Any:
    """A value checked against its column's kind; an unknown number is None.

    Raises
    ------
    GeoError
        If it is no such value.
    """
    if type(value) is str and column.is_text and column.values is None:
        return value  # nearly all values
    kind = column.kind
    if kind is Kind.NUMBER and (value is None or value != value):
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind in NUMBERS:
        if is_number and value == value:
            return value if kind is Kind.INT else float(value)
    elif kind is Kind.BOOL:
        if value in (0, 1):
            return bool(value)
    elif isinstance(value, str) and (not column.values or value in {"", *column.values}):
        return str(value)
    raise GeoError(f"{column.name}: {value!r} is no {kind}")


def _named(keys: set[str], names: Mapping[str, _T], what: str) -> dict[str, _T]:
    missing = sorted(keys - set(names))
    if missing:
        raise GeoError(f"no name for {what} {', '.join(missing)}; give the names that were used")
    return {key: names[key] for key in sorted(keys)}
