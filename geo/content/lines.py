"""Text for the renderers: lines, and tables of lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.records.written import Typology
from geo.vocabulary import Standing

Tone = Literal["plain", "strong", "quiet", "listed", "derived", "candidate"]


@dataclass(frozen=True)
class Line:
    """A stretch of text. ``typology`` puts its swatch before it, drawn as ``standing`` says."""

    text: str
    tone: Tone = "plain"
    typology: Typology | None = None
    standing: Standing = Standing.LISTED


Cell = tuple[Line, ...]


def lines(*texts: str, tone: Tone = "plain") -> Cell:
    """One line for each text that is not empty."""
    return tuple(Line(t, tone) for t in texts if t)


@dataclass(frozen=True)
class TableColumn:
    """``share`` is the column's part of the table's width, relative to the other columns."""

    title: str
    share: float
    is_number: bool = False


@dataclass(frozen=True)
class TableRow:
    """Cells of one row; a group row has one cell over the whole width."""

    cells: tuple[Cell, ...]
    is_group: bool = False


@dataclass(frozen=True)
class TableSection:
    """A heading, a note under it and a table."""

    key: str
    heading: str
    note: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    is_dense: bool = False


@dataclass(frozen=True)
class CaptionedTable:
    """A table with a caption; ``note`` follows it and says what it leaves out."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    note: str = ""
    is_dense: bool = False
