"""Read built pages in Chromium as a reader would: every card and list in words, views as pictures.

Examples
--------
::

    python scripts/read_pages.py recorded/build/luan read/
    python scripts/compare_outputs.py read-before/ read/

Two versions may pack a page's records each in its own way; here what they show is compared.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SIZE = {"width": 1280, "height": 900}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: What only a map page has.
MAP_MARK = 'id="page-records"'
SOUGHT = ("开州", "kaizhou", "kz", "5001", "金寨", "青羊", "萬盛", "xian")

COMPLETE = "!window.countyTypology || countyTypology.isComplete()"
OPENED = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
WORDS = """() => {
  const lines = (text) => text.split("\\n").map((line) => line.trim()).filter(Boolean);
  const names = ["aria-label", "title", "placeholder"];
  const labelled = [...document.querySelectorAll("[aria-label], [title], [placeholder]")];
  return {
    title: document.title,
    language: document.documentElement.lang,
    words: lines(document.body.innerText),
    labels: labelled.flatMap((e) => names.map((name) => e.getAttribute(name)).filter(Boolean)),
    choices: [...document.querySelectorAll("option")].map((option) => option.textContent),
  };
}"""
SHOWN = """(sought) => ({
  listed: countyTypology.state(),
  candidates: countyTypology.candidates(),
  table: countyTypology.csv(),
  found: Object.fromEntries(sought.map((text) => [text, countyTypology.find(text)])),
})"""
CARDS = """() => {
  const rows = [...document.querySelectorAll("#county-table tbody tr")];
  return Object.fromEntries(rows.map((row) => row.dataset.code).map((code) => {
    countyTypology.select(code);
    const card = document.getElementById("county-card");
    card.querySelectorAll("details").forEach((d) => { d.open = true; });
    return [code, card.innerText.split("\\n").map((line) => line.trim()).filter(Boolean)];
  }));
}"""
#: How the page is addressed, by the name of the view.
VIEWS = {
    "whole": "",
    "partnerships": "#partnerships=1",
    "types-both": "#types=agricultural,potential&mode=both",
    "until": "#until=2023",
    "county-500154": "#county=500154",
    "county-511623": "#county=511623",
    "county-341524": "#county=341524&partnerships=1",
    "document": "#document=chongqing-2023-county-towns",
    "agency": "#agency=市发展改革委",
    "agency-luan": "#agency=市发改委",
}


def _wait(page: Any) -> None:
    # Playwright's own waiting evaluates texts, which the page's policy forbids.
    while not page.evaluate(COMPLETE):
        page.wait_for_timeout(20)
    # The map is painted in the frame after the last change.
    page.wait_for_timeout(400)


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _views(language: str) -> Iterator[tuple[str, str]]:
    """Name and address of every view, in both languages."""
    for name, address in VIEWS.items():
        yield name, address
        other = "en" if language.startswith("zh") else "zh"
        yield f"{name}-{other}", f"{address or '#'}{'&' if address else ''}lang={other}"


def _read_view(context: Any, path: Path, address: str, out: Path) -> None:
    page = context.new_page()
    page.goto(path.as_uri() + address)
    _wait(page)
    page.evaluate(OPENED)
    _write(out.with_suffix(".json"), page.evaluate(WORDS))
    page.screenshot(path=out.with_suffix(".png"))
    if out.name.startswith("whole"):
        _write(out.with_name(f"{out.name}-shown.json"), page.evaluate(SHOWN, list(SOUGHT)))
        _write(out.with_name(f"{out.name}-cards.json"), page.evaluate(CARDS))
    page.close()


def _read_map(context: Any, path: Path, out: Path) -> None:
    page = context.new_page()
    page.goto(path.as_uri())
    language = page.evaluate("document.documentElement.lang")
    page.close()
    for name, address in _views(language):
        _read_view(context, path, address, out / name)


def _read_other(context: Any, path: Path, out: Path) -> None:
    page = context.new_page()
    page.goto(path.as_uri())
    page.screenshot(path=out / "whole.png", full_page=True)
    page.emulate_media(media="print")
    page.screenshot(path=out / "printed.png", full_page=True)
    page.close()


def read_pages(folder: Path, out: Path, browser: Any) -> int:
    """Read every page under a folder; the number of pages."""
    paths = sorted(folder.rglob("*.html"))
    for at, path in enumerate(paths, 1):
        inside = out / path.relative_to(folder).with_suffix("")
        inside.mkdir(parents=True, exist_ok=True)
        context = browser.new_context(viewport=SIZE, offline=True, reduced_motion="reduce")
        is_map = MAP_MARK in path.read_text(encoding="utf-8")
        (_read_map if is_map else _read_other)(context, path.resolve(), inside)
        context.close()
        print(f"{at}/{len(paths)}  {path.relative_to(folder)}", file=sys.stderr, flush=True)
    return len(paths)


def main(arguments: Sequence[str] | None = None) -> int:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="folder with pages, such as maps/")
    parser.add_argument("out", type=Path, help="folder to write to")
    given = parser.parse_args(arguments)
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        count = read_pages(given.folder, given.out, browser)
        browser.close()
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
