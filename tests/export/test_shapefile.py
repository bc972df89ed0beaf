"""Shapefile: what it costs is said."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import geopandas as gpd

from geo import crs
from geo.export.shapefile import short_names, write_shapefile
from tests.toyland import nation_frames

FRAMES = nation_frames()


def test_it_reads_back_with_short_names_and_chinese_text(tmp_path: Path) -> None:
    losses = write_shapefile(FRAMES, tmp_path / "counties.shp")
    frame = gpd.read_file(tmp_path / "counties.shp")
    assert len(frame) == len(FRAMES.counties)
    assert frame.crs.to_epsg() == crs.STORAGE_EPSG
    assert frame[losses.renamed["county_code"]].tolist() == FRAMES.counties["county_code"].tolist()
    typologies = frame.set_index(losses.renamed["county_code"])["typologies"]
    assert typologies["910204"] == "大城市周边、工业"


def test_every_renamed_and_cut_column_is_named_in_the_warning(tmp_path: Path) -> None:
    note = "长" * 100
    frames = dataclasses.replace(FRAMES, counties=FRAMES.counties.assign(note=note))
    losses = write_shapefile(frames, tmp_path / "a.shp")
    assert losses.cut == ("note",)
    for old, new in losses.renamed.items():
        assert f"{old}→{new}" in losses.warning()
    assert "note" in losses.warning("en")
    assert set(gpd.read_file(tmp_path / "a.shp")["note"]) == {"长" * 84}


def test_short_names_never_collide() -> None:
    names = ["prefecture_code", "prefecture_name", "PREFECTURE", "note"]
    short = short_names(names)
    assert short["note"] == "note"
    assert len({name.lower() for name in short.values()}) == len(names)
    assert all(len(name) <= 10 for name in short.values())


def test_same_frames_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_shapefile(nation_frames(), tmp_path / folder / "counties.shp")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name
