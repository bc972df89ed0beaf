"""The GeoPackage as a file: content, types, keys, standards, same bytes, being in the way."""

from __future__ import annotations

import dataclasses
import io
import re
import sqlite3
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import pyogrio
import pytest

from geo import crs
from geo.errors import ExportError
from geo.export.geopackage import write_geopackage, write_project
from geo.export.geopackage.county_styles import task_steps
from geo.export.geopackage.file_tables import tables
from geo.export.geopackage.layout import nice_length
from tests.toyland import HOSTILE, NATION_TYPOLOGIES, nation_frames, voice

FRAMES = nation_frames()
LAYERS = {
    "counties": "MultiPolygon",
    "assignments": "MultiPolygon",
    "partnerships": "LineString",
    "prefectures": "MultiPolygon",
    "provinces": "MultiPolygon",
    "boundary_lines": "MultiLineString",
}
PLAIN = (
    "documents",
    "layers",
    "tasks",
    "indicators",
    "completions",
    "county_tasks",
    "positionings",
    "rules",
)


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
    for table in tables(NATION_TYPOLOGIES):
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
    for table in tables(NATION_TYPOLOGIES):
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


def test_each_assignment_lies_on_its_county(geopackage: Path) -> None:
    shapes = gpd.read_file(geopackage, layer="counties").set_index("county_code").geometry
    rows = gpd.read_file(geopackage, layer="assignments")
    drawn = rows[rows["county_code"].notna()]
    pairs = zip(drawn["county_code"], drawn.geometry, strict=True)
    assert all(shapes[code].equals(shape) for code, shape in pairs)


def test_a_member_without_a_county_has_a_row_without_a_shape(geopackage: Path) -> None:
    rows = gpd.read_file(geopackage, layer="assignments")
    [zone] = rows[rows["county_code"].isna()].to_dict("records")
    assert zone["geometry"] is None
    assert (zone["place_kind"], zone["within_name"]) == ("开发区", "庚县")
    assert (zone["anchor_lon"], zone["anchor_lat"]) == (104.2, 31.1)


def test_relations_hold_and_stay_null_where_nothing_answers(geopackage: Path) -> None:
    assert _rows(geopackage, "PRAGMA foreign_key_check") == []
    keys = dict(_rows(geopackage, "SELECT name, task_key FROM indicators"))
    assert keys == {"城镇化率": None, "增速": "wanju-2025（二）", "公路": "wanju-2025（五）"}
    places = dict(_rows(geopackage, "SELECT place_name, county_code FROM positionings"))
    assert places == {"庚县": "910203", "左二市": None, "高新区": None}
    found = _rows(geopackage, "PRAGMA foreign_key_list(assignments)")
    assert {(row[2], row[3]) for row in found} == {
        ("counties", "county_code"),
        ("documents", "document_id"),
        ("tasks", "task_key"),
    }


def test_derived_types_are_told_apart_from_listed_ones(geopackage: Path) -> None:
    found = dict(_rows(geopackage, "SELECT county_code, derived_typologies FROM counties"))
    assert {code: text for code, text in found.items() if text} == {
        "910201": "农产品主产区",
        "920104": "农产品主产区",
    }


def test_hostile_text_arrives_as_it_was(geopackage: Path) -> None:
    sql = "SELECT count(*) FROM assignments WHERE note = ?"
    assert _rows(geopackage, sql, HOSTILE) == [(1,)]
    assert _rows(geopackage, "SELECT count(*) FROM counties") == [(17,)]


def test_spatial_indexes_hold_every_row(geopackage: Path) -> None:
    for layer in LAYERS:
        sql = f"SELECT count(*) FROM rtree_{layer}_geom"  # noqa: S608 - names from above
        frame = FRAMES.drawn if layer == "assignments" else getattr(FRAMES, layer)
        assert _rows(geopackage, sql) == [(len(frame),)]


def test_version_is_one_that_old_and_new_readers_take(geopackage: Path) -> None:
    assert _rows(geopackage, "PRAGMA user_version") == [(10300,)]


