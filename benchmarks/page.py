"""The interactive map against plain folium, on the same counties, in the same run.

    python -m benchmarks.page [chongqing] [sichuan] [china]

Plain folium is what one gets without this project: a ``folium.Map`` with one ``GeoJson`` layer per
typology, each with its counties' geometry and fifteen columns, and a layer control. It asks content
delivery networks for ten files. They are answered at once, which flatters it; "ready away" is the
same over a web that is 50 ms and 20 Mbit/s away, as a reader with a good line meets it. Types are
dealt out by a fixed rule, so that every county has one and many have several.

Told per page: bytes; seconds to render in Python once everything is imported; seconds until the
second frame after ``load`` in Chromium; seconds until nothing is left to fill in (names, a table's
layout, the inset; folium's page is complete when it is ready); frames a second while zooming after
that; heap and the typed arrays outside it, after a garbage collection. Machines differ: compare
the ratios.
"""

from __future__ import annotations

import math
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import boundaries, schema
from geo.columns import Kind, Table, make_frame
from geo.lists import read_typologies
from geo.records.resolved import Edition
from geo.render.page import assets, render_page
from geo.schema import EditionFrames
from geo.vocabulary import BoundaryLevel

if TYPE_CHECKING:
    import geopandas as gpd

PROJECT = Path(__file__).resolve().parent.parent
ROOT = PROJECT / "data" / "boundaries"
CHROMIUM = "/usr/bin/chromium"
EDITIONS = {"chongqing": ("500000",), "sichuan": ("510000",), "china": None}
ROUNDS = 5
RENDERINGS = 3
#: Milliseconds that the browser is given after it has started.
SETTLING = 3000


@dataclass(frozen=True)
class Measure:
    """One page, measured. Bytes, seconds, frames a second, megabytes."""

    size: int
    render: float
    ready: float
    away: float
    complete: float
    frames: float
    heap: float
    arrays: float


