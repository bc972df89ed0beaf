"""The statistics of an edition as captioned tables in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.content.edition_words import EditionWords
from geo.content.extents import COMPLETE, completeness
from geo.content.lines import CaptionedTable, TableColumn, TableRow, lines

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames

#: Rows of the longest table; the workbook has all of them.
MOST_ROWS = 30

_COUNTS = ("county_count", "listed_count", "derived_count", "candidate_count")
_ROLE_COUNTS = ("task_count", "lead_count", "responsible_count", "cooperating_count")

Record = Mapping[Any, Any]


def text_row(*cells: str) -> TableRow:
    """A row of plain text."""
    return TableRow(tuple(lines(cell) for cell in cells))


def _captioned(
    words: EditionWords,
    caption: str,
    columns: Sequence[TableColumn],
    rows: Iterable[TableRow],
) -> CaptionedTable:
    every = tuple(rows)
    left_out = len(every) - MOST_ROWS
    note = words.say("more-rows", count=left_out) if left_out > 0 else ""
    return CaptionedTable(caption, tuple(columns), every[:MOST_ROWS], note)


def _column(words: EditionWords, key: str, share: float, *, is_number: bool = False) -> TableColumn:
    return TableColumn(words.say(f"column-{key}"), share, is_number)


def _count_columns(words: EditionWords, counts: Sequence[str]) -> list[TableColumn]:
    shares = {**dict.fromkeys(counts, 11), "area_km2": 15, "county_share": 12, "area_share": 12}
    return [_column(words, key, share, is_number=True) for key, share in shares.items()]


def _count_cells(row: Record, counts: Sequence[str]) -> tuple[str, ...]:
    shares = (f"{row[c] * 100:.1f}%" for c in ("county_share", "area_share"))
    return (*(str(int(row[c])) for c in counts), _area(row), *shares)


def _area(row: Record) -> str:
    return f"{row['area_km2']:,.0f}"


def _counts_of(frame: pd.DataFrame) -> Sequence[str]:
    """Counts by basis only where something is not listed."""
    is_plain = not (frame["derived_count"].any() or frame["candidate_count"].any())
    return ("county_count",) if is_plain else _COUNTS


def _totals(frame: pd.DataFrame, frames: EditionFrames, words: EditionWords) -> CaptionedTable:
    counts = _counts_of(frame)
    columns = [_column(words, "typology", 30), *_count_columns(words, counts)]
    complete = completeness(frames)

    def name(row: Record) -> str:
        own = complete.get(row["typology"], COMPLETE)
        return own.after(words.voice.names(row["typology_name"]), words.voice)

    rows = (text_row(name(r), *_count_cells(r, counts)) for r in frame.to_dict("records"))
    return _captioned(words, words.say("totals", count=len(frames.counties)), columns, rows)


def _by_prefecture(frame: pd.DataFrame, words: EditionWords) -> CaptionedTable:
    counts = _counts_of(frame)
    columns = [
        _column(words, "prefecture", 22),
        _column(words, "typology", 24),
        *_count_columns(words, counts),
    ]
    rows = (
        text_row(
            words.voice.quoted(r["prefecture_name"] or r["province_name"]),
            words.voice.names(r["typology_name"]),
            *_count_cells(r, counts),
        )
        for r in frame.to_dict("records")
    )
    return _captioned(words, words.say("by-prefecture"), columns, rows)


def _combinations(
    frame: pd.DataFrame, frames: EditionFrames, words: EditionWords
) -> CaptionedTable:
    counties = frames.counties
    columns = [
        _column(words, "combination", 34),
        _column(words, "county_count", 10, is_number=True),
        _column(words, "area_km2", 14, is_number=True),
        _column(words, "counties", 60),
    ]
    rows = []
    for r in frame.to_dict("records"):
        codes = counties.loc[counties["typologies"] == r["typologies"], "county_code"].tolist()
        name = words.voice.names(r["typologies"]) or words.say("no-type")
        rows.append(text_row(name, str(int(r["county_count"])), _area(r), words.counties(codes)))
    return _captioned(words, words.say("combinations"), columns, rows)


def _several(frame: pd.DataFrame, words: EditionWords) -> CaptionedTable:
    shares = {"code": 12, "county": 24, "documents": 28, "combination": 40}
    rows = (
        text_row(
            r["county_code"],
            words.county(r["county_code"]),
            words.listed(r["document_titles"]),
            words.voice.names(r["typologies"]),
        )
        for r in frame.to_dict("records")
    )
    columns = [_column(words, key, share) for key, share in shares.items()]
    return _captioned(words, words.say("several"), columns, rows)


def _agencies(frame: pd.DataFrame, words: EditionWords) -> CaptionedTable:
    columns = [
        _column(words, "agency", 40),
        *(_column(words, c, 14, is_number=True) for c in _ROLE_COUNTS),
    ]
    is_mixed = frame["region_name"].nunique() > 1

    def named(row: Record) -> str:
        agency, region = words.voice.quoted(row["agency"]), row["region_name"]
        return words.say("agency-of", agency=agency, region=region) if is_mixed else agency

    rows = (
        text_row(named(r), *(str(int(r[c])) for c in _ROLE_COUNTS))
        for r in frame.to_dict("records")
    )
    return _captioned(words, words.say("agencies"), columns, rows)


def statistics_tables(
    statistics: Mapping[str, pd.DataFrame], frames: EditionFrames, words: EditionWords
) -> Iterator[CaptionedTable]:
    """The tables of :func:`geo.content.statistics.all_statistics` that have something to say.

    Prefectures are left out where counties are directly under their municipality.
    """
    yield _totals(statistics["typology_totals"], frames, words)
    by_prefecture = statistics["typologies_by_prefecture"]
    if by_prefecture["prefecture_code"].any():
        yield _by_prefecture(by_prefecture, words)
    yield _combinations(statistics["combinations"], frames, words)
    several = statistics["counties_in_several_documents"]
    if not several.empty:
        yield _several(several, words)
    agencies = statistics["tasks_per_agency"]
    if not agencies.empty:
        yield _agencies(agencies, words)
