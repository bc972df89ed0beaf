"""The page: self-contained, inert, and right on A4."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from geo.content.county_sheet import SheetHead, SheetWords, county_facts, county_sheet
from geo.render.sheets import (
    county_map,
    render_edition_sheets,
    render_sheet,
    render_sheet_index,
)
from geo.schema import EditionFrames
from geo.vocabulary import Language
from geo.voice.voice import Voice
from tests.toyland import HOSTILE, voice

from .conftest import renamed

ZH = SheetWords()


def page_of(
    frames: EditionFrames, code: str, words: SheetWords = ZH, *, is_full: bool = False
) -> str:
    picture = county_map(frames, code, words)
    sheet = county_sheet(county_facts(frames, code), words, picture, is_full=is_full)
    return render_sheet(sheet, words, version="1.0")


class _Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_same_frames_same_page(frames):
    assert page_of(frames, "910202") == page_of(frames, "910202")


def test_the_page_loads_nothing_and_runs_nothing(frames):
    elements = _Elements(page_of(frames, "910204")).found
    assert not [t for t, _ in elements if t in ("script", "iframe", "object", "form", "base")]
    assert not [a for _, a in elements for k in a if k.startswith("on") or k == "style"]
    addresses = [v for _, a in elements for k, v in a.items() if k in ("src", "href")]
    assert addresses and all(v and v.startswith("data:") for v in addresses)
    policy = next(a["content"] for _, a in elements if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_hostile_text_is_text(frames):
    html = page_of(frames, "920108")
    assert HOSTILE not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_control_characters_are_visible(frames):
    counties = frames.counties.copy()
    counties.loc[counties["county_code"] == "910202", "county_name"] = "乙\x00\u202e丑"
    html = page_of(replace(frames, counties=counties), "910202")
    assert "\x00" not in html and "\u202e" not in html
    assert "乙\ufffd\ufffd丑" in html


def test_english_marks_chinese_as_chinese(frames):
    spoken = voice(己苗族自治县="Yichou")
    html = page_of(frames.told(spoken), "910202", SheetWords(spoken))
    assert '<html lang="en">' in html
    assert re.search(r'<h1>Yichou <span class="also" lang="zh-Hans">己苗族自治县</span></h1>', html)
    assert '<span class="line quiet" lang="zh-Hans">玩具方案 (2)</span>' in html
    assert "Suburban" in html and "文件列名" not in html


def test_standing_is_told_in_words_and_looks(frames):
    html = page_of(frames, "920104")
    assert '<span class="line listed">文件列名</span>' in html
    assert '<span class="line derived">条件推导</span>' in html
    assert '<span class="line candidate">候选待定</span>' in page_of(frames, "910104")


def test_a_sheet_without_a_map_has_no_picture(frames):
    html = render_sheet(county_sheet(county_facts(frames, "910202"), ZH), ZH, version="1.0")
    assert "<figure>" not in html and "<img" not in html


def test_the_list_links_files_by_code(frames):
    heads = [SheetHead("910202", HOSTILE, HOSTILE, "玩具国", ())]
    html = render_sheet_index(heads, "玩具国", ZH, version="1.0")
    assert '<a href="./910202.html">' in html and HOSTILE not in html


@pytest.fixture
def opened(chromium, tmp_path):
    """Open HTML from disk; returns the page and what the console said."""
    pages = []

    def open_page(html: str, **options):
        path = tmp_path / "sheet.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(offline=True, **options)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda m: said.append(m.text))
        page.on("dialog", lambda d: said.append(d.message))
        page.goto(path.as_uri())
        pages.append(context)
        return page, said

    yield open_page
    for context in pages:
        context.close()


@pytest.mark.browser
def test_in_a_browser_the_policy_holds_and_nothing_fires(frames, opened):
    page, said = opened(page_of(frames, "920108"))
    assert said == []
    assert page.locator("img").evaluate("i => i.naturalWidth") > 500
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") != "32px"
    assert page.locator("figure svg.swatch").count() > 0


@pytest.mark.browser
def test_nothing_runs_over_the_edge(frames, busy_frames, opened):
    long_name = renamed(busy_frames, "910202", "长" * 10_000)
    for html in (page_of(busy_frames, "910204"), page_of(long_name, "910202")):
        for width in (360, 1000):
            page, _ = opened(html, viewport={"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (wide, width)


def pages(page) -> tuple[int, list[bytes]]:
    """Pages of a printed page, and their sizes."""
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type /Page\b", pdf)), re.findall(rb"/MediaBox \[([^]]+)\]", pdf)


@pytest.mark.browser
@pytest.mark.parametrize("language", Language)
def test_every_sheet_is_one_page(frames, busy_frames, opened, language):
    words = SheetWords(Voice(language))
    for given, code in ((frames, "910204"), (frames, "910101"), (busy_frames, "910204")):
        page, _ = opened(page_of(given, code, words))
        count, boxes = pages(page)
        assert count == 1
        width, height = (float(v) for v in boxes[0].split()[2:])
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


@pytest.mark.browser
def test_a_sheet_with_far_too_much_is_one_page_and_says_so(busy_frames, opened):
    county = county_facts(busy_frames, "910204")
    many = replace(county, targets=county.targets * 200)
    page, _ = opened(render_sheet(county_sheet(many, ZH), ZH, version="1.0"))
    assert pages(page)[0] == 1
    assert "另有" in page.locator(".targets .more").inner_text()


@pytest.mark.browser
def test_the_annex_follows_on_pages_of_its_own(busy_frames, opened):
    html = page_of(busy_frames, "910204", is_full=True)
    page, _ = opened(html)
    assert pages(page)[0] > 1
    assert page.locator(".annex td:has-text('道路的概括')").count() == 61
    assert page.locator(".annex .all-own-tasks tr:has-text('近郊承接的概括')").count() == 1
    assert "annex" not in page_of(busy_frames, "910204").split("</style>")[1]


@pytest.mark.browser
def test_an_edition_is_a_front_page_and_a_page_for_each_county(busy_frames, opened):
    codes = busy_frames.counties["county_code"].tolist()
    hostile = (replace(county_facts(busy_frames, c), county_name=HOSTILE) for c in codes)
    sheets = [county_sheet(county, ZH) for county in hostile]
    html = render_edition_sheets(sheets, "玩具国", ZH, version="1.0")
    assert HOSTILE not in html and html.count("<main ") == len(codes) + 1
    page, said = opened(html)
    assert pages(page)[0] == len(codes) + 1 and said == []
    for code in codes:
        assert page.locator(f'a[href="#c{code}"]').count() == 1
        assert page.locator(f"#c{code}").count() == 1


@pytest.mark.browser
def test_on_a_telephone_nothing_is_set_small_and_columns_collapse(busy_frames, opened):
    page, _ = opened(page_of(busy_frames, "910204"), viewport={"width": 390, "height": 800})
    small = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.sheet p, .sheet span, .sheet dt')]"
        ".map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert small >= 11
    flow = page.locator(".small .flow").first
    tops = flow.evaluate("f => [...f.querySelectorAll('.entry')].map(e => e.offsetLeft)")
    assert len(set(tops)) == 1


@pytest.mark.browser
def test_paper_is_white_even_in_the_dark(frames, opened):
    page, _ = opened(page_of(frames, "910204"), color_scheme="dark")
    colour = "getComputedStyle(document.querySelector('main')).backgroundColor"
    assert page.evaluate(colour) == "rgb(20, 24, 28)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
