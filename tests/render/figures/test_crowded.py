"""Figures of many types and remarks: all of it is on the paper, and what is elsewhere is named."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from PIL import Image

from geo.draw.legend import LEAST_SIZE
from geo.draw.lettering import width_mm
from geo.draw.page import Page
from geo.render.figure_kinds import FIGURES
from geo.render.figures import Atlas, write_figure
from geo.render.figures.composing import MOST_NOTE_SHEETS
from geo.render.figures.edition_figure import draw
from geo.render.figures.marginalia import FigureWords
from geo.schema import EditionFrames
from geo.vocabulary import Language
from tests import toyland

from .crowded import LATIN, LONG, SHORT, crowded


def _page(frames: EditionFrames, language: Language = Language.ZH) -> Page:
    page, _ = draw(Atlas(frames), FigureWords(toyland.voice(language)))
    return page


def _texts(page: Page) -> str:
    return "".join(page.texts()).replace(" ", "")


def _off_the_paper(page: Page) -> list[str]:
    """Texts that are partly outside of the sheets; degree marks on the frame aside."""
    found = []
    for text in page.axes.texts:
        (x, y), size, words = text.get_position(), text.get_fontsize(), text.get_text()
        width = width_mm(words, size)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[text.get_ha()]
        is_inside = left >= 0 and left + width <= page.width and page.bottom <= y <= page.height
        if not is_inside and not text.get_rotation():
            found.append(words)
    return found


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("types", "name"), [(6, SHORT), (12, LONG), (23, LATIN), (43, SHORT), (43, LONG), (43, LATIN)]
)
def test_every_type_is_in_the_legend(
    frames: EditionFrames, types: int, name: str, language: Language
) -> None:
    page = _page(crowded(frames, types, each=3, overlays=3, remarks=40, name=name), language)
    assert _off_the_paper(page) == []
    said = _texts(page)
    for n in range(types + 3):
        assert name.format(n=n).replace(" ", "") in said, n
    assert "（39）" in said
    assert min(t.get_fontsize() for t in page.axes.texts) >= 4.0
    # What the reader has to read, the sign of tiny counties aside.
    assert min(t.get_fontsize() for t in page.axes.texts if len(t.get_text()) > 2) >= LEAST_SIZE


def test_a_short_legend_has_one_sheet_and_says_nothing_of_another(frames: EditionFrames) -> None:
    page = _page(crowded(frames, 6, remarks=3))
    assert page.sheets == 1 and page.bottom == 0
    assert "其余见下页" not in _texts(page)


def test_the_first_sheet_names_what_is_on_the_next(frames: EditionFrames) -> None:
    page = _page(crowded(frames, 6, remarks=80))
    assert page.sheets == 2
    assert "其余见下页：注。" in page.texts()
    assert "左山省县区类型图（续）" in page.texts()


def test_remarks_beyond_the_last_sheet_are_counted_with_their_table(frames: EditionFrames) -> None:
    page = _page(crowded(frames, 6, remarks=2000, remark="按当时辖区计" * 6))
    assert page.sheets == MOST_NOTE_SHEETS + 1
    (said,) = [t for t in page.texts() if "tables/assignments.csv" in t]
    drawn = set(re.findall(r"（(\d+)）", _texts(page)))
    assert f"另有 {2000 - len(drawn)} 条" in said


def test_only_types_of_the_figure_are_in_its_legend(frames: EditionFrames) -> None:
    shown = crowded(frames, 12)
    rows = shown.assignments[shown.assignments["typology"] == "t3"]
    said = _page(type(shown)(**{**vars(shown), "assignments": rows})).texts()
    assert "类型3" in said and not {"类型2", "类型4"} & set(said)


@pytest.mark.parametrize("kind", FIGURES)
@pytest.mark.parametrize("types", [23, 43])
def test_no_figure_runs_off_its_paper(
    frames: EditionFrames, tmp_path: Path, kind: str, types: int
) -> None:
    shown = crowded(frames, types, each=3, overlays=2, name=LONG)
    module = import_module(f"geo.render.figures.{FIGURES[kind].module}")
    of = shown.typologies[:1] if FIGURES[kind].is_of_typology else ()
    page, _ = module.draw(Atlas(shown), FigureWords(), *of)
    assert _off_the_paper(page) == []


def test_further_sheets_lengthen_the_picture_and_are_pages_of_the_pdf(
    frames: EditionFrames, tmp_path: Path
) -> None:
    paths = [tmp_path / f"x.{ending}" for ending in ("png", "pdf", "svg")]
    write_figure(crowded(frames, 43, overlays=3, remarks=80, name=LONG), paths)
    with Image.open(paths[0]) as picture:
        assert picture.width == 3507 and 2480 < picture.height <= 3 * 2480
    pages = re.search(rb"/Count (\d+)", paths[1].read_bytes())
    assert pages and int(pages[1]) > 1
    again = tmp_path / "again.pdf"
    write_figure(crowded(frames, 43, overlays=3, remarks=80, name=LONG), again)
    assert again.read_bytes() == paths[1].read_bytes()
