"""The one way in: draw a figure of an edition and write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from geo.draw.lettering import FONT_FILE
from geo.draw.output import write_page
from geo.draw.page import Page
from geo.errors import RenderError
from geo.records.written import Typology
from geo.render.figures.charts import draw_statistics
from geo.render.figures.edition_map import draw_edition
from geo.render.figures.marginalia import Words
from geo.render.figures.multiples import draw_multiples
from geo.render.figures.national import draw_national, is_national
from geo.render.figures.overlap import draw_overlap
from geo.render.figures.single import draw_single
from geo.vocabulary import Language

if TYPE_CHECKING:
    from geo.schema import EditionFrames

FigureKind = Literal["edition", "typology", "multiples", "overlap", "statistics"]
FIGURE_KINDS: tuple[FigureKind, ...] = get_args(FigureKind)


def write_figure(
    frames: EditionFrames,
    path: Path | Sequence[Path],
    *,
    language: Language | str = Language.ZH,
    kind: FigureKind = "edition",
    typology: str | None = None,
    english_names: Mapping[str, str] | None = None,
    english_agencies: Mapping[str, str] | None = None,
    font: Path = FONT_FILE,
) -> None:
    """Draw one figure of an edition, A4 landscape, and write it to each path.

    Parameters
    ----------
    frames : EditionFrames
        All geometry in :data:`geo.crs.STORAGE` degrees.
    path : Path or sequence of Path
        ``.png`` (300 dpi), ``.svg`` (text stays text) or ``.pdf``. Several paths are drawn once.
    kind : str
        ``edition`` (all types on one map), ``typology`` (one of them, with its lists),
        ``multiples`` (small maps side by side), ``overlap`` (where types meet) or ``statistics``
        (counts, shares of area, agencies).
    typology : str, optional
        Key of the type that ``kind="typology"`` shows.
    language : Language
        Chinese, or English with Chinese where no English name is known.
    english_names : mapping of str to str, optional
        County (or province) code to English name.
    english_agencies : mapping of str to str, optional
        Agency as lists name it to English name, for ``statistics``.
    font : Path
        A font file; the one beside this package by default.

    Raises
    ------
    RenderError
        If a suffix, kind or typology is unknown, or the font lacks a character of the page.
    """
    words = Words(Language(language), english_names, english_agencies)
    paths = [path] if isinstance(path, Path) else list(path)
    page, title = _draw(frames, words, kind, typology, font)
    write_page(page, paths, title=title)


def _typology(frames: EditionFrames, key: str | None) -> Typology:
    found = next((t for t in frames.typologies if t.key == key), None)
    if found is None:
        known = ", ".join(t.key for t in frames.typologies)
        raise RenderError(f"typology {key!r}: a figure of one type needs one of {known}")
    return found


def _draw(
    frames: EditionFrames, words: Words, kind: str, typology: str | None, font: Path
) -> tuple[Page, str]:
    if kind == "typology":
        return draw_single(frames, words, _typology(frames, typology), font=font)
    if kind == "multiples":
        return draw_multiples(frames, words, font=font)
    if kind == "overlap":
        return draw_overlap(frames, words, font=font)
    if kind == "statistics":
        return draw_statistics(frames, words, font=font)
    if kind == "edition":
        draw = draw_national if is_national(frames) else draw_edition
        return draw(frames, words, font=font)
    raise RenderError(f"figure kind {kind!r}: choose one of {', '.join(FIGURE_KINDS)}")
