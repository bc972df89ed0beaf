"""What a reader does with the page, in a real Chromium without a network.

The fixtures fail each of these tests on any request and on any message in the console.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.render.page import render_page
from geo.schema import EditionFrames
from geo.vocabulary import Language
from geo.voice.phrasebook import Phrasebook
from geo.voice.voice import Voice
from tests.render.page.conftest import NAME_INDEX

pytestmark = pytest.mark.browser


def state(page: Any) -> dict[str, list[str]]:
    drawn: dict[str, list[str]] = page.evaluate("countyTypology.state()")
    return drawn


def listed(frames: EditionFrames, key: str) -> list[str]:
    """What a document names or a rule derives in full; candidates are of no type yet."""
    rows = frames.assignments[frames.assignments["is_complete"]]
    rows = rows[rows["typology"] == key]
    return sorted(set(rows["county_code"]))


def test_drawn_counties_and_legend_counts_are_those_of_the_lists(
    toy_page: Any, toy_frames: EditionFrames
) -> None:
    drawn = state(toy_page)
    assert set(drawn) == {t.key for t in toy_frames.typologies}
    for key, codes in drawn.items():
        assert sorted(codes) == listed(toy_frames, key)
        count = toy_page.locator(f'[data-typology="{key}"] .entry-toggle .count').inner_text()
        assert int(count) == len(codes)


def test_the_api_is_there_when_the_page_has_loaded(toy_page: Any) -> None:
    assert toy_page.evaluate("typeof countyTypology.select") == "function"


def test_nothing_waits_for_the_first_picture(
    open_page: Callable[..., Any], toy_html: str, toy_frames: EditionFrames
) -> None:
    page = open_page(toy_html, complete=False)
    drawn, chosen, rows, is_complete = page.evaluate(
        """() => {
          const drawn = countyTypology.state();
          countyTypology.select("910103");
          countyTypology.setTypology("potential", false);
          const rows = document.querySelectorAll("#county-table tbody tr").length;
          return [drawn, countyTypology.view().selected, rows, countyTypology.isComplete()];
        }"""
    )
    assert len(drawn["suburban"]) == 2
    assert chosen == "910103"
    assert rows == len(toy_frames.counties)
    assert is_complete, "a selection waits for nothing"
    assert page.locator("#card-title").inner_text() == "丙县"
    assert state(page)["potential"] == []
    assert page.locator('tr[data-code="910103"]').get_attribute("aria-current") == "true"


@pytest.mark.parametrize(
    "missing", ["DecompressionStream", "requestIdleCallback", "ResizeObserver"]
)
def test_an_older_browser_shows_the_same(
    chromium: Any, tmp_path: Path, toy_html: str, toy_page: Any, missing: str
) -> None:
    path = tmp_path / "page.html"
    path.write_text(toy_html, encoding="utf-8")
    context = chromium.new_context(offline=True)
    context.add_init_script(f"delete window.{missing};")
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.evaluate(f"typeof {missing}") == "undefined"
    assert state(page) == state(toy_page)
    page.click("#switch-language")
    assert page.locator("#page-title").inner_text() == "County types: Zuoshan"
    context.close()


def test_nothing_is_painted_before_the_map_stands(toy_page: Any) -> None:
    painted, started = toy_page.evaluate(
        """() => [performance.getEntriesByName("first-contentful-paint")[0].startTime,
                  performance.getEntriesByName("county-typology-started")[0].startTime]"""
    )
    assert started < painted


def test_a_legend_entry_switches_its_type(toy_page: Any) -> None:
    toy_page.click('[data-typology="suburban"] .entry-toggle')
    assert state(toy_page)["suburban"] == []
    pressed = toy_page.locator('[data-typology="suburban"] .entry-toggle')
    assert pressed.get_attribute("aria-pressed") == "false"
    toy_page.evaluate("countyTypology.setTypology('suburban', true)")
    assert len(state(toy_page)["suburban"]) == 2


def test_an_unknown_typology_is_refused(toy_page: Any) -> None:
    message = toy_page.evaluate(
        """() => {
          try { countyTypology.setTypology("nope", true); } catch (e) { return e.message; }
        }"""
    )
    assert "nope" in message


def test_only_one_and_then_all_again(toy_page: Any) -> None:
    toy_page.click('[data-typology="potential"] .entry-only')
    drawn = state(toy_page)
    assert [k for k, codes in drawn.items() if codes] == ["potential"]
    toy_page.click("#legend-all")
    assert all(state(toy_page).values())


def test_both_shows_counties_that_have_every_chosen_type(toy_page: Any) -> None:
    for key in ("potential", "demonstration"):
        toy_page.click(f'[data-typology="{key}"] .entry-toggle')
    toy_page.click("#mode-both")
    drawn = state(toy_page)
    assert drawn["suburban"] == drawn["agricultural"] == ["910103"]


def test_swatches_use_the_colours_of_the_typologies(
    toy_page: Any, toy_frames: EditionFrames
) -> None:
    for typology in toy_frames.typologies:
        if typology.pattern.kind != "solid":
            continue
        fill = toy_page.locator(f'[data-typology="{typology.key}"] .swatch path').first
        assert fill.get_attribute("fill") == typology.colour


def pixel(page: Any, code: str) -> list[int]:
    """Colour of the canvas near a county's north-west corner, away from its label."""
    page.wait_for_timeout(60)
    colour: list[int] = page.evaluate(
        """(code) => {
          const row = { "910101": [100.2, 33.8], "910103": [100.2, 32.8], "910102": [101.2, 33.8] };
          const [lng, lat] = row[code], map = countyTypology.map;
          const canvas = document.querySelector("#map canvas");
          const frame = canvas.getBoundingClientRect();
          const box = map.getContainer().getBoundingClientRect();
          const at = map.latLngToContainerPoint([lat, lng]);
          const density = canvas.width / frame.width;
          const x = Math.round((at.x + box.left - frame.left) * density);
          const y = Math.round((at.y + box.top - frame.top) * density);
          return [...canvas.getContext("2d").getImageData(x, y, 1, 1).data];
        }""",
        code,
    )
    return colour[:3]


