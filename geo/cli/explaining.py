"""``explain``: why a county is, or is not, of a typology, document by document."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from geo import pipeline
from geo.cli import report
from geo.cli.opening import sound_inputs
from geo.cli.showing import find_county, in_words
from geo.pipeline import explain as explaining
from geo.pipeline.explain import Explanation, Verdict, VerdictKind
from geo.vocabulary import LIST_MARK, Language
from geo.voice.texts import text


def explain(
    county: str,
    typology: str,
    project: Path | None,
    vintage: str | None,
    language: Language,
    *,
    as_json: bool,
    as_of: str | None = None,
) -> bool:
    """Print why; False if the county or the typology is not known."""
    inputs = sound_inputs(project, vintage, as_of, language)
    chosen = explaining.find_typology(inputs, typology)
    if chosen is None:
        known = inputs.phrases.items(LIST_MARK.join(t.name for t in inputs.typologies), language)
        report.say(text("explain", "no-typology", language, value=typology, known=known))
        return False
    code = find_county(inputs, county, language)
    if code is None:
        return False
    found = explaining.explain(inputs, code, chosen)
    if as_json:
        report.print_json(in_words(_record(inputs, found), inputs.voice(language)))
    else:
        _print(inputs, found, language)
    return True


def _verdict_record(inputs: pipeline.Inputs, verdict: Verdict) -> dict[str, Any]:
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


def _record(inputs: pipeline.Inputs, found: Explanation) -> dict[str, Any]:
    return {
        "county_code": found.county.code,
        "county_name": found.county.name,
        "parents": found.county.parents,
        "typology": found.typology.key,
        "typology_name": found.typology.name,
        "answer": str(found.answer or "no"),
        "verdicts": [_verdict_record(inputs, v) for v in found.verdicts],
    }


def _print(inputs: pipeline.Inputs, found: Explanation, language: Language) -> None:
    unit, say = found.county, partial(inputs.phrases.say, language=language)
    county = unit.name if say(unit.name) == unit.name else f"{say(unit.name)} {unit.name}"
    name = found.typology.name if language is Language.ZH else found.typology.name_en
    parents = say(unit.parents)
    placed = text("cli", "show-head", language, county=county, parents=parents, code=unit.code)
    words = {"county": placed, "typology": name}
    print(text("explain", f"answer-{found.answer or 'no'}", language, **words))
    for verdict in found.verdicts:
        if verdict.kind is not VerdictKind.OUTSIDE:
            _print_verdict(inputs, verdict, language)
    outside = [
        say(inputs.folder.file_of(v.document_id).lists.document.short_title)
        for v in found.verdicts
        if v.kind is VerdictKind.OUTSIDE
    ]
    if outside:
        titles = text("cli", "show-names-mark", language).join(outside)
        print("\n" + text("explain", "outside", language, titles=titles, county=county))


def _print_verdict(inputs: pipeline.Inputs, verdict: Verdict, language: Language) -> None:
    document = inputs.folder.file_of(verdict.document_id).lists.document
    voice = inputs.voice(language)
    cited = (document.title, document.number or "", verdict.clause)
    title, number, clause = map(voice.say, cited)
    source = text("cli", "show-source", language, title=title, number=number, clause=clause)
    source = " ".join(source.split())  # a document may have no number
    print(f"\n{source}")
    print("  " + explaining.verdict_words(verdict, voice))
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
