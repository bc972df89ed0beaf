"""``show``: one county with everything the documents say about it, and where they say it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo import gazetteer, pipeline
from geo.cli import report
from geo.cli.opening import sound_inputs
from geo.records.resolved import Assignment
from geo.records.written import DocumentLists, Indicator, Task, run_items
from geo.vocabulary import CHINA_CODE, LIST_MARK, Basis, Language, clause_number
from geo.voice.phrasebook import Phrasebook
from geo.voice.texts import text


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
    record = in_words(county_record(inputs, code), inputs.phrases, language)
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
        words = in_words(dict(anywhere.details), inputs.phrases, language)
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


def _source(lists: DocumentLists, clause: str) -> dict[str, Any]:
    document = lists.document
    return {
        "document_id": document.id,
        "document_title": document.title,
        "document_number": document.number or "",
        "clause": clause,
    }


def _indicator(item: Indicator) -> dict[str, Any]:
    return item.model_dump(mode="json")


def _task(lists: DocumentLists, task: Task, through: list[str]) -> dict[str, Any]:
    inherited = lists.document.blanket.units if lists.document.blanket else ()
    return {
        **_source(lists, task.clause),
        "part": task.part,
        "title": task.title,
        "summary": task.summary,
        "lead": list(run_items(task.lead)),
        "responsible": list(run_items(task.responsible)),
        "cooperating": list(run_items(task.cooperating)),
        "blanket": list(run_items(inherited if task.blanket is None else task.blanket)),
        "is_open_ended": task.open_ended,
        "agencies_note": task.agencies_note,
        "indicators": [_indicator(i) for i in task.indicators],
        "completions": [c.model_dump(mode="json") for c in task.completions],
        "through": through,
    }


def _typology(inputs: pipeline.Inputs, row: Assignment) -> dict[str, Any]:
    lists = inputs.folder.file_of(row.document_id).lists
    name = next(t.name for t in inputs.typologies if t.key == row.typology)
    return {
        **_source(lists, row.clause),
        "typology": row.typology,
        "typology_name": name,
        "subtype": row.subtype,
        "status": row.status,
        "stage": str(row.stage or ""),
        "as_written": row.as_written,
        "basis": str(row.basis),
        "is_complete": row.is_complete,
        "note": row.note,
    }


def county_record(inputs: pipeline.Inputs, code: str) -> dict[str, Any]:
    """Everything known about one county, as plain values for printing or JSON."""
    unit = inputs.names[code]
    resolved = inputs.resolved
    own = [a for a in resolved.assignments if a.county_code == code]
    return {
        "county_code": code,
        "county_name": unit.name,
        "short_name": inputs.facts[code].short_name,
        "unit_type": inputs.facts[code].unit_type,
        "parents": unit.parents,
        "vintage": inputs.vintage.id,
        "typologies": [_typology(inputs, a) for a in own],
        "tasks": list(_tasks(inputs, code)),
        "partnerships": [
            {
                **_source(inputs.folder.file_of(t.document_id).lists, t.clause),
                "kind": t.kind,
                "subject": t.subject.name,
                "partner": t.partner.name,
                "summary": t.summary,
            }
            for t in resolved.ties
            if code in (t.subject.code, t.partner.code)
        ],
        "positionings": [
            {
                **_source(inputs.folder.file_of(r.document_id).lists, r.clause),
                "summary": r.summary,
            }
            for r in resolved.roles
            if r.place.code == code
        ],
    }


def _tasks(inputs: pipeline.Inputs, code: str) -> Iterator[dict[str, Any]]:
    reached: dict[tuple[str, str], list[str]] = {}
    for row in inputs.resolved.county_tasks:
        if row.county_code == code:
            reached.setdefault((row.document_id, row.clause), []).append(row.through)
    for lists in inputs.lists:
        for task in sorted(lists.tasks, key=lambda t: clause_number(t.clause)):
            through = reached.get((lists.document.id, task.clause))
            if through:
                yield _task(lists, task, through)


#: What a record keeps in every language: what the county is called, and how the document writes it.
_KEPT = frozenset({"county_name", "short_name", "as_written"})


def in_words(value: Any, phrases: Phrasebook, language: Language) -> Any:
    """A record with every text of the lists in a language."""
    if isinstance(value, str):
        return phrases.say(value, language)
    if isinstance(value, list):
        return [in_words(each, phrases, language) for each in value]
    if isinstance(value, dict):
        return {
            key: each if key in _KEPT else in_words(each, phrases, language)
            for key, each in value.items()
        }
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
