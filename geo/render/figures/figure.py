"""Drawing a figure of an edition and writing it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from geo.draw.output import write_page
from geo.draw.page import Page
from geo.errors import RenderError
from geo.records.written import Typology
from geo.render.figure_kinds import FIGURES
from geo.render.figures.atlas import Atlas
from geo.render.figures.marginalia import FigureWords
from geo.voice.voice import Voice

if TYPE_CHECKING:
    from geo.schema import EditionFrames


def write_figure(
    shown: EditionFrames | Atlas,
    path: Path | Sequence[Path],
    *,
    voice: Voice | None = None,
    kind: str = "edition",
    typology: str | None = None,
) -> None:
    """Draw one figure of an edition, A4 landscape, and write it to each path.

    Parameters
    ----------
    shown : EditionFrames or Atlas
        All geometry in :data:`geo.crs.STORAGE` degrees. Several figures of one atlas compute the
        map of their edition once; an atlas may also have a font of its own.
    path : Path or sequence of Path
        ``.png`` (300 dpi), ``.svg`` (text stays text) or ``.pdf``. Several paths are drawn once.
    kind : str
        A key of :data:`geo.render.figure_kinds.FIGURES`: ``edition`` (all types on one map),
        ``typology`` (one of them, with its lists), ``multiples`` (small maps side by side),
        ``overlap`` (where types meet) or ``statistics`` (counts, shares of area, agencies).
    typology : str, optional
        Key of the type that ``kind="typology"`` shows.
    voice : Voice, optional
        The language of the page and of the frames; Chinese by default.

    Raises
    ------
    RenderError
        If a suffix, kind or typology is unknown, or the font lacks a character of the page.
    """
    words = FigureWords(voice or Voice())
    atlas = shown if isinstance(shown, Atlas) else Atlas(shown)
    paths = [path] if isinstance(path, Path) else list(path)
    page, title = _draw(atlas, words, kind, typology)
    write_page(page, paths, title=title)


def _typology(frames: EditionFrames, key: str | None) -> Typology:
    found = next((t for t in frames.typologies if t.key == key), None)
    if found is None:
        known = ", ".join(t.key for t in frames.typologies)
        raise RenderError(f"typology {key!r}: a figure of one type needs one of {known}")
    return found


def _draw(atlas: Atlas, words: FigureWords, kind: str, typology: str | None) -> tuple[Page, str]:
    if kind not in FIGURES:
        raise RenderError(f"figure kind {kind!r}: choose one of {', '.join(FIGURES)}")
    found = FIGURES[kind]
    of = [_typology(atlas.frames, typology)] if found.is_of_typology else []
    drawn: tuple[Page, str] = import_module(f"{__package__}.{found.module}").draw(atlas, words, *of)
    return drawn
