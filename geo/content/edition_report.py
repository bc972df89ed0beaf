"""An edition's report in words: legend, figure, statistics, list and sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.clauses import clause_order
from geo.content.edition_words import EditionWords
from geo.content.extents import COMPLETE, Completeness, completeness
from geo.content.lines import CaptionedTable, Cell, Line, TableColumn, TableRow, lines
from geo.content.statistics import all_statistics
from geo.content.statistics_tables import statistics_tables
from geo.looks import in_order, standings
from geo.records.written import Typology
from geo.vocabulary import Role, Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

Record = Mapping[Any, Any]


@dataclass(frozen=True)
class LegendPart:
    """Types that are drawn alike: what each means, and its counties by standing."""

    heading: str
    entries: tuple[Cell, ...]


@dataclass(frozen=True)
class ReportLegend:
    """The legend in words; ``note`` explains standings where not everything is listed."""

    heading: str
    parts: tuple[LegendPart, ...]
    note: str = ""


@dataclass(frozen=True)
class ReportFigure:
    """Texts of the figure: the alternative text, the caption and the source."""

    description: str
    caption: str
    source: str


@dataclass(frozen=True)
class ReportSources:
    """Paragraphs on the documents, then notes on open rules, boundaries and map review."""

    heading: str
    documents: tuple[Cell, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ReportPart:
    """What the report says about one theme."""

    legend: ReportLegend
    figure: ReportFigure
    statistics_heading: str
    statistics: tuple[CaptionedTable, ...]
    list_heading: str
    list: CaptionedTable


@dataclass(frozen=True)
class EditionReport:
    """Content of one edition's report, in order; a part per theme."""

    title: str
    subtitle: str
    parts: tuple[ReportPart, ...]
    sources: ReportSources


# ── legend and figure ────────────────────────────────────────────────────────────────────


def _entry(
    typology: Typology,
    held: Mapping[Standing, list[str]],
    words: EditionWords,
    *,
    completeness: Completeness,
) -> Iterator[Cell]:
    """One type: how it is drawn, what it means, its counties by standing, how complete it is."""
    definition = words.voice.quoted(typology.definition)
    drawn = words.say(f"drawn-{typology.pattern.kind}")
    tail = words.say("entry-definition", drawn=drawn, definition=definition or "—")
    yield (Line(words.typology(typology), "strong", typology), Line(tail))
    for standing, codes in held.items():
        label = words.say(f"entry-{standing}", count=len(codes))
        yield (Line(label, "strong"), Line(words.counties(codes)))
    remarks = completeness.remarks(words.voice)
    if remarks:
        yield (Line(words.say("semicolon").join(remarks)),)


def _legend(frames: EditionFrames, words: EditionWords) -> ReportLegend:
    found, complete = standings(frames.assignments), completeness(frames)
    held: dict[str, dict[Standing, list[str]]] = {}
    for standing in Standing:
        for code, key in sorted(pair for pair, own in found.items() if own is standing):
            held.setdefault(key, {}).setdefault(standing, []).append(code)
    parts = []
    for role, heading in ((Role.BASE, "legend-base"), (Role.OVERLAY, "legend-overlay")):
        shown = {*held, *complete}
        typologies = (t for t in in_order(frames.typologies, role) if t.key in shown)
        entries = tuple(
            line
            for t in typologies
            for line in _entry(
                t, held.get(t.key, {}), words, completeness=complete.get(t.key, COMPLETE)
            )
        )
        if entries:
            parts.append(LegendPart(words.say(heading), entries))
    is_listed = set(found.values()) <= {Standing.LISTED}
    note = "" if is_listed else words.say("standing-note")
    return ReportLegend(words.heading("legend"), tuple(parts), note)


def _boundaries(frames: EditionFrames, words: EditionWords) -> str:
    vintage = frames.vintage
    citation = vintage.citation or vintage.source
    return words.say("boundaries", citation=citation, date=vintage.date)


def _figure(frames: EditionFrames, words: EditionWords) -> ReportFigure:
    return ReportFigure(
        description=words.heading("figure-alt", edition=words.edition),
        caption=words.heading("figure-caption", edition=words.edition),
        source=_boundaries(frames, words),
    )


# ── the list ─────────────────────────────────────────────────────────────────────────────

#: Sorts members without a county after all codes.
_LAST = "999999"
_LIST_COLUMNS = {
    "code": 11,
    "county": 15,
    "typology": 20,
    "basis": 11,
    "status": 20,
    "source": 18,
    "written": 27,
}


