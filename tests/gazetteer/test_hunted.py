"""Runs as people write them, of all years: the right counties, or refused for the right reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer
from geo.gazetteer.assign import read_run
from geo.records.resolved import Place

#: Run, region, date, and what it gives: codes (or, of many, their number), then reasons.
_LINES = (Path(__file__).parent / "hunted.txt").read_text(encoding="utf-8").splitlines()
_MANY = 6


@pytest.mark.parametrize("line", [x for x in _LINES if x and not x.startswith("#")])
def test_a_run_is_read_at_its_date(gazetteer: Gazetteer, line: str) -> None:
    run, region, date, expected = (cell.strip() for cell in line.split(" | "))
    then = gazetteer.on(date or None)
    reading = read_run(run.replace("\\n", "\n"), then, region_code=region)
    codes = [each.match.county_code for each in reading.resolved]
    found = codes if len(codes) <= _MANY else [f"{len(codes)} counties"]
    found += [f"!{miss.reason.value}" for _, miss in reading.missed]
    found += [f"!{fault.kind}" for fault in reading.count_faults(Place("", 0, ""))]
    assert " ".join(found) == expected
