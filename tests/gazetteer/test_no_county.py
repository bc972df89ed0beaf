"""What is no county gives none: townships, and units that were set up after the vintage."""

from __future__ import annotations

import csv
from pathlib import Path

from geo.gazetteer import Gazetteer, Match

ROSTERS = Path(__file__).resolve().parents[2] / "data" / "gazetteer" / "rosters"


def _rows(name: str) -> list[dict[str, str]]:
    with (ROSTERS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_township_is_a_county(gazetteer: Gazetteer) -> None:
    rows = [
        (r["county_code"], n) for r in _rows("townships.csv") for n in r["townships"].split("、")
    ]
    step = max(1, len(rows) // 5000)
    then = gazetteer.on("2024")
    wrong = [
        (name, found.county_name)
        for code, name in rows[::step]
        for region in (code[:2] + "0000", "000000")
        if isinstance(found := then.resolve(name, region_code=region), Match)
    ]
    assert wrong == []
    assert len(rows[::step]) >= 5000


def test_units_newer_than_the_vintage_are_no_other_county(gazetteer: Gazetteer) -> None:
    today = gazetteer.forms.today
    then = gazetteer.on("2026-09")
    assert then.when is not None
    newer = [r for r in _rows("units.csv") if r["level"] == "county" and r["first"] > "2025"]
    assert newer
    for row in newer:
        key = (row["code"], row["name"])
        if key in today:
            continue
        found = then.resolve(row["name"], region_code=row["code"][:2] + "0000")
        if isinstance(found, Match):
            heirs = {h.key[0] for h in then.descent.heirs(key, then.when)}
            assert found.county_code in heirs
            assert found.notes
