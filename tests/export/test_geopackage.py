"""The GeoPackage as a file: content, types, keys, standards, same bytes, being in the way."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest

from geo import crs
from geo.errors import ExportError
from geo.export.geopackage import write_geopackage
from geo.export.geopackage.content import last_day
from geo.export.geopackage.tables import tables
from tests.export.toyframes import HOSTILE, TYPOLOGIES, toy_frames

FRAMES = toy_frames()
LAYERS = {
    "counties": "MultiPolygon",
    "assignments": "MultiPolygon",
    "partnerships": "LineString",
    "prefectures": "MultiPolygon",
    "provinces": "MultiPolygon",
    "boundary_lines": "MultiLineString",
}
PLAIN = ("documents", "tasks", "indicators", "completions", "county_tasks", "positionings", "rules")


@pytest.fixture(scope="module")
def geopackage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gpkg") / "county-typology.gpkg"
    write_geopackage(FRAMES, path, version="1.2.3")
    return path


def _rows(path: Path, sql: str, *values: object) -> list[tuple]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return db.execute(sql, values).fetchall()


@pytest.mark.parametrize(("layer", "geometry"), LAYERS.items())
def test_layers_read_back_with_equal_counts_in_cgcs2000(
    geopackage: Path, layer: str, geometry: str
) -> None:
    frame = gpd.read_file(geopackage, layer=layer)
    assert len(frame) == len(getattr(FRAMES, layer))
    assert frame.crs.to_epsg() == crs.STORAGE_EPSG
    assert pyogrio.read_info(geopackage, layer=layer)["geometry_type"] == geometry


@pytest.mark.parametrize("name", PLAIN)
def test_tables_are_listed_and_have_every_row(geopackage: Path, name: str) -> None:
    assert len(pyogrio.read_dataframe(geopackage, layer=name)) == len(getattr(FRAMES, name))


def test_nothing_is_listed_beyond_what_is_declared(geopackage: Path) -> None:
    found = {name for name, _ in pyogrio.list_layers(geopackage)} - {"layer_styles"}
    assert found == set(LAYERS) | set(PLAIN)


def test_every_column_has_its_declared_type(geopackage: Path) -> None:
    for table in tables(TYPOLOGIES):
        found = {row[1]: row[2] for row in _rows(geopackage, f"PRAGMA table_info({table.name})")}
        for column in table.columns:
            expected = {"DOUBLE": ("DOUBLE", "REAL")}.get(
                table.sql_type(column), (table.sql_type(column),)
            )
            assert found[column] in expected, (table.name, column)


def test_codes_are_text_and_nothing_known_is_null(geopackage: Path) -> None:
    kinds = _rows(geopackage, "SELECT DISTINCT typeof(county_code) FROM counties")
    assert kinds == [("text",)]
    assert _rows(geopackage, "SELECT number, issued_date FROM documents") == [(None, "2025-03-01")]
    for table in tables(TYPOLOGIES):
        for column in table.columns:
            if table.sql_type(column) == "TEXT":
                sql = f"SELECT count(*) FROM {table.name} WHERE \"{column}\" = ''"  # noqa: S608
                assert _rows(geopackage, sql) == [(0,)], (table.name, column)


def test_dates_are_dates_only_where_the_day_follows(geopackage: Path) -> None:
    found = _rows(geopackage, "SELECT name, deadline, deadline_date FROM indicators ORDER BY fid")
    assert found == [
        ("城镇化率", "2027", "2027-12-31"),
        ("增速", "2026-06", "2026-06-30"),
        ("公路", None, None),
    ]


@pytest.mark.parametrize(
    ("stated", "day"),
    [("", None), ("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2024-02-03", "2024-02-03")],
)
def test_a_deadline_runs_to_the_end_of_what_it_names(stated: str, day: str | None) -> None:
    assert last_day(stated) == day


def test_each_assignment_lies_on_its_county(geopackage: Path) -> None:
    shapes = gpd.read_file(geopackage, layer="counties").set_index("county_code").geometry
    rows = gpd.read_file(geopackage, layer="assignments")
    assert all(shapes[c].equals(g) for c, g in zip(rows["county_code"], rows.geometry, strict=True))


def test_relations_hold_and_stay_null_where_nothing_answers(geopackage: Path) -> None:
    assert _rows(geopackage, "PRAGMA foreign_key_check") == []
    keys = dict(_rows(geopackage, "SELECT name, task_key FROM indicators"))
    assert keys == {"城镇化率": None, "增速": "toy-2025（二）", "公路": "toy-2025（五）"}
    places = dict(_rows(geopackage, "SELECT place_name, county_code FROM positionings"))
    assert places == {"甲子区": "990101", "南市": None, "高新区": None}
    found = _rows(geopackage, "PRAGMA foreign_key_list(assignments)")
    assert {(row[2], row[3]) for row in found} == {
        ("counties", "county_code"),
        ("documents", "document_id"),
        ("tasks", "task_key"),
    }


def test_derived_types_are_told_apart_from_listed_ones(geopackage: Path) -> None:
    found = dict(_rows(geopackage, "SELECT county_code, derived_typologies FROM counties"))
    assert {code: text for code, text in found.items() if text} == {
        "990201": "农业",
        "990304": "农业",
    }


def test_hostile_text_arrives_as_it_was(geopackage: Path) -> None:
    sql = "SELECT count(*) FROM assignments WHERE note = ?"
    assert _rows(geopackage, sql, HOSTILE) == [(1,)]
    assert _rows(geopackage, "SELECT count(*) FROM counties") == [(16,)]


def test_spatial_indexes_hold_every_row(geopackage: Path) -> None:
    for layer in LAYERS:
        sql = f"SELECT count(*) FROM rtree_{layer}_geom"  # noqa: S608 - names from above
        assert _rows(geopackage, sql) == [(len(getattr(FRAMES, layer)),)]


def test_version_is_one_that_old_and_new_readers_take(geopackage: Path) -> None:
    assert _rows(geopackage, "PRAGMA user_version") == [(10300,)]


def test_titles_and_aliases_are_chinese_and_unique(geopackage: Path) -> None:
    titles = dict(_rows(geopackage, "SELECT table_name, identifier FROM gpkg_contents"))
    assert titles["counties"] == "县区与类型"
    aliases = _rows(geopackage, "SELECT table_name, column_name, name FROM gpkg_data_columns")
    named = {(table, column): name for table, column, name in aliases}
    assert named["counties", "is_suburban"] == "是否近郊"
    assert named["tasks", "title"] == "任务标题"
    declared = {(t.name, c) for t in tables(TYPOLOGIES) for c in t.columns}
    assert set(named) == declared
    assert all(name != column for (_, column), name in named.items())


def test_metadata_names_documents_boundaries_terms_and_version(geopackage: Path) -> None:
    found = _rows(
        geopackage,
        "SELECT r.table_name, m.metadata FROM gpkg_metadata m"
        " JOIN gpkg_metadata_reference r ON r.md_file_id = m.id",
    )
    whole = dict(found)[None]
    for part in ("玩具省实施方案&lt;img", "玩具边界（2024）", "随意使用", "1.2.3"):
        assert part in whole
    assert {table for table, _ in found} == {None, *LAYERS, *PLAIN}


def test_same_frames_same_bytes(geopackage: Path, tmp_path: Path) -> None:
    again = tmp_path / "other.tmp"
    write_geopackage(toy_frames(), again, version="1.2.3", name=geopackage.name)
    assert again.read_bytes() == geopackage.read_bytes()


def test_frames_are_not_changed(tmp_path: Path) -> None:
    frames = toy_frames()
    write_geopackage(frames, tmp_path / "a.gpkg", version="1")
    for field in dataclasses.fields(frames):
        before = getattr(FRAMES, field.name)
        if hasattr(before, "columns"):
            assert getattr(frames, field.name).equals(before), field.name


def test_nothing_is_left_beside(geopackage: Path) -> None:
    assert [path.name for path in geopackage.parent.iterdir()] == [geopackage.name]


def test_an_edition_without_any_list_still_has_every_layer(tmp_path: Path) -> None:
    empty = {
        name: getattr(FRAMES, name).iloc[0:0]
        for name in ("assignments", "partnerships", "boundary_lines", *PLAIN)
    }
    path = tmp_path / "empty.gpkg"
    write_geopackage(dataclasses.replace(FRAMES, **empty), path, version="1")
    info = pyogrio.read_info(path, layer="partnerships")
    assert (info["features"], info["geometry_type"]) == (0, "LineString")
    assert dict(zip(info["fields"], info["ogr_types"], strict=True))["summary"] == "OFTString"


def test_a_county_without_a_polygon_is_an_error_that_names_it(tmp_path: Path) -> None:
    frames = dataclasses.replace(FRAMES, counties=FRAMES.counties.iloc[1:].reset_index(drop=True))
    with pytest.raises(ExportError, match="990101"):
        write_geopackage(frames, tmp_path / "a.gpkg", version="1")
    assert list(tmp_path.iterdir()) == []


def test_an_unsaved_edit_stops_the_writer_and_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "county-typology.gpkg"
    write_geopackage(FRAMES, path, version="1")
    old = path.read_bytes()
    editor = sqlite3.connect(path)
    editor.execute("PRAGMA journal_mode = WAL")
    editor.execute("UPDATE documents SET number = 'x'")
    editor.commit()
    assert path.with_name(path.name + "-wal").stat().st_size
    with pytest.raises(ExportError, match="close the file"):
        write_geopackage(FRAMES, path, version="2")
    editor.close()
    assert path.read_bytes() != old  # the edit was saved by its own program, not lost
    write_geopackage(FRAMES, path, version="1")
    assert path.read_bytes() == old
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_reader_keeps_the_old_file_and_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "county-typology.gpkg"
    write_geopackage(FRAMES, path, version="1")
    reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    cursor = reader.execute("SELECT county_code FROM counties")
    cursor.fetchone()
    fewer = dataclasses.replace(FRAMES, provinces=FRAMES.provinces.iloc[0:0])
    write_geopackage(fewer, path, version="2")
    assert len(cursor.fetchall()) == len(FRAMES.counties) - 1
    reader.close()
    assert _rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert _rows(path, "SELECT count(*) FROM provinces") == [(0,)]
