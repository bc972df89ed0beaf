"""The registry of outputs."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from geo import pipeline, schema
from geo.config import Project
from geo.errors import ConfigError
from geo.pipeline import exporting, makers, products
from geo.pipeline.products import FORMATS, PRODUCTS, Product, exported_paths, product_of
from geo.vocabulary import ALL_EDITION, Language
from tests import toyland


def test_every_product_is_built_or_exported_and_every_format_has_one_product() -> None:
    assert all(p.paths or p.formats for p in PRODUCTS)
    assert len({p.name for p in PRODUCTS}) == len(PRODUCTS)
    assert set(Counter(f for p in PRODUCTS for f in p.formats).values()) == {1}
    paths = [p for each in PRODUCTS for p in each.paths_for("e", typology="t", document="d")]
    assert len(paths) == len(set(paths))


def test_every_table_is_a_file() -> None:
    names = {Path(p).stem for p in product_of("csv").paths}
    assert names == {table.name for table in schema.edition_tables(())}


def test_an_export_is_one_file_or_a_folder_of_several() -> None:
    assert list(exported_paths("png", Path("x.png")).values()) == [Path("x.png")]
    assert list(exported_paths("gpkg", Path("x.gpkg")).values()) == [Path("x.gpkg")]
    assert list(exported_paths("docx", Path("x.docx")).values()) == [Path("x.docx")]
    assert exported_paths("csv", Path("out"))["tasks.csv"] == Path("out/tasks.csv")
    defaults = {f: str(exporting.default_path(f, "luan")) for f in ("csv", "png", "shp")}
    assert defaults == {"csv": "luan-tables", "png": "luan.png", "shp": "luan.shp"}
    assert str(exporting.default_path("gpkg", ALL_EDITION)) == "county-typology.gpkg"


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="geojson"):
        product_of("doc")


def test_a_new_format_is_a_function_and_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_list(frames: Any, path: Path) -> None:
        path.write_text("\n".join(frames.counties["county_name"]), encoding="utf-8")

    monkeypatch.setattr(
        import_module("geo.export.geojson"), "write_list", write_list, raising=False
    )
    line = Product("list", makers.writes("geo.export.geojson", "write_list"), formats=("txt",))
    monkeypatch.setattr(products, "FORMATS", {**FORMATS, "txt": line})
    inputs = pipeline.read_inputs(Project(toyland.write_project(tmp_path / "project")))
    path = tmp_path / "names.txt"
    assert exporting.export(inputs, "txt", "zuoshan", path, Language.ZH) == ""
    assert "丙县" in path.read_text(encoding="utf-8").splitlines()
