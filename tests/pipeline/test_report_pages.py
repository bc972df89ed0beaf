"""One county, one A4 page: every county of every edition, in both languages, in a real browser."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from geo import pipeline
from geo.content.county_sheet import SheetMap, county_facts, county_sheet
from geo.pipeline.reports import _EditionSheets
from geo.render.sheets import map_legend, render_edition_sheets
from geo.render.sheets.smallmap import MAP_SIZE
from geo.vocabulary import Language

#: Those whose documents have tasks: the other sheets are short.
EDITIONS = ("chongqing", "luan", "sichuan")


@pytest.fixture(scope="module")
def inputs():
    return pipeline.derive(pipeline.read_inputs())


@pytest.fixture(scope="module")
def blank() -> bytes:
    """A picture of the map's proportions: drawing hundreds of maps would say nothing more."""
    target = io.BytesIO()
    Image.new("P", tuple(int(10 * s) for s in MAP_SIZE)).save(target, "PNG")
    return target.getvalue()


def test_the_editions_are_all_there(inputs):
    assert set(EDITIONS) == {d.document.edition for d in inputs.lists if d.tasks}


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("language", Language)
def test_an_edition_on_paper(inputs, blank, chromium, tmp_path, edition, language):
    sheets = _EditionSheets(inputs, edition, inputs.voices[language])
    made = []
    for code in sheets.codes:
        picture = SheetMap(blank, map_legend(sheets.frames, code, sheets.words))
        made.append(county_sheet(county_facts(sheets.frames, code), sheets.words, picture))
    path = tmp_path / "edition.html"
    html = render_edition_sheets(made, sheets.title, sheets.words, version="1.0")
    path.write_text(html, encoding="utf-8")
    if language is Language.ZH:
        assert 'class="more"' not in html  # in Chinese nothing at all is left out
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    context.close()
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1 + len(sheets.codes)