def _list_row(
    row: Record, titles: Mapping[str, str], typology: Typology, words: EditionWords
) -> TableRow:
    standing = Standing.of(row["basis"], is_complete=row["is_complete"])
    stage = words.say(f"stage-{row['stage']}") if row["stage"] else ""
    status = [p for p in (row["subtype"], row["status"], stage) if p]
    written = words.say("quoted", written=row["as_written"]) if row["as_written"] else ""
    return TableRow(
        (
            lines(row["county_code"]),
            lines(words.county(row["county_code"]) if row["county_code"] else _place(row, words)),
            (Line(words.typology(typology), typology=typology),),
            lines(words.say(f"basis-{standing}"), tone=standing.value),
            lines(words.say("semicolon").join(status)),
            lines(words.voice.cited(titles[row["document_id"]], row["clause"])),
            lines(written) + lines(row["note"], tone="quiet"),
        )
    )


def _place(row: Record, words: EditionWords) -> str:
    """What a member without a county is, and the unit that contains it, if that is known."""
    within = words.voice.quoted(row["within_name"])
    kind = row["place_kind"]
    return words.say("undrawn-place", kind=kind, within=within) if within else kind


def _parents(row: Record, words: EditionWords) -> str:
    if not row["county_code"]:
        return words.say("undrawn")
    province = words.voice.quoted(row["province_name"])
    if not row["prefecture_name"]:
        return province
    prefecture = words.voice.quoted(row["prefecture_name"])
    return words.say("parents", province=province, prefecture=prefecture)


def _list(frames: EditionFrames, words: EditionWords) -> CaptionedTable:
    """One row per assignment, under a row per prefecture, by county code."""
    documents = frames.documents
    titles = dict(zip(documents["document_id"], documents["short_title"], strict=True))
    ordered = {t.key: (rank, t) for rank, t in enumerate(in_order(frames.typologies))}

    def place(row: Record) -> tuple[str, int, str, tuple[int, ...]]:
        rank, _ = ordered[row["typology"]]
        code = row["county_code"] or _LAST
        return (code, rank, row["document_id"], clause_order(row["clause"]))

    records: list[Record] = sorted(frames.assignments.to_dict("records"), key=place)
    rows: list[TableRow] = []
    above = ""
    for r in records:
        here = r["province_name"] + r["prefecture_name"] if r["county_code"] else _LAST
        if here != above:
            above = here
            rows.append(TableRow((lines(_parents(r, words)),), is_group=True))
        rows.append(_list_row(r, titles, ordered[r["typology"]][1], words))
    counted = len({r["county_code"] for r in records} - {""})
    columns = (
        TableColumn(words.say(f"column-{key}"), share) for key, share in _LIST_COLUMNS.items()
    )
    caption = words.say("list-caption", counties=counted, rows=len(records))
    return CaptionedTable(caption, tuple(columns), tuple(rows), is_dense=True)


# ── sources ──────────────────────────────────────────────────────────────────────────────


def _cited(document: Record, words: EditionWords) -> str:
    number = document["number"] or words.say("no-number")
    issued = document["issued"] or words.say("no-date")
    return words.say("cited", title=document["title"], number=number, issued=issued)


def _document(record: Record, words: EditionWords) -> Cell:
    issuer = record["issuer"] or words.say("no-issuer")
    short = record["short_title"]
    line = words.say("document", short=short, cited=_cited(record, words), issuer=issuer)
    return (Line(line), Line(record["source_note"], "quiet"))


def _open_rules(frames: EditionFrames, words: EditionWords) -> Iterator[str]:
    typologies = {t.key: t for t in frames.typologies}
    for rule in frames.rules.to_dict("records"):
        if rule["open_reason"]:
            name = words.typology(typologies[rule["typology"]])
            open_rule = {"clause": rule["clause"], "reason": rule["open_reason"]}
            yield words.say("open-rule", typology=name, **open_rule)


def _sources(frames: EditionFrames, words: EditionWords) -> ReportSources:
    documents = tuple(_document(r, words) for r in frames.documents.to_dict("records"))
    notes = [*_open_rules(frames, words), _boundaries(frames, words), frames.vintage.terms]
    notes += [words.say("review"), words.say("chinese-kept")]
    return ReportSources(words.say("sources"), documents, tuple(filter(None, notes)))


def _part(frames: EditionFrames, words: EditionWords) -> ReportPart:
    return ReportPart(
        legend=_legend(frames, words),
        figure=_figure(frames, words),
        statistics_heading=words.heading("statistics"),
        statistics=tuple(statistics_tables(all_statistics(frames), frames, words)),
        list_heading=words.heading("list"),
        list=_list(frames, words),
    )


def edition_report(
    frames: EditionFrames, words: EditionWords, *, parts: Sequence[EditionFrames] = ()
) -> EditionReport:
    """The report of one edition, from frames in the language of ``words``.

    ``parts`` are its frames by theme, where it has several.
    """
    documents = frames.documents.to_dict("records")
    cited_documents = words.say("semicolon").join(_cited(d, words) for d in documents)
    own = [(each, EditionWords(each, words.voice, is_part=True)) for each in parts]
    return EditionReport(
        title=words.heading("title", edition=words.edition),
        subtitle=words.say("subtitle", documents=cited_documents),
        parts=tuple(_part(*each) for each in own or [(frames, words)]),
        sources=_sources(frames, words),
    )
