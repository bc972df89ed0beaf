"""``explain``: why a county is, or is not, of a typology, document by document."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from geo.cli import EXIT_FAILURE, say
from geo.cli.counties import county_code, in_words
from geo.cli.declare import takes
from geo.cli.options import County
from geo.cli.session import Session
from geo.pipeline import verdicts
from geo.pipeline.inputs import Inputs
from geo.pipeline.verdicts import Explanation, Verdict, VerdictKind
from geo.records.written import Typology


@takes("project", "vintage", "as_of", "language", "as_json")
def explain(
    session: Session,
    county: County,
    typology: Annotated[str, typer.Argument(help="类型 · typology")],
) -> None:
    """一个县为什么属于、不属于或待定 · Why a county is, or is not, in a class.

    例 example:  county-typology explain 广汉 大城市周边
    """
    chosen = _typology(session, typology)
    code = county_code(session, county)
    found = verdicts.explain(session.sound, code, chosen)
    if session.as_json:
        session.answer_json(in_words(_record(session.sound, found), session.voice))
    else:
        _print(session, found)


def _typology(session: Session, written: str) -> Typology:
    found = verdicts.find_typology(session.sound, written)
    if found is None:
        known = session.voice.agencies(t.name for t in session.sound.typologies)
        say.aside(session.text("explain", "no-typology", value=written, known=known))
        raise typer.Exit(EXIT_FAILURE)
    return found


def _record(inputs: Inputs, found: Explanation) -> dict[str, Any]:
    return {
        "county_code": found.county.code,
        "county_name": found.county.name,
        "parents": found.county.parents,
        "typology": found.typology.key,
        "typology_name": found.typology.name,
        "answer": str(found.answer or "no"),
        "verdicts": [_verdict_record(inputs, v) for v in found.verdicts],
    }


def _verdict_record(inputs: Inputs, verdict: Verdict) -> dict[str, Any]:
    document = inputs.folder.file_of(verdict.document_id).lists.document
    return {
        "verdict": str(verdict.kind),
        "document_id": document.id,
        "document_title": document.title,
        "document_number": document.number or "",
        "clause": verdict.clause,
        "subtype": verdict.subtype,
        "status": verdict.status,
        "stage": verdict.stage,
        "as_written": verdict.as_written,
        "reasons": list(verdict.reasons),
        "reading": verdict.reading,
        "other_count": verdict.other_count,
        "note": verdict.notes,
        "file": verdict.place.file if verdict.place else "",
        "line": verdict.place.line if verdict.place else None,
    }


def _print(session: Session, found: Explanation) -> None:
    unit, quoted = found.county, session.voice.say
    county = unit.name if quoted(unit.name) == unit.name else f"{quoted(unit.name)} {unit.name}"
    parents = quoted(unit.parents)
    placed = session.text("cli", "show-head", county=county, parents=parents, code=unit.code)
    words = {"county": placed, "typology": quoted(found.typology.name)}
    print(session.text("explain", f"answer-{found.answer or 'no'}", **words))
    for verdict in found.verdicts:
        if verdict.kind is not VerdictKind.OUTSIDE:
            _print_verdict(session, verdict)
    outside = [
        quoted(session.sound.folder.file_of(v.document_id).lists.document.short_title)
        for v in found.verdicts
        if v.kind is VerdictKind.OUTSIDE
    ]
    if outside:
        titles = session.text("cli", "show-names-mark").join(outside)
        print("\n" + session.text("explain", "outside", titles=titles, county=county))


def _print_verdict(session: Session, verdict: Verdict) -> None:
    document = session.sound.folder.file_of(verdict.document_id).lists.document
    voice = session.voice
    cited = (document.title, document.number or "", verdict.clause)
    title, number, clause = map(voice.say, cited)
    source = voice.text("cli", "show-source", title=title, number=number, clause=clause)
    print("\n" + " ".join(source.split()))  # a document may have no number
    print("  " + verdicts.verdict_words(verdict, voice))
    for reason in verdict.reasons:
        print("    · " + voice.say(reason))
    for key, told in (
        ("note", voice.sentences(verdict.notes)),
        ("reading", voice.say(verdict.reading)),
    ):
        if told:
            print("  " + voice.text("explain", key) + told)
    if verdict.place:
        print(f"  → {verdict.place.file}:{verdict.place.line}")
