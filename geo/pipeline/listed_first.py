"""What lists say of the counties that rules derive: listed wins, and that is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from geo.pipeline.inputs import Inputs
from geo.records.resolved import Assignment
from geo.rules import Derivation
from geo.vocabulary import Role
from geo.voice.said import Notes, said

#: Of a county: the typologies and documents of the lists that name it.
_Named = dict[tuple[str, str], None]


def beside_lists(derivation: Derivation, inputs: Inputs) -> Derivation:
    """The derivation with a note where a document lists the county.

    A county that is listed under the same typology counts as listed; the outcome of the rule says
    how many are. One that is listed under another base typology of the theme has a note of it.
    """
    listed = _listed(inputs)
    rows = [
        replace(row, notes=(*row.notes, *_notes(row, listed.get(row.county_code, {}), inputs)))
        for row in derivation.assignments
    ]
    counts = Counter(
        (row.document_id, row.clause, row.typology)
        for row in rows
        if any(key == row.typology for key, _ in listed.get(row.county_code, {}))
    )
    outcomes = []
    for outcome in derivation.outcomes:
        count = counts[outcome.document_id, outcome.clause, outcome.typology]
        more = (said("rules.listed-among", count=count),) if count else ()
        outcomes.append(replace(outcome, open_reason=(*outcome.open_reason, *more)))
    return Derivation(tuple(rows), tuple(outcomes))


def _listed(inputs: Inputs) -> dict[str, _Named]:
    """By county code, what names it under a base typology."""
    base = {t.key for t in inputs.typologies if t.role is Role.BASE}
    found: dict[str, _Named] = {}
    for row in inputs.resolved.assignments:
        if row.typology in base:
            found.setdefault(row.county_code, {})[row.typology, row.document_id] = None
    return found


def _notes(row: Assignment, named: _Named, inputs: Inputs) -> Notes:
    themes = {key: theme.key for theme in inputs.themes for key in theme.typologies}
    names = {t.key: t.name for t in inputs.typologies}
    titles = {d.document.id: d.document.short_title for d in inputs.lists}
    notes = []
    for key, document_id in named:
        title = titles[document_id]
        if key == row.typology:
            notes.append(said("rules.also-listed", document=title))
        elif themes.get(key) == themes.get(row.typology):
            notes.append(said("rules.listed-otherwise", document=title, typology=names[key]))
    return tuple(notes)
