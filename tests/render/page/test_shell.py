"""The file itself: self-contained, equal each time, with every text in both languages."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from pathlib import Path

import folium

from geo.records.resolved import Theme
from geo.render.page import assets, county_map, notebook, render_page, shell
from geo.schema import EditionFrames
from geo.vocabulary import Language
from geo.voice import texts

ASSETS = Path(str(assets.root()))
MODULES = Path(__file__).parents[3] / "web" / "src"
SCRIPT = "\n".join(p.read_text("utf-8") for p in sorted(MODULES.glob("*.js")))


def test_the_same_frames_give_the_same_bytes(toy_frames: EditionFrames, toy_html: str) -> None:
    from tests.render.page.conftest import NAME_INDEX

    assert render_page(toy_frames, name_index=NAME_INDEX, version="1.0") == toy_html


def test_the_kept_page_is_what_folium_renders(toy_frames: EditionFrames) -> None:
    parts = shell.page_parts(toy_frames, language="zh")
    figure = notebook.CountyMap(parts, generator="county-typology 1.0").get_root()
    assert figure.render(strict=True) == render_page(toy_frames, version="1.0")


def test_the_kept_script_is_folium_s() -> None:
    assert shell.CENTRE in assets.text("folium/map.js")


def test_nothing_in_the_page_is_loaded_from_elsewhere(toy_html: str) -> None:
    outside = re.compile(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|@import|url\((?!["']?data:)""")
    markup = re.sub(r"<script\b.*?</script>", "", toy_html, flags=re.S)
    assert outside.findall(markup) == []
    assert "sourceMappingURL" not in toy_html + assets.code()


def test_the_policy_lets_nothing_in(toy_html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', toy_html)
    assert policy
    directives = dict(d.split(" ", 1) for d in policy.group(1).split("; "))
    assert directives["default-src"] == "'none'"
    assert "connect-src" not in directives
    assert "unsafe" not in policy.group(1)
    assert all(s.startswith("'sha256-") for s in directives["script-src"].split())


def test_vendored_files_are_the_ones_declared() -> None:
    declared = json.loads((ASSETS / "VENDORED.json").read_text("utf-8"))
    found = {p.relative_to(ASSETS).as_posix() for p in (ASSETS / "leaflet").iterdir()}
    assert found - {"leaflet/LICENSE"} == set(declared)
    for name, entry in declared.items():
        assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == entry["sha256"], name
        assert entry["licence"] and entry["version"]


def test_both_languages_have_the_same_texts_and_placeholders() -> None:
    zh, en = (texts.section("map", each) for each in Language)
    assert set(zh) == set(en)
    for key in zh:
        assert sorted(re.findall(r"\{\w+\}", zh[key])) == sorted(re.findall(r"\{\w+\}", en[key])), (
            key
        )
        assert zh[key].strip()
        assert en[key].strip()


def keys_in_use() -> set[str]:
    used = set(re.findall(r'\btextOf\(\s*(?:\w+ \? )?"([a-z_]+\.[a-z0-9_]+)"', SCRIPT))
    used |= set(re.findall(r'"([a-z]+\.[a-z0-9_]+)"', SCRIPT)) & set(texts.section("map"))
    return used | set(re.findall(r'data-t(?:-label|-hint)?="([^"]+)"', assets.text("page.html")))


def test_no_text_is_missing_and_none_is_left_over() -> None:
    known = set(texts.section("map"))
    used = keys_in_use()
    assert used - known == set()
    composed = set(re.findall(r"textOf\(`([a-z]+\.)\$\{", SCRIPT))
    left_over = {k for k in known - used if not any(k.startswith(c) for c in composed)}
    assert left_over == set()


def test_an_english_page_opens_in_english(toy_frames: EditionFrames) -> None:
    html = render_page(toy_frames, language="en")
    assert '<html lang="en">' in html
    assert "<title>County types: Zuoshan</title>" in html
    assert ">Legend<" in html


def test_titles_are_escaped_in_markup(toy_frames: EditionFrames) -> None:
    edition = dataclasses.replace(toy_frames.edition, name='<img src=x onerror="alert(1)">')
    html = render_page(dataclasses.replace(toy_frames, edition=edition))
    assert "<img" not in html


def test_a_map_with_a_layer_of_its_own_carries_all_of_leaflet(toy_frames: EditionFrames) -> None:
    m = county_map(toy_frames)
    folium.Marker([32, 101]).add_to(m)
    assert not m.get_root().has_whole_leaflet
    with_marker = m.get_root().render()
    assert m.get_root().has_whole_leaflet
    assert len(with_marker) > len(render_page(toy_frames)) + 10_000
    assert "Icon" in assets.code(is_whole=True)
    assert "L.Icon" not in assets.code()


def test_a_county_map_is_a_folium_map_that_takes_layers(toy_frames: EditionFrames) -> None:
    m = county_map(toy_frames)
    assert isinstance(m, folium.Map)
    folium.Marker([32, 101], tooltip="here").add_to(m)
    html = m.get_root().render()
    assert "L.marker" in html
    assert "cdn" not in re.sub(r"<script\b.*?</script>", "", html, flags=re.S)
    assert m._repr_html_().startswith("<iframe")


def test_rendering_twice_gives_the_same(toy_frames: EditionFrames) -> None:
    figure = county_map(toy_frames).get_root()
    assert figure.render() == figure.render()


def test_a_tile_layer_turns_the_map_to_web_mercator(toy_frames: EditionFrames) -> None:
    m = county_map(toy_frames)
    assert "L.CRS.CountyAlbers" in m.get_root().render()
    folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="example").add_to(m)
    assert "L.CRS.EPSG3857" in m.get_root().render()


def test_no_script_writes_markup() -> None:
    script = SCRIPT + assets.boot() + (ASSETS / assets.PAGE).read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script)


def test_a_page_is_titled_after_its_first_theme_unless_that_is_the_main_one(
    toy_frames: EditionFrames,
) -> None:
    themes = [
        Theme("aid", "帮扶县", "Assistance", ("potential",), is_main=m) for m in (True, False)
    ]
    titles = [
        shell.page_parts(dataclasses.replace(toy_frames, themes=(theme,)), language=language).title
        for theme in themes
        for language in ("zh", "en")
    ]
    assert titles == [
        "左山省县区类型地图",
        "County types: Zuoshan",
        "左山省帮扶县地图",
        "Assistance: Zuoshan",
    ]
