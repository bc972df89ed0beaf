"""The gazetteer's own files: aliases, changes, units that are no county. Reading, with faults."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from geo.dates import AT_LATEST, is_date
from geo.errors import Fault
from geo.gazetteer.periods import RANGE
from geo.vocabulary import AliasKind, ChangeKind
from geo.voice.said import said

ALIASES_FILE = "aliases.csv"
CHANGES_FILE = "changes.csv"
NON_COUNTIES_FILE = "non_counties.csv"
PINYIN_FILE = "pinyin.csv"
PARENT_ALIASES_FILE = "parent_aliases.csv"

_ALIAS_KINDS = {kind.value: kind for kind in AliasKind}
_CHANGE_KINDS = {kind.value: kind for kind in ChangeKind}
_SYLLABLE = re.compile(r"[a-zü]{1,6}")
_CODE = re.compile(r"\d{6}")

Relative = Callable[[Path], str]
T = TypeVar("T")


@dataclass(frozen=True)
class Alias:
    """Another written form of one county, or of a unit inside one.

    ``valid_from`` and ``valid_to`` may be partial dates, or empty for no limit.
    """

    alias: str
    county_code: str
    kind: AliasKind
    valid_from: str
    valid_to: str
    reason: str
    source: str

    def is_valid_on(self, date: str) -> bool:
        """Whether the alias may hold on a date; partial dates are compared as far as they go."""

        def alike(limit: str) -> tuple[str, str]:
            length = min(len(date), len(limit))
            return date[:length], limit[:length]

        after, begin = alike(self.valid_from)
        before, end = alike(self.valid_to)
        return after >= begin and before <= end


@dataclass(frozen=True)
class Change:
    """One change of a unit's name or code, or another writing of it (``variant``).

    ``date`` may be a year only, ``≤2007`` where only the latest possible date is known, or a range
    (``1988/2003``); a variant has none.
    """

    date: str
    kind: ChangeKind
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    province_code: str
    source: str
    note: str


@dataclass(frozen=True)
class NonCounty:
    """A zone, new area or town: known, but without a county boundary.

    ``lon`` and ``lat`` (EPSG:4490, degrees) say roughly where it is; None where not declared.
    """

    name: str
    kind: str
    within_code: str
    lon: float | None
    lat: float | None
    region_code: str
    reason: str
    source: str

    @property
    def anchor(self) -> tuple[float, float] | None:
        """(lon, lat), if both are declared."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)


@dataclass(frozen=True)
class ParentAlias:
    """A written form of one province or prefecture, of any date: ``锡盟``."""

    alias: str
    code: str
    name: str
    reason: str
    source: str


@dataclass(frozen=True)
class Reading:
    """How a short name, or a character in names, is read: syllables divided by spaces."""

    name: str
    pinyin: str
    reason: str


@dataclass(frozen=True)
class Row(Generic[T]):
    """A table's row and its line number."""

    value: T
    file: str
    line: int

    def fault(self, problem: str, *, value: str = "", **details: str) -> Fault:
        return row_fault(self.file, self.line, problem, value=value, **details)


def row_fault(file: str, line: int | None, problem: str, *, value: str, **details: str) -> Fault:
    """A ``gazetteer-row`` fault; ``problem`` is a key of what can be wrong with a row."""
    told = said(f"gazetteer.problem-{problem}")
    details_of_row = {"problem_key": problem, "problem": told, **details}
    return Fault("gazetteer-row", file, line, value=value, details=details_of_row)


_Cells = dict[str, str]


