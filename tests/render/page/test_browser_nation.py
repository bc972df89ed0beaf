"""A page of the whole nation: redrawn behind the picture on show, a few milliseconds a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.page import typed_frames
from geo.render.page import render_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LAYER = "Object.values(countyTypology.map._layers).find((layer) => layer._sceneOf)"
#: The picture on show, and the same view drawn in one go.
PICTURES = f"""() => {{
  const layer = {LAYER}, canvas = layer._container, shown = canvas.toDataURL();
  layer._update();
  return [shown, canvas.toDataURL()];
}}"""
SETTLED = f"""() => {{
  const map = countyTypology.map, layer = {LAYER};
  return layer._zoom === map.getZoom() && map.getCenter().equals(layer._center, 0);
}}"""


@pytest.fixture(scope="module")
def nation() -> str:
    return render_page(typed_frames(None))


def settle(page: Any) -> None:
    for _ in range(300):
        if not page.evaluate("countyTypology.map._animatingZoom") and page.evaluate(SETTLED):
            return
        page.wait_for_timeout(20)
    raise AssertionError("the map was never redrawn")


def test_what_is_drawn_behind_is_what_is_drawn_at_once(
    open_page: Callable[..., Any], nation: str
) -> None:
    page = open_page(nation)
    # Two movements, one upon the other: the picture is that of the last.
    for change in (1, 1, -1):
        page.evaluate(f"countyTypology.map.setZoom(countyTypology.map.getZoom() + {change})")
        page.wait_for_timeout(300)
    settle(page)
    shown, at_once = page.evaluate(PICTURES)
    assert len(shown) > 100_000
    assert shown == at_once
    is_at_once = page.evaluate(
        f"() => {{ countyTypology.map.panBy([99, 60], {{animate: false}}); return ({SETTLED})(); }}"
    )
    assert not is_at_once, "a nation is not redrawn in one go"
    settle(page)
    shown, at_once = page.evaluate(PICTURES)
    assert shown == at_once


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
def test_every_county_has_its_row_and_columns_stay_as_wide(
    open_page: Callable[..., Any], nation: str, size: tuple[int, int]
) -> None:
    page = open_page(nation, complete=False, size=size)
    widths = "[...document.querySelectorAll('#county-table thead th')].map((h) => h.offsetWidth)"
    while not page.evaluate("document.querySelectorAll('#county-table tbody tr').length"):
        page.wait_for_timeout(5)
    first = page.evaluate(widths)
    while not page.evaluate("countyTypology.isComplete()"):
        page.wait_for_timeout(20)
    assert page.locator("#county-table tbody tr").count() == 2891
    assert page.evaluate(widths) == pytest.approx(first, abs=2)
    assert min(first) > 30


def test_a_choice_made_while_it_is_redrawn_is_what_shows(
    open_page: Callable[..., Any], nation: str
) -> None:
    page = open_page(nation)
    page.evaluate(
        """() => {
          countyTypology.map.panBy([200, 0], {animate: false});
          countyTypology.setTypology("suburban", false);
        }"""
    )
    settle(page)
    page.wait_for_timeout(300)
    shown, at_once = page.evaluate(PICTURES)
    assert shown == at_once


def test_what_was_drawn_for_one_view_is_not_shown_as_another(
    open_page: Callable[..., Any], nation: str
) -> None:
    page = open_page(nation)
    # The movement's picture is still being drawn when the zoom sets out.
    page.evaluate(
        """() => {
          countyTypology.map.panBy([200, 0], {animate: false});
          countyTypology.map.setZoom(countyTypology.map.getZoom() + 1, {animate: true});
        }"""
    )
    page.wait_for_timeout(700)
    settle(page)
    shown, at_once = page.evaluate(PICTURES)
    assert shown == at_once


def test_a_change_asked_for_while_it_zooms_keeps_no_later_one_back(
    open_page: Callable[..., Any], nation: str
) -> None:
    page = open_page(nation)
    is_zooming = page.evaluate(
        f"""async () => {{
          const map = countyTypology.map;
          map.setZoom(map.getZoom() + 1, {{animate: true}});
          await new Promise((done) => setTimeout(done, 60));
          {LAYER}.redraw();
          return map._animatingZoom;
        }}"""
    )
    assert is_zooming
    page.wait_for_timeout(700)
    settle(page)
    drawn = page.evaluate(
        f"""async () => {{
          const layer = {LAYER};
          let drawn = 0;
          layer.on("update", () => {{ drawn += 1; }});
          layer.redraw();
          await new Promise((done) => setTimeout(done, 300));
          return drawn;
        }}"""
    )
    assert drawn == 1
