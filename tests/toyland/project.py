"""A whole toy project on disk."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import yaml

from geo import crs

from .country import (
    VINTAGE,
    boundary_lines,
    county_boundaries,
    prefecture_boundaries,
    province_boundaries,
)
from .lists import DOCUMENT, TYPOLOGIES


def _write_csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_boundaries(folder: Path) -> None:
    """One vintage as :mod:`geo.boundaries` reads it, with a true datapackage."""
    folder.mkdir(parents=True)
    frames = {
        "counties": county_boundaries(),
        "prefectures": prefecture_boundaries(),
        "provinces": province_boundaries(),
        "boundary_lines": boundary_lines(),
    }
    for name, frame in frames.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    header = [c for c in frames["counties"].columns if c != "geometry"]
    rows = frames["counties"][header].to_numpy().tolist()
    _write_csv(folder / "counties.csv", header, rows)
    resources = []
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        count = len(rows) if path.suffix == ".csv" else len(frames[path.stem])
        resources.append(
            {
                "name": path.stem if path.suffix == ".parquet" else "county_names",
                "path": path.name,
                "sha256": hashlib.sha256(content).hexdigest(),
                "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
                "bytes": len(content),
                "rows": count,
            }
        )
    package = {
        "name": "toy",
        "title": VINTAGE.title,
        "date": VINTAGE.date,
        "source": VINTAGE.source,
        "terms": VINTAGE.terms,
        "citation": VINTAGE.citation,
        "crs": crs.STORAGE,
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def write_project(root: Path, lists: Mapping[str, object] | str | None = None) -> Path:
    """A project folder with toy boundaries, a gazetteer and one list file.

    ``lists`` replaces :data:`DOCUMENT`; a string is written as it stands (for broken YAML).
    """
    layers = root / "layers"
    layers.mkdir(parents=True)
    typologies = {"typologies": [t.model_dump(mode="json") for t in TYPOLOGIES]}
    for name, content in (
        ("typologies.yaml", typologies),
        ("zuoshan-2024.yaml", DOCUMENT if lists is None else lists),
    ):
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
        (layers / name).write_text(text, encoding="utf-8")
    write_boundaries(root / "data" / "boundaries" / "2025-01")
    gazetteer = root / "data" / "gazetteer"
    _write_csv(
        gazetteer / "aliases.csv",
        ["alias", "county_code", "kind", "valid_from", "valid_to", "reason", "source"],
        [],
    )
    _write_csv(
        gazetteer / "changes.csv",
        [
            "date",
            "kind",
            "old_code",
            "old_name",
            "new_code",
            "new_name",
            "province_code",
            "source",
            "note",
        ],
        [["2020", "rename", "910113", "老丙县", "910103", "丙县", "910000", "玩具国公报", ""]],
    )
    _write_csv(
        gazetteer / "non_counties.csv",
        [
            "name",
            "kind",
            "within_code",
            "anchor_lon",
            "anchor_lat",
            "region_code",
            "reason",
            "source",
        ],
        [["左一高新区", "高新区", "910102", "101.5", "33.5", "910000", "开发区", "玩具国公报"]],
    )
    _write_csv(gazetteer / "pinyin.csv", ["name", "pinyin", "reason"], [])
    return root
