"""Why a county is, or is not, of a typology: one verdict per document, clause and way.

Whether a rule makes the county one of the typology is read off what the build itself derives; the
conditions are looked at here only to say which of them fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geo import rules
from geo.pipeline import frames
from geo.pipeline.inputs import Inputs
from geo.records.resolved import Assignment, Place, RuleOutcome, UnitName
from geo.records.written import DocumentLists, Layer, Rule, Typology
from geo.vocabulary import Basis
from geo.voice.said import Notes, Said, said
from geo.voice.voice import Voice


class VerdictKind(StrEnum):
    """Kind of one document's verdict on one county and one typology."""

    LISTED = "listed"  # the clause names the county
    DERIVED = "derived"  # it meets all conditions of a rule
    CANDIDATE = "candidate"  # it meets those that can be computed
    NOT_LISTED = "not_listed"  # the clause names others
    NOBODY_LISTED = "nobody_listed"  # the clause names no county
    RULE_FAILS = "rule_fails"  # some condition does not hold
    RULE_OPEN = "rule_open"  # nothing can be computed without a list
    NOT_USED = "not_used"  # the document does not use the typology
    OUTSIDE = "outside"  # the county is not in the document's region


#: Verdicts that give the county the typology, surest first.
_POSITIVE = (VerdictKind.LISTED, VerdictKind.DERIVED, VerdictKind.CANDIDATE, VerdictKind.RULE_OPEN)


@dataclass(frozen=True)
class Verdict:
    """One document's verdict.

    Parameters
    ----------
    clause : str
        Empty where the document does not use the typology, or not for this region.
    as_written : str
        The county as the clause writes it.
    reasons : tuple of Said or str
        Why a rule holds, fails or stays open.
    reading : str
        How the rule's clause was read.
    other_count : int
        How many other counties the clause names or its rule finds.
    notes : tuple of Said or str
        Remarks on a listed county for the reader.
    place : Place or None
        Line of the list file to look at.
    """

    kind: VerdictKind
    document_id: str
    clause: str = ""
    subtype: str = ""
    status: str = ""
    stage: str = ""
    as_written: str = ""
    reasons: Notes = ()
    reading: str = ""
    other_count: int = 0
    notes: Notes = ()
    place: Place | None = None


@dataclass(frozen=True)
class Explanation:
    """All verdicts, in the order of documents and clauses."""

    county: UnitName
    typology: Typology
    verdicts: tuple[Verdict, ...]

    @property
    def answer(self) -> VerdictKind | None:
        """The surest way in which the county is of the typology; None if it is not."""
        kinds = {v.kind for v in self.verdicts}
        return next((k for k in _POSITIVE if k in kinds), None)


def find_typology(inputs: Inputs, written: str) -> Typology | None:
    """A typology by key, Chinese or English name."""
    wanted = written.strip().casefold()
    return next(
        (
            t
            for t in inputs.typologies
            if wanted in (t.key.casefold(), t.name.casefold(), t.name_en.casefold())
        ),
        None,
    )


def explain(inputs: Inputs, county_code: str, typology: Typology) -> Explanation:
    """Why a county is, or is not, of a typology.

    Parameters
    ----------
    inputs : Inputs
        Sound ones. Rules are derived if they are not yet and a document has one for the typology.
    county_code : str
        Six digits, of the inputs' vintage.
    typology : Typology

    Raises
    ------
    KeyError
        If the vintage has no such county.
    """
    unit = inputs.names[county_code]
    if any(_uses(rule.typology, typology) for d in inputs.lists for rule in d.rules):
        inputs = frames.derive(inputs)
    question = _Question(inputs, unit, typology)
    verdicts = tuple(v for lists in inputs.lists for v in question.verdicts(lists))
    return Explanation(unit, typology, verdicts)


def _uses(written: str, typology: Typology) -> bool:
    return written in (typology.key, typology.name)


