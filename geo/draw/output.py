"""Writing one page as PNG, SVG or PDF: same page, same bytes.

SVG keeps text as text. A halo is then a second text under the first, because an outline painted
through effects would turn the letters into shapes that cannot be searched or edited.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geo.draw.lettering import FAMILIES, check_covered, font_face
from geo.draw.page import FINE, HALO, Page, halo_points
from geo.errors import RenderError
from geo.looks import PAPER

DPI = 300
#: Of zlib, for PNG: 3 is twice as fast as 6 and costs a hundredth more bytes.
_EFFORT = 3
_HALO_TEXT = re.compile(
    rf'(<g id="(?P<gid>{HALO}-(?:{FINE})?\d+)">\s*(?:<!--.*?-->\s*)?<text) style="', re.DOTALL
)

_PATH = re.compile(r' d="[^"]*"')
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def _rounded(number: re.Match[str]) -> str:
    """A hundredth of a point is finer than any printer; six decimals double the file."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _settings() -> Any:
    return {
        "svg.fonttype": "none",
        "font.sans-serif": ["sans-serif"],
        "svg.hashsalt": "county-typology",
        "pdf.fonttype": 42,
        "path.simplify": True,
        "path.simplify_threshold": 0.12,
        "agg.path.chunksize": 0,
        "axes.unicode_minus": False,
    }


def _outlined(halo: re.Match[str]) -> str:
    """The halo's text with its outline, left out of what is read aloud."""
    width = 2 * halo_points(halo["gid"])
    outline = f"stroke: {PAPER}; stroke-width: {width}; stroke-linejoin: round; "
    return f'{halo[1]} aria-hidden="true" style="{outline}'


def _set_halos(page: Page, *, painted: bool) -> None:
    from matplotlib.patheffects import AbstractPathEffect, Stroke

    for text in page.axes.texts:
        if (text.get_gid() or "").startswith(f"{HALO}-"):
            effects: list[AbstractPathEffect] = []
            if painted:
                width = 2 * halo_points(text.get_gid() or "")
                effects = [Stroke(linewidth=width, foreground=text.get_color())]
            text.set_path_effects(effects)


def _set_families(page: Page, families: Sequence[str]) -> None:
    for text in page.axes.texts:
        text.set_fontfamily(families)


def _svg(page: Page, title: str) -> bytes:
    _set_halos(page, painted=False)
    _set_families(page, FAMILIES)
    target = io.StringIO()
    metadata = {"Date": None, "Creator": "county-typology", "Title": title}
    with page.shown(page.bottom, page.height):
        page.figure.savefig(target, format="svg", metadata=metadata)
    _set_families(page, FAMILIES[:1])
    svg = _HALO_TEXT.sub(_outlined, target.getvalue())
    svg = _PATH.sub(lambda d: _LONG_NUMBER.sub(_rounded, d[0]), svg)
    face = font_face(page.texts(), font=page.font)
    return svg.replace("</style>", f"{face}</style>", 1).encode("utf-8")


def _png(page: Page, title: str, *, dpi: float = DPI) -> bytes:
    """The page's pixels, opaque: without an alpha channel, encoded at a third of zlib's effort, a
    file takes half the time and is smaller than matplotlib's own."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    _set_halos(page, painted=True)
    canvas: Any = FigureCanvasAgg(page.figure)
    usual = page.figure.dpi
    with page.shown(page.bottom, page.height):
        page.figure.set_dpi(dpi)
        canvas.draw()
        pixels = canvas.buffer_rgba()
        size = (pixels.shape[1], pixels.shape[0])
        picture = Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")
        page.figure.set_dpi(usual)
    about = PngInfo()
    if title:
        about.add_itxt("Title", title)
    target = io.BytesIO()
    picture.save(target, "PNG", dpi=(dpi, dpi), pnginfo=about, compress_level=_EFFORT)
    return target.getvalue()


def _pdf(page: Page, title: str) -> bytes:
    from matplotlib.backends.backend_pdf import PdfPages

    _set_halos(page, painted=True)
    target = io.BytesIO()
    metadata = {"CreationDate": None, "Creator": "county-typology", "Producer": None}
    with PdfPages(target, metadata={**metadata, "Title": title}) as document:
        for number in range(page.sheets):
            with page.shown_sheet(number):
                document.savefig(page.figure)
    return target.getvalue()


_FORMATS: dict[str, Callable[[Page, str], bytes]] = {".png": _png, ".svg": _svg, ".pdf": _pdf}


@contextmanager
def _drawing(page: Page) -> Iterator[None]:
    """Settings under which the same page gives the same bytes and a missing glyph is an error."""
    check_covered(page.texts(), font=page.font)
    from matplotlib import rc_context

    with rc_context(_settings()), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        try:
            yield
        except UserWarning as missing:
            raise RenderError(str(missing)) from missing


def write_page(page: Page, paths: Sequence[Path], *, title: str) -> None:
    """Write the page to each path, by its suffix.

    Raises
    ------
    RenderError
        If a suffix is not one that figures have, or the font lacks a character.
    """
    unknown = [p.name for p in paths if p.suffix not in _FORMATS]
    if unknown:
        raise RenderError(f"{unknown}: a figure is written as {', '.join(_FORMATS)}")
    with _drawing(page):
        for path in paths:
            path.write_bytes(_FORMATS[path.suffix](page, title))


def small_png(page: Page, *, dpi: float) -> bytes:
    """The page as PNG in 255 colours, at a third of the bytes: an edition has many of them.

    Raises
    ------
    RenderError
        If the font lacks a character.
    """
    from PIL import Image

    with _drawing(page):
        png = _png(page, "", dpi=dpi)
    target = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(
            255, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        few.save(target, "PNG", optimize=True)
    return target.getvalue()
