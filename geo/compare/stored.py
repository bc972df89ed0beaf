"""A snapshot as plain JSON values and back; what is read is validated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, TypeVar

from geo import schema
from geo.columns import Table
from geo.compare.snapshot import Snapshot, TypologyName, kept
from geo.errors import GeoError
from geo.join.rows import Row
from geo.records.resolved import UnitName

FORMAT = 3

_T = TypeVar("_T", TypologyName, UnitName)

#: Rows are grouped by these columns, so that ten thousand of them stay small.
_GROUPS = ("document_id", "clause")


def stored(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as a plain dict, keys sorted at every level; :func:`json.dumps` takes it."""
    content = {
        "format": FORMAT,
        "vintage": snapshot.vintage,
        "counties": {code: asdict(name) for code, name in snapshot.counties.items()},
        "typologies": {key: asdict(name) for key, name in snapshot.typologies.items()},
        "tables": {t.name: _nested(snapshot.rows(t), _groups(t)) for t in schema.TABLES},
    }
    result: dict[str, Any] = _sorted_keys(content)
    return result


def is_current(content: Any) -> bool:
    """Whether stored JSON has the form that this version writes."""
    return isinstance(content, dict) and content.get("format") == FORMAT


def restored(content: Any) -> Snapshot:
    """The snapshot that :func:`stored` gave.

    Raises
    ------
    GeoError
        If ``content`` is no such dict; the message says which part is wrong.
    """
    try:
        if not is_current(_expect(content, dict, "snapshot")):
            raise GeoError(f"format: expected {FORMAT}, found {content.get('format')!r}")
        tables = _expect(content["tables"], dict, "tables")
        return Snapshot.of(
            {t.name: list(_rows(tables[t.name], t, _groups(t), t.name)) for t in schema.TABLES},
            counties=_names(content, "counties", UnitName),
            typologies=_names(content, "typologies", TypologyName),
            vintage=_expect(content["vintage"], str, "vintage"),
        )
    except KeyError as error:
        raise GeoError(f"stored snapshot: section {error} is missing; build again") from error
    except GeoError as error:
        raise GeoError(f"stored snapshot: {error}; build again") from error


def _sorted_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted_keys(value[key]) for key in sorted(value)}
    return [_sorted_keys(each) for each in value] if isinstance(value, list) else value


def _groups(table: Table) -> tuple[str, ...]:
    names = {column.name for column in kept(table)}
    return tuple(name for name in _GROUPS if name in names)


def _nested(rows: Iterable[Row], groups: Sequence[str]) -> Any:
    """Rows grouped by one column after the other; the last cell is the innermost value."""
    if not groups:
        return [next(iter(row.values())) if len(row) == 1 else row for row in rows]
    found: dict[str, list[Row]] = {}
    for row in rows:
        rest = {name: value for name, value in row.items() if name != groups[0]}
        found.setdefault(row[groups[0]], []).append(rest)
    return {key: _nested(rest, groups[1:]) for key, rest in found.items()}


def _rows(content: Any, table: Table, groups: Sequence[str], where: str) -> Iterator[Row]:
    """Rows of what should be a result of :func:`_nested`; cells are checked later."""
    if groups:
        for key, rest in _expect(content, dict, where).items():
            for row in _rows(rest, table, groups[1:], f"{where}.{key}"):
                yield {groups[0]: key, **row}
        return
    names = [c.name for c in kept(table) if c.name not in _groups(table)]
    for number, cells in enumerate(_expect(content, list, where)):
        if len(names) == 1:
            yield {names[0]: cells}
        else:
            yield _cells(cells, names, f"{where}[{number}]")


def _cells(value: Any, names: Iterable[str], where: str) -> dict[str, Any]:
    """Cells of one row: no unknown ones, none missing."""
    cells: dict[str, Any] = _expect(value, dict, where)
    strange = sorted(set(map(str, cells)) ^ set(names))
    if strange:
        raise GeoError(f"{where}: missing or unknown {', '.join(strange)}")
    return cells


def _names(content: Mapping[str, Any], section: str, model: type[_T]) -> dict[str, _T]:
    """Names by code or key, all of them text."""
    found = {}
    for key, value in _expect(content[section], dict, section).items():
        where = f"{section}.{key}"
        cells = _cells(value, [field.name for field in fields(model)], where)
        found[key] = model(**{n: _expect(v, str, f"{where}.{n}") for n, v in cells.items()})
    return found


def _expect(value: Any, kind: type, where: str) -> Any:
    if type(value) is not kind:
        raise GeoError(f"{where}: expected {kind.__name__}, found {type(value).__name__}")
    return value
