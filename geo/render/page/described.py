"""Tables that describe themselves: ``{columns, rows}``, as the page's script reads them back.

A column is a name; or a name with the ``values`` that its cells number, where words repeat; or a
name with the table ``of`` which its cells number rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.columns import Kind, Table
from geo.vocabulary import LIST_MARK

if TYPE_CHECKING:
    import pandas as pd

#: Kinds whose words another table has already: the names of units and of typologies.
_KNOWN_ELSEWHERE = frozenset({Kind.UNIT, Kind.TYPOLOGIES, Kind.GEOMETRY})
#: Cells a distinct text must have, on average, for texts to be numbered.
_WORTH_NUMBERING = 2


@dataclass(frozen=True)
class PositionColumn:
    """A column whose cells are positions of rows of the table ``of``."""

    name: str
    of: str
    positions: Sequence[int]


def positions(values: Iterable[Any]) -> dict[Any, int]:
    """Where each value is among distinct ones."""
    return {value: at for at, value in enumerate(values)}


def _number(value: float) -> float | int | None:
    if math.isnan(value):
        return None
    return int(value) if value == int(value) else value


def _listed(value: str) -> list[str]:
    return [each for each in value.split(LIST_MARK) if each]


_CELLS: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.FLOAT: _number,
    Kind.NUMBER: _number,
    Kind.AGENCIES: _listed,
}


def cells(
    frame: pd.DataFrame, table: Table, *, without: Iterable[str] = ()
) -> dict[str, list[Any]]:
    """Cells by column name of a frame with the table's columns, as JSON has them.

    Left out are the columns named in ``without`` and those whose words another table has.
    """
    return {
        column.name: [_CELLS.get(column.kind, _same)(v) for v in frame[column.name].tolist()]
        for column in table.columns
        if column.kind not in _KNOWN_ELSEWHERE and column.name not in without
    }


def _same(value: Any) -> Any:
    return value


def described(
    columns: Mapping[str, Sequence[Any]], references: Iterable[PositionColumn] = ()
) -> dict[str, list[Any]]:
    """The columns of one table, all of one length, as ``{columns, rows}``."""
    heads: list[Any] = []
    found: list[Sequence[Any]] = []
    for reference in references:
        heads.append({"name": reference.name, "of": reference.of})
        found.append(reference.positions)
    for name, values in columns.items():
        numbered = _numbered(values)
        heads.append(name if numbered is None else {"name": name, "values": numbered[0]})
        found.append(values if numbered is None else numbered[1])
    return {"columns": heads, "rows": [list(row) for row in zip(*found, strict=True)]}


def _numbered(values: Sequence[Any]) -> tuple[list[str], list[int]] | None:
    """Distinct texts and a number for each cell; None where that would save nothing."""
    if not all(isinstance(value, str) for value in values):
        return None
    distinct = list(dict.fromkeys(values))
    if len(distinct) * _WORTH_NUMBERING > len(values):
        return None
    at = positions(distinct)
    return distinct, [at[value] for value in values]