def _held(at: int, count: int) -> Iterator[int]:
    """Positions of the typologies that the ``at``-th county has."""
    yield at % 4
    if at % 3 == 0:
        yield (at // 3 + 1) % 4
    yield from (k for k, every in ((4, 5), (5, 11)) if at % every == 0 and k < count)


def _blank(table: Table) -> dict[str, Any]:
    """A row of a table in which no cell says anything."""
    return {c.name: math.nan if c.kind is Kind.NUMBER else "" for c in table.columns}


def typed_frames(codes: tuple[str, ...] | None) -> EditionFrames:
    """Frames of some provinces (None: all) with every county typed by a fixed rule."""
    vintage = boundaries.find_vintage(ROOT)
    counties = boundaries.load(ROOT, vintage, BoundaryLevel.COUNTIES, province_codes=codes)
    provinces = boundaries.load(ROOT, vintage, BoundaryLevel.PROVINCES)
    typologies = read_typologies(PROJECT / "layers", relative=str)[0].typologies
    is_own = provinces["province_code"].isin(set(counties["province_code"]))
    rows = [
        {
            **_blank(schema.ASSIGNMENTS),
            "document_id": "benchmark",
            "clause": "（一）",
            "typology": typologies[k].key,
            "typology_name": typologies[k].name,
            "county_code": county.county_code,
            "county_name": county.county_name,
            "as_written": county.county_name,
            "basis": "listed",
            "is_complete": True,
        }
        for at, county in enumerate(counties.itertuples())
        for k in dict.fromkeys(_held(at, len(typologies)))
    ]
    without_rows = (
        *("layers", "tasks", "indicators", "completions", "county_tasks"),
        *("positionings", "rules"),
    )
    empty = {name: make_frame([], getattr(schema, name.upper())) for name in without_rows}
    document = _blank(schema.DOCUMENTS) | {"document_id": "benchmark"}
    return EditionFrames(
        edition=Edition("benchmark", "基准", "Benchmark", tuple(codes or ()), ("benchmark",)),
        counties=_joined(counties, rows, typologies),
        prefectures=boundaries.load(ROOT, vintage, BoundaryLevel.PREFECTURES, province_codes=codes),
        provinces=provinces[is_own].reset_index(drop=True),
        neighbour_provinces=_beside(provinces, is_own),
        boundary_lines=boundaries.load(ROOT, vintage, BoundaryLevel.BOUNDARY_LINES),
        documents=make_frame([document], schema.DOCUMENTS),
        assignments=make_frame(rows, schema.ASSIGNMENTS),
        partnerships=_no_partnerships(counties),
        typologies=tuple(typologies),
        vintage=vintage,
        **empty,
    )


def _beside(provinces: gpd.GeoDataFrame, is_own: Any) -> gpd.GeoDataFrame:
    near = provinces.geometry.intersects(provinces[is_own].geometry.union_all().buffer(0.01))
    return provinces[near & ~is_own].reset_index(drop=True)


def _no_partnerships(like: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd

    return gpd.GeoDataFrame(make_frame([], schema.PARTNERSHIPS), geometry="geometry", crs=like.crs)


def _joined(counties: gpd.GeoDataFrame, rows: list[Any], typologies: Any) -> gpd.GeoDataFrame:
    """The columns of the joined frame, as plain as they can be."""
    frame = counties.copy()
    held: dict[str, set[str]] = {}
    for row in rows:
        held.setdefault(row["county_code"], set()).add(row["typology"])
    types = [held[c] for c in frame["county_code"]]
    names = {t.key: t.name for t in typologies}
    frame["short_name"] = frame["county_name"].str[:-1]
    frame["unit_type"] = "县"
    frame["typologies"] = ["、".join(names[k] for k in names if k in t) for t in types]
    frame["typology_count"] = [len(t) for t in types]
    for key in names:
        frame[f"is_{key}"] = [key in t for t in types]
    for name in ("candidate_typologies", "statuses", "documents", "note"):
        frame[name] = ""
    frame["has_rule_basis"] = False
    frame["task_count"] = 0
    frame["area_km2"] = 1000.0
    return frame[list(schema.counties(typologies).names)]


def plain_folium(frames: EditionFrames) -> str:
    """Six GeoJSON layers with fifteen columns and a layer control: folium as its guide shows it."""
    import folium

    west, south, east, north = frames.counties.total_bounds
    m = folium.Map(location=[(south + north) / 2, (west + east) / 2], zoom_start=6, tiles=None)
    m.fit_bounds([[south, west], [north, east]])
    columns = [c for c in frames.counties.columns if c != "geometry"][:15]
    for typology in frames.typologies:
        chosen = frames.counties[frames.counties[f"is_{typology.key}"]]
        style = {"fillColor": typology.colour, "color": "#555", "weight": 1, "fillOpacity": 0.7}
        folium.GeoJson(
            chosen[[*columns, "geometry"]],
            name=typology.name,
            style_function=lambda _feature, style=style: style,
            tooltip=folium.GeoJsonTooltip(columns[:4]),
        ).add_to(m)
    folium.LayerControl().add_to(m)
    html: str = m.get_root().render()
    return html


READY = """window.addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(
  () => { window.readyAfter = performance.now(); })));"""
COMPLETE = """(() => {
  const [mark] = performance.getEntriesByName("county-typology-complete");
  return mark ? mark.startTime : window.countyTypology ? null : 0;
})()"""
ZOOM = """async () => {
  const map = window.countyTypology ? countyTypology.map
    : window[Object.keys(window).find((k) => /^map_/.test(k) && window[k].setZoom)];
  const from = map.getZoom();
  let frames = 0, isOn = true;
  const count = () => { frames += 1; if (isOn) requestAnimationFrame(count); };
  requestAnimationFrame(count);
  const start = performance.now();
  for (let i = 0; i < 8; i++) {
    map.setZoom(from + (i % 2 ? 0 : 1), { animate: true });
    await new Promise((resolve) => setTimeout(resolve, 450));
  }
  isOn = false;
  return frames / ((performance.now() - start) / 1000);
}"""


#: A folder with the files that plain folium asks the web for, by name (jquery-3.7.1.min.js,
#: bootstrap.bundle.min.js, all.min.css …; ``npm pack`` fetches their packages). Without it they are
#: answered empty, which flatters folium: it then runs none of its scripts but Leaflet.
WEB_FILES = "COUNTY_TYPOLOGY_WEB_FILES"


def _web_file(name: str) -> bytes:
    """A file of the web by its name; nothing where it is not at hand."""
    kept = Path(os.environ[WEB_FILES]) / Path(name).name if WEB_FILES in os.environ else None
    if kept is not None and kept.is_file():
        return kept.read_bytes()
    known = name in ("leaflet.js", "leaflet.css")
    return assets.text(f"leaflet/{name}").encode("utf-8") if known else b""


def _answer(route: Any) -> None:
    name = route.request.url.rpartition("/")[2]
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    route.fulfill(body=_web_file(name), content_type=kind)


class _Carrier(BaseHTTPRequestHandler):
    """Serves the web's files by their names alone."""

    def do_GET(self) -> None:
        content = _web_file(self.path.rpartition("/")[2])
        kind = "text/css" if ".css" in self.path else "text/javascript"
        self.send_response(200)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(content)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


#: Milliseconds and bytes a second.
AWAY = {"offline": False, "latency": 50, "downloadThroughput": 2.5e6, "uploadThroughput": 2.5e6}


def _ready_away(browser: Any, path: Path) -> float:
    """Seconds until a page is ready whose files come from a web at some distance."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Carrier) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        near = f"http://127.0.0.1:{server.server_port}/"
        text = re.sub(r"https?://[^\s\"']+/", near, path.read_text(encoding="utf-8"))
        away = path.with_suffix(".away.html")
        away.write_text(text, encoding="utf-8")
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", AWAY)
        page.add_init_script(READY)
        page.goto(away.as_uri())
        ready = _wait_ready(page)
        context.close()
        server.shutdown()
    return ready


def _wait_ready(page: Any) -> float:
    # The page's policy allows no eval, which waiting for an expression would need.
    while not page.evaluate("window.readyAfter"):
        page.wait_for_timeout(50)
    seconds: float = page.evaluate("readyAfter") / 1000
    return seconds


def _in_browser(browser: Any, path: Path) -> tuple[float, ...]:
    away = _ready_away(browser, path) if WEB_FILES in os.environ else float("nan")
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route(re.compile("^https?:"), _answer)
    page.add_init_script(READY)
    page.goto(path.as_uri())
    ready = _wait_ready(page)
    while (complete := page.evaluate(COMPLETE)) is None:
        page.wait_for_timeout(20)
    frames = page.evaluate(ZOOM)
    session = context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")
    context.close()
    return (
        ready,
        away,
        max(ready, complete / 1000),
        frames,
        heap["usedSize"] / 1e6,
        heap.get("backingStorageSize", 0) / 1e6,
    )


def _rendered(render: Callable[[], str]) -> tuple[str, float]:
    """The page and the seconds it took: the median of some, when all is imported."""
    html, seconds = render(), []
    for _ in range(RENDERINGS):
        begun = time.perf_counter()
        html = render()
        seconds.append(time.perf_counter() - begun)
    return html, statistics.median(seconds)


def measure(browser: Any, renders: Sequence[Callable[[], str]]) -> list[Measure]:
    """Render pages and look at them in the browser, in turns: a busy moment meets them all."""
    pages = [_rendered(render) for render in renders]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"page{at}.html" for at in range(len(pages))]
        for path, (html, _) in zip(paths, pages, strict=True):
            path.write_text(html, encoding="utf-8")
        rounds = [[_in_browser(browser, path) for path in paths] for _ in range(ROUNDS)]
    measures = []
    for (html, seconds), seen in zip(pages, zip(*rounds, strict=True), strict=True):
        told = [statistics.median(values) for values in zip(*seen, strict=True)]
        measures.append(Measure(len(html.encode("utf-8")), seconds, *told))
    return measures


def _settle(browser: Any) -> None:
    """A browser is busy with itself when it has just started."""
    page = browser.new_page()
    page.goto("about:blank")
    page.wait_for_timeout(SETTLING)
    page.close()


def report(name: str, plain: Measure, ours: Measure) -> str:
    lines = [f"{name:<12}{'folium':>12}{'this':>12}{'ratio':>9}"]
    shown = (
        ("bytes", "size", ",.0f"),
        ("render s", "render", ".2f"),
        ("ready s", "ready", ".2f"),
        ("ready away", "away", ".2f"),
        ("complete s", "complete", ".2f"),
        ("frames/s", "frames", ".0f"),
        ("heap MB", "heap", ".1f"),
        ("arrays MB", "arrays", ".1f"),
    )
    for label, field, spec in shown:
        before, after = getattr(plain, field), getattr(ours, field)
        ratio = after / before if before else float("nan")
        lines.append(f"{label:<12}{before:>12{spec}}{after:>12{spec}}{ratio:>9.3f}")
    return "\n".join(lines)


def built_pages(folder: Path) -> str:
    """Bytes of the pages of the last build, which hold every task."""
    pages = sorted(p for p in folder.glob("*.html") if p.stem != "index")
    return "\n".join(f"{p.name:<28}{p.stat().st_size:>12,}" for p in pages)


def main(names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        _settle(browser)
        for name in names or list(EDITIONS):
            frames = typed_frames(EDITIONS[name])
            renders = (lambda f=frames: plain_folium(f), lambda f=frames: render_page(f))
            plain, ours = measure(browser, renders)
            print(report(name, plain, ours), end="\n\n", flush=True)
        browser.close()
    print(built_pages(PROJECT / "maps") or "maps/ holds no built pages yet")


if __name__ == "__main__":
    main(sys.argv[1:])