def test_titles_and_aliases_are_chinese_and_unique(geopackage: Path) -> None:
    titles = dict(_rows(geopackage, "SELECT table_name, identifier FROM gpkg_contents"))
    assert titles["counties"] == "县区与类型"
    aliases = _rows(geopackage, "SELECT table_name, column_name, name FROM gpkg_data_columns")
    named = {(table, column): name for table, column, name in aliases}
    assert named["counties", "is_suburban"] == "是否大城市周边"
    assert named["tasks", "title"] == "任务标题"
    declared = {(t.name, c) for t in tables(NATION_TYPOLOGIES) for c in t.columns}
    assert set(named) == declared
    assert all(name != column for (_, column), name in named.items())


def test_metadata_names_documents_boundaries_terms_and_version(geopackage: Path) -> None:
    found = _rows(
        geopackage,
        "SELECT r.table_name, m.metadata FROM gpkg_metadata m"
        " JOIN gpkg_metadata_reference r ON r.md_file_id = m.id",
    )
    whole = dict(found)[None]
    for part in ("玩具国实施方案&lt;img", "玩具国边界（2025-01）", "测试用", "1.2.3"):
        assert part in whole
    assert {table for table, _ in found} == {None, *LAYERS, *PLAIN}


def test_same_frames_same_bytes(geopackage: Path, tmp_path: Path) -> None:
    again = tmp_path / "other.tmp"
    write_geopackage(nation_frames(), again, version="1.2.3", name=geopackage.name)
    assert again.read_bytes() == geopackage.read_bytes()


def test_frames_are_not_changed(tmp_path: Path) -> None:
    frames = nation_frames()
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
    counties = FRAMES.counties[FRAMES.counties["county_code"] != "910203"].reset_index(drop=True)
    frames = dataclasses.replace(FRAMES, counties=counties)
    with pytest.raises(ExportError, match="910203"):
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
    path.with_name(path.name + "-wal").touch()
    with pytest.warns(UserWarning, match="another program holds it open for editing"):
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


def test_a_file_that_cannot_be_replaced_stays_and_the_message_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "county-typology.gpkg"
    write_geopackage(FRAMES, path, version="1")
    old = path.read_bytes()

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(ExportError, match="holds it open"):
        write_geopackage(FRAMES, path, version="2")
    assert path.read_bytes() == old
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="missing"):
        write_geopackage(FRAMES, tmp_path / "missing" / "a.gpkg", version="1")


def test_every_layer_has_one_default_style_where_qgis_looks_for_it(geopackage: Path) -> None:
    rows = _rows(
        geopackage,
        "SELECT f_table_schema, f_table_name, f_geometry_column, useAsDefault, styleQML"
        " FROM layer_styles",
    )
    assert {row[0] for row in rows} == {""}
    defaults = [(name, column) for _, name, column, default, _ in rows if default]
    assert sorted(defaults) == sorted(
        [(name, "geom") for name in LAYERS] + [(name, "") for name in PLAIN]
    )
    for *_, document in rows:
        assert ElementTree.fromstring(document.partition("\n")[2]).tag == "qgis"
    registered = "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'"
    assert _rows(geopackage, registered) == [("attributes",)]


def test_names_of_styles_fit_and_differ_per_layer(geopackage: Path) -> None:
    rows = _rows(geopackage, "SELECT f_table_name, styleName FROM layer_styles")
    assert len(set(rows)) == len(rows)
    assert max(len(name) for _, name in rows) <= 30


def _embedded(path: Path) -> str:
    ((name, content),) = _rows(path, "SELECT name, content FROM qgis_projects")
    archive = zipfile.ZipFile(io.BytesIO(bytes.fromhex(content)))
    assert archive.namelist() == [f"{name}.qgs"]
    return archive.read(archive.namelist()[0]).decode("utf-8")


def test_the_embedded_project_names_the_file_as_it_is_called(tmp_path: Path) -> None:
    write_geopackage(FRAMES, tmp_path / "mine.gpkg", version="1")
    assert "./mine.gpkg|layername=counties" in _embedded(tmp_path / "mine.gpkg")
    write_geopackage(FRAMES, tmp_path / "beside.tmp", version="1", name="final.gpkg")
    assert "./final.gpkg|layername=counties" in _embedded(tmp_path / "beside.tmp")
    tables_found = _rows(tmp_path / "mine.gpkg", "SELECT table_name FROM gpkg_contents")
    assert ("qgis_projects",) not in tables_found


