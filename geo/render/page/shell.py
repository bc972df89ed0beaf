"""The HTML around the map: one text for pages written to disk and for folium's own rendering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from geo import looks
from geo.render.page import assets, pack
from geo.render.page.records import NameIndex, Voices, page_records, page_words
from geo.render.page.shapes import page_geometry
from geo.render.still import content_policy
from geo.vocabulary import Language
from geo.voice import texts
from geo.voice.voice import DOCUMENTS

if TYPE_CHECKING:
    from geo.schema import EditionFrames
    from geo.voice.voice import Voice

SECTION = "map"
#: In the kept script, the place where folium writes the map's centre.
CENTRE = "[0.0, 0.0]"
#: The last script runs when the body has been read. Where ``blocking`` is known nothing is painted
#: before it has run; elsewhere, and on a busy machine, an empty page may be.
STARTED = ' type="module" blocking="render"'
BOOT_CALL = 'countyTypologyPack.run("page-code");'
_FILLED = re.compile(r'(<(?P<tag>[a-z0-9]+)(?:\s[^>]*)?\sdata-t="(?P<key>[^"]+)"[^>]*>)')
_LABELLED = re.compile(r'data-t-(?P<what>label|hint)="(?P<key>[^"]+)"')
_ATTRIBUTES = {"label": "aria-label", "hint": "placeholder"}


@dataclass(frozen=True)
class PageParts:
    """What one page consists of.

    Attributes
    ----------
    title : str
    html_language : str
        The page's ``lang``.
    centre : (latitude, longitude) in degrees, where Leaflet's map begins.
    blocks : mapping of element id → text
        Packed geometry, records and the records' English.
    projection : JSON
        Parameters of the map's projection.
    before_map, after_map : str
        The body around the map's container, texts filled in.
    has_whole_leaflet : bool
        Whether the page contains all of Leaflet, for added layers, or only what it uses.
    """

    title: str
    html_language: str
    centre: tuple[float, float]
    blocks: Mapping[str, str]
    projection: str
    before_map: str
    after_map: str
    has_whole_leaflet: bool = False


@cache
def _packed_code(*, is_whole: bool) -> str:
    return pack.deflated(assets.code(is_whole=is_whole).encode("utf-8"))


@cache
def _body(language: Language) -> tuple[str, str]:
    """The body's two halves, every text in place, so that nothing moves when the script starts."""
    words = {key: escape(value) for key, value in texts.section(SECTION, language).items()}
    filled = _FILLED.sub(lambda m: m.group(1) + words[m.group("key")], assets.text("page.html"))
    labelled = _LABELLED.sub(
        lambda m: f'{m.group(0)} {_ATTRIBUTES[m.group("what")]}="{words[m.group("key")]}"', filled
    )
    before, _, after = labelled.partition("<!--MAP-->")
    return before, after


def _title(frames: EditionFrames, voice: Voice) -> str:
    """Title of the page with its first theme; the project's main theme is not named in it."""
    edition = voice.quoted(frames.edition.name)
    if not frames.themes or frames.themes[0].is_main:
        return voice.text(SECTION, "page.title", edition=edition)
    theme = voice.quoted(frames.themes[0].name)
    return voice.text(SECTION, "page.title_of_theme", edition=edition, theme=theme)


def page_parts(
    frames: EditionFrames,
    *,
    language: Language | str,
    name_index: NameIndex | None = None,
    voices: Voices | None = None,
) -> PageParts:
    """Everything of a page but Leaflet's map itself."""
    voices = voices or frames.voices()
    voice = voices[Language(language)]
    geometry = page_geometry(frames)
    chinese = frames.told(voices[DOCUMENTS])
    records = page_records(chinese, geometry.anchors, voices, name_index)
    other = next(each for each in voices.values() if each.language is not DOCUMENTS)
    words = page_words(chinese, frames.told(other), other)
    records["looks"] = looks.as_data()
    # A region that is less than its province is named after what surrounds it.
    records["hasSurroundings"] = any(not c.endswith("0000") for c in frames.edition.region_codes)
    records["language"] = str(voice.language)
    records["texts"] = {str(each): texts.section(SECTION, each) for each in voices}
    west, south, east, north = (float(v) for v in frames.counties.total_bounds)
    before, after = _body(voice.language)
    title = _title(frames, voice)
    heading = f'<h1 id="page-title">{escape(title)}'
    return PageParts(
        title=title,
        html_language=voice.text("voice", "page-tag"),
        centre=(round((south + north) / 2, 4), round((west + east) / 2, 4)),
        blocks={
            "page-geometry": geometry.stream,
            "page-records": pack.deflated(pack.compact_json(records).encode("utf-8")),
            "page-english": pack.deflated(pack.compact_json(words).encode("utf-8")),
        },
        projection=pack.compact_json(geometry.projection),
        before_map=before.replace('<h1 id="page-title">', heading),
        after_map=after,
    )


def _styles(*, is_whole: bool) -> tuple[str, str]:
    return assets.leaflet_style(is_whole=is_whole), assets.text("map.css")


def _carrier(name: str, block: str) -> str:
    # What is shown at once begins to be unpacked before a script asks for it.
    mark = "" if name == "page-english" else " data-packed"
    return f'<script type="text/plain" id="{name}"{mark}>{block}</script>'


def head(parts: PageParts, *, generator: str = "") -> str:
    """Inside of ``<head>`` after the character set and the policy."""
    lines = ['<meta name="viewport" content="width=device-width, initial-scale=1">']
    if generator:
        lines.append(f'<meta name="generator" content="{escape(generator)}">')
    lines.append(f"<title>{escape(parts.title)}</title>")
    is_whole = parts.has_whole_leaflet
    lines += [f"<style>{style}</style>" for style in _styles(is_whole=is_whole)]
    blocks = dict(parts.blocks)
    blocks["page-code"] = _packed_code(is_whole=is_whole)
    lines += [_carrier(name, block) for name, block in blocks.items()]
    projection = f'<script type="application/json" id="page-projection">{parts.projection}'
    lines.append(f"{projection}</script>")
    lines += [f"<script>{script}</script>" for script in (assets.boot(), BOOT_CALL)]
    return "\n".join(lines)


def document(*, language: str, policy: str, head: str, body: str, script: str) -> str:
    """The whole HTML document."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n' if policy else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n{meta}'
        f'{head}\n</head>\n<body class="has-table">\n{body}\n<script{STARTED}>{script}</script>\n'
        "</body>\n</html>\n"
    )


def body(parts: PageParts, container: str) -> str:
    return (parts.before_map + container + parts.after_map).strip()


def page(parts: PageParts, *, generator: str = "") -> str:
    """The page as folium renders it, without the second that importing folium takes.

    What folium writes, the map's container and the script that makes the map, is kept in
    ``assets/folium``; a test renders both ways and compares the bytes.
    """
    latitude, longitude = parts.centre
    script = assets.text("folium/map.js").replace(CENTRE, f"[{latitude}, {longitude}]")
    return document(
        language=parts.html_language,
        policy=policy_for(script, is_whole=False),
        head=head(parts, generator=generator),
        body=body(parts, assets.text("folium/container.html").strip()),
        script=script,
    )


def policy_for(script: str, *, is_whole: bool) -> str:
    """Content Security Policy of a page whose last script is ``script``."""
    scripts = (assets.boot(), BOOT_CALL, assets.code(is_whole=is_whole), script)
    return content_policy(_styles(is_whole=is_whole), scripts=scripts)
