"""An edition as a Word document: figure, legend in words, statistics, the list, the sources.

The figure, the statistics and the standings come from the caller, ready made, so that the
document says what figures and tables say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.export.docx.county import swatch
from geo.export.docx.document import Piece, TableColumn, TableRow, Text, WordDocument, plain
from geo.export.docx.styles import ENTRY
from geo.models import Typology
from geo.symbology import in_order
from geo.texts import text
from geo.vocabulary import LIST_MARK, Basis, Language, Role, clause_number

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames

#: Millimetres: an A4 landscape figure with its caption and source on a landscape page.
FIGURE_WIDTH = 226.0

#: Rows of the longest statistics; the workbook has all of them.
MOST_ROWS = 30

_STANDINGS = ("listed", "derived", "candidate")
_COUNTS = ("county_count", "listed_count", "derived_count", "candidate_count")


@dataclass(frozen=True)
class EditionContent:
    """What the document shows.

    Parameters
    ----------
    figure : bytes
        PNG of the edition's figure, empty for none.
    statistics : mapping of str to DataFrame
        By name: ``typology_totals``, ``typologies_by_prefecture``, ``combinations``,
        ``counties_in_several_documents``, ``tasks_per_agency``. A missing one is left out.
    standings : mapping of (county code, typology key) to str
        ``listed``, ``derived`` or ``candidate``: the best that any clause gives.
    english_names : mapping of str to str
        Unit code → English name; Chinese where there is none.
    """

    frames: EditionFrames
    figure: bytes
    statistics: Mapping[str, pd.DataFrame]
    standings: Mapping[tuple[str, str], str]
    language: Language = Language.ZH
    english_names: Mapping[str, str] = field(default_factory=dict)


class _Words:
    """Texts and names in one language."""

    def __init__(self, content: EditionContent) -> None:
        self.language = content.language
        self.is_english = content.language is Language.EN
        self._english = content.english_names if self.is_english else {}
        frames = content.frames
        counties = frames.counties
        self.names = dict(zip(counties["county_code"], counties["county_name"], strict=True))
        self._typologies = {t.name: t for t in frames.typologies}

    def say(self, key: str, **values: object) -> str:
        return text("docx", key, self.language, **values)

    def unit(self, code: str, name: str) -> str:
        return self._english.get(code) or name

    def county(self, code: str) -> str:
        return self.unit(code, self.names[code])

    def counties(self, codes: Sequence[str]) -> str:
        return self.say("list-mark").join(self.county(c) for c in codes)

    def typology(self, typology: Typology) -> str:
        return typology.name_en if self.is_english else typology.name

    def typologies(self, run: str) -> str:
        """``大城市周边、潜力地区`` in this language."""
        known = self._typologies
        names = [self.typology(known[n]) if n in known else n for n in run.split(LIST_MARK) if n]
        return self.say("list-mark").join(names)

    def edition(self, content: EditionContent) -> str:
        edition = content.frames.edition
        return edition.name_en if self.is_english else edition.name

    def share(self, value: float) -> str:
        return f"{value * 100:.1f}%"


# ── sources ──────────────────────────────────────────────────────────────────────────────


def _cited(document: Mapping[Any, Any], words: _Words) -> str:
    number = document["number"] or words.say("no-number")
    issued = document["issued"] or words.say("no-date")
    return words.say("cited", title=document["title"], number=number, issued=issued)


def _documents(content: EditionContent) -> list[dict[Any, Any]]:
    records: list[dict[Any, Any]] = content.frames.documents.to_dict("records")
    return records


# ── parts of the document ────────────────────────────────────────────────────────────────


def _figure(document: WordDocument, content: EditionContent, words: _Words) -> None:
    if not content.figure:
        return
    document.landscape()
    edition = words.edition(content)
    document.picture(
        content.figure, width=FIGURE_WIDTH, description=words.say("figure-alt", edition=edition)
    )
    caption = words.say("figure-caption", edition=edition)
    document.caption(words.say("figure"), caption, is_above=False)
    vintage = content.frames.vintage
    citation = vintage.citation or vintage.source
    document.note(words.say("boundaries", citation=citation, date=vintage.date))
    document.portrait()


def _entry(typology: Typology, content: EditionContent, words: _Words) -> Iterator[Text]:
    """One type: how it is drawn, what it means, and its counties by standing."""
    held: dict[str, list[str]] = {s: [] for s in _STANDINGS}
    for (code, key), standing in sorted(content.standings.items()):
        if key == typology.key:
            held[str(standing)].append(code)
    if not any(held.values()):
        return
    definition = typology.definition_en if words.is_english else typology.definition
    drawn = words.say(f"drawn-{typology.pattern.kind}")
    head = [swatch(typology), Piece(words.typology(typology), is_strong=True)]
    tail = words.say("entry-definition", drawn=drawn, definition=definition or "—")
    yield [*head, Piece(tail)]
    for standing, codes in held.items():
        if codes:
            label = words.say(f"entry-{standing}", count=len(codes))
            yield [Piece(label, is_strong=True), Piece(words.counties(codes))]


def _legend(document: WordDocument, content: EditionContent, words: _Words) -> None:
    document.heading(words.say("legend"))
    for role, key in ((Role.BASE, "legend-base"), (Role.OVERLAY, "legend-overlay")):
        entries = [
            line
            for t in in_order(content.frames.typologies, role)
            for line in _entry(t, content, words)
        ]
        if entries:
            document.heading(words.say(key), level=2)
        for line in entries:
            document.paragraph(line, style=ENTRY)
    standings = {str(s) for s in content.standings.values()}
    if standings - {"listed"}:
        document.note(words.say("standing-note"))


def _captioned(
    document: WordDocument,
    words: _Words,
    caption: str,
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
) -> None:
    document.caption(words.say("table"), caption, is_above=True)
    document.table(columns, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        document.note(words.say("more-rows", count=len(rows) - MOST_ROWS))


def _count_columns(words: _Words, counts: Sequence[str]) -> list[TableColumn]:
    numbers = [TableColumn(words.say(f"column-{c}"), 11, is_number=True) for c in counts]
    area = TableColumn(words.say("column-area_km2"), 15, is_number=True)
    shares = [
        TableColumn(words.say(f"column-{c}"), 12, is_number=True)
        for c in ("county_share", "area_share")
    ]
    return [*numbers, area, *shares]


def _count_cells(row: Mapping[Any, Any], words: _Words, counts: Sequence[str]) -> list[list[Text]]:
    numbers = [str(int(row[c])) for c in counts]
    area = f"{row['area_km2']:,.0f}"
    shares = [words.share(row[c]) for c in ("county_share", "area_share")]
    return [plain(v) for v in (*numbers, area, *shares)]


def _counts_of(frame: pd.DataFrame) -> list[str]:
    """Counts by basis only where something is not listed."""
    is_plain = not (frame["derived_count"].any() or frame["candidate_count"].any())
    return ["county_count"] if is_plain else list(_COUNTS)


def _totals(document: WordDocument, content: EditionContent, words: _Words) -> None:
    frame = content.statistics["typology_totals"]
    counts = _counts_of(frame)
    columns = [TableColumn(words.say("column-typology"), 30), *_count_columns(words, counts)]
    rows = [
        TableRow([plain(words.typologies(r["typology_name"])), *_count_cells(r, words, counts)])
        for r in frame.to_dict("records")
    ]
    caption = words.say("totals", count=len(content.frames.counties))
    _captioned(document, words, caption, columns, rows)


def _by_prefecture(document: WordDocument, content: EditionContent, words: _Words) -> None:
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


def _combinations(document: WordDocument, content: EditionContent, words: _Words) -> None:
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


def _several(document: WordDocument, content: EditionContent, words: _Words) -> None:
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
                plain(r["document_titles"]),
                plain(words.typologies(r["typologies"])),
            ]
        )
        for r in frame.to_dict("records")
    ]
    _captioned(document, words, words.say("several"), columns, rows)


def _agencies(document: WordDocument, content: EditionContent, words: _Words) -> None:
    frame = content.statistics["tasks_per_agency"]
    if frame.empty:
        return
    counts = ("task_count", "lead_count", "responsible_count", "cooperating_count")
    columns = [
        TableColumn(words.say("column-agency"), 40),
        *(TableColumn(words.say(f"column-{c}"), 14, is_number=True) for c in counts),
    ]
    rows = [
        TableRow([plain(r["agency"]), *(plain(str(int(r[c]))) for c in counts)])
        for r in frame.to_dict("records")
    ]
    _captioned(document, words, words.say("agencies"), columns, rows)


def _statistics(document: WordDocument, content: EditionContent, words: _Words) -> None:
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


def _standing(row: Mapping[Any, Any]) -> str:
    if row["basis"] != Basis.RULE.value:
        return "listed"
    return "derived" if row["is_complete"] else "candidate"


def _list_row(
    row: Mapping[Any, Any], titles: Mapping[str, str], typology: Typology, words: _Words
) -> TableRow:
    standing = _standing(row)
    basis = Piece(words.say(f"basis-{standing}"), is_strong=standing != "listed")
    stage = words.say(f"stage-{row['stage']}") if row["stage"] else ""
    status = [p for p in (row["subtype"], row["status"], stage) if p]
    written = words.say("quoted", written=row["as_written"]) if row["as_written"] else ""
    note: list[Text] = [[Piece(row["note"], is_quiet=True)]] if row["note"] else []
    return TableRow(
        [
            plain(row["county_code"]),
            plain(words.county(row["county_code"])),
            [[swatch(typology), Piece(words.typology(typology))]],
            [[basis]],
            plain(words.say("semicolon").join(status)),
            plain(titles[row["document_id"]] + row["clause"]),
            [*plain(written), *note],
        ]
    )


def _list(document: WordDocument, content: EditionContent, words: _Words) -> None:
    """One row per assignment, under a row per prefecture, by county code."""
    document.heading(words.say("list"))
    frames = content.frames
    titles = dict(
        zip(frames.documents["document_id"], frames.documents["short_title"], strict=True)
    )
    ordered = in_order(frames.typologies)
    rank = {t.key: i for i, t in enumerate(ordered)}
    records = sorted(
        frames.assignments.to_dict("records"),
        key=lambda r: (
            r["county_code"],
            rank[r["typology"]],
            r["document_id"],
            clause_number(r["clause"]),
        ),
    )
    shares = {"code": 11, "county": 15, "typology": 20, "basis": 11, "status": 20}
    shares |= {"source": 18, "written": 27}
    columns = [TableColumn(words.say(f"column-{key}"), share) for key, share in shares.items()]
    rows: list[TableRow] = []
    above = ""
    for r in records:
        here = r["province_name"] + r["prefecture_name"]
        if here != above:
            above = here
            rows.append(TableRow([plain(_parents(r, words))], is_group=True))
        rows.append(_list_row(r, titles, ordered[rank[r["typology"]]], words))
    counted = len({r["county_code"] for r in records})
    caption = words.say("list-caption", counties=counted, rows=len(records))
    document.caption(words.say("table"), caption, is_above=True)
    document.table(columns, rows, is_dense=True)


def _parents(row: Mapping[Any, Any], words: _Words) -> str:
    code = row["county_code"]
    province = words.unit(code[:2] + "0000", row["province_name"])
    if not row["prefecture_name"]:
        return province
    prefecture = words.unit(code[:4] + "00", row["prefecture_name"])
    return f"{province}, {prefecture}" if words.is_english else province + prefecture


def _sources(document: WordDocument, content: EditionContent, words: _Words) -> None:
    document.heading(words.say("sources"))
    for record in _documents(content):
        issuer = record["issuer"] or words.say("no-issuer")
        short = record["short_title"]
        line = words.say("document", short=short, cited=_cited(record, words), issuer=issuer)
        document.paragraph([Piece(line), Piece(record["source_note"], is_quiet=True)])
    typologies = {t.key: t for t in content.frames.typologies}
    for rule in content.frames.rules.to_dict("records"):
        if rule["open_reason"]:
            name = words.typology(typologies[rule["typology"]])
            open_rule = {"clause": rule["clause"], "reason": rule["open_reason"]}
            document.note(words.say("open-rule", typology=name, **open_rule))
    vintage = content.frames.vintage
    citation = vintage.citation or vintage.source
    document.note(words.say("boundaries", citation=citation, date=vintage.date))
    document.note(vintage.terms)
    document.note(words.say("review"))
    if words.is_english:
        document.note(words.say("chinese-kept"))


def write_edition(content: EditionContent, path: Path) -> None:
    """Write the document of one edition.

    Raises
    ------
    ExportError
        If the figure is no PNG.
    """
    words = _Words(content)
    title = words.say("title", edition=words.edition(content))
    document = WordDocument(title, language=content.language)
    document.page_numbers()
    cited = words.say("semicolon").join(_cited(d, words) for d in _documents(content))
    document.title(title, words.say("subtitle", documents=cited))
    _legend(document, content, words)
    _figure(document, content, words)
    _statistics(document, content, words)
    _list(document, content, words)
    _sources(document, content, words)
    document.write(path)
