"""A real Chromium without a network, and the toy edition's page in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geo.render.page import render_page
from geo.schema import EditionFrames
from tests import toyland

ARTEFACTS = Path(__file__).parents[3] / "artefacts"

#: What geo.gazetteer supplies for the toy counties that the search tests ask for.
NAME_INDEX = {
    "910101": {"pinyin": "jia xian", "initials": "jx", "traditional": "甲縣"},
    "910103": {
        "pinyin": "bing xian",
        "initials": "bx",
        "traditional": "丙縣",
        "old": "老丙县",
        "alias": "丙丁经开区",
    },
    "910105": {"pinyin": "fei di", "initials": "fd", "traditional": "飛地縣"},
}


@pytest.fixture(scope="session")
def toy_frames() -> EditionFrames:
    return toyland.edition_frames()


@pytest.fixture(scope="session")
def toy_html(toy_frames: EditionFrames) -> str:
    return render_page(toy_frames, name_index=NAME_INDEX, version="1.0")


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Folder for pictures that a person looks at; git ignores it."""
    ARTEFACTS.mkdir(exist_ok=True)
    return ARTEFACTS


#: True on a page that is no map, too.
COMPLETE = "!window.countyTypology || !countyTypology.isComplete || countyTypology.isComplete()"


class Opened:
    """A page, and everything that went wrong in it."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda r: self.requests.append(r.url))
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        # Reading pixels back is the tests' doing, not the page's.
        if message.type in ("error", "warning") and "willReadFrequently" not in message.text:
            self.complaints.append(message.text)

    def foreign(self) -> list[str]:
        inside = ("file:", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open HTML from a file with the network off; the test fails on any request or complaint.

    ``complete=False`` looks at the page as soon as it has loaded, before names and a long table.
    """
    opened: list[tuple[Any, Opened]] = []

    def opener(
        html: str,
        hash_: str = "",
        *,
        size: tuple[int, int] = (1280, 800),
        complete: bool = True,
        **options: Any,
    ) -> Any:
        path = tmp_path / f"page{len(opened)}.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, **options
        )
        watched = Opened(context.new_page())
        opened.append((context, watched))
        watched.page.goto(path.as_uri() + (f"#{hash_}" if hash_ else ""))
        while complete and not watched.page.evaluate(COMPLETE):
            watched.page.wait_for_timeout(10)
        return watched.page

    yield opener
    for context, watched in opened:
        context.close()
        assert watched.foreign() == []
        assert watched.complaints == []


@pytest.fixture
def toy_page(open_page: Callable[..., Any], toy_html: str) -> Any:
    return open_page(toy_html)
