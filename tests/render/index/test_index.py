"""The index page: what it says, where its links lead, and that nothing in it can run."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from geo.content.entries import (
    IndexDocument,
    IndexEntry,
    IndexFile,
    IndexTheme,
    accounting,
    index_documents,
    typology_counts,
)
from geo.errors import RenderError
from geo.records.resolved import Theme
from geo.render.figures import write_figure
from geo.render.index import render_index, thumbnail, write_thumbnail
from geo.render.index.index_html import readable_size
from geo.schema import EditionFrames
from geo.voice.voice import Voice
from tests import toyland

HOSTILE = "<img src=x onerror=alert(1)>\"'&"
THEME = Theme("county_towns", "县城分类", "Types of county towns", ())
ODD_NAME = "左山 图#1?.png"


@pytest.fixture(scope="module")
def frames() -> EditionFrames:
    return toyland.edition_frames()


@pytest.fixture(scope="module")
def folder(frames: EditionFrames, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results: an index, a page, a figure, a download."""
    root = tmp_path_factory.mktemp("maps")
    (root / "figures").mkdir()
    figure = root / "figures" / ODD_NAME
    write_figure(frames, figure)
    (root / "zuoshan.html").write_text("<title>map</title>", encoding="utf-8")
    (root / "all.gpkg").write_bytes(b"GPKG")
    page = render_index(
        [_entry(frames, figure)],
        vintage=frames.vintage,
        version="1.0",
        files=[IndexFile("all.gpkg", "GeoPackage", 4, "供 QGIS")],
        changes=["左山：新增甲县。"],
    )
    (root / "index.html").write_text(page, encoding="utf-8")
    return root


def _entry(frames: EditionFrames, figure: Path) -> IndexEntry:
    return IndexEntry(
        frames.edition,
        len(frames.counties),
        (
            IndexTheme(
                THEME,
                typology_counts(accounting(frames), frames.typologies),
                (IndexFile(f"figures/{figure.name}", "插图", figure.stat().st_size),),
                _small(figure),
            ),
        ),
        index_documents([toyland.document_lists().document], Voice()),
        task_count=len(frames.tasks),
        page=IndexFile("zuoshan.html", "交互地图", 20),
    )


def _small(figure: Path) -> str:
    write_thumbnail(figure, figure.with_name("small.png"))
    return thumbnail(figure.with_name("small.png"))


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [a["href"] or "" for t, a in self.tags if t == "a"]


def _read(folder: Path) -> _Reader:
    return _Reader((folder / "index.html").read_text(encoding="utf-8"))


def test_links_resolve(folder: Path) -> None:
    page = _read(folder)
    ids = {a["id"] for _, a in page.tags if a.get("id")}
    files = [link for link in page.links() if not link.startswith("#")]
    assert len(files) >= 4
    for link in files:
        assert link.startswith("./")
        assert (folder / unquote(link)).is_file(), link
    assert {link[1:] for link in page.links() if link.startswith("#")} <= ids


def test_page_says_what_the_edition_has(frames: EditionFrames, folder: Path) -> None:
    text = _read(folder).text
    for wanted in (
        "左山省",
        "左山省县城建设方案",
        "左政发〔2024〕1号",
        "2024-05-01",
        "左山：新增甲县。",
        "玩具国测绘局",
        "送审",
        "GeoPackage",
        "4 B",
    ):
        assert wanted in text
    assert "County typology maps" in text


def test_counts_are_the_frames(frames: EditionFrames) -> None:
    found = typology_counts(accounting(frames), frames.typologies)
    counts = {c.typology.key: (c.listed, c.derived, c.candidate) for c in found}
    assert counts == {
        "suburban": (2, 0, 1),
        "agricultural": (3, 0, 0),
        "potential": (2, 0, 0),
        "demonstration": (1, 0, 0),
    }


def test_nothing_is_loaded_or_run(folder: Path) -> None:
    page = _read(folder)
    assert not [t for t, _ in page.tags if t in ("script", "iframe", "object", "form")]
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("src", "href"):
            value = attributes.get(name) or ""
            assert not value.startswith(("http", "//", "javascript"))


def test_everything_is_escaped(frames: EditionFrames) -> None:
    edition = dataclasses.replace(frames.edition, name=HOSTILE)
    vintage = dataclasses.replace(frames.vintage, citation=HOSTILE)
    file = IndexFile('x" onclick="y.csv', HOSTILE, 1, HOSTILE)
    entry = IndexEntry(edition, 1, (), (IndexDocument(HOSTILE, HOSTILE),), page=file)
    html = render_index([entry], vintage=vintage, version=HOSTILE, files=[file], changes=[HOSTILE])
    page = _Reader(html)
    assert not [t for t, _ in page.tags if t == "img"]
    assert not [a for _, a in page.tags if any(n.startswith("on") for n in a)]
    assert page.text.count(HOSTILE) >= 6


@pytest.mark.parametrize("path", ["/etc/passwd", "../up.csv", "a/../../b", "", "a\\b"])
def test_links_never_leave_the_folder(path: str) -> None:
    with pytest.raises(RenderError, match="folder"):
        IndexFile(path, "x", 1)


def test_script_address_is_only_a_file_name(frames: EditionFrames) -> None:
    file = IndexFile("javascript:alert(1)", "x", 1)
    html = render_index([], vintage=frames.vintage, version="1", files=[file])
    assert all(link.startswith(("#", "./")) for link in _Reader(html).links())


def test_thumbnail_that_is_no_picture_is_refused(frames: EditionFrames, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_text("no picture")
    with pytest.raises(RenderError, match=r"x\.png"):
        write_thumbnail(tmp_path / "x.png", tmp_path / "small.png")
    with pytest.raises(RenderError, match="data URI"):
        IndexTheme(THEME, (), thumbnail="https://example.org/x.png")


@pytest.mark.parametrize(
    ("changes", "shown"), [(None, None), ([], "没有变化。"), (["多一县。"], "多一县。")]
)
def test_changes_since_the_previous_build(
    frames: EditionFrames, changes: list[str] | None, shown: str | None
) -> None:
    text = _Reader(render_index([], vintage=frames.vintage, version="1", changes=changes)).text
    assert ("与上次生成相比" in text) is (changes is not None)
    assert shown is None or shown in text


def test_same_values_same_page(frames: EditionFrames, folder: Path) -> None:
    figure = folder / "figures" / ODD_NAME
    entry = _entry(frames, figure)
    first, second = (render_index([entry], vintage=frames.vintage, version="1") for _ in "ab")
    assert first == second
    assert entry == _entry(frames, figure)


def test_english_leads_when_asked(frames: EditionFrames) -> None:
    html = render_index([], vintage=frames.vintage, version="1", language="en")
    assert '<html lang="en">' in html and "<title>County typology maps</title>" in html


@pytest.mark.parametrize(
    ("size", "text"),
    [(4, "4 B"), (999, "999 B"), (1000, "1.0 kB"), (123_456, "123 kB"), (9.4e6, "9.4 MB")],
)
def test_sizes_as_people_read_them(size: int, text: str) -> None:
    assert readable_size(size) == text


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_in_a_browser_without_a_network(
    folder: Path, chromium: Any, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True
    )
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "index.html").as_uri())
    assert said == []
    assert [u for u in asked if not u.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('img').naturalWidth") > 300
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light")
    page.locator("article a.open").first.click()
    assert page.title() == "map"
    context.close()
