"""A snapshot as plain JSON values and back; what is read is checked, never trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, TypeVar

from geo.compare.rows import DocumentState, Reach, TaskState, TypologyName
from geo.errors import GeoError
from geo.records.resolved import Assignment, UnitName
from geo.vocabulary import Basis, Stage

if TYPE_CHECKING:
    from geo.compare.state import Snapshot

FORMAT = 1

_T = TypeVar("_T", DocumentState, TaskState, TypologyName, UnitName)


def _sorted_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted_keys(value[key]) for key in sorted(value)}
    return [_sorted_keys(each) for each in value] if isinstance(value, list) else value


def _assignment_json(row: Assignment) -> dict[str, Any]:
    cells = asdict(row)
    del cells["place"]
    cells["note"] = "".join(str(note) for note in cells.pop("notes"))
    return {**cells, "stage": str(row.stage or ""), "basis": str(row.basis)}


def stored(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as a plain dict, its keys sorted at every level; :func:`json.dumps` takes it."""
    reached: dict[str, dict[str, list[str]]] = {}
    for reach in snapshot.county_tasks:
        codes = reached.setdefault(reach.document_id, {}).setdefault(reach.clause, [])
        codes.append(reach.county_code)
    content = {
        "format": FORMAT,
        "vintage": snapshot.vintage,
        "documents": [asdict(d) for d in snapshot.documents],
        "assignments": [_assignment_json(a) for a in snapshot.assignments],
        "tasks": [asdict(t) for t in snapshot.tasks],
        "county_tasks": reached,
        "counties": {code: asdict(name) for code, name in snapshot.counties.items()},
        "typologies": {key: asdict(name) for key, name in snapshot.typologies.items()},
    }
    result: dict[str, Any] = _sorted_keys(content)
    return result


class _MalformedError(Exception):
    """Something in stored JSON is not what a snapshot holds; becomes a GeoError."""


def _expect(value: Any, kind: type, where: str) -> Any:
    if type(value) is not kind:
        raise _MalformedError(f"{where}: expected {kind.__name__}, found {type(value).__name__}")
    return value


def _checked(value: Any, model: type[Any], where: str) -> dict[str, Any]:
    """Cells of one row: no unknown ones, none missing, each a text or a boolean as declared.
    The notes of an assignment are one text, ``note``."""
    cells: dict[str, Any] = dict(_expect(value, dict, where))
    declared = {f.name: f for f in fields(model) if f.name != "place"}
    if "notes" in declared:
        declared["note"] = declared.pop("notes")
    strange = sorted(set(cells) ^ set(declared))
    if strange:
        raise _MalformedError(f"{where}: missing or unknown {', '.join(map(str, strange))}")
    for name, field in declared.items():
        is_flag = isinstance(field.default, bool)
        _expect(cells[name], bool if is_flag else str, f"{where}.{name}")
    return cells


def _row(value: Any, model: type[_T], where: str) -> _T:
    return model(**_checked(value, model, where))


def _assignment(value: Any, where: str) -> Assignment:
    cells = _checked(value, Assignment, where)
    stage = Stage(cells["stage"]) if cells["stage"] else None
    note = cells.pop("note")
    notes = (note,) if note else ()
    return Assignment(**{**cells, "stage": stage, "basis": Basis(cells["basis"]), "notes": notes})


def _reaches(value: Any) -> list[Reach]:
    return [
        Reach(document, clause, _expect(code, str, f"county_tasks.{document}.{clause}"))
        for document, clauses in _expect(value, dict, "county_tasks").items()
        for clause, codes in _expect(clauses, dict, f"county_tasks.{document}").items()
        for code in _expect(codes, list, f"county_tasks.{document}.{clause}")
    ]


def _rows(content: Mapping[str, Any], section: str) -> list[tuple[Any, str]]:
    rows = _expect(content[section], list, section)
    return [(row, f"{section}[{number}]") for number, row in enumerate(rows)]


def _keyed(content: Mapping[str, Any], section: str, model: type[_T]) -> dict[str, _T]:
    cells = _expect(content[section], dict, section)
    return {key: _row(value, model, f"{section}.{key}") for key, value in cells.items()}


def _parts(content: Any) -> dict[str, Any]:
    _expect(content, dict, "snapshot")
    if content.get("format") != FORMAT:
        raise _MalformedError(f"format: expected {FORMAT}, found {content.get('format')!r}")
    return {
        "documents": [_row(v, DocumentState, where) for v, where in _rows(content, "documents")],
        "assignments": [_assignment(v, where) for v, where in _rows(content, "assignments")],
        "tasks": [_row(v, TaskState, where) for v, where in _rows(content, "tasks")],
        "county_tasks": _reaches(content["county_tasks"]),
        "counties": _keyed(content, "counties", UnitName),
        "typologies": _keyed(content, "typologies", TypologyName),
        "vintage": _expect(content["vintage"], str, "vintage"),
    }


def read_parts(content: Any) -> dict[str, Any]:
    """The parts of a stored snapshot, as :meth:`geo.compare.Snapshot.of` takes them.

    Raises
    ------
    GeoError
        If ``content`` is not what :func:`stored` gives.
    """
    try:
        return _parts(content)
    except KeyError as error:
        raise GeoError(f"stored snapshot: section {error} is missing; build again") from error
    except (_MalformedError, ValueError) as error:
        raise GeoError(f"stored snapshot: {error}; build again") from error
