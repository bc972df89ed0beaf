"""The page as a real :class:`folium.Map`, for notebooks and for adding layers to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Template

from geo.errors import RenderError
from geo.render.page import shell

#: Options of Leaflet's map beyond folium's own.
MAP_OPTIONS = {
    "zoom_snap": 0.05,
    "zoom_delta": 0.5,
    "wheel_px_per_zoom_level": 110,
    "box_zoom": False,
}


class CountyFigure(Figure):
    """folium's figure, written as the page's own HTML document."""

    def __init__(self, language: str) -> None:
        super().__init__(height="720px")
        self._language = language
        self.has_whole_leaflet = False
        self.header._children.clear()

    def render(self, **kwargs: Any) -> str:
        for child in list(self._children.values()):
            child.render(**kwargs)
        # branca indents what it joins; the page's own text has no such margin.
        script = self.script.render(**kwargs).strip()
        return shell.document(
            language=self._language,
            policy=self._policy(script) if kwargs.get("strict") else "",
            head=self.header.render(**kwargs).strip(),
            body=self.html.render(**kwargs).strip(),
            script=script,
        )

    def _policy(self, script: str) -> str:
        return shell.policy_for(script, is_whole=self.has_whole_leaflet)


class CountyLayer(MacroElement):
    """Passes Leaflet's map to the page's script, which draws the counties and their data."""

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "countyTypology.start({{ this._parent.get_name() }});\n"
        "{% endmacro %}"
    )


class CountyMap(folium.Map):
    """A :class:`folium.Map` in the element ``#map`` that loads nothing from anywhere.

    Any folium layer can be added. With a tile layer the map turns to Web Mercator, which tiles
    are cut for; without, it keeps the equal-area projection of the region.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (folium's own way of declaring them)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, parts: shell.PageParts, *, generator: str = "") -> None:
        options: dict[str, Any] = dict(MAP_OPTIONS)
        super().__init__(
            location=parts.centre, tiles=None, zoom_start=6, crs="CountyAlbers", **options
        )
        self._page_parts = parts
        self._generator = generator
        figure = CountyFigure(parts.html_language)
        figure.add_child(self)
        layer: Any = CountyLayer
        self.add_child(layer(), name="county-layer")

    def get_name(self) -> str:
        return "map"

    def render(self, **kwargs: Any) -> str:
        figure = self.get_root()
        if not isinstance(figure, CountyFigure):
            raise RenderError("a county map renders inside its own figure; do not re-parent it")
        if any(isinstance(child, folium.TileLayer) for child in self._children.values()):
            self.crs = "EPSG3857"
        others = [c for c in self._children.values() if not isinstance(c, CountyLayer)]
        # An added layer may need any part of Leaflet; the counties need a third of it.
        parts = replace(self._page_parts, has_whole_leaflet=bool(others))
        figure.has_whole_leaflet = parts.has_whole_leaflet
        head = shell.head(parts, generator=self._generator)
        figure.header.add_child(Element(_verbatim(head)), name="page-head")
        container = self._template.module.html(self, kwargs)
        body = shell.body(parts, container.strip())
        figure.html.add_child(Element(_verbatim(body)), name="page")
        figure.script.add_child(
            Element(_verbatim(self._template.module.script(self, kwargs))), name="map"
        )
        for child in list(self._children.values()):
            child.render(**kwargs)
        return ""


def kept_script(parts: shell.PageParts) -> str:
    """folium's script of a page with the centre left open: what ``assets/folium/map.js`` holds."""
    figure: Any = CountyMap(replace(parts, centre=(0.0, 0.0))).get_root()
    figure.render()
    script: str = figure.script.render().strip()
    return script


def _verbatim(text: str) -> str:
    """Text escaped so that branca's template engine leaves its braces alone."""
    return "{% raw %}" + text + "{% endraw %}"
