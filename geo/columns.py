"""Declarations of columns and tables, and the check of frames against them.

Text columns hold ``str`` and never ``NaN``: unknown is the empty string. Codes are
six-character strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geo.errors import SchemaError
from geo.vocabulary import region_codes

if TYPE_CHECKING:
    import pandas as pd


class Kind(StrEnum):
    """Kind of a column's values. All but numbers, flags and geometry are text."""

    TEXT = "text"
    CODE = "code"  # six digits
    MAYBE_CODE = "code?"  # six digits, or empty
    CODES = "codes"  # six digits each, joined by 、
    KEY = "key"  # an identifier for programs: of a document, a typology, a row
    VALUE = "value"  # a value of a closed list of :mod:`geo.vocabulary`, or empty
    CLAUSE = "clause"  # a clause as printed: （十三）
    DATE = "date"  # YYYY, YYYY-MM, YYYY-MM-DD, or empty
    DAY = "day"  # YYYY-MM-DD, or empty
    UNIT = "unit"  # official name of a county, prefecture or province
    TYPOLOGIES = "typologies"  # names of typologies joined by 、
    AGENCIES = "agencies"  # agencies joined by 、
    KEYS = "keys"  # identifiers joined by 、
    NAMES = "names"  # any other texts joined by 、
    SAID = "said"  # notes of the program (:data:`geo.voice.said.Notes`); text once localised
    INT = "int"
    FLOAT = "float"
    NUMBER = "number?"  # a float, NaN where nothing is known
    BOOL = "bool"
    GEOMETRY = "geometry"


NUMBERS = frozenset({Kind.INT, Kind.FLOAT, Kind.NUMBER})
_CODES = frozenset({Kind.CODE, Kind.MAYBE_CODE, Kind.CODES})
_DTYPES = {
    Kind.INT: ("int64", "iu"),
    Kind.FLOAT: ("float64", "f"),
    Kind.NUMBER: ("float64", "f"),
    Kind.BOOL: ("bool", "b"),
    Kind.GEOMETRY: ("object", ""),
    Kind.SAID: ("object", "O"),
}


class Part(StrEnum):
    """Part of a row that a column belongs to; sheets show the parts in this order."""

    SUBJECT = "subject"  # what the row is about
    FACT = "fact"
    WORDING = "wording"  # how the document writes it
    SOURCE = "source"  # document and clause
    REMARK = "remark"
    NONE = "none"  # for programs only


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``values`` is the closed list of a column of kind ``value``. ``is_key`` columns together name a
    row. ``is_quoted`` columns hold words of a document, which the phrasebook
    translates. ``is_long`` texts need several lines in a form. ``is_late`` columns follow the
    others in a CSV file, so that those keep their places.
    """

    name: str
    kind: Kind = Kind.TEXT
    _: KW_ONLY
    values: type[StrEnum] | None = None
    is_key: bool = False
    is_quoted: bool = False
    is_long: bool = False
    is_late: bool = False
    part: Part = Part.FACT

    @property
    def is_text(self) -> bool:
        """Whether values are ``str``, at the latest when the frame is localised."""
        return self.kind is Kind.SAID or self.kind not in _DTYPES

    @property
    def is_translated(self) -> bool:
        """Whether localising a frame changes this column."""
        return self.is_quoted or self.kind in (Kind.CLAUSE, Kind.NAMES, Kind.SAID)


@dataclass(frozen=True)
class Table:
    """Name and columns of one table; a row is a mapping from column names to values.

    ``title`` is the column that names a row to a reader. ``is_unique`` says that no two rows have
    the same key. Otherwise the key only says which rows to compare with each other.
    """

    name: str
    columns: tuple[Column, ...]
    _: KW_ONLY
    title: str = ""
    is_unique: bool = False

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by name, in order."""
        return {column.name: column for column in self.columns}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.by_name)

    @property
    def attributes(self) -> tuple[Column, ...]:
        """All columns but the geometry."""
        return tuple(c for c in self.columns if c.kind is not Kind.GEOMETRY)

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that name a row."""
        return tuple(c.name for c in self.columns if c.is_key)

    @property
    def translated(self) -> tuple[str, ...]:
        """Names of the columns whose words depend on the language."""
        return tuple(c.name for c in self.columns if c.is_translated)


def make_frame(rows: Iterable[Mapping[str, object]], table: Table) -> pd.DataFrame:
    """Rows as a frame with the table's columns, in its order and with its dtypes, even if empty.

    Geometry columns are left as objects; the caller makes a GeoDataFrame with its CRS.
    """
    import pandas as pd

    listed = list(rows)
    columns = {
        c.name: pd.Series([row[c.name] for row in listed], dtype=_DTYPES.get(c.kind, ("str",))[0])
        for c in table.columns
    }
    return pd.DataFrame(columns)


def check_frame(frame: Any, table: Table) -> None:
    """Check a frame against its table.

    Raises
    ------
    SchemaError
        Listing every breach: missing or extra columns, wrong kinds, missing values, repeated keys.
    """
    wanted, found = set(table.names), set(frame.columns)
    breaches = [f"missing column {c}" for c in sorted(wanted - found)]
    breaches += [f"unexpected column {c}" for c in sorted(found - wanted)]
    for column in table.columns:
        if column.name in found:
            breaches += [f"{column.name}: {b}" for b in _breaches(frame[column.name], column)]
    if table.is_unique and set(table.key) <= found:
        repeated = frame[frame.duplicated(list(table.key), keep=False)]
        if len(repeated):
            keys = repeated[list(table.key)].drop_duplicates().to_dict("records")
            breaches.append(f"key {table.key} is repeated: {keys[:5]}")
    if breaches:
        raise SchemaError(f"{table.name}: " + "; ".join(breaches))


def _breaches(values: Any, column: Column) -> list[str]:
    """What is wrong with the values of one column of a frame."""
    missing = int(values.isna().sum())
    if column.kind is Kind.GEOMETRY:
        return ["missing geometry"] if missing else []
    breaches = []
    if missing and column.kind is not Kind.NUMBER:
        breaches.append(f"{missing} missing values, expected none")
    if column.kind in _DTYPES:
        if len(values) and values.dtype.kind not in _DTYPES[column.kind][1]:
            breaches.append(f"dtype {values.dtype}, expected {column.kind}")
        return breaches
    texts = [v for v in values.tolist() if isinstance(v, str)]
    if len(texts) != len(values):
        breaches.append(f"{len(values) - len(texts)} values that are no text")
    wrong = [v for v in texts if not _has_form(v, column.kind)]
    if wrong:
        breaches.append(f"no six-digit codes: {wrong[:5]}")
    return breaches


def _has_form(value: str, kind: Kind) -> bool:
    """Whether a text has the form of its kind."""
    if kind not in _CODES:
        return True
    codes = region_codes(value) if kind is Kind.CODES else (value,)
    is_code = all(len(code) == 6 and code.isdigit() for code in codes)
    return is_code or (kind is Kind.MAYBE_CODE and not value)
