"""Phone, screen, projector, paper: looked at by measure, and kept as pictures."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.render.page import render_page
from geo.schema import EditionFrames

pytestmark = pytest.mark.browser

SIZES = {
    "phone": (360, 740),
    "tablet": (820, 1180),
    "desktop": (1440, 900),
    "projector": (3840, 2160),
}


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows(
    open_page: Callable[..., Any], toy_html: str, artefacts: Path, name: str, scheme: str
) -> None:
    width, height = SIZES[name]
    page = open_page(toy_html, "county=910103", size=SIZES[name], color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#map").bounding_box()
    assert box["width"] >= min(300, width - 20)
    assert box["height"] >= 240
    assert page.locator("#county-card").bounding_box()["width"] <= width
    if height < 1000:
        page.screenshot(path=artefacts / f"toy-{name}-{scheme}.png")


def test_the_page_does_not_shift_while_it_loads(
    open_page: Callable[..., Any], toy_html: str
) -> None:
    page = open_page(toy_html)
    shift = page.evaluate(
        """() => new Promise((resolve) => {
          let total = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) total += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(total), 300);
        })"""
    )
    assert shift < 0.01


def _contrasts(page: Any) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = page.evaluate(
        """() => {
          const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
            .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = (e) => {
            for (; e; e = e.parentElement) {
              const c = parse(getComputedStyle(e).backgroundColor);
              if (c.length && (c.length < 4 || c[3] > 0.99)) return c;
            }
            return [255, 255, 255];
          };
          const out = [];
          for (const e of document.querySelectorAll("body *")) {
            const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
            if (!own || !e.checkVisibility() || e.closest("svg")) continue;
            const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            out.push([ratio, e.className + " " + e.textContent.slice(0, 20)]);
          }
          return out;
        }"""
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_have_the_contrast_that_wcag_asks_for(
    open_page: Callable[..., Any], toy_html: str, scheme: str
) -> None:
    page = open_page(toy_html, "county=910103&types=suburban", color_scheme=scheme)
    measured = _contrasts(page)
    assert len(measured) > 50
    assert [m for m in measured if m[0] < 4.5] == []


def test_a_sheet_of_paper_holds_the_whole_map(
    open_page: Callable[..., Any], toy_html: str, artefacts: Path
) -> None:
    pdf = artefacts / "toy-print.pdf"
    page = open_page(toy_html)
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler-utils) is not installed")
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+1\b", told)
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    assert size
    assert abs(float(size.group(1)) - 842) < 2
    assert abs(float(size.group(2)) - 595) < 2
    text = subprocess.run(
        ["pdftotext", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    for wanted in ("左山省县区类型地图", "图例", "农产品主产区", "审图号", "2025-01", "km", "N"):
        assert wanted in text
    subprocess.run(
        ["pdftoppm", "-r", "50", "-png", "-singlefile", pdf, pdf.with_suffix("")], check=True
    )
    colours = _colours(pdf.with_suffix(".png"))
    assert (0xD1, 0x60, 0x3D) in colours, "the fills are printed in colour"


def _colours(path: Path) -> set[tuple[int, int, int]]:
    image = pytest.importorskip("PIL.Image").open(path).convert("RGB")
    return {colour for _, colour in image.getcolors(maxcolors=1 << 20)}


def test_a_chosen_county_is_printed_on_the_next_page(
    open_page: Callable[..., Any], toy_html: str, artefacts: Path
) -> None:
    pdf = artefacts / "toy-print-card.pdf"
    open_page(toy_html, "county=910103").pdf(path=pdf, prefer_css_page_size=True)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    command = ["pdftotext", "-f", "2", "-l", "2", pdf, "-"]
    assert "丙县" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_printed_scale_bar_is_true(open_page: Callable[..., Any], toy_html: str) -> None:
    page = open_page(toy_html)
    page.emulate_media(media="print")
    page.evaluate("countyTypology.drawPrint()")
    drawn = page.evaluate(
        """() => {
          const bar = document.querySelectorAll(".scale-bar rect")[2];
          const fills = [...document.querySelectorAll(".print-map > path[fill='#D1603D']")];
          const box = fills[0].getBoundingClientRect();
          const label = [...document.querySelectorAll(".scale-bar text")].pop().textContent;
          return [bar.getBoundingClientRect().width, box.height, label];
        }"""
    )
    bar, height, label = drawn
    kilometres = float(label.removesuffix(" km"))
    # 甲县 is one degree of latitude high: 111.2 km on the sphere of equal area.
    assert height * kilometres / bar == pytest.approx(111.2, rel=0.03)


def nothing_listed(frames: EditionFrames) -> EditionFrames:
    return dataclasses.replace(frames, assignments=frames.assignments.iloc[:0])


def test_an_edition_without_any_type_says_why_nothing_is_coloured(
    open_page: Callable[..., Any], toy_frames: EditionFrames
) -> None:
    page = open_page(render_page(nothing_listed(toy_frames)))
    assert not any(page.evaluate("countyTypology.state()").values())
    assert "没有点名任何县区" in page.locator("#map-note").inner_text()


@pytest.mark.parametrize(
    ("is_complete", "said"), [(True, "由条件推导的结果"), (False, "疏线只是候选")]
)
def test_an_edition_without_a_named_county_says_so(
    open_page: Callable[..., Any], toy_frames: EditionFrames, is_complete: bool, said: str
) -> None:
    rows = toy_frames.assignments
    derived = rows[rows["basis"] == "rule"].reset_index(drop=True).assign(is_complete=is_complete)
    page = open_page(render_page(dataclasses.replace(toy_frames, assignments=derived)))
    assert said in page.locator("#map-note").inner_text()
    assert len(page.evaluate("countyTypology.state().suburban")) == int(is_complete)
    assert page.locator('[data-typology="suburban"] .entry-toggle .count').inner_text() == str(
        int(is_complete)
    )


def test_hiding_every_type_says_so(toy_page: Any) -> None:
    toy_page.click("#legend-none")
    assert "没有县区符合" in toy_page.locator("#map-note").inner_text()


def test_the_national_edition_shows_the_south_china_sea(
    open_page: Callable[..., Any], toy_frames: EditionFrames
) -> None:
    edition = dataclasses.replace(toy_frames.edition, key="all")
    page = open_page(render_page(dataclasses.replace(toy_frames, edition=edition)))
    assert page.locator("#south-sea-frame").is_visible()
    page.evaluate("countyTypology.drawPrint()")
    assert page.locator("#print-sheet svg svg").count() >= 2


def test_a_notebook_shows_the_same_map(
    open_page: Callable[..., Any], toy_frames: EditionFrames
) -> None:
    import folium

    from geo.render.page import county_map

    m = county_map(toy_frames)
    folium.CircleMarker([32, 101], radius=9, color="#00ff00").add_to(m)
    cell = f"<!DOCTYPE html><html><body>{m._repr_html_()}</body></html>"
    page = open_page(cell)
    frame = page.frames[1]
    frame.wait_for_function("typeof countyTypology !== 'undefined' && countyTypology.state")
    assert frame.evaluate("countyTypology.state().suburban.length") == 2
    assert frame.locator("path.leaflet-interactive").count() == 1
    frame.evaluate("countyTypology.select('910103')")
    assert frame.locator("#county-card").is_visible()