def _rows(path: Path, columns: Sequence[str], file: str) -> Iterator[tuple[int, _Cells] | Fault]:
    """Rows with their first lines; faults for what is no table of these columns."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        yield row_fault(file, None, "missing-file", value=file)
        return
    except UnicodeDecodeError:
        yield row_fault(file, None, "not-utf8", value=file)
        return
    reader = csv.reader(io.StringIO(content))
    header = next(reader, [])
    if header != list(columns):
        wanted = ",".join(columns)
        yield row_fault(file, 1, "wrong-columns", value=",".join(header), wanted=wanted)
        return
    line = reader.line_num
    for cells in reader:
        first, line = line + 1, reader.line_num
        if len(cells) != len(columns):
            yield row_fault(file, first, "wrong-cell-count", value=",".join(cells))
        else:
            yield first, dict(zip(columns, (c.strip() for c in cells), strict=True))


class _CellError(Exception):
    def __init__(self, problem: str, value: str) -> None:
        super().__init__(problem)
        self.problem, self.value = problem, value


def _date(cells: _Cells, column: str) -> str:
    # ``≤2007``: the list of 2007 has the change already; the year itself is not known.
    # ``1988/2003``: some time in between.
    written = cells[column]
    if written and not all(map(_is_date, written.removeprefix(AT_LATEST).split(RANGE, 1))):
        raise _CellError("bad-date", written)
    return written


_is_date = cache(is_date)


def _code(cells: _Cells, column: str, *, optional: bool = False) -> str:
    if not _CODE.fullmatch(cells[column]) and not (optional and not cells[column]):
        raise _CellError("bad-code", cells[column])
    return cells[column]


def _name(cells: _Cells, column: str, *, optional: bool = False) -> str:
    if not cells[column] and not optional:
        raise _CellError("empty-name", column)
    return cells[column]


def _degrees(cells: _Cells, column: str, limit: float) -> float | None:
    if not cells[column]:
        return None
    try:
        number = float(cells[column])
    except ValueError:
        raise _CellError("bad-anchor", cells[column]) from None
    if not 0 < number < limit:
        raise _CellError("bad-anchor", cells[column])
    return number


def _alias(cells: _Cells) -> Alias:
    if cells["kind"] not in _ALIAS_KINDS:
        raise _CellError("unknown-kind", cells["kind"])
    return Alias(
        alias=_name(cells, "alias"),
        county_code=_code(cells, "county_code"),
        kind=_ALIAS_KINDS[cells["kind"]],
        valid_from=_date(cells, "valid_from"),
        valid_to=_date(cells, "valid_to"),
        reason=_name(cells, "reason"),
        source=_name(cells, "source"),
    )


def _change(cells: _Cells) -> Change:
    if cells["kind"] not in _CHANGE_KINDS:
        raise _CellError("unknown-kind", cells["kind"])
    kind = _CHANGE_KINDS[cells["kind"]]
    created, abolished = kind is ChangeKind.CREATE, kind is ChangeKind.ABOLISH
    return Change(
        date=_date(cells, "date"),
        kind=kind,
        old_code=_code(cells, "old_code", optional=created),
        old_name=_name(cells, "old_name", optional=created),
        new_code=_code(cells, "new_code", optional=abolished),
        new_name=_name(cells, "new_name", optional=abolished),
        province_code=_code(cells, "province_code"),
        source=_name(cells, "source"),
        note=cells["note"],
    )


def _non_county(cells: _Cells) -> NonCounty:
    return NonCounty(
        name=_name(cells, "name"),
        kind=_name(cells, "kind"),
        within_code=_code(cells, "within_code", optional=True),
        lon=_degrees(cells, "anchor_lon", 180),
        lat=_degrees(cells, "anchor_lat", 90),
        region_code=_code(cells, "region_code"),
        reason=_name(cells, "reason"),
        source=_name(cells, "source"),
    )


def _parent_alias(cells: _Cells) -> ParentAlias:
    return ParentAlias(
        alias=_name(cells, "alias"),
        code=_code(cells, "code"),
        name=_name(cells, "name"),
        reason=_name(cells, "reason"),
        source=_name(cells, "source"),
    )


def _reading(cells: _Cells) -> Reading:
    syllables = cells["pinyin"].split()
    if len(syllables) != len(cells["name"]) or not all(map(_SYLLABLE.fullmatch, syllables)):
        raise _CellError("bad-pinyin", cells["pinyin"])
    return Reading(_name(cells, "name"), cells["pinyin"], _name(cells, "reason"))


ALIAS_COLUMNS = ("alias", "county_code", "kind", "valid_from", "valid_to", "reason", "source")
CHANGE_COLUMNS = (
    *("date", "kind", "old_code", "old_name", "new_code", "new_name"),
    *("province_code", "source", "note"),
)
NON_COUNTY_COLUMNS = (
    *("name", "kind", "within_code", "anchor_lon", "anchor_lat"),
    *("region_code", "reason", "source"),
)
READING_COLUMNS = ("name", "pinyin", "reason")
PARENT_ALIAS_COLUMNS = ("alias", "code", "name", "reason", "source")


@dataclass(frozen=True)
class Tables:
    """All rows of the gazetteer's files."""

    aliases: tuple[Row[Alias], ...] = ()
    changes: tuple[Row[Change], ...] = ()
    non_counties: tuple[Row[NonCounty], ...] = ()
    readings: tuple[Row[Reading], ...] = ()
    parent_aliases: tuple[Row[ParentAlias], ...] = ()


def _read(
    path: Path, columns: Sequence[str], build: Callable[[_Cells], T], *, relative: Relative
) -> tuple[tuple[Row[T], ...], list[Fault]]:
    file = relative(path)
    rows: list[Row[T]] = []
    faults: list[Fault] = []
    for found in _rows(path, columns, file):
        if isinstance(found, Fault):
            faults.append(found)
            continue
        line, cells = found
        try:
            rows.append(Row(build(cells), file, line))
        except _CellError as bad:
            faults.append(row_fault(file, line, bad.problem, value=bad.value))
    return tuple(rows), faults


def read_tables(folder: Path, *, relative: Relative) -> tuple[Tables, list[Fault]]:
    """Read aliases, changes, non-counties and readings of ``folder``.

    Parameters
    ----------
    folder : Path
    relative : callable
        Gives a path's name for faults (relative to the project, forward slashes).

    Returns
    -------
    tuple of Tables and list of Fault
        Rows that could be read, and a ``gazetteer-row`` fault for each that could not.
    """
    aliases, f1 = _read(folder / ALIASES_FILE, ALIAS_COLUMNS, _alias, relative=relative)
    changes, f2 = _read(folder / CHANGES_FILE, CHANGE_COLUMNS, _change, relative=relative)
    non, f3 = _read(folder / NON_COUNTIES_FILE, NON_COUNTY_COLUMNS, _non_county, relative=relative)
    readings, f4 = _read(folder / PINYIN_FILE, READING_COLUMNS, _reading, relative=relative)
    parents: tuple[Row[ParentAlias], ...] = ()
    f5: list[Fault] = []
    path = folder / PARENT_ALIASES_FILE
    if path.is_file():  # a project's own gazetteer needs none
        parents, f5 = _read(path, PARENT_ALIAS_COLUMNS, _parent_alias, relative=relative)
    return Tables(aliases, changes, non, readings, parents), f1 + f2 + f3 + f4 + f5
