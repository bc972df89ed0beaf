"""Remake the pictures of the documentation from a real build (``make images``).

A figure and screenshots of the pages, scaled and reduced to a palette so that none exceeds 300 kB.
Needs Chromium for the screenshots.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from geo import pipeline
from geo.looks import CONTEXT_FILL, NEUTRAL_FILL
from geo.pipeline import builds
from geo.pipeline.targets import BuildOptions

HERE = Path(__file__).resolve().parent
FIGURE_WIDTH = 1500

#: Picture → page, its address behind ``#``, window size in CSS pixels.
PAGES = {
    "map-page.png": ("chongqing.html", "county=500154", (1280, 800)),
    "map-candidates.png": ("sichuan.html", "", (1280, 800)),
    "index.png": ("index.html", "", (1180, 860)),
}


def _palette(image: Image.Image, kept: Sequence[str]) -> Image.Image:
    """A palette that holds the given colours exactly: a legend must look like the map."""
    found = image.quantize(256 - len(kept), method=Image.Quantize.MAXCOVERAGE)
    channels = (found.getpalette() or [])[: 3 * (256 - len(kept))]
    channels += [int(colour[i : i + 2], 16) for colour in kept for i in (1, 3, 5)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(channels)
    return palette


def _save(image: Image.Image, name: str, kept: Sequence[str]) -> None:
    plain = image.convert("RGB")
    reduced = plain.quantize(palette=_palette(plain, kept), dither=Image.Dither.NONE)
    reduced.save(HERE / name, optimize=True)
    print(f"{name}: {image.width} x {image.height}, {(HERE / name).stat().st_size // 1000} kB")


def _shoot(page: Page, out: Path, kept: Sequence[str]) -> None:
    for name, (file, place, (width, height)) in PAGES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{(out / file).as_uri()}#{place}")
        page.wait_for_timeout(2000)
        _save(Image.open(io.BytesIO(page.screenshot())), name, kept)


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("needs Chromium (apt install chromium)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder)
        inputs = pipeline.check()
        greys = [f"#{level:02X}{level:02X}{level:02X}" for level in range(0, 256, 15)]
        kept = [NEUTRAL_FILL, CONTEXT_FILL, *greys, *(t.colour for t in inputs.typologies)]
        builds.run_build(builds.plan_build(inputs, out, BuildOptions()), tell=print)
        figure = Image.open(out / "figures" / "chongqing.png")
        height = round(FIGURE_WIDTH * figure.height / figure.width)
        _save(figure.resize((FIGURE_WIDTH, height), Image.Resampling.LANCZOS), "figure.png", kept)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        _shoot(browser.new_page(), out, kept)
        browser.close()


if __name__ == "__main__":
    main()