class _Question:
    """One county and one typology, put to one document after the other."""

    def __init__(self, inputs: Inputs, unit: UnitName, typology: Typology) -> None:
        self.inputs, self.unit, self.typology = inputs, unit, typology
        rows = inputs.resolved.assignments
        self.rows = [r for r in rows if r.typology == typology.key]

    def verdicts(self, lists: DocumentLists) -> Iterator[Verdict]:
        own = lists.document
        if not self.unit.is_in(own.drawn_region):
            yield Verdict(VerdictKind.OUTSIDE, own.id)
            return
        found = [
            self._layer_verdict(lists, i, layer)
            for i, layer in enumerate(lists.layers)
            if _uses(layer.typology, self.typology)
        ]
        found += [
            self._rule_verdict(lists, i, rule)
            for i, rule in enumerate(lists.rules)
            if _uses(rule.typology, self.typology)
        ]
        # A layer without members adds nothing to the rule of its clause.
        ruled = {r.clause for r in lists.rules if _uses(r.typology, self.typology)}
        told = [
            v for v in found if v.kind is not VerdictKind.NOBODY_LISTED or v.clause not in ruled
        ]
        yield from told or [Verdict(VerdictKind.NOT_USED, own.id)]

    def _layer_verdict(self, lists: DocumentLists, index: int, layer: Layer) -> Verdict:
        own = [
            r
            for r in self.rows
            if r.basis is Basis.LISTED
            and (r.document_id, r.clause, r.subtype, r.status)
            == (lists.document.id, layer.clause, layer.subtype, layer.status)
        ]
        row = next((r for r in own if r.county_code == self.unit.code), None)
        others = {r.county_code for r in own} - {self.unit.code}
        if row is not None:
            kind = VerdictKind.LISTED
        else:
            kind = VerdictKind.NOT_LISTED if others else VerdictKind.NOBODY_LISTED
        place = row.place if row else None
        return Verdict(
            kind,
            lists.document.id,
            layer.clause,
            layer.subtype,
            layer.status,
            str(layer.stage or ""),
            as_written=row.as_written if row else "",
            other_count=len(others),
            notes=row.notes if row else _noted(layer) if not others else (),
            place=place or self.inputs.place(lists.document.id, ("layers", index, "members")),
        )

    # ── rules ──

    def _rule_verdict(self, lists: DocumentLists, index: int, rule: Rule) -> Verdict:
        own = [
            r
            for r in self.rows
            if r.basis is Basis.RULE
            and (r.document_id, r.clause) == (lists.document.id, rule.clause)
        ]
        row = next((r for r in own if r.county_code == self.unit.code), None)
        kind, reasons = self._held(row, rule) if row else self._failed(lists, rule)
        return Verdict(
            kind,
            lists.document.id,
            rule.clause,
            reasons=reasons,
            reading=rule.note,
            other_count=len({r.county_code for r in own} - {self.unit.code}),
            place=self.inputs.place(lists.document.id, ("rules", index)),
        )

    def _held(self, row: Assignment, rule: Rule) -> tuple[VerdictKind, Notes]:
        if row.is_complete:
            return VerdictKind.DERIVED, row.notes
        if not rule.sufficient:
            return VerdictKind.CANDIDATE, (*row.notes, said("rules.open-necessary"))
        return VerdictKind.CANDIDATE, row.notes

    def _failed(self, lists: DocumentLists, rule: Rule) -> tuple[VerdictKind, Notes]:
        unit_type = self.inputs.facts[self.unit.code].unit_type
        if unit_type not in rule.unit_types:
            wanted = tuple(rule.unit_types)
            reason = said("explain.fails-unit_type", unit_type=unit_type, wanted=wanted)
            return VerdictKind.RULE_FAILS, (reason,)
        ground = frames.ground_of(self.inputs, lists)
        failing = [*self._failing(rule.where, ground), *self._failing(rule.requires, ground)]
        if failing:
            return VerdictKind.RULE_FAILS, tuple(failing)
        outcome = self._outcome(lists, rule)
        return VerdictKind.RULE_OPEN, outcome.open_reason if outcome else ()

    def _outcome(self, lists: DocumentLists, rule: Rule) -> RuleOutcome | None:
        return next(
            (
                o
                for o in self.inputs.resolved.rule_outcomes
                if (o.document_id, o.clause, o.typology)
                == (lists.document.id, rule.clause, self.typology.key)
            ),
            None,
        )

    def _failing(self, condition: Mapping[str, Any], ground: rules.Ground) -> Sequence[Said]:
        """Why the condition fails; empty if it holds or is not known."""
        told: list[Said] = []
        for name, argument in condition.items():
            if name == "all":
                told += [w for part in argument for w in self._failing(part, ground)]
            elif name == "any":
                parts = [self._failing(part, ground) for part in argument]
                if parts and all(parts):
                    none = tuple(reason for part in parts for reason in part)
                    told.append(said("explain.fails-any", conditions=none))
            else:
                predicate = rules.PREDICATES[name]
                if predicate.evaluate(ground, argument)[self.unit.code].holds is False:
                    told.append(predicate.failure(argument))
        return told


def _noted(layer: Layer) -> Notes:
    return (layer.note,) if layer.note else ()


def verdict_words(verdict: Verdict, voice: Voice) -> str:
    """One verdict as a sentence, without its source."""
    parts = [voice.say(p) for p in (verdict.subtype, verdict.status) if p]
    status = voice.text("cli", "show-comma").join(parts)
    is_alone = verdict.kind is VerdictKind.LISTED and not verdict.other_count
    return voice.text(
        "explain",
        f"verdict-{verdict.kind}" + ("-alone" if is_alone else ""),
        written=verdict.as_written,
        status=voice.text("explain", "status", status=status) if status else "",
        count=verdict.other_count,
    )
