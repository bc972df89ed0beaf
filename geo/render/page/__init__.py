"""The interactive map of an edition: one HTML file that loads nothing, or a ``folium.Map``.

The page's behaviour is its own script (``web/src``, bundled); Leaflet moves and zooms; folium
is the frame. Geometry, names and tasks travel inside the page, packed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.vocabulary import Language

if TYPE_CHECKING:
    import folium

    from geo.render.page.records import NameIndex, Voices
    from geo.schema import EditionFrames


def county_map(
    frames: EditionFrames,
    *,
    language: Language | str = Language.ZH,
    name_index: NameIndex | None = None,
    voices: Voices | None = None,
) -> folium.Map:
    """An edition's map for a notebook: a real ``folium.Map`` that takes any folium layer.

    Parameters
    ----------
    frames : EditionFrames
        As the join makes them, or localised to Chinese.
    language : Language
        What the page opens in; it can be switched on the page.
    name_index : mapping of county code → form → text, optional
        Further written forms for the search: ``official``, ``short``, ``old``, ``alias``,
        ``traditional``, ``pinyin``, ``initials``; several texts of a form are joined by ``、``.
    voices : mapping of Language to Voice, optional
        The words of each language (``Inputs.voices``); without them only the names of types and
        of the edition are in another language than Chinese.

    Raises
    ------
    RenderError
        If a county, a province or a line has no geometry that can be drawn.
    """
    from geo.render.page.notebook import CountyMap
    from geo.render.page.shell import page_parts

    return CountyMap(page_parts(frames, language=language, name_index=name_index, voices=voices))


def render_page(
    frames: EditionFrames,
    *,
    language: Language | str = Language.ZH,
    name_index: NameIndex | None = None,
    voices: Voices | None = None,
    version: str = "",
) -> str:
    """An edition's self-contained page: zero requests, strict policy, equal bytes each time.

    Parameters are those of :func:`county_map`; ``version`` is this package's, for the page's
    ``generator`` entry.

    Raises
    ------
    RenderError
        If a county, a province or a line has no geometry that can be drawn.
    """
    from geo.render.page import shell

    parts = shell.page_parts(frames, language=language, name_index=name_index, voices=voices)
    return shell.page(parts, generator=f"county-typology {version}".strip())
