"""The page's files: markup, styles, scripts and the vendored Leaflet, read once per process."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: The script in the page's head, which unpacks the rest, and the page's own script: bundles that
#: ``web/build.js`` makes of the modules in ``web/src``.
BOOT = "bundle/boot.js"
PAGE = "bundle/page.js"


def root() -> Traversable:
    return files("geo.render") / "assets"


@cache
def text(name: str) -> str:
    """One text file of the assets folder."""
    return (root() / name).read_text(encoding="utf-8")


def _image(name: str) -> str:
    encoded = base64.b64encode((root() / "leaflet" / name).read_bytes()).decode("ascii")
    return f"data:image/png;base64,{encoded}"


@cache
def leaflet_style(*, is_whole: bool = False) -> str:
    """Style of the part of Leaflet that the page uses, or of all of it with its images inside."""
    if not is_whole:
        return text("leaflet/leaflet-map.css")
    # What only old Internet Explorers read would be taken for a request.
    style = re.sub(r"[^\n]*behavior: url\(#default#VML\);\n", "", text("leaflet/leaflet.css"))
    for name in ("layers-2x.png", "layers.png"):
        style = style.replace(f"url(images/{name})", f'url("{_image("layers.png")}")')
    return style.replace("url(images/marker-icon.png)", f'url("{_image("marker-icon.png")}")')


def _leaflet(*, is_whole: bool) -> str:
    if not is_whole:
        return text("leaflet/leaflet-map.js")
    icons = (
        f'L.Icon.Default.mergeOptions({{imagePath:"",iconUrl:"{_image("marker-icon.png")}",'
        f'iconRetinaUrl:"{_image("marker-icon.png")}",shadowUrl:"{_image("marker-shadow.png")}"}});'
        "delete L.Icon.Default.prototype._getIconUrl;"
    )
    return f"{text('leaflet/leaflet.js')}\n{icons}\n"


@cache
def boot() -> str:
    """The script in the page's head."""
    return text(BOOT)


@cache
def code(*, is_whole: bool = False) -> str:
    """Leaflet and the page's own script as one script.

    The page itself needs a third of Leaflet; ``is_whole`` is for maps with further layers.
    """
    return _leaflet(is_whole=is_whole) + text(PAGE)
