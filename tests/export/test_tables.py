"""CSV tables: columns others rely on, text that stays text, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from geo.columns import Kind
from geo.export.csv_tables import cell, write_tables
from tests.toyland import HOSTILE, nation_frames

FRAMES = nation_frames()
PROMISED = {
    "assignments": "document_id clause typology subtype status county_code county_name "
    "prefecture_name province_name as_written basis note",
    "tasks": "document_id clause part title summary lead_units responsible_units "
    "cooperating_units blanket_units scope",
    "indicators": "document_id clause name operator value unit deadline",
}
NAMES = (
    "assignments",
    "layers",
    "tasks",
    "indicators",
    "completions",
    "county_tasks",
    "partnerships",
    "positionings",
    "rules",
    "documents",
    "counties",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_tables(FRAMES, tmp_path / "tables")
    return tmp_path / "tables"


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_has_every_row(folder: Path) -> None:
    assert {path.stem for path in folder.iterdir()} == set(NAMES)
    for name in NAMES:
        assert len(_read(folder / f"{name}.csv")) == len(getattr(FRAMES, name)), name


@pytest.mark.parametrize("name", PROMISED)
def test_promised_columns_come_first_in_their_order(folder: Path, name: str) -> None:
    promised = PROMISED[name].split()
    assert list(_read(folder / f"{name}.csv")[0])[: len(promised)] == promised


@pytest.mark.parametrize("name", NAMES)
def test_no_column_of_the_frame_is_lost(folder: Path, name: str) -> None:
    frame = getattr(FRAMES, name)
    assert set(_read(folder / f"{name}.csv")[0]) == set(frame.columns) - {"geometry"}


def test_files_start_with_a_byte_order_mark_and_end_rows_with_lf(folder: Path) -> None:
    for path in folder.iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert b"\r" not in path.read_bytes()


def test_pandas_reads_the_same_assignments_back(folder: Path) -> None:
    frame = pd.read_csv(
        folder / "assignments.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig"
    )
    codes = FRAMES.assignments["county_code"].tolist()
    assert frame["county_code"].tolist() == codes
    assert frame["note"].tolist() == FRAMES.assignments["note"].tolist()
    assert HOSTILE in set(frame["note"])


def test_formulas_become_text_and_signs_stay(folder: Path) -> None:
    statuses = {row["status"] for row in _read(folder / "assignments.csv")}
    assert "'=1+1" in statuses
    assert {row["operator"] for row in _read(folder / "indicators.csv")} == {"≥", "range", "="}


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (65.0, "float", "65"),
        (3.5, "float", "3.5"),
        (0.1, "number?", "0.1"),
        (float("nan"), "number?", ""),
        (-2.0, "float", "-2"),
        (12, "int", "12"),
        (True, "bool", "true"),
    ],
)
def test_numbers_read_as_people_write_them(value: object, kind: str, shown: str) -> None:
    assert cell(value, Kind(kind)) == shown


def test_same_frames_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_tables(nation_frames(), tmp_path / "again")
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_a_table_without_rows_keeps_its_header(tmp_path: Path) -> None:
    empty = dataclasses.replace(FRAMES, partnerships=FRAMES.partnerships.iloc[0:0])
    write_tables(empty, tmp_path)
    text = (tmp_path / "partnerships.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("document_id,clause,kind,") and text.count("\n") == 1
