"""What the page says, and that nothing in it can run."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from geo.content.changes import (
    ChangePage,
    ComparedDocument,
    ComparisonVerdict,
    CountyChangeKind,
    OtherChange,
)
from geo.render.changes import render_changes
from geo.voice.texts import text

from .conftest import EVERY_KIND, county, page_of

HOSTILE = (
    "<script>window.owned = 1</script>",
    "</title><svg onload=window.owned=2>",
    '"><img src="x" onerror="window.owned = 3">',
    "</style><script>window.owned = 4</script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:window.owned=5",
    "甲\u202e县\u0000\u2066",
    "长" * 5000,
)


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def with_attribute(self, name: str) -> list[dict[str, str | None]]:
        return [a for _, a in self.tags if name in a]


def read(page: ChangePage, boundaries: Any, language: str = "zh") -> Reader:
    return Reader(render_changes(page, boundaries, version="1.0", language=language))


def test_legend_counts_what_the_map_draws(page: ChangePage, boundaries: Any) -> None:
    found = read(page, boundaries)
    drawn = {a["data-county"]: a["data-change"] for t, a in found.tags if t == "a"}
    assert drawn == {
        "910101": "added",
        "910102": "removed",
        "910103": "retyped",
        "910104": "status",
        "910105": "recoded",
        "910201": "task",
        "910203": "derived",
    }
    assert page.counts == dict.fromkeys(CountyChangeKind, 1)
    legend = [a["data-change"] for t, a in found.tags if t == "li" and "data-change" in a]
    assert legend == [str(c) for c in CountyChangeKind]
    assert "未变1 个" in found.text.replace("\n", "")


def test_links_of_the_map_lead_to_rows(page: ChangePage, boundaries: Any) -> None:
    found = read(page, boundaries)
    ids = {a["id"] for a in found.with_attribute("id")}
    links = {(a["href"] or "")[1:] for t, a in found.tags if t == "a"}
    assert links <= ids and "others" in links and "county-910103" in links


def test_what_changed_stands_in_the_tables(page: ChangePage, boundaries: Any) -> None:
    told = read(page, boundaries).text
    for wanted in (
        "由 旧.gpkg 到 项目",
        "8 个县区有变化",
        "全部类型：农产品主产区 → 农产品主产区、示范县",
        "种类retyped",
        "左山2024",
        "（二）",
        "任务改动",
        "2 个：甲县、丁县",
        "左政发〔2024〕1号 · 2024-05-01 · 两版都有",
        "玩具国测绘局",
        "送审",
    ):
        assert wanted in told, wanted


def test_whole_regions_are_not_named_county_by_county(boundaries: Any) -> None:
    other = OtherChange("新增任务", "", "修路", counties=("甲县", "乙区"), is_whole=True)
    told = read(page_of(others=(other,)), boundaries).text
    assert "全域 2 个县区" in told and "甲县、乙区" not in told


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (ComparisonVerdict.UNCHANGED, "没有变化"),
        (ComparisonVerdict.NOTHING_COMPARED, "什么也没有比较"),
    ],
)
def test_no_change_and_no_comparison_are_said_and_not_drawn(
    verdict: ComparisonVerdict, words: str
) -> None:
    found = read(page_of(verdict=verdict, regions=(), sources=()), None)
    assert words in found.text
    assert not [a for t, a in found.tags if t == "svg" and a.get("role") == "img"]
    assert not [t for t, _ in found.tags if t == "table"]
    other = (set(ComparisonVerdict) - {verdict, ComparisonVerdict.CHANGED}).pop()
    assert text("changes", f"verdict-{other}") not in found.text


def test_a_changed_document_is_no_changed_county() -> None:
    page = page_of(regions=(), others=(OtherChange("文件信息", "甲", "乙"),))
    assert "县区没有变化" in read(page, None).text


def test_a_county_without_boundary_is_named(boundaries: Any) -> None:
    lost = dataclasses.replace(EVERY_KIND[0], drawn_code="", name="旧县")
    found = read(page_of(lost, county("910102", CountyChangeKind.ADDED)), boundaries)
    assert "图上未画：旧县。" in found.text
    assert {a["data-county"] for t, a in found.tags if t == "a"} == {"910102"}
    assert "未变8 个" in found.text.replace("\n", "")


def test_a_recoded_county_is_drawn_under_its_old_code(boundaries: Any) -> None:
    moved = dataclasses.replace(EVERY_KIND[4], code="910195", drawn_code="910105")
    found = read(page_of(moved), boundaries)
    assert [a["href"] for t, a in found.tags if t == "a"] == ["#county-910195"]


def test_same_values_same_page(page: ChangePage, boundaries: Any) -> None:
    first, second = (render_changes(page, boundaries, version="1") for _ in "ab")
    assert first == second


def test_english_leads_when_asked(page: ChangePage, boundaries: Any) -> None:
    html = render_changes(page, boundaries, version="1", language="en")
    assert '<html lang="en">' in html and "County by county" in html
    assert "逐县变化" not in html


def hostile_page(written: str) -> ChangePage:
    def nasty(value: Any) -> Any:
        return dataclasses.replace(
            value, kind=written, before=written, after=written, document=written, clause=written
        )

    counties = tuple(
        dataclasses.replace(
            c,
            name=written,
            parents=written,
            label=written,
            changes=tuple(map(nasty, c.changes)),
            before=(written,),
            after=(written, written),
        )
        for c in EVERY_KIND
    )
    lost = dataclasses.replace(counties[0], code=written, drawn_code="")
    page = page_of(*counties, lost, others=(nasty(OtherChange("x", counties=(written,))),))
    regions = (dataclasses.replace(page.regions[0], name=written),)
    vintage = dataclasses.replace(page.vintage, title=written, citation=written, terms=written)
    return dataclasses.replace(
        page,
        memo=written,
        old=written,
        new=written,
        regions=regions,
        vintage=vintage,
        sources=(ComparedDocument(written, written, written),),
    )


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_texts_stay_texts(written: str, boundaries: Any) -> None:
    html = render_changes(hostile_page(written), boundaries, version=written)
    found = Reader(html)
    allowed = {"html", "head", "meta", "title", "link", "style", "body", "svg", "defs", "pattern",
               "rect", "path", "circle", "header", "h1", "h2", "h3", "p", "main", "section", "div",
               "g", "a", "text", "aside", "ul", "li", "span", "b", "table", "thead", "tbody", "tr",
               "th", "td", "dl", "dt", "dd", "br"}  # fmt: skip
    assert {t for t, _ in found.tags} <= allowed
    assert not [a for _, a in found.tags if any(n.startswith("on") or n == "style" for n in a)]
    for attributes in found.with_attribute("href"):
        assert (attributes["href"] or "").startswith(("#", "data:,"))
    if "\u202e" not in written:
        assert found.text.count(written) >= 10
    assert not set("\u202e\u2066\x00") & set(html)


@pytest.mark.browser
@pytest.mark.parametrize("written", HOSTILE)
def test_nothing_runs_in_a_browser(
    written: str, boundaries: Any, open_html: Callable[..., Any]
) -> None:
    tab = open_html(render_changes(hostile_page(written), boundaries, version=written))
    assert tab.evaluate("window.owned") is None
    assert tab.locator("script, img, iframe, [onload], [onerror]").count() == 0
    names = tab.locator(".names text")
    assert names.count() > 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_in_a_browser_without_a_network(
    page: ChangePage, boundaries: Any, open_html: Callable[..., Any], width: int, scheme: str
) -> None:
    html = render_changes(page, boundaries, version="1")
    tab = open_html(html, width=width, scheme=scheme)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light")
    tab.locator('a[data-county="910103"]').focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.querySelector(':target').dataset.county") == "910103"


@pytest.mark.browser
def test_drawn_fill_is_the_legends(
    page: ChangePage, boundaries: Any, open_html: Callable[..., Any]
) -> None:
    tab = open_html(render_changes(page, boundaries, version="1"))
    fills = "e => getComputedStyle(e).fill"
    for change in page.counts:
        if change is CountyChangeKind.WORDING:
            continue
        on_map = tab.locator(f'a[data-change="{change}"] path').first.evaluate(fills)
        in_legend = tab.locator(f'li[data-change="{change}"] rect').first.evaluate(fills)
        assert on_map == in_legend == f'url("#fill-{change}")'


@pytest.mark.browser
def test_prints_on_a4_across(
    page: ChangePage, boundaries: Any, open_html: Callable[..., Any]
) -> None:
    tab = open_html(render_changes(page, boundaries, version="1"), scheme="dark")
    printed = tab.pdf(prefer_css_page_size=True)
    # A4 across in points; 297 mm is 841.89.
    box = printed[printed.index(b"/MediaBox") :].split(b"]")[0].split(b"[")[1].split()
    assert [round(float(v)) for v in box] == [0, 0, 842, 595]
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    frame = tab.evaluate("document.querySelector('.frame svg').getBoundingClientRect().height")
    assert frame <= 150 * 96 / 25.4 + 1
