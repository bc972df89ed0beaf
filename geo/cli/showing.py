"""``show``: one county with everything the documents say about it, and where they say it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo import gazetteer, tasks
from geo.cli import report
from geo.config import find_project
from geo.models import DocumentLists, Indicator, Task, run_items
from geo.texts import text
from geo.values import Assignment
from geo.vocabulary import CHINA_CODE, LIST_MARK, Basis, Language, clause_number


def show(
    county: str, project: Path | None, vintage: str | None, language: Language, *, as_json: bool
) -> bool:
    """Print one county; False if the name stands for none, or for several."""
    inputs = tasks.require_sound(tasks.read_inputs(find_project(project), vintage=vintage))
    code = find_county(inputs, county, language)
    if code is None:
        return False
    if any(d.rules for d in inputs.lists):
        inputs = tasks.derive(inputs)
    record = county_record(inputs, code)
    if as_json:
        report.print_json(record)
    else:
        _print(record, language)
    return True


def find_county(inputs: tasks.Inputs, county: str, language: Language) -> str | None:
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
        report.say(text("faults", "non-county", language, value=county, **anywhere.details))
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


def _typology(inputs: tasks.Inputs, row: Assignment) -> dict[str, Any]:
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


def county_record(inputs: tasks.Inputs, code: str) -> dict[str, Any]:
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


def _tasks(inputs: tasks.Inputs, code: str) -> Iterator[dict[str, Any]]:
    reached: dict[tuple[str, str], list[str]] = {}
    for row in inputs.resolved.county_tasks:
        if row.county_code == code:
            reached.setdefault((row.document_id, row.clause), []).append(row.through)
    for lists in inputs.lists:
        for task in sorted(lists.tasks, key=lambda t: clause_number(t.clause)):
            through = reached.get((lists.document.id, task.clause))
            if through:
                yield _task(lists, task, through)


# ── printing ─────────────────────────────────────────────────────────────────────────────


def _print(record: dict[str, Any], language: Language) -> None:
    def word(key: str) -> str:
        return text("cli", f"show-{key}", language)

    print(f"{record['county_name']}（{record['parents']}，{record['county_code']}）")
    print(f"\n{word('types')}")
    for item in record["typologies"]:
        _print_typology(item, language)
    if not record["typologies"]:
        print("  " + word("no-types"))
    for part in ("positionings", "partnerships"):
        if record[part]:
            print(f"\n{word(part)}")
        for item in record[part]:
            tie = f"{item['subject']}—{item['partner']}：" if "subject" in item else ""
            print(f"  {tie}{item['summary']}  {_cited(item, language)}")
    if record["tasks"]:
        print(f"\n{word('tasks')}（{len(record['tasks'])}）")
    chapter = ""
    for item in record["tasks"]:
        here = f"《{item['document_title']}》 {item['part']}"
        if here != chapter:
            print(f"\n  {here}")
            chapter = here
        _print_task(item, language)


def _cited(item: dict[str, Any], language: Language) -> str:
    return text(
        "cli",
        "show-source",
        language,
        title=item["document_title"],
        number=item["document_number"],
        clause=item["clause"],
    )


def _print_typology(item: dict[str, Any], language: Language) -> None:
    if item["basis"] == Basis.LISTED:
        basis = text("cli", "show-listed", language)
    else:
        key = "show-rule" if item["is_complete"] else "show-candidate"
        basis = text("cli", key, language)
    stage = text("cli", f"stage-{item['stage']}", language) if item["stage"] else ""
    status = "，".join(p for p in (item["subtype"], item["status"], stage) if p)
    print(f"  {item['typology_name']}{f'（{status}）' if status else ''}  [{basis}]")
    written = text("cli", "show-written", language)
    tail = f"  {written}“{item['as_written']}”" if item["as_written"] else ""
    print(f"      {_cited(item, language)}{tail}")
    if item["note"]:
        print(f"      {text('cli', 'show-note', language)}：{item['note']}")


def _print_task(item: dict[str, Any], language: Language) -> None:
    print(f"    {item['clause']}{item['title']}：{item['summary']}")
    for key in ("lead", "responsible", "cooperating", "blanket"):
        if item[key]:
            etc = "等" if item["is_open_ended"] and key == "responsible" else ""
            units = LIST_MARK.join(item[key]) + etc
            print(f"        {text('cli', f'show-{key}', language)}：{units}")
    if item["agencies_note"]:
        print(f"        {item['agencies_note']}")
    for indicator in item["indicators"]:
        print(f"        {text('cli', 'show-indicators', language)}：{_target(indicator)}")
    for completion in item["completions"]:
        print(f"        {text('cli', 'show-completions', language)}：{completion['name']}")
    through = LIST_MARK.join(item["through"])
    print(f"        {text('cli', 'show-through', language)}：{through}")


def _target(item: dict[str, Any]) -> str:
    value = item["value"]
    if isinstance(value, list):
        amount = f"{value[0]:g}–{value[1]:g}"
    else:
        amount = f"{item['operator']} {value:g}"
    deadline = f"（{item['deadline']}）" if item["deadline"] else ""
    return f"{item['name']} {amount} {item['unit']}{deadline}"
