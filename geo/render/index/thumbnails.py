"""Small copies of figures, embedded in the index page."""

from __future__ import annotations

import base64
from pathlib import Path

from geo.content.entries import THUMBNAIL_START
from geo.draw.page import A4_LANDSCAPE
from geo.errors import RenderError

#: Pixels; a card is at most this wide on screens of double density.
THUMBNAIL_WIDTH = 900


def write_thumbnail(figure: Path, path: Path, *, width: int = THUMBNAIL_WIDTH) -> None:
    """Write a small copy of a PNG figure; same picture, same bytes.

    Raises
    ------
    RenderError
        If the file is no picture.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(figure) as picture:
            # The index shows the map, not the sheets of notes that may follow it.
            first = min(picture.height, round(picture.width * A4_LANDSCAPE[1] / A4_LANDSCAPE[0]))
            height = round(first * width / picture.width)
            sheet = picture.crop((0, 0, picture.width, first))
            small = sheet.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    except UnidentifiedImageError as error:
        raise RenderError(f"{figure.name}: no picture to make a thumbnail from") from error
    palette = small.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(path, format="PNG", optimize=True)


def thumbnail(picture: Path) -> str:
    """A small picture as a data URI, to embed in the index."""
    return THUMBNAIL_START + base64.b64encode(picture.read_bytes()).decode("ascii")