def test_the_canvas_shows_the_colours_of_the_state(toy_page: Any) -> None:
    orange, neutral = [0xD1, 0x60, 0x3D], [0xF4, 0xF2, 0xED]
    assert pixel(toy_page, "910101") == orange
    assert pixel(toy_page, "910102") == neutral
    toy_page.evaluate("countyTypology.setTypology('suburban', false)")
    assert pixel(toy_page, "910101") == neutral


def test_a_click_on_a_county_opens_its_card(toy_page: Any) -> None:
    place = toy_page.evaluate(
        """() => { const p = countyTypology.map.latLngToContainerPoint([32.6, 100.3]);
             const b = countyTypology.map.getContainer().getBoundingClientRect();
             return [p.x + b.left, p.y + b.top]; }"""
    )
    toy_page.mouse.click(*place)
    card = toy_page.locator("#county-card")
    assert card.is_visible()
    text = card.inner_text()
    for wanted in ("丙县", "910103", "左一市", "老丙县", "2020 年更名", "（一）", "文件点名"):
        assert wanted in text
    assert "county=910103" in toy_page.url


def test_the_card_tells_tasks_with_agencies_and_targets(toy_page: Any) -> None:
    toy_page.evaluate("countyTypology.select('910103')")
    card = toy_page.locator("#county-card")
    for summary in card.locator("details.task summary").all():
        summary.click()
    text = card.inner_text()
    for wanted in (
        "省发展改革委",
        "省交通运输厅、省住房城乡建设厅",
        "≤ 8.5%",
        "20–30%",
        "管网改造基本完成",
        "一、分类引导",
    ):
        assert wanted in text


def test_a_candidate_says_so_and_counts_nowhere(toy_page: Any) -> None:
    toy_page.evaluate("countyTypology.select('910203')")
    text = toy_page.locator("#county-card").inner_text()
    for wanted in ("候选，待定", "条件尚未全部核实", "与左二市辛区相邻", "海岛门户"):
        assert wanted in text
    assert toy_page.locator(".legend-examples", has_text="疏线：只是候选").count() == 1
    assert toy_page.evaluate("countyTypology.candidates().suburban") == ["910203"]
    assert "910203" not in state(toy_page)["suburban"]


def test_partnerships_are_told_and_drawn(toy_page: Any) -> None:
    toy_page.evaluate("countyTypology.select('910101')")
    assert "右水省甲县" in toy_page.locator("#county-card").inner_text()
    toy_page.check("#partnership-toggle")
    assert toy_page.evaluate("countyTypology.view().partnerships") is True
    assert "partnerships=1" in toy_page.url


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("丙县", "910103"),
        ("丙", "910103"),
        ("老丙", "910103"),
        ("丙縣", "910103"),
        ("丙丁经开区", "910103"),
        ("910103", "910103"),
        ("bingxian", "910103"),
        ("Bing Xian", "910103"),
        ("bx", "910103"),
        ("飛地", "910105"),
        ("fd", "910105"),
    ],
)
def test_every_way_of_writing_finds_the_county(toy_page: Any, written: str, code: str) -> None:
    assert toy_page.evaluate("(text) => countyTypology.find(text)[0]", written) == code


