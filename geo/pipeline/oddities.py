"""Warnings of ``check`` about input that is valid but unusual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from geo.dates import first_day
from geo.errors import Fault
from geo.gazetteer.lineage import Key, Step
from geo.gazetteer.periods import period_of
from geo.gazetteer.regions import units_in, unlisted_in
from geo.pipeline.characters import character_faults
from geo.pipeline.inputs import Inputs, read_all_phrases
from geo.pipeline.likeness import lookalikes
from geo.records.resolved import Assignment
from geo.records.written import DocumentLists
from geo.vocabulary import LIST_MARK, ChangeKind, Severity
from geo.voice.voice import Voice

#: How many names a line lists before it only counts them.
_LISTED = 5


def with_oddities(inputs: Inputs, *, unused: bool) -> Inputs:
    """The inputs with further faults: of the phrases, and what is odd but legal.

    Aliases that no list writes are among them if ``unused``.
    """
    phrases, faults = read_all_phrases(inputs)
    characters = character_faults(inputs, phrases)
    further = [*faults, *outdated(inputs), *in_future(inputs), *characters]
    further += lookalikes(inputs)
    further += unused_aliases(inputs) if unused else ()
    return replace(inputs, faults=(*inputs.faults, *further))


def readings(inputs: Inputs) -> list[dict[str, Any]]:
    """Members that were not resolved by an official name: prefixed, traditional, renamed.

    Plain official names and short forms are not worth a line.
    """

    def is_plain(row: Assignment) -> bool:
        name = inputs.names[row.county_code].name
        return row.as_written in (name, inputs.facts[row.county_code].short_name)

    return [
        {
            "file": row.place.file,
            "line": row.place.line,
            "clause": row.clause,
            "as_written": row.as_written,
            "county_code": row.county_code,
            "county_name": inputs.names[row.county_code].name,
            "parents": inputs.names[row.county_code].parents,
            "note": Voice().sentences(row.notes),
        }
        for row in inputs.resolved.assignments
        if row.place is not None and not is_plain(row)
    ]


def outdated(inputs: Inputs) -> Iterator[Fault]:
    """Documents older than the boundaries, where their region's names or codes changed since."""
    for lists in inputs.lists:
        changes = _by_county(_between(inputs, lists))
        if changes:
            names = list(changes[:_LISTED])
            more = "…" if len(changes) > _LISTED else ""
            place = inputs.place(lists.document.id, ("document", "issued"))
            details = {
                "count": str(len(changes)),
                "changes": LIST_MARK.join(names) + more,
                "vintage": inputs.vintage.date,
            }
            yield Fault(
                "older-than-vintage",
                place.file,
                place.line,
                None,
                lists.document.issued,
                details,
                severity=Severity.WARNING,
            )


def in_future(inputs: Inputs) -> Iterator[Fault]:
    """Documents whose date is still to come, as far as the computer's clock is right."""
    today = date.today()
    for lists in inputs.lists:
        issued = lists.document.issued
        if issued and first_day(issued) > today:
            place = inputs.place(lists.document.id, ("document", "issued"))
            details = {"today": today.isoformat()}
            yield Fault(
                "issued-in-future",
                place.file,
                place.line,
                None,
                issued,
                details,
                severity=Severity.WARNING,
            )


def unused_aliases(inputs: Inputs) -> Iterator[Fault]:
    """One warning for all aliases that no list writes: most are kept for lists to come."""
    written = "\n".join(f.text for f in inputs.folder.files)
    written += "\n".join(run for area in inputs.regions.areas for run in area.members)
    rows = inputs.gazetteer.tables.aliases
    unused = sorted({r.value.alias for r in rows if r.value.alias not in written})
    if unused:
        shown = LIST_MARK.join(unused[:_LISTED]) + ("…" if len(unused) > _LISTED else "")
        file = inputs.project.relative(inputs.project.gazetteer / "aliases.csv")
        details = {"count": str(len(unused))}
        yield Fault("alias-unused", file, value=shown, details=details, severity=Severity.WARNING)


def _by_county(steps: Iterable[Step]) -> list[str]:
    """One text per county and date: the county, and all that it became, was divided into or gave
    parts to."""
    became: dict[tuple[str, Key], list[Key]] = {}
    for step in steps:
        new = became.setdefault((step.date, step.old), [])
        new += [step.old] if step.kind is ChangeKind.CREATE and step.old[0] and not new else []
        new += [step.new]
    return [_change_words(old, new) for (_, old), new in became.items()]


def _change_words(old: Key, new: list[Key]) -> str:
    """``黔西县→黔西市``, ``余杭区→余杭区／临平区``, ``江口县 522222→520621``, ``+双河市``."""
    names = "／".join(name for _, name in new)
    if not old[0]:
        return f"+{names}"
    if names == old[1]:
        return f"{old[1]} {old[0]}→{new[0][0]}"
    return f"{old[1]}→{names}"


def _between(inputs: Inputs, lists: DocumentLists) -> list[Step]:
    """Changes of the document's region after it was issued and up to the vintage."""
    issued, region = lists.document.issued, lists.document.region_code
    if not issued:
        return []
    then = inputs.gazetteer.on(issued)
    until = period_of(inputs.vintage.date)
    units = [*units_in(region, then), *unlisted_in(region, then)]
    return then.lineage.between(units, period_of(issued), until)
