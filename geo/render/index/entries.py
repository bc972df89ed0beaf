"""What the index page says about each edition, as values."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from geo.errors import RenderError
from geo.looks import in_order, standings
from geo.records.resolved import Edition
from geo.records.written import Typology
from geo.vocabulary import Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: The map's frame on an A4 page of :mod:`geo.render.figures`, as shares of width and height: left,
#: top, right, bottom. The rest of the page is too small to read in a thumbnail.
MAP_WINDOW = (0.057, 0.176, 0.724, 0.893)

#: Pixels; a card is at most this wide on screens of double density.
THUMBNAIL_WIDTH = 900
THUMBNAIL_START = "data:image/png;base64,"


@dataclass(frozen=True)
class IndexFile:
    """A file to open or download. ``path`` is relative to the index, with forward slashes."""

    path: str
    title: str
    size: int
    note: str = ""

    def __post_init__(self) -> None:
        parts = PurePosixPath(self.path).parts
        if not parts or self.path.startswith("/") or ".." in parts or "\\" in self.path:
            raise RenderError(f"{self.path!r}: the index links only to files inside its folder")

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix.removeprefix(".").upper()


@dataclass(frozen=True)
class TypologyCount:
    """How many counties an edition has of one type, by how sure it is."""

    typology: Typology
    listed: int
    derived: int
    candidate: int = 0


@dataclass(frozen=True)
class IndexDocument:
    """A document with what its text gives; empty where it gives nothing.

    ``title`` is in the page's language; ``original`` is the title as printed, where that is
    another one.
    """

    title: str
    issuer: str = ""
    number: str = ""
    issued: str = ""
    original: str = ""


@dataclass(frozen=True)
class IndexEntry:
    """One edition's card.

    ``page`` is its interactive map. ``thumbnail`` is a data URI (:func:`thumbnail`) or empty.
    """

    edition: Edition
    county_count: int
    counts: tuple[TypologyCount, ...]
    documents: tuple[IndexDocument, ...]
    task_count: int = 0
    page: IndexFile | None = None
    files: tuple[IndexFile, ...] = ()
    thumbnail: str = ""

    def __post_init__(self) -> None:
        if self.thumbnail and not self.thumbnail.startswith(THUMBNAIL_START):
            raise RenderError(f"{self.edition.key}: a thumbnail is a PNG as a data URI")


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
            height = round(picture.height * width / picture.width)
            small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    except UnidentifiedImageError as error:
        raise RenderError(f"{figure.name}: no picture to make a thumbnail from") from error
    palette = small.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(path, format="PNG", optimize=True)


def thumbnail(picture: Path) -> str:
    """A small picture as a data URI, for the index to carry."""
    return THUMBNAIL_START + base64.b64encode(picture.read_bytes()).decode("ascii")


def typology_counts(frames: EditionFrames) -> tuple[TypologyCount, ...]:
    """Counties per type in legend order; types that the edition does not have are left out.

    A county counts once per type, with the best standing that any clause gives it.
    """
    counts = Counter((key, s) for (_, key), s in standings(frames.assignments).items())
    return tuple(
        TypologyCount(t, *(counts[t.key, s] for s in Standing))
        for t in in_order(frames.typologies)
        if any(counts[t.key, s] for s in Standing)
    )


def index_documents(frames: EditionFrames) -> tuple[IndexDocument, ...]:
    """The documents of an edition."""
    return tuple(
        IndexDocument(str(row.title), str(row.issuer), str(row.number), str(row.issued))
        for row in frames.documents.itertuples(index=False)
    )