def test_searching_by_keyboard_opens_the_card(toy_page: Any) -> None:
    toy_page.locator("#county-search").press_sequentially("jia")
    assert toy_page.locator("#county-search").get_attribute("aria-expanded") == "true"
    toy_page.keyboard.press("Enter")
    assert toy_page.locator("#card-title").inner_text() == "甲县"
    assert toy_page.evaluate("document.activeElement.id") == "card-title"
    toy_page.keyboard.press("Escape")
    assert toy_page.locator("#county-card").is_hidden()


def test_a_search_without_result_says_so(toy_page: Any) -> None:
    toy_page.fill("#county-search", "没有这个县")
    assert "没有这个县" in toy_page.locator("#search-status").text_content()


def test_choosing_an_agency_shows_its_counties_and_tasks(toy_page: Any) -> None:
    toy_page.select_option("#agency-filter", "省交通运输厅")
    drawn = state(toy_page)
    assert drawn["suburban"] == ["910101", "910103"]
    assert drawn["demonstration"] == []
    panel = toy_page.locator("#agency-panel").inner_text()
    assert "发展大城市周边县城" in panel
    assert "省交通运输厅：1 项任务，涉及 2 个县区" in panel
    toy_page.click("#clear-filters")
    assert drawn["demonstration"] != state(toy_page)["demonstration"]


def test_a_document_filter_is_told_in_the_address(toy_page: Any) -> None:
    toy_page.select_option("#document-filter", "zuoshan-2024")
    assert "document=zuoshan-2024" in toy_page.url
    assert len(state(toy_page)["suburban"]) == 2


def two_documents(frames: EditionFrames) -> EditionFrames:
    """The toy edition with a second, later document that lists 丙县 as a potential area."""
    later = frames.documents.assign(
        document_id="zuoshan-2026", short_title="左山2026", issued="2026"
    )
    row = frames.assignments[frames.assignments["typology"] == "potential"].iloc[:1]
    row = row.assign(document_id="zuoshan-2026", county_code="910103", county_name="丙县")
    return dataclasses.replace(
        frames,
        documents=pd.concat([frames.documents, later], ignore_index=True),
        assignments=pd.concat([frames.assignments, row], ignore_index=True),
    )


def test_a_date_shows_what_held_then(
    open_page: Callable[..., Any], toy_frames: EditionFrames
) -> None:
    page = open_page(render_page(two_documents(toy_frames)))
    assert state(page)["potential"] == ["910101", "910103", "910202"]
    page.select_option("#until-filter", "2024")
    assert state(page)["potential"] == ["910101", "910202"]
    assert "until=2024" in page.url
    page.click("#clear-filters")
    page.locator('[data-typology="potential"] [data-document="zuoshan-2026"] button').click()
    assert state(page)["potential"] == ["910103"]
    assert state(page)["suburban"] == []


def test_the_address_brings_the_view_back(
    open_page: Callable[..., Any], toy_html: str, toy_page: Any
) -> None:
    toy_page.click('[data-typology="suburban"] .entry-toggle')
    toy_page.click("#mode-both")
    toy_page.select_option("#agency-filter", "省农业农村厅")
    toy_page.evaluate("countyTypology.select('910202')")
    again = open_page(toy_html, toy_page.url.partition("#")[2])
    assert again.evaluate("countyTypology.view().selected") == "910202"
    wanted = toy_page.evaluate("countyTypology.view()")
    found = again.evaluate("countyTypology.view()")
    for key in ("on", "mode", "agency", "document", "until", "selected"):
        assert sorted(found[key]) == sorted(wanted[key])
    assert state(again) == state(toy_page)


def test_a_nonsense_address_shows_the_plain_map(
    open_page: Callable[..., Any], toy_html: str
) -> None:
    page = open_page(toy_html, "county=999999&types=x,y&mode=zzz&document=<b>&agency=%00")
    assert page.locator("#county-card").is_hidden()
    assert page.evaluate("countyTypology.view().mode") == "any"


def test_changing_the_address_by_hand_changes_the_view(toy_page: Any) -> None:
    toy_page.evaluate("location.hash = '#county=910104'")
    toy_page.wait_for_selector("#card-title")
    assert toy_page.locator("#card-title").inner_text() == "丁县"


def test_the_table_holds_every_county_and_is_tied_to_the_map(
    toy_page: Any, toy_frames: EditionFrames
) -> None:
    rows = toy_page.locator("#county-table tbody tr")
    assert rows.count() == len(toy_frames.counties)
    toy_page.evaluate("countyTypology.select('910202')")
    assert toy_page.locator('tr[data-code="910202"]').get_attribute("aria-current") == "true"
    toy_page.locator('tr[data-code="910103"] th button').click()
    assert toy_page.evaluate("countyTypology.view().selected") == "910103"


