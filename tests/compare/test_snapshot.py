"""Snapshots: from models, through JSON, out of a GeoPackage; and what is refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from geo import schema
from geo.compare import compare, restored, snapshot, snapshot_from_geopackage, stored
from geo.errors import GeoError
from geo.records.resolved import Resolved
from tests import toyland
from tests.compare.sides import NAMES, REGION_NAMES, RESOLVED, toy, without

SAME = toy()


def test_importing_and_comparing_needs_no_frames() -> None:
    code = (
        "import sys, geo.compare; "
        "heavy = {'pandas', 'geopandas', 'numpy', 'shapely', 'matplotlib', 'folium', 'yaml'}; "
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.returncode == 0, found.stderr


def test_json_and_back_is_the_same_and_sorted() -> None:
    content = stored(SAME)
    text = json.dumps(content, ensure_ascii=False)
    assert text == json.dumps(content, ensure_ascii=False, sort_keys=True)
    assert restored(json.loads(text)) == SAME


def test_same_lists_in_another_order_give_the_same_bytes() -> None:
    again = toy(
        lambda d: d["tasks"].reverse(),
        assignments=RESOLVED.assignments[::-1],
        county_tasks=RESOLVED.county_tasks[::-1],
    )
    assert json.dumps(stored(again)) == json.dumps(stored(SAME))


def test_only_named_counties_are_kept() -> None:
    assert set(toy(county_tasks=()).counties) == {"910101", "910103", "910202", "910203"}


def test_a_county_without_a_name_is_refused_by_its_code() -> None:
    names = {code: unit for code, unit in NAMES.items() if code != "910203"}
    with pytest.raises(GeoError, match="910203"):
        toy(names=names)


def test_a_row_of_an_unknown_document_is_refused() -> None:
    row = replace(RESOLVED.assignments[0], document_id="elsewhere-2024")
    with pytest.raises(GeoError, match="elsewhere-2024"):
        snapshot(
            [toyland.document_lists()],
            Resolved((row,), (), (), ()),
            names=NAMES,
            region_names=REGION_NAMES,
            typologies=toyland.TYPOLOGIES,
            vintage="toy",
        )


def documents(content):
    return content["tables"]["documents"]["zuoshan-2024"]


def of_clause(content, table, clause="（一）"):
    return content["tables"][table]["zuoshan-2024"][clause]


def assignment(content):
    return of_clause(content, "assignments")[0]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda c: c.pop("tables"), "tables"),
        (lambda c: c["tables"].pop("tasks"), "tasks"),
        (lambda c: c.update(format=99), "format"),
        (lambda c: c.update(typologies=[]), "typologies: expected dict, found list"),
        (lambda c: c["counties"]["910101"].update(name=None), r"counties\.910101\.name"),
        (lambda c: c["tables"].update(documents=[]), "documents: expected dict, found list"),
        (lambda c: documents(c).append(3), r"documents\.zuoshan-2024\[1\]"),
        (lambda c: documents(c)[0].pop("title"), "title"),
        (lambda c: documents(c)[0].update(title=None), "title"),
        (lambda c: documents(c)[0].update(evil=1), "evil"),
        (lambda c: assignment(c).update(basis="guess"), "guess"),
        (lambda c: assignment(c).update(stage="soon"), "soon"),
        (lambda c: assignment(c).update(county_code=500154), "county_code"),
        (lambda c: assignment(c).update(county_code="000001"), "000001"),
        (lambda c: of_clause(c, "tasks")[0].update(is_open_ended="yes"), "is_open_ended"),
        (lambda c: of_clause(c, "county_tasks").append(1), "county_code"),
        (lambda c: of_clause(c, "indicators", "").append({}), "indicators"),
        (lambda c: of_clause(c, "indicators", "")[0].update(value="many"), "value"),
        (lambda c: of_clause(c, "indicators", "")[0].update(value=None), "value"),
        (lambda c: c.update(vintage=None), "vintage"),
    ],
)
def test_spoilt_json_is_refused_with_the_place(spoil, message: str) -> None:
    content = deepcopy(stored(SAME))
    spoil(content)
    with pytest.raises(GeoError, match=message):
        restored(content)


@pytest.mark.parametrize("content", [None, [], "x", 3, {}])
def test_what_is_no_snapshot_is_refused(content: object) -> None:
    with pytest.raises(GeoError):
        restored(content)


def test_what_the_document_says_for_all_tasks_is_said_of_each() -> None:
    def bind(document: dict) -> None:
        document["document"]["blanket"] = {"clause": "（一）", "units": "各县政府"}
        document["tasks"][1]["blanket"] = []

    assert [t["blanket_units"] for t in toy(bind).rows(schema.TASKS)] == ["各县政府", ""]


# ── GeoPackage ───────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def geopackage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from geo.export.geopackage import write_geopackage

    path = tmp_path_factory.mktemp("gpkg") / "旧 版?#100%.gpkg"
    write_geopackage(toyland.edition_frames(), path, version="1.2.3")
    return path


def test_a_built_geopackage_says_what_the_lists_said(geopackage: Path) -> None:
    found = snapshot_from_geopackage(geopackage)
    assert found.tables == SAME.tables
    assert found.counties == SAME.counties
    assert {k: t.name for k, t in found.typologies.items()} == {
        k: t.name for k, t in SAME.typologies.items()
    }
    assert compare(found, SAME).is_unchanged
    assert compare(SAME, found).is_unchanged


def test_a_geopackage_and_lists_differ_by_what_was_changed(geopackage: Path) -> None:
    [found] = compare(snapshot_from_geopackage(geopackage), toy(assignments=without(4))).differences
    assert (found.kind, found.county_code, found.clause) == ("removed", "910203", "（二）")


def test_reading_leaves_nothing_beside_the_file_and_works_where_nothing_may_be_written(
    geopackage: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir()
    copy = Path(shutil.copy(geopackage, folder / "a.gpkg"))
    before = copy.read_bytes()
    copy.chmod(0o444)
    folder.chmod(0o555)
    try:
        snapshot_from_geopackage(copy)
        assert [p.name for p in folder.iterdir()] == ["a.gpkg"]
        assert copy.read_bytes() == before
    finally:
        folder.chmod(0o755)


def test_a_file_that_another_program_left_in_wal_mode_is_read_without_companions(
    geopackage: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(geopackage, tmp_path / "wal.gpkg"))
    with closing(sqlite3.connect(copy)) as db:
        db.execute("PRAGMA journal_mode=WAL")
    assert copy.read_bytes()[18] == 2  # SQLite file format: write version 2 is WAL
    assert snapshot_from_geopackage(copy).tables == SAME.tables
    assert [p.name for p in tmp_path.iterdir()] == ["wal.gpkg"]


def spoilt(geopackage: Path, folder: Path, *statements: str) -> Path:
    copy = Path(shutil.copy(geopackage, folder / "spoilt.gpkg"))
    with closing(sqlite3.connect(copy)) as db, db:
        for statement in statements:
            db.execute(statement)
    return copy


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE county_tasks",
        "ALTER TABLE tasks RENAME COLUMN scope TO reach",
        "UPDATE documents SET title = x'00ff'",
        "UPDATE tasks SET title = CAST(x'ff' AS TEXT)",
        "UPDATE county_tasks SET county_code = '999999'",
        "UPDATE indicators SET value = 'many'",
    ],
)
def test_a_geopackage_that_is_not_ours_is_refused_by_name(
    geopackage: Path, tmp_path: Path, statement: str
) -> None:
    path = spoilt(geopackage, tmp_path, statement)
    with pytest.raises(GeoError, match=r"spoilt\.gpkg"):
        snapshot_from_geopackage(path)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\1" * 200])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(content)
    with pytest.raises(GeoError, match=r"x\.gpkg"):
        snapshot_from_geopackage(path)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(GeoError, match="no such file"):
        snapshot_from_geopackage(tmp_path / "none.gpkg")
    assert not list(tmp_path.iterdir())
