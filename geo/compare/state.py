"""What lists said at one time: a small, comparable, storable extract of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from geo.compare.rows import (
    DocumentState,
    Reach,
    TaskState,
    TypologyName,
    assignment_order,
    reach_order,
    task_order,
)
from geo.compare.stored import read_parts, stored
from geo.errors import GeoError
from geo.records.resolved import Assignment, UnitName

_T = TypeVar("_T")


@dataclass(frozen=True)
class Snapshot:
    """What lists said at one time. Rows are sorted and without repetition.

    ``counties`` has exactly the counties that assignments or county tasks name, by six-character
    code; ``typologies`` exactly those that assignments name, by key. ``vintage`` is the id of the
    boundary set, or empty where it is not known.
    """

    documents: tuple[DocumentState, ...]
    assignments: tuple[Assignment, ...]
    tasks: tuple[TaskState, ...]
    county_tasks: tuple[Reach, ...]
    counties: Mapping[str, UnitName]
    typologies: Mapping[str, TypologyName]
    vintage: str = ""

    @classmethod
    def of(
        cls,
        documents: Iterable[DocumentState],
        assignments: Iterable[Assignment],
        *,
        tasks: Iterable[TaskState],
        county_tasks: Iterable[Reach],
        counties: Mapping[str, UnitName],
        typologies: Mapping[str, TypologyName],
        vintage: str,
    ) -> Snapshot:
        """Put rows into order and keep the names that they need.

        Raises
        ------
        GeoError
            If a county code or a typology key has no name, or a row's document is not there.
        """
        rows = {replace(row, place=None) for row in assignments}
        reaches = set(county_tasks)
        listed = tuple(tasks)
        known = {d.id: d for d in documents}
        named = {r.document_id for r in rows} | {r.document_id for r in reaches}
        strangers = (named | {t.document_id for t in listed}) - set(known)
        if strangers:
            raise GeoError(f"rows of documents that are not listed: {', '.join(sorted(strangers))}")
        codes = {r.county_code for r in rows} | {r.county_code for r in reaches}
        return cls(
            tuple(known[key] for key in sorted(known)),
            tuple(sorted(rows, key=assignment_order)),
            tuple(sorted(listed, key=task_order)),
            tuple(sorted(reaches, key=reach_order)),
            _named(codes, counties, "county code"),
            _named({r.typology for r in rows}, typologies, "typology"),
            vintage,
        )

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, keys sorted at every level."""
        return stored(self)

    @classmethod
    def from_json(cls, content: Any) -> Snapshot:
        """The snapshot that :meth:`to_json` gave.

        Raises
        ------
        GeoError
            If ``content`` is no such dict; the message says which part is wrong.
        """
        return cls.of(**read_parts(content))


def _named(keys: set[str], names: Mapping[str, _T], what: str) -> dict[str, _T]:
    missing = sorted(keys - set(names))
    if missing:
        raise GeoError(f"no name for {what} {', '.join(missing)}; give the names that were used")
    return {key: names[key] for key in sorted(keys)}
