"""A page with several themes shows one at a time, and everything follows the choice."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from geo.records.resolved import Theme
from geo.render.page import render_page
from geo.schema import EditionFrames

pytestmark = pytest.mark.browser

TOWNS = Theme("towns", "县城分类", "County towns", ("suburban", "agricultural"), is_main=True)
AID = Theme("aid", "帮扶县", "Assistance", ("potential", "demonstration"))
BOX = """() => {
  const bounds = countyTypology.map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}"""


def aid_list(frames: EditionFrames) -> EditionFrames:
    """The toy edition with a second document, which names the types of the second theme."""
    document = frames.documents.iloc[[0]].assign(
        document_id="zuoshan-2026",
        title="左山省帮扶县名单",
        short_title="左山帮扶2026",
        issued="2026",
    )

    def named(frame: pd.DataFrame) -> pd.DataFrame:
        of_aid = frame["typology"].isin(AID.typologies)
        return frame.assign(document_id=frame["document_id"].mask(of_aid, "zuoshan-2026"))

    return dataclasses.replace(
        frames,
        documents=pd.concat([frames.documents, document], ignore_index=True),
        layers=named(frames.layers),
        assignments=named(frames.assignments),
        themes=(TOWNS, AID),
    )


def of_two_provinces(frames: EditionFrames) -> EditionFrames:
    """The second prefecture as a province that only the first theme is about."""

    def east(frame: Any) -> Any:
        return frame.assign(county_code=frame["county_code"].str.replace("9102", "9202"))

    counties = east(frames.counties)
    is_east = counties["county_code"].str.startswith("92")
    counties["province_code"] = counties["province_code"].mask(is_east, "920000")
    counties["province_name"] = counties["province_name"].mask(is_east, "右水省")
    rows = east(frames.assignments)
    rows = rows[~(rows["typology"].isin(AID.typologies) & (rows["county_code"] > "92"))]
    return dataclasses.replace(frames, counties=counties, assignments=rows.reset_index(drop=True))


@pytest.fixture(scope="module")
def themed(toy_frames: EditionFrames) -> str:
    return render_page(aid_list(toy_frames))


@pytest.fixture(scope="module")
def apart(toy_frames: EditionFrames) -> str:
    return render_page(of_two_provinces(aid_list(toy_frames)))


def radio(page: Any, key: str) -> Any:
    return page.locator(f'#theme-choices [data-theme="{key}"]')


def legend(page: Any) -> list[str]:
    keys: list[str] = page.locator("#legend [data-typology]").evaluate_all(
        "all => all.map((each) => each.dataset.typology)"
    )
    return keys


def test_one_theme_needs_no_switch(toy_page: Any) -> None:
    assert toy_page.locator("#theme-switch").is_hidden()
    assert toy_page.locator("h1").first.inner_text() == "左山省县区类型地图"


def test_legend_map_table_and_filters_follow_the_theme(
    open_page: Callable[..., Any], themed: str
) -> None:
    page = open_page(themed)
    assert legend(page) == ["suburban", "agricultural"]
    assert set(page.evaluate("countyTypology.state()")) == {"suburban", "agricultural"}
    assert page.locator("#document-filter option").count() == 2
    radio(page, "aid").click()
    assert legend(page) == ["potential", "demonstration"]
    assert page.evaluate("countyTypology.state().potential") == ["910101", "910202"]
    assert page.locator("#legend-shown").inner_text().startswith("图上着色或标记 2 个")
    row = page.locator('tr[data-code="910103"]')
    assert "农产品" not in row.inner_text()
    assert page.locator("#document-filter option").all_inner_texts()[1:] == ["左山帮扶2026"]
    assert page.locator("#page-title").inner_text() == page.title() == "左山省帮扶县地图"
    assert "1 份文件" in page.locator("#page-summary").inner_text()
    assert "潜力地区" in page.evaluate("countyTypology.csv()")
    assert "大城市周边" not in page.evaluate("countyTypology.csv()")


def test_the_downloaded_file_names_the_theme(open_page: Callable[..., Any], themed: str) -> None:
    page = open_page(themed, "theme=aid")
    with page.expect_download() as told:
        page.click("#table-download")
    assert told.value.suggested_filename == "zuoshan-aid-counties.csv"


def test_arrow_keys_choose_and_only_the_chosen_one_is_a_stop(
    open_page: Callable[..., Any], themed: str
) -> None:
    page = open_page(themed)
    assert page.locator("#theme-choices").get_attribute("role") == "radiogroup"
    radio(page, "towns").focus()
    for key, chosen in (("ArrowRight", "aid"), ("ArrowRight", "towns"), ("End", "aid")):
        page.keyboard.press(key)
        told = page.evaluate(
            """() => [document.activeElement.dataset.theme, countyTypology.view().theme,
              [...document.querySelectorAll('[role="radio"]')].filter((each) =>
                each.tabIndex === 0 && each.getAttribute("aria-checked") === "true").length,
              document.querySelectorAll('[role="radio"][tabindex="0"]').length]"""
        )
        assert told == [chosen, chosen, 1, 1]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") != "radio"


def test_the_address_has_the_theme_and_back_returns_to_the_last_one(
    open_page: Callable[..., Any], themed: str
) -> None:
    page = open_page(themed)
    radio(page, "aid").click()
    page.click('[data-typology="potential"] .entry-toggle')
    assert page.url.endswith("#theme=aid&types=demonstration")
    page.click("#switch-language")
    assert page.locator("#page-title").inner_text() == "Assistance: Zuoshan"
    assert page.url.endswith("#theme=aid&types=demonstration&lang=en")
    page.go_back()
    assert page.evaluate("countyTypology.view().theme") == "towns"
    assert legend(page) == ["suburban", "agricultural"]
    page.go_forward()
    assert page.evaluate("countyTypology.view().theme") == "aid"
    assert page.evaluate("countyTypology.view().on") == ["demonstration"]


def test_an_unknown_theme_is_the_leading_one_and_scripts_are_told(
    open_page: Callable[..., Any], themed: str
) -> None:
    page = open_page(themed, "theme=nothing")
    assert page.evaluate("countyTypology.view().theme") == "towns"
    refused = page.evaluate(
        "() => { try { countyTypology.setTheme('x'); } catch (e) { return e.constructor.name; } }"
    )
    assert refused == "RangeError"
    page.evaluate("countyTypology.setTheme('aid')")
    assert radio(page, "aid").get_attribute("aria-checked") == "true"


def test_the_card_says_what_a_county_is_in_other_themes(
    open_page: Callable[..., Any], themed: str
) -> None:
    page = open_page(themed, "county=910101")
    card = page.locator("#county-card")
    assert "潜力地区" not in card.locator(".type").all_inner_texts()[0]
    other = card.locator('li:has([data-theme="aid"])')
    assert other.inner_text() == "帮扶县：潜力地区"
    assert card.locator(".task").count() > 0
    tasks = card.locator(".task").count()
    other.locator("button").click()
    assert page.evaluate("document.activeElement.id") == "card-title"
    assert page.evaluate("countyTypology.view().theme") == "aid"
    assert "潜力地区" in card.locator(".type").all_inner_texts()[0]
    assert "县城分类：大城市周边" in card.inner_text()
    assert card.locator(".task").count() == tasks


def test_the_map_moves_to_where_the_theme_is_unless_a_county_is_chosen(
    open_page: Callable[..., Any], apart: str, toy_frames: EditionFrames
) -> None:
    page = open_page(apart)
    whole = page.evaluate(BOX)
    radio(page, "aid").click()
    part = page.evaluate(BOX)
    assert part[2] - part[0] < 0.8 * (whole[2] - whole[0])
    assert page.locator("#county-table tbody tr").count() == 5
    radio(page, "towns").click()
    assert page.evaluate(BOX) == pytest.approx(whole, abs=1e-6)
    page.evaluate("countyTypology.select('920202')")
    chosen = page.evaluate(BOX)
    radio(page, "aid").click()
    assert page.evaluate(BOX) == pytest.approx(chosen, abs=0.2)
    again = open_page(apart, "theme=aid&county=920202")
    west, south, east, north = again.evaluate(BOX)
    counties = toy_frames.counties.set_index("county_code").geometry
    place = counties["910202"].representative_point()
    assert west < place.x < east
    assert south < place.y < north


def test_print_names_the_theme_and_its_documents(
    open_page: Callable[..., Any], themed: str
) -> None:
    page = open_page(themed, "theme=aid")
    page.evaluate("countyTypology.drawPrint()")
    head = page.locator("#print-sheet header").text_content()
    assert "左山省帮扶县地图" in head
    assert "专题：帮扶县" in head
    assert "左山帮扶2026" in head
    assert "左山2024" not in head
    legend_text = page.locator(".print-legend").text_content()
    assert "潜力地区" in legend_text
    assert "农产品主产区" not in legend_text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_themes_are_large_enough_to_touch_and_nothing_overflows(
    open_page: Callable[..., Any], themed: str, scheme: str
) -> None:
    page = open_page(themed, size=(360, 740), color_scheme=scheme)
    sizes = page.locator("#theme-choices button").evaluate_all(
        "all => all.map((each) => [each.offsetWidth, each.offsetHeight])"
    )
    assert min(min(size) for size in sizes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    before = page.locator("#map").bounding_box()
    radio(page, "aid").click()
    assert page.locator("#map").bounding_box() == before