def test_the_table_sorts_by_keyboard(toy_page: Any) -> None:
    toy_page.locator('th[data-column="code"] button').focus()
    toy_page.keyboard.press("Enter")
    toy_page.keyboard.press("Enter")
    codes = toy_page.eval_on_selector_all(
        "#county-table tbody tr", "r => r.map(x => x.dataset.code)"
    )
    assert codes == sorted(codes, reverse=True)
    heading = toy_page.locator('th[data-column="code"]')
    assert heading.get_attribute("aria-sort") == "descending"


def test_the_download_is_a_csv_for_excel(toy_page: Any, toy_frames: EditionFrames) -> None:
    with toy_page.expect_download() as caught:
        toy_page.click("#table-download")
    text = caught.value.path().read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(toy_frames.counties) + 1
    assert rows[0][:2] == ["县区", "代码"]
    assert caught.value.suggested_filename == "zuoshan-counties.csv"


def test_english_and_back(toy_page: Any) -> None:
    toy_page.click("#switch-language")
    assert toy_page.locator("html").get_attribute("lang") == "en"
    assert toy_page.locator("#page-title").inner_text() == "County types: Zuoshan"
    assert toy_page.locator('th[data-column="name"]').inner_text().startswith("County")
    assert "lang=en" in toy_page.url
    toy_page.click("#switch-language")
    assert toy_page.locator("html").get_attribute("lang") == "zh-CN"
    assert "lang" not in toy_page.url


ENGLISH = {
    "左山2024": "Zuoshan 2024",
    "左山省": "Zuoshan",
    "一、分类引导": "1. Guidance by type",
    "发展农产品主产区县城": "Develop county towns of main agricultural production areas",
    "延长粮食产业链。": "Lengthen the <b>grain</b> chain.",
    "省农业农村厅": "Provincial Department of Agriculture",
    "公共供水管网漏损率": "Leakage of the public water supply",
    "（二）": "(2)",
    "共建园区。": "Build a park together.",
}


def test_what_the_lists_say_is_english_as_far_as_it_is_known(
    open_page: Callable[..., Any], toy_frames: EditionFrames
) -> None:
    known = toy_frames.voices()
    entries = {**known[Language.EN].phrasebook.entries, **ENGLISH}
    voices = {**known, Language.EN: Voice(Language.EN, Phrasebook(lambda: entries))}
    html = render_page(toy_frames, name_index=NAME_INDEX, voices=voices)
    page = open_page(html, "county=910101&lang=en")
    for task in page.locator("#county-card details.task").all():
        task.locator("summary").click()
    card = page.locator("#county-card").inner_text()
    for text in set(ENGLISH.values()) - {"Zuoshan 2024"}:
        assert text in card
    assert "Leakage of the public water supply ≤ 8.5%" in card
    # A text without English stays as it is written.
    assert "发展大城市周边县城" in card
    agencies = page.locator("#agency-filter option").all_inner_texts()
    assert any(each.startswith("Provincial Department of Agriculture") for each in agencies)
    page.select_option("#agency-filter", "省农业农村厅")
    assert "Provincial Department of Agriculture" in page.locator("#agency-panel h3").inner_text()
    assert "Zuoshan 2024" in page.locator("#legend").inner_text()
    page.click("#switch-language")
    chinese = page.locator("#county-card").text_content()
    assert "省农业农村厅" in chinese
    assert not any(text in chinese for text in ENGLISH.values())


def test_the_keyboard_reaches_everything(toy_page: Any) -> None:
    reached = []
    for _ in range(60):
        toy_page.keyboard.press("Tab")
        reached.append(
            toy_page.evaluate(
                "document.activeElement.id || (document.activeElement.closest('[id]') || {}).id"
            )
        )
    for wanted in (
        "county-search",
        "legend",
        "agency-filter",
        "map",
        "table-download",
        "county-table",
    ):
        assert wanted in reached
    toy_page.focus("#map")
    toy_page.keyboard.press("Enter")
    assert toy_page.evaluate("countyTypology.view().selected")


def test_the_focus_stays_where_it_was_when_the_legend_is_redrawn(toy_page: Any) -> None:
    toy_page.locator('[data-typology="potential"] .entry-toggle').focus()
    toy_page.keyboard.press("Space")
    held = toy_page.evaluate("document.activeElement.closest('[data-typology]').dataset.typology")
    assert held == "potential"
    assert state(toy_page)["potential"] == []
