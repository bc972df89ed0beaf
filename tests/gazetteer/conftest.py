"""The project's own gazetteer, read once, for every vintage of names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.gazetteer import Gazetteer, load_gazetteer
from geo.records.resolved import UnitName

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "gazetteer"
VINTAGES = sorted(p.parent.name for p in (ROOT / "data" / "boundaries").glob("*/counties.csv"))


def read_names(vintage: str) -> list[UnitName]:
    path = ROOT / "data" / "boundaries" / vintage / "counties.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            UnitName(
                row["county_code"],
                row["county_name"],
                row["prefecture_code"],
                row["prefecture_name"],
                row["province_code"],
                row["province_name"],
            )
            for row in csv.DictReader(lines)
        ]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


@pytest.fixture(scope="session", params=VINTAGES)
def each_gazetteer(request: pytest.FixtureRequest) -> Gazetteer:
    return load_gazetteer(FOLDER, read_names(request.param), relative=relative)[0]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer(FOLDER, read_names(VINTAGES[-1]), relative=relative)[0]
