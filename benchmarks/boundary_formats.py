"""Which format loads the county layer fastest for its size: whole nation and one province.

    python -m benchmarks.boundary_formats [ROUNDS]

Every format is written from the newest vintage into a temporary folder and read back in the same
process, in turn, round after round, so that a busy machine slows all of them alike: compare the
ratios. Each reading is checked for its number of counties and, once, vertex for vertex.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from geo import boundaries
from geo.boundaries import writing
from geo.vocabulary import BoundaryLevel

if TYPE_CHECKING:
    import geopandas as gpd

ROOT = Path(__file__).resolve().parent.parent / "data" / "boundaries"
PROVINCE = "500000"


@dataclass
class Contender:
    """One format: its file, how to read all of it, and how to read one province."""

    name: str
    path: Path
    whole: Callable[[], gpd.GeoDataFrame]
    province: Callable[[], gpd.GeoDataFrame]
    whole_ms: list[float] = field(default_factory=list)
    province_ms: list[float] = field(default_factory=list)


def _through_gdal(frame: gpd.GeoDataFrame, folder: Path, suffix: str, name: str) -> Contender:
    import pyogrio

    path = folder / f"counties.{suffix}"
    options = {"COORDINATE_PRECISION": 9} if suffix == "geojson" else {}
    pyogrio.write_dataframe(frame, path, layer_options=options)
    where = f"province_code = '{PROVINCE}'"
    return Contender(
        name,
        path,
        lambda: pyogrio.read_dataframe(path),
        lambda: pyogrio.read_dataframe(path, where=where),
    )


def _through_geopandas(frame: gpd.GeoDataFrame, folder: Path, encoding: str) -> Contender:
    import geopandas as gpd

    path = folder / f"counties-{encoding}.parquet"
    frame.to_parquet(
        path,
        compression="zstd",
        compression_level=writing.COMPRESSION_LEVEL,
        geometry_encoding=encoding,
    )
    filters = [("province_code", "==", PROVINCE)]
    return Contender(
        f"GeoParquet zstd, {encoding}, one row group",
        path,
        lambda: gpd.read_parquet(path),
        lambda: gpd.read_parquet(path, filters=filters),
    )


def contenders(folder: Path) -> list[Contender]:
    """All formats, written; ours last, with its checks (sha256, contract) inside the time."""
    import geopandas as gpd

    vintage = boundaries.find_vintage(ROOT)
    ours = ROOT / vintage.id / "counties.parquet"
    frame = boundaries.load(ROOT, vintage, BoundaryLevel.COUNTIES)
    filters = [("province_code", "==", PROVINCE)]
    return [
        _through_gdal(frame, folder, "geojson", "GeoJSON"),
        _through_gdal(frame, folder, "gpkg", "GeoPackage"),
        _through_gdal(frame, folder, "fgb", "FlatGeobuf"),
        _through_geopandas(frame, folder, "WKB"),
        _through_geopandas(frame, folder, "geoarrow"),
        Contender(
            "GeoParquet zstd, WKB, one row group per province, read by geopandas",
            ours,
            lambda: gpd.read_parquet(ours),
            lambda: gpd.read_parquet(ours, filters=filters),
        ),
        Contender(
            "the same, read and checked by geo.boundaries (ours)",
            ours,
            lambda: boundaries.load(ROOT, vintage, BoundaryLevel.COUNTIES),
            lambda: boundaries.load(
                ROOT, vintage, BoundaryLevel.COUNTIES, province_codes=[PROVINCE]
            ),
        ),
    ]


def _timed(read: Callable[[], gpd.GeoDataFrame], count: int) -> float:
    start = time.perf_counter()
    frame = read()
    elapsed = (time.perf_counter() - start) * 1000
    if len(frame) != count:
        raise AssertionError(f"read {len(frame)} counties, expected {count}")
    return elapsed


def measure(entries: list[Contender], *, rounds: int) -> None:
    """Fill in the times; the first reading of each only warms the cache and is compared."""
    whole, province = entries[-1].whole(), entries[-1].province()
    for entry in entries:
        read = entry.whole().sort_values("county_code", ignore_index=True)
        if not read.geometry.geom_equals_exact(whole.geometry, 1e-9).all():
            raise AssertionError(f"{entry.name} changes the geometry")
        entry.province()
    for _ in range(rounds):
        for entry in entries:
            entry.whole_ms.append(_timed(entry.whole, len(whole)))
            entry.province_ms.append(_timed(entry.province, len(province)))


def table(entries: list[Contender]) -> str:
    """Medians and their ratios to ours, as a Markdown table."""
    ours = entries[-1]
    size = ours.path.stat().st_size
    whole, province = (statistics.median(t) for t in (ours.whole_ms, ours.province_ms))
    lines = [
        "| format | MB | ratio | nation, ms | ratio | one province, ms | ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for entry in entries:
        own = entry.path.stat().st_size
        a, b = statistics.median(entry.whole_ms), statistics.median(entry.province_ms)
        lines.append(
            f"| {entry.name} | {own / 1e6:.1f} | {own / size:.1f} | {a:.0f} | {a / whole:.1f} "
            f"| {b:.1f} | {b / province:.1f} |"
        )
    return "\n".join(lines)


def main(*, rounds: int = 9) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        entries = contenders(Path(folder))
        measure(entries, rounds=rounds)
        print(table(entries))


if __name__ == "__main__":
    main(rounds=int(sys.argv[1]) if len(sys.argv) > 1 else 9)