def test_the_project_file_carries_the_geopackage_and_never_changes(
    geopackage: Path, tmp_path: Path
) -> None:
    write_project(FRAMES, tmp_path / "a.qgz", version="1.2.3", geopackage=geopackage)
    write_project(FRAMES, tmp_path / "b.qgz", version="1.2.3")
    assert (tmp_path / "a.qgz").read_bytes() == (tmp_path / "b.qgz").read_bytes()
    archive = zipfile.ZipFile(tmp_path / "a.qgz")
    assert archive.namelist() == ["county-typology.qgs", "county-typology.gpkg"]
    assert archive.read("county-typology.gpkg") == geopackage.read_bytes()
    assert {p.name for p in tmp_path.iterdir()} == {"a.qgz", "b.qgz"}


def test_characters_that_xml_cannot_hold_break_nothing(tmp_path: Path) -> None:
    documents = FRAMES.documents.assign(title="坏\x00\x0b字", short_title="坏\x0c字")
    frames = dataclasses.replace(FRAMES, documents=documents)
    write_geopackage(frames, tmp_path / "a.gpkg", version="1")
    project = _embedded(tmp_path / "a.gpkg")
    assert "坏\ufffd\ufffd字" in project
    ElementTree.fromstring(project.partition("\n")[2])


def test_signs_of_xml_and_line_ends_arrive_in_styles_and_project(tmp_path: Path) -> None:
    title = "一 <b> & \"二\" '三'\n\t四 {{ 五 }} [% 六 %]"
    frames = dataclasses.replace(
        FRAMES, documents=FRAMES.documents.assign(title=title, short_title="<&\"'")
    )
    write_geopackage(frames, tmp_path / "a.gpkg", version="1")
    project = ElementTree.fromstring(_embedded(tmp_path / "a.gpkg").partition("\n")[2])
    labels = [item.get("labelText", "") for item in project.iter("LayoutItem")]
    assert any(title.replace("[%", "[ %") in label for label in labels)
    assert any(title in (found.text or "") for found in project.iter("abstract"))
    assert any("<&\"'" in (s.get("name") or "") for s in project.iter("map-layer-style"))


def test_english_is_english_throughout(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(FRAMES, path, version="1", voice=voice())
    titles = dict(_rows(path, "SELECT table_name, identifier FROM gpkg_contents"))
    assert titles["counties"] == "Counties and their types"
    project = ElementTree.fromstring(_embedded(path).partition("\n")[2])
    layers = {layer.findtext("id"): layer for layer in project.iter("maplayer")}
    labels = [r.get("label") for r in layers["county_typology_counties"].iter("rule")]
    assert "Suburban to a large city (4)" in labels
    assert not any(re.search("[\u4e00-\u9fff]", label or "") for label in labels)


def test_several_regions_get_a_page_each(tmp_path: Path) -> None:
    edition = dataclasses.replace(FRAMES.edition, region_codes=("910200", "910100"))
    write_geopackage(dataclasses.replace(FRAMES, edition=edition), tmp_path / "a.gpkg", version="1")
    project = ElementTree.fromstring(_embedded(tmp_path / "a.gpkg").partition("\n")[2])
    names = [layout.get("name") for layout in project.iter("Layout")]
    assert names == ["A4 横版：玩具国", "A4 横版：左二市", "A4 横版：左一市"]


@pytest.mark.parametrize(
    ("counts", "steps"),
    [
        ([0, 0], [(0, 0)]),
        ([0, 3, 3, 7], [(0, 0), (3, 3), (7, 7)]),
        ([1, 2, 3, 4, 5, 6, 7, 8], [(1, 2), (3, 4), (5, 6), (7, 8)]),
        ([5, 5, 5, 5, 5, 5, 6, 7, 8, 9], [(5, 6), (7, 9)]),
    ],
)
def test_task_classes_cover_every_count_once(
    counts: list[int], steps: list[tuple[int, int]]
) -> None:
    found = task_steps(counts)
    assert found == steps
    assert all(sum(low <= c <= high for low, high in found) == 1 for c in counts)


@pytest.mark.parametrize(("most", "nice"), [(9.9, 5), (10, 10), (35, 20), (499, 200), (0.3, 0.2)])
def test_scale_bars_have_round_lengths(most: float, nice: float) -> None:
    assert nice_length(most) == pytest.approx(nice)
