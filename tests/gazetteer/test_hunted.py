"""Runs and rows as people write them, of all years: counties, or refusals for the right reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer
from geo.gazetteer.assign import read_run
from geo.gazetteer.written_rows import RowReader, WrittenRow
from geo.records.resolved import Place

HERE = Path(__file__).parent
_MANY = 6


def lines(file: str) -> list[str]:
    """The lines of a file of cells between bars, without comments."""
    text = (HERE / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", lines("hunted.txt"))
def test_a_run_is_read_at_its_date(gazetteer: Gazetteer, line: str) -> None:
    """What it gives: codes (or, of many, their number), then reasons."""
    run, region, date, expected = (cell.strip() for cell in line.split(" | "))
    then = gazetteer.on(date or None)
    reading = read_run(run.replace("\\n", "\n"), then, region_code=region)
    codes = [each.match.county_code for each in reading.resolved]
    found = codes if len(codes) <= _MANY else [f"{len(codes)} counties"]
    found += [f"!{miss.reason.value}" for _, miss in reading.missed]
    found += [f"!{fault.kind}" for fault in reading.count_faults(Place("", 0, ""))]
    assert " ".join(found) == expected


@pytest.mark.parametrize("line", lines("hunted_rows.txt"))
def test_a_row_is_read_at_its_date(gazetteer: Gazetteer, line: str) -> None:
    name, parents, code, date, expected = (cell.strip() for cell in line.split(" | "))
    above = tuple(p.replace("-", "") for p in parents.split())
    read = RowReader(gazetteer).read(WrittenRow(name, above, code, date))
    assert (read.unit.code if read.unit else read.fault) == expected


@pytest.mark.parametrize(
    ("name", "parents", "keys"),
    [
        ("神农架林区", ("湖北省", "神农架林区"), []),  # no prefecture, and no remark on it
        ("仙桃市", ("湖北省", "省直管"), []),
        ("仙桃市", ("湖北省", "江汉平原"), ["gazetteer.note-parents-unknown"]),
    ],
)
def test_a_parent_that_no_roster_has_is_noted(
    gazetteer: Gazetteer, name: str, parents: tuple[str, ...], keys: list[str]
) -> None:
    read = RowReader(gazetteer).read(WrittenRow(name, parents, "", "2020"))
    assert read.unit is not None
    assert [note.key for note in read.notes if not isinstance(note, str)] == keys


def test_what_left_a_county_after_a_merger_is_noted(gazetteer: Gazetteer) -> None:
    """随县 of 1982 was merged into 随州市, of which a new 随县 was made in 2009."""
    found = gazetteer.on("1982").resolve("随县", region_code="420000")
    left = [dict(n.parts) for n in found.notes if n.key.endswith("note-left")]
    assert [(n["county"], n["units"]) for n in left] == [("曾都区", ("随县",))]
    assert not any(n.key.endswith("note-larger") for n in found.notes)
