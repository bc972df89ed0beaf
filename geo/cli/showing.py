"""``show``: one county with everything the documents say about it, and where they say it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geo import gazetteer, pipeline
from geo.cli import report
from geo.cli.opening import sound_inputs
from geo.pipeline.county import county_record
from geo.vocabulary import CHINA_CODE, LIST_MARK, Basis, Language
from geo.voice.said import Said
from geo.voice.texts import text
from geo.voice.voice import Voice


def show(
    county: str,
    project: Path | None,
    vintage: str | None,
    language: Language,
    *,
    as_json: bool,
    as_of: str | None = None,
) -> bool:
    """Print one county; False if the name stands for none, or for several."""
    inputs = sound_inputs(project, vintage, as_of, language)
    code = find_county(inputs, county, language)
    if code is None:
        return False
    if any(d.rules for d in inputs.lists):
        inputs = pipeline.derive(inputs)
    record = in_words(county_record(inputs, code), inputs.voice(language))
    if as_json:
        report.print_json(record)
    else:
        unit = inputs.names[code].name
        english = inputs.phrases.say(unit, language)
        _print(record, unit if english == unit else f"{english} {unit}", language)
    return True


def find_county(inputs: pipeline.Inputs, county: str, language: Language) -> str | None:
    """The county of a name: in the documents' regions first, then anywhere."""
    regions = sorted({d.document.region_code for d in inputs.lists})
    found = {
        m.county_code
        for m in (inputs.gazetteer.resolve(county, region_code=r) for r in regions)
        if isinstance(m, gazetteer.Match)
    }
    if len(found) == 1:
        return found.pop()
    anywhere = inputs.gazetteer.resolve(county, region_code=CHINA_CODE)
    if isinstance(anywhere, gazetteer.Match):
        return anywhere.county_code
    names = LIST_MARK.join(str(c) for c in anywhere.candidates)
    if anywhere.reason is gazetteer.Reason.NON_COUNTY:
        words = in_words(dict(anywhere.details), inputs.voice(language))
        report.say(text("faults", "non-county", language, value=county, **words))
        return None
    several = found or anywhere.reason is gazetteer.Reason.AMBIGUOUS
    if several:
        report.say(text("cli", "show-several", language, county=county, candidates=names))
    else:
        report.say(text("cli", "show-none", language, county=county))
        if names:
            report.say(text("cli", "show-candidates", language, candidates=names))
    return None


#: What a record keeps in every language: what the county is called, and how the document writes it.
_KEPT = frozenset({"county_name", "short_name", "as_written"})


def in_words(value: Any, voice: Voice) -> Any:
    """A record with everything that is said or quoted in a language; notes become one text."""
    if isinstance(value, str | Said):
        return voice.say(value)
    if isinstance(value, tuple):
        return voice.sentences(value)
    if isinstance(value, list):
        return [in_words(each, voice) for each in value]
    if isinstance(value, dict):
        return {key: each if key in _KEPT else in_words(each, voice) for key, each in value.items()}
    return value


# ── printing ─────────────────────────────────────────────────────────────────────────────


def _print(record: dict[str, Any], county: str, language: Language) -> None:
    def word(key: str, **values: object) -> str:
        return text("cli", f"show-{key}", language, **values)

    print(word("head", county=county, parents=record["parents"], code=record["county_code"]))
    print(f"\n{word('types')}")
    for item in record["typologies"]:
        _print_typology(item, language)
    if not record["typologies"]:
        print("  " + word("no-types"))
    for part in ("positionings", "partnerships"):
        if record[part]:
            print(f"\n{word(part)}")
        for item in record[part]:
            line = item["summary"]
            if "subject" in item:
                tie = f"{item['subject']}—{item['partner']}"
                line = word("line", label=tie, value=line)
            print(f"  {line}  {_cited(item, language)}")
    if record["tasks"]:
        print("\n" + word("counted", what=word("tasks"), count=len(record["tasks"])))
    chapter = ""
    for item in record["tasks"]:
        here = word("chapter", title=item["document_title"], part=item["part"])
        if here != chapter:
            print(f"\n  {here}")
            chapter = here
        _print_task(item, language)


def _cited(item: dict[str, Any], language: Language) -> str:
    source = text(
        "cli",
        "show-source",
        language,
        title=item["document_title"],
        number=item["document_number"],
        clause=item["clause"],
    )
    return " ".join(source.split())  # a document may have no number


def _print_typology(item: dict[str, Any], language: Language) -> None:
    def word(key: str, **values: object) -> str:
        return text("cli", key, language, **values)

    if item["basis"] == Basis.LISTED:
        basis = word("show-listed")
    else:
        basis = word("show-rule" if item["is_complete"] else "show-candidate")
    stage = word(f"stage-{item['stage']}") if item["stage"] else ""
    standing = [p for p in (item["subtype"], item["status"], stage) if p]
    name = item["typology_name"]
    if standing:
        name = word("show-counted", what=name, count=word("show-comma").join(standing))
    print(f"  {name}  [{basis}]")
    tail = "  " + word("show-quoted", written=item["as_written"]) if item["as_written"] else ""
    print(f"      {_cited(item, language)}{tail}")
    if item["note"]:
        print("      " + word("show-line", label=word("show-note"), value=item["note"]))


def _print_task(item: dict[str, Any], language: Language) -> None:
    def word(key: str, **values: object) -> str:
        return text("cli", f"show-{key}", language, **values)

    def tell(key: str, value: str) -> None:
        print("        " + word("line", label=word(key), value=value))

    print("    " + word("task", **{k: item[k] for k in ("clause", "title", "summary")}))
    for key in ("lead", "responsible", "cooperating", "blanket"):
        if item[key]:
            units = word("names-mark").join(item[key])
            is_open = item["is_open_ended"] and key == "responsible"
            tell(key, word("and-others", names=units) if is_open else units)
    if item["agencies_note"]:
        print(f"        {item['agencies_note']}")
    for indicator in item["indicators"]:
        tell("indicators", _target(indicator, language))
    for completion in item["completions"]:
        tell("completions", completion["name"])
    tell("through", word("names-mark").join(item["through"]))


def _target(item: dict[str, Any], language: Language) -> str:
    value = item["value"]
    if isinstance(value, list):
        amount = f"{value[0]:g}–{value[1]:g}"
    else:
        amount = f"{item['operator']} {value:g}"
    target = f"{item['name']} {amount} {item['unit']}"
    if not item["deadline"]:
        return target
    return text("cli", "show-counted", language, what=target, count=item["deadline"])
