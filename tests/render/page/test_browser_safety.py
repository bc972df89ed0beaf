"""Nothing that a list or a boundary file holds can run, and nothing gets out."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Callable
from typing import Any

import pytest

from geo.render.page import render_page
from geo.schema import EditionFrames

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>window.owned = 1</script>",
    '<img src="x" onerror="window.owned = 2">',
    "</script><script>window.owned = 3</script>",
    '"><svg onload=window.owned=4>',
    "{{ 7 * 7 }}{% raw %}{% endraw %}",
    "javascript:window.owned=5",
    "\u202egnp.exe\u2066",
    "=HYPERLINK(1,2)",
    "长" * 10_000,
)


def hostile(frames: EditionFrames) -> EditionFrames:
    """The toy frames with every free text replaced by something nasty."""
    changed: dict[str, Any] = {}
    turn = 0
    columns = {
        "counties": ("county_name", "short_name", "prefecture_name", "province_name", "note"),
        "documents": ("title", "short_title", "issuer", "number", "source_note"),
        "assignments": ("status", "subtype", "as_written", "note", "county_name"),
        "tasks": ("part", "title", "summary", "responsible_units", "agencies_note"),
        "indicators": ("name", "unit", "note"),
        "completions": ("name",),
        "county_tasks": ("through",),
        "partnerships": ("subject_name", "partner_name", "summary", "kind", "anchor_note"),
        "positionings": ("place_name", "summary"),
        "neighbour_provinces": ("province_name",),
    }
    for name, texts in columns.items():
        frame = getattr(frames, name).copy()
        for column in texts:
            frame[column] = [HOSTILE[(turn + at) % len(HOSTILE)] for at in range(len(frame))]
            turn += 1
        changed[name] = frame
    edition = dataclasses.replace(frames.edition, name=HOSTILE[2], name_en=HOSTILE[1])
    vintage = dataclasses.replace(frames.vintage, title=HOSTILE[0], citation=HOSTILE[3])
    return dataclasses.replace(frames, edition=edition, vintage=vintage, **changed)


@pytest.fixture(scope="session")
def hostile_html(toy_frames: EditionFrames) -> str:
    names = {
        code: {"old": HOSTILE[at % len(HOSTILE)], "pinyin": HOSTILE[(at + 1) % len(HOSTILE)]}
        for at, code in enumerate(toy_frames.counties["county_code"])
    }
    return render_page(hostile(toy_frames), name_index=names, version=HOSTILE[1])


def test_hostile_texts_are_shown_and_nothing_runs(
    open_page: Callable[..., Any], hostile_html: str, toy_frames: EditionFrames
) -> None:
    page = open_page(hostile_html)
    for code in toy_frames.counties["county_code"]:
        page.evaluate("(code) => countyTypology.select(code)", code)
        page.locator("#county-card details.task summary").first.click()
    page.select_option("#agency-filter", index=1)
    page.fill("#county-search", "<script>")
    page.click("#switch-language")
    page.evaluate("countyTypology.drawPrint()")
    assert page.evaluate("window.owned") is None
    assert (
        page.locator("#map img[src=x], #county-card img, #county-table img, h1 script").count() == 0
    )
    assert "<script>window.owned" in page.locator("#county-table").inner_text()


def test_direction_marks_are_left_out(open_page: Callable[..., Any], hostile_html: str) -> None:
    page = open_page(hostile_html)
    text = page.evaluate("document.body.innerText")
    assert not set(text) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
    assert "gnp.exe" in text


def test_names_of_ten_thousand_letters_break_no_layout(
    open_page: Callable[..., Any], hostile_html: str
) -> None:
    page = open_page(hostile_html, size=(360, 740))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_csv_holds_no_formula(open_page: Callable[..., Any], hostile_html: str) -> None:
    page = open_page(hostile_html)
    rows = list(
        csv.reader(io.StringIO(page.evaluate("countyTypology.csv()").removeprefix("\ufeff")))
    )
    cells = [cell for row in rows for cell in row if cell]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in "=+-@\t\r"]


def test_the_policy_stops_a_script_that_was_not_written_with_the_page(
    chromium: Any, toy_html: str, tmp_path: Any
) -> None:
    path = tmp_path / "changed.html"
    changed = toy_html.replace("</body>", "<script>window.owned = 1</script></body>")
    path.write_text(changed, encoding="utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.evaluate("window.owned") is None
    assert page.evaluate("typeof countyTypology.state") == "function"
    context.close()
