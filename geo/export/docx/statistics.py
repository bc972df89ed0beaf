"""The statistics of an edition as tables with captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.export.docx.content import EditionContent, EditionWords
from geo.export.docx.document import TableColumn, TableRow, Text, WordDocument, plain

if TYPE_CHECKING:
    import pandas as pd

#: Rows of the longest statistics; the workbook has all of them.
MOST_ROWS = 30

_COUNTS = ("county_count", "listed_count", "derived_count", "candidate_count")


def _captioned(
    document: WordDocument,
    words: EditionWords,
    caption: str,
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
) -> None:
    document.caption(words.say("table"), caption, is_above=True)
    document.table(columns, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        document.note(words.say("more-rows", count=len(rows) - MOST_ROWS))


def _count_columns(words: EditionWords, counts: Sequence[str]) -> list[TableColumn]:
    numbers = [TableColumn(words.say(f"column-{c}"), 11, is_number=True) for c in counts]
    area = TableColumn(words.say("column-area_km2"), 15, is_number=True)
    shares = [
        TableColumn(words.say(f"column-{c}"), 12, is_number=True)
        for c in ("county_share", "area_share")
    ]
    return [*numbers, area, *shares]


def _count_cells(
    row: Mapping[Any, Any], words: EditionWords, counts: Sequence[str]
) -> list[list[Text]]:
    numbers = [str(int(row[c])) for c in counts]
    area = f"{row['area_km2']:,.0f}"
    shares = [words.share(row[c]) for c in ("county_share", "area_share")]
    return [plain(v) for v in (*numbers, area, *shares)]


def _counts_of(frame: pd.DataFrame) -> list[str]:
    """Counts by basis only where something is not listed."""
    is_plain = not (frame["derived_count"].any() or frame["candidate_count"].any())
    return ["county_count"] if is_plain else list(_COUNTS)


def _totals(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
    frame = content.statistics["typology_totals"]
    counts = _counts_of(frame)
    columns = [TableColumn(words.say("column-typology"), 30), *_count_columns(words, counts)]
    rows = [
        TableRow([plain(words.typologies(r["typology_name"])), *_count_cells(r, words, counts)])
        for r in frame.to_dict("records")
    ]
    caption = words.say("totals", count=len(content.frames.counties))
    _captioned(document, words, caption, columns, rows)


def _by_prefecture(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
    """Left out where counties stand under their municipality directly."""
    frame = content.statistics["typologies_by_prefecture"]
    if not frame["prefecture_code"].any():
        return
    counts = _counts_of(frame)
    columns = [
        TableColumn(words.say("column-prefecture"), 22),
        TableColumn(words.say("column-typology"), 24),
        *_count_columns(words, counts),
    ]
    rows = []
    for r in frame.to_dict("records"):
        place = words.unit(r["prefecture_code"], r["prefecture_name"] or r["province_name"])
        typology = words.typologies(r["typology_name"])
        rows.append(TableRow([plain(place), plain(typology), *_count_cells(r, words, counts)]))
    _captioned(document, words, words.say("by-prefecture"), columns, rows)


def _combinations(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
    counties = content.frames.counties
    columns = [
        TableColumn(words.say("column-combination"), 34),
        TableColumn(words.say("column-county_count"), 10, is_number=True),
        TableColumn(words.say("column-area_km2"), 14, is_number=True),
        TableColumn(words.say("column-counties"), 60),
    ]
    rows = []
    for r in content.statistics["combinations"].to_dict("records"):
        codes = counties.loc[counties["typologies"] == r["typologies"], "county_code"].tolist()
        name = words.typologies(r["typologies"]) or words.say("no-type")
        cells = (name, str(int(r["county_count"])), f"{r['area_km2']:,.0f}", words.counties(codes))
        rows.append(TableRow([plain(c) for c in cells]))
    _captioned(document, words, words.say("combinations"), columns, rows)


def _several(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
    frame = content.statistics["counties_in_several_documents"]
    if frame.empty:
        return
    columns = [
        TableColumn(words.say("column-code"), 12),
        TableColumn(words.say("column-county"), 24),
        TableColumn(words.say("column-documents"), 28),
        TableColumn(words.say("column-combination"), 40),
    ]
    rows = [
        TableRow(
            [
                plain(r["county_code"]),
                plain(words.county(r["county_code"])),
                plain(words.listed(r["document_titles"])),
                plain(words.typologies(r["typologies"])),
            ]
        )
        for r in frame.to_dict("records")
    ]
    _captioned(document, words, words.say("several"), columns, rows)


def _agencies(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
    frame = content.statistics["tasks_per_agency"]
    if frame.empty:
        return
    counts = ("task_count", "lead_count", "responsible_count", "cooperating_count")
    columns = [
        TableColumn(words.say("column-agency"), 40),
        *(TableColumn(words.say(f"column-{c}"), 14, is_number=True) for c in counts),
    ]
    is_mixed = frame["region_name"].nunique() > 1

    def named(row: Mapping[Any, Any]) -> str:
        agency, region = words.agency(row["agency"]), row["region_name"]
        return words.say("agency-of", agency=agency, region=region) if is_mixed else agency

    rows = [
        TableRow([plain(named(r)), *(plain(str(int(r[c]))) for c in counts)])
        for r in frame.to_dict("records")
    ]
    _captioned(document, words, words.say("agencies"), columns, rows)


def write_statistics(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
    """A heading and a table for each of the statistics, with a caption."""
    document.heading(words.say("statistics"))
    parts = {
        "typology_totals": _totals,
        "typologies_by_prefecture": _by_prefecture,
        "combinations": _combinations,
        "counties_in_several_documents": _several,
        "tasks_per_agency": _agencies,
    }
    for name, part in parts.items():
        if name in content.statistics:
            part(document, content, words)
