"""An edition as a Word document: figure, legend in words, statistics, the list, the sources.

The figure, the statistics and the standings come from the caller, ready made, so that the
document says what figures and tables say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geo.export.docx.content import EditionContent, EditionWords
from geo.export.docx.county import swatch
from geo.export.docx.document import Piece, TableColumn, TableRow, Text, WordDocument, plain
from geo.export.docx.statistics import write_statistics
from geo.export.docx.styles import ENTRY
from geo.looks import in_order
from geo.records.written import Typology
from geo.vocabulary import Role, Standing, clause_number
from geo.voice.phrasebook import cited

#: Millimetres: an A4 landscape figure with its caption and source on a landscape page.
FIGURE_WIDTH = 226.0


# ── sources ──────────────────────────────────────────────────────────────────────────────


def _cited(document: Mapping[Any, Any], words: EditionWords) -> str:
    number = document["number"] or words.say("no-number")
    issued = document["issued"] or words.say("no-date")
    return words.say("cited", title=document["title"], number=number, issued=issued)


def _documents(content: EditionContent) -> list[dict[Any, Any]]:
    records: list[dict[Any, Any]] = content.frames.documents.to_dict("records")
    return records


# ── parts of the document ────────────────────────────────────────────────────────────────


def _figure(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
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


def _entry(typology: Typology, content: EditionContent, words: EditionWords) -> Iterator[Text]:
    """One type: how it is drawn, what it means, and its counties by standing."""
    held: dict[Standing, list[str]] = {s: [] for s in Standing}
    for (code, key), standing in sorted(content.standings.items()):
        if key == typology.key:
            held[standing].append(code)
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


def _legend(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
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
    if set(content.standings.values()) - {Standing.LISTED}:
        document.note(words.say("standing-note"))


def _list_row(
    row: Mapping[Any, Any], titles: Mapping[str, str], typology: Typology, words: EditionWords
) -> TableRow:
    standing = Standing.of(row["basis"], is_complete=row["is_complete"])
    basis = Piece(words.say(f"basis-{standing}"), is_strong=standing is not Standing.LISTED)
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
            plain(cited(titles[row["document_id"]], row["clause"])),
            [*plain(written), *note],
        ]
    )


def _list(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
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


def _parents(row: Mapping[Any, Any], words: EditionWords) -> str:
    code = row["county_code"]
    province = words.unit(code[:2] + "0000", row["province_name"])
    if not row["prefecture_name"]:
        return province
    prefecture = words.unit(code[:4] + "00", row["prefecture_name"])
    return f"{province}, {prefecture}" if words.is_english else province + prefecture


def _sources(document: WordDocument, content: EditionContent, words: EditionWords) -> None:
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
    words = EditionWords(content)
    title = words.say("title", edition=words.edition(content))
    document = WordDocument(title, language=content.language)
    document.page_numbers()
    cited = words.say("semicolon").join(_cited(d, words) for d in _documents(content))
    document.title(title, words.say("subtitle", documents=cited))
    _legend(document, content, words)
    _figure(document, content, words)
    write_statistics(document, content, words)
    _list(document, content, words)
    _sources(document, content, words)
    document.write(path)
