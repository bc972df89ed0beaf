"""The GeoPackage in a real QGIS: dragged in, opened as a project, printed. And GDAL's validator."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from geo.export.geopackage import write_geopackage, write_project
from geo.export.geopackage.file_tables import tables
from tests.toyland import HOSTILE, NATION_TYPOLOGIES, nation_frames

pytestmark = pytest.mark.qgis

SYSTEM_PYTHON = "/usr/bin/python3"
VALIDATOR = "osgeo_utils.samples.validate_gpkg"
FRAMES = nation_frames()
SPATIAL = ("counties", "assignments", "partnerships", "prefectures", "provinces", "boundary_lines")
PLAIN = tuple(t.name for t in tables(NATION_TYPOLOGIES) if not t.is_spatial)


def _has(module: str) -> bool:
    if not Path(SYSTEM_PYTHON).exists():
        return False
    asked = subprocess.run([SYSTEM_PYTHON, "-c", f"import {module}"], capture_output=True)
    return asked.returncode == 0


needs_qgis = pytest.mark.skipif(
    not _has("qgis.core"),
    reason="QGIS is not installed: apt-get install --no-install-recommends python3-qgis",
)
needs_validator = pytest.mark.skipif(
    not _has(VALIDATOR),
    reason="GDAL's validator is not installed: apt-get install python3-gdal",
)


@pytest.fixture(scope="module")
def geopackage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("maps") / "county-typology.gpkg"
    write_geopackage(FRAMES, path, version="1.2.3")
    return path


@pytest.fixture(scope="module")
def seen(geopackage: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What QGIS says of the file, and of the project alone in another folder by another name."""
    alone, out = tmp_path_factory.mktemp("alone"), tmp_path_factory.mktemp("out")
    write_project(FRAMES, alone / "改了名.qgz", version="1.2.3", geopackage=geopackage)
    probe = Path(__file__).with_name("qgis_probe.py")
    command = [SYSTEM_PYTHON, str(probe), str(geopackage), str(alone / "改了名.qgz"), str(out)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert (out / "answer.json").exists(), ran.stderr[-2000:]
    answer: dict[str, Any] = json.loads((out / "answer.json").read_text(encoding="utf-8"))
    return answer


def _held(key: str, *, without: tuple[str, ...] = ()) -> set[str]:
    counties = FRAMES.counties
    chosen = counties[f"is_{key}"]
    for other in without:
        chosen &= ~counties[f"is_{other}"]
    return set(counties.loc[chosen, "county_code"])


@needs_qgis
@pytest.mark.parametrize("name", [*SPATIAL, *PLAIN])
def test_every_layer_loads_with_all_rows_and_its_style(seen: dict[str, Any], name: str) -> None:
    layer = seen["dragged"][name]
    assert layer["valid"]
    assert layer["count"] == len(getattr(FRAMES, name))
    assert layer["stored_styles"]
    assert layer["crs"] == ("EPSG:4490" if name in SPATIAL else "")
    if name in SPATIAL:
        assert layer["renderer"] == "RuleRenderer"


@needs_qgis
def test_every_rule_holds_for_the_rows_that_its_label_counts(seen: dict[str, Any]) -> None:
    for name in SPATIAL:
        for rule in seen["dragged"][name]["rules"]:
            assert rule["error"] == ""
    rules = {r["label"]: set(r["codes"]) for r in seen["dragged"]["counties"]["rules"]}
    assert rules["大城市周边（4）"] == _held("suburban")
    assert rules["工业（3）"] == _held("industrial", without=("suburban",))
    assert rules["兼工业（2）"] == {"910204", "920107"}
    assert rules["兼农产品主产区（1）"] == {"920107"}
    assert rules["兼农产品主产区，按条件推导（1）"] == {"920104"}
    assert rules["农产品主产区，按条件推导（2）"] == {"910201"}
    assert rules["候选：农产品主产区，待定（1）"] == {"910104"}
    assert rules["潜力地区（1）"] == {"910201"}
    assert rules["示范县（2）"] == {"910202", "920104"}
    bases = _held("suburban") | _held("industrial") | _held("agricultural")
    assert rules["无基本类型（10）"] == set(FRAMES.counties["county_code"]) - bases


@needs_qgis
def test_every_county_is_drawn_once_as_a_fill(seen: dict[str, Any]) -> None:
    filled = [
        code
        for rule in seen["dragged"]["counties"]["rules"]
        if rule["layers"][0] == "SimpleFill"
        for code in rule["codes"]
    ]
    assert sorted(filled) == FRAMES.counties["county_code"].tolist()


@needs_qgis
def test_colours_are_those_of_the_typologies(seen: dict[str, Any]) -> None:
    colours = {r["label"]: r["colour"].upper() for r in seen["dragged"]["counties"]["rules"]}
    by_name = {t.name: t.colour for t in NATION_TYPOLOGIES}
    for label, name in (
        ("大城市周边（4）", "大城市周边"),
        ("兼工业（2）", "工业"),
        ("潜力地区（1）", "潜力地区"),
    ):
        assert colours[label] == by_name[name]
    assert colours["农产品主产区，按条件推导（2）"] not in by_name.values()


@needs_qgis
def test_labels_have_a_buffer_and_a_range_of_scales(seen: dict[str, Any]) -> None:
    counties = seen["dragged"]["counties"]
    assert counties["labels"] and counties["label_buffer"] > 0
    assert counties["label_scales"] == [4_000_000, 0]


@needs_qgis
def test_aliases_are_chinese_and_technical_columns_hidden(seen: dict[str, Any]) -> None:
    for table in tables(NATION_TYPOLOGIES):
        layer = seen["dragged"][table.name]
        for column in table.columns:
            alias = layer["aliases"][column]
            assert alias and alias != column, (table.name, column)
        assert "fid" in layer["hidden"]
    assert seen["dragged"]["counties"]["aliases"]["is_suburban"] == "是否大城市周边"


@needs_qgis
def test_columns_have_the_types_that_were_promised(seen: dict[str, Any]) -> None:
    types = seen["dragged"]["counties"]["types"]
    assert (types["county_code"], types["is_suburban"]) == ("String", "Boolean")
    assert seen["dragged"]["documents"]["types"]["issued_date"] == "Date"
    assert seen["dragged"]["indicators"]["types"]["deadline_date"] == "Date"


@needs_qgis
def test_booleans_and_words_show_as_chinese(seen: dict[str, Any]) -> None:
    maps = seen["dragged"]["counties"]["value_map"]
    assert maps["is_suburban"] == [{"是": "true"}, {"否": "false"}]
    assert {"按条件推导": "rule"} in seen["dragged"]["assignments"]["value_map"]["basis"]


@needs_qgis
def test_forms_have_tabs_with_tasks_one_click_away(seen: dict[str, Any]) -> None:
    assert seen["dragged"]["counties"]["tabs"] == ["基本情况", "类型", "任务", "合作与定位"]
    assert seen["dragged"]["county_tasks"]["widgets"]["task_key"] == "RelationReference"


@needs_qgis
def test_metadata_arrives_per_layer(seen: dict[str, Any]) -> None:
    counties = seen["dragged"]["counties"]
    assert counties["title"].startswith("县区与类型")
    assert "玩具国边界" in counties["abstract"] and "1.2.3" in counties["abstract"]
    assert any("测试用" in text for text in counties["licences"])
    assert counties["metadata_crs"] == "EPSG:4490"


@needs_qgis
def test_further_styles_wait_in_file_and_project(seen: dict[str, Any]) -> None:
    expected = {"类型", "任务数", "仅大城市周边", "仅示范县", "文件：玩具方案"}
    assert expected <= set(seen["dragged"]["counties"]["stored_styles"])
    assert expected <= set(seen["embedded"]["own_styles"]["县区与类型"])


@needs_qgis
@pytest.mark.parametrize("kind", ["embedded", "qgz"])
def test_the_project_opens_whole(seen: dict[str, Any], kind: str) -> None:
    project = seen[kind]
    assert project["read"] and project["broken"] == []
    assert project["title"] == "县区类型地图：玩具国"
    assert project["crs"] == "EPSG:4490"
    assert project["layers"]["县区与类型"] == 17
    assert len(project["layers"]) == len(SPATIAL) + len(PLAIN)
    assert [name for name, _ in project["groups"]] == [
        "结对与合作",
        "行政区划",
        "县区类型",
        "文件与任务",
    ]
    assert project["extent"] == "99.8400,29.3200 : 104.1600,34.1800"


@needs_qgis
def test_the_project_alone_needs_no_file_beside_it(seen: dict[str, Any], geopackage: Path) -> None:
    assert not any(str(geopackage.parent) in source for source in seen["qgz"]["sources"])
    assert all(source.startswith(str(geopackage)) for source in seen["embedded"]["sources"])


@needs_qgis
def test_relations_lead_from_county_to_tasks_to_indicators(seen: dict[str, Any]) -> None:
    relations = seen["embedded"]["relations"]
    assert all(valid for valid, *_ in relations.values())
    assert relations["county_tasks.county_code"][1:3] == ["县区与任务", "县区与类型"]
    assert seen["embedded"]["related"]["910204"] == {
        "tasks": [["近郊承接", []], ["道路", ["公路"]]],
        "assignments": ["industrial", "suburban"],
    }


@needs_qgis
def test_tips_name_types_and_tasks(seen: dict[str, Any]) -> None:
    tip = seen["embedded"]["tip"]["910204"]
    assert "大城市周边、工业" in tip and "• 近郊承接（一）<br>• 道路（五）" in tip


@needs_qgis
def test_hostile_text_is_no_markup_in_tips(tmp_path: Path) -> None:
    from dataclasses import replace

    frames = replace(FRAMES, counties=FRAMES.counties.assign(county_name=HOSTILE))
    write_geopackage(frames, tmp_path / "a.gpkg", version="1")
    write_project(frames, tmp_path / "a.qgz", version="1", geopackage=tmp_path / "a.gpkg")
    probe = Path(__file__).with_name("qgis_probe.py")
    files = [str(tmp_path / name) for name in ("a.gpkg", "a.qgz")]
    subprocess.run(
        [SYSTEM_PYTHON, str(probe), *files, str(tmp_path)], capture_output=True, timeout=240
    )
    answer = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    tip = answer["embedded"]["tip"]["910203"]
    assert "<img" not in tip and "&lt;img" in tip


@needs_qgis
@pytest.mark.parametrize("kind", ["embedded", "qgz"])
def test_the_page_prints_with_everything_on_it(seen: dict[str, Any], kind: str) -> None:
    from PIL import Image

    (layout,) = seen[kind]["layouts"]
    assert layout["code"] == 0
    for item in ("Map", "Legend", "ScaleBar", "Picture", "Label"):
        assert f"QgsLayoutItem{item}" in layout["items"]
    picture = Image.open(layout["picture"]).convert("RGB")
    found = {colour for _, colour in picture.getcolors(2**24) or []}
    for typology in NATION_TYPOLOGIES:
        channels = tuple(int(typology.colour[i : i + 2], 16) for i in (1, 3, 5))
        assert channels in found, typology.name


@needs_qgis
def test_the_map_shows_stripes_of_both_types(seen: dict[str, Any]) -> None:
    """A county of two types has both colours in about equal parts."""
    from PIL import Image

    path = Path(seen["embedded"]["layouts"][0]["picture"]).with_name("embedded-map.png")
    picture = Image.open(path).convert("RGB")
    # 辛区 is one degree wide; the view is 99.84–104.16 by 29.32–34.18, fitted to the height.
    width, height = picture.size
    scale = min(width / 4.32, height / 4.86)
    centre_x, centre_y = (99.84 + 104.16) / 2, (29.32 + 34.18) / 2
    left = width / 2 + (101.05 - centre_x) * scale
    top = height / 2 - (30.45 - centre_y) * scale
    counted: dict[tuple[int, ...], int] = {}
    for count, colour in (
        picture.crop(
            (int(left), int(top), int(left + 0.9 * scale), int(top + 0.4 * scale))
        ).getcolors(2**24)
        or []
    ):
        counted[colour] = count
    suburban, industrial = counted[0xD1, 0x60, 0x3D], counted[0x44, 0x54, 0x9E]
    assert 0.7 < suburban / industrial < 1.4


@needs_qgis
def test_qgis_has_nothing_to_complain_about(seen: dict[str, Any]) -> None:
    assert seen["messages"] == []


@needs_validator
def test_gdals_validator_finds_no_error(geopackage: Path) -> None:
    checked = subprocess.run(
        [SYSTEM_PYTHON, "-m", VALIDATOR, "-k", "--extra", str(geopackage)],
        capture_output=True,
        text=True,
    )
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="apt-get install gdal-bin")
def test_ogrinfo_counts_the_same(geopackage: Path) -> None:
    for table in tables(NATION_TYPOLOGIES):
        shown = subprocess.run(
            ["ogrinfo", "-ro", "-so", str(geopackage), table.name], capture_output=True, text=True
        ).stdout
        assert f"Feature Count: {len(getattr(FRAMES, table.name))}" in shown
        if table.is_spatial:
            assert 'EPSG",4490' in shown
