"""Declared conditions → findings → assignments, in three-valued logic (yes, no, not known)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.errors import Fault, RulesError
from geo.records.resolved import Assignment, Place, RuleOutcome, UnitFacts, UnitName
from geo.records.written import DocumentLists, Rule, Typology
from geo.rules.ground import Finding, Findings, Ground
from geo.rules.predicates import PREDICATES, ZonedAs
from geo.vocabulary import UNIT_TYPES, Basis
from geo.voice.said import Notes, said, sentence

_COMBINERS = ("any", "all")
PlaceOf = Callable[[str, tuple[str | int, ...]], Place]


@dataclass(frozen=True)
class Derivation:
    """Result of all rules."""

    assignments: tuple[Assignment, ...] = ()
    outcomes: tuple[RuleOutcome, ...] = ()


def _any(parts: Sequence[Finding]) -> Finding:
    true = [p for p in parts if p.holds]
    if true:
        return Finding(True, _reasons(true))
    unknown = [p for p in parts if p.holds is None]
    return Finding(None, _reasons(unknown)) if unknown else Finding(False)


def _all(parts: Sequence[Finding]) -> Finding:
    if any(p.holds is False for p in parts):
        return Finding(False)
    return Finding(None if any(p.holds is None for p in parts) else True, _reasons(parts))


def _reasons(parts: Sequence[Finding]) -> Notes:
    return tuple(dict.fromkeys(reason for part in parts for reason in part.reasons))


def _findings(condition: Mapping[str, Any], ground: Ground) -> Findings:
    """Findings of one declaration: ``{any: […]}``, ``{all: […]}`` or ``{predicate: argument}``;
    several keys at once must all hold."""
    parts: list[Findings] = []
    for name, argument in condition.items():
        if name in _COMBINERS:
            combine = _any if name == "any" else _all
            inner = [_findings(c, ground) for c in argument]
            parts.append({c: combine([f[c] for f in inner]) for c in ground.codes()})
        elif name in PREDICATES:
            parts.append(PREDICATES[name].evaluate(ground, argument))
        else:
            raise RulesError(f"unknown condition {name}; known: {', '.join(PREDICATES)}")
    return {c: _all([f[c] for f in parts]) for c in ground.codes()}


def _derive(
    lists: DocumentLists,
    rule: Rule,
    key: str,
    eligible: Sequence[str],
    ground: Ground,
) -> tuple[list[Assignment], RuleOutcome]:
    where = _findings(rule.where, ground)
    requires = _findings(rule.requires, ground)
    is_bare = not rule.where
    rows = []
    for code in eligible:
        verdict = _all([where[code], requires[code]])
        # With no condition of place, an unknown zone says nothing about any county.
        if verdict.holds is False or (is_bare and requires[code].holds is None):
            continue
        if where[code].holds is not True:
            continue
        rows.append(
            Assignment(
                document_id=lists.document.id,
                clause=rule.clause,
                typology=key,
                county_code=code,
                as_written="",
                basis=Basis.RULE,
                is_complete=verdict.holds is True and rule.sufficient,
                notes=verdict.reasons,
            )
        )
    complete = sum(r.is_complete for r in rows)
    unknown = next((requires[c].reasons for c in eligible if requires[c].holds is None), ())
    outcome = RuleOutcome(
        document_id=lists.document.id,
        clause=rule.clause,
        typology=key,
        reading=rule.note,
        candidate_count=len(rows) - complete,
        complete_count=complete,
        open_reason=_open_reason(rule, unknown),
    )
    return rows, outcome


def _open_reason(rule: Rule, unknown: Notes) -> Notes:
    """Why a rule is open; ``unknown`` are the reasons from its requirements."""
    if unknown:
        key = "rules.open-candidates" if rule.where else "rules.open-nothing"
        return (said(key, reason=sentence(unknown)),)
    return () if rule.sufficient else (said("rules.open-necessary"),)


def evaluate(
    documents: Sequence[DocumentLists],
    ground_of: Callable[[DocumentLists], Ground],
    *,
    names: Mapping[str, UnitName],
    facts: Mapping[str, UnitFacts],
    typologies: Sequence[Typology],
) -> Derivation:
    """Evaluate the rules of all documents.

    Parameters
    ----------
    ground_of
        Gives the ground for a document; called only for documents that have rules.
    names, facts
        By county code.

    Returns
    -------
    Derivation
        ``is_complete`` is False on rows that wait for a list; such rows are candidates.

    Raises
    ------
    RulesError
        For an unknown condition or area. :func:`predicate_faults` finds these beforehand, with
        file and line.
    """
    keys = {word: t.key for t in typologies for word in (t.key, t.name)}
    rows: list[Assignment] = []
    outcomes: list[RuleOutcome] = []
    for lists in documents:
        if not lists.rules:
            continue
        ground = ground_of(lists)
        for rule in lists.rules:
            eligible = [
                c
                for c in ground.codes()
                if facts[c].unit_type in rule.unit_types
                and names[c].is_in(lists.document.drawn_region)
            ]
            derived, outcome = _derive(lists, rule, keys[rule.typology], eligible, ground)
            rows += derived
            outcomes.append(outcome)
    return Derivation(tuple(rows), tuple(outcomes))


def mentioned_areas(lists: DocumentLists) -> frozenset[str]:
    """Every area that a document's rules mention."""
    return frozenset(
        area
        for rule in lists.rules
        for part in (rule.where, rule.requires)
        for name, argument in _conditions(part)
        for area in PREDICATES[name].areas(argument)
    )


def zones_asked(lists: DocumentLists) -> tuple[str, ...]:
    """The zones that a document's rules ask for."""
    return tuple(
        argument
        for rule in lists.rules
        for part in (rule.where, rule.requires)
        for name, argument in _conditions(part)
        if name == ZonedAs.name and isinstance(argument, str)
    )


def _conditions(condition: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, argument in condition.items():
        if name in _COMBINERS and isinstance(argument, list):
            for inner in argument:
                yield from _conditions(inner if isinstance(inner, dict) else {str(inner): None})
        else:
            yield name, argument


def _problem(name: str, argument: Any, areas: Collection[str]) -> tuple[str, str] | None:
    """Kind of fault and its value, or None."""
    predicate = PREDICATES.get(name)
    return predicate.problem(argument, areas) if predicate else ("unknown-condition", name)


def predicate_faults(
    documents: Sequence[DocumentLists],
    *,
    areas: Mapping[str, Iterable[str]],
    typologies: Sequence[Typology],
    place_of: PlaceOf,
) -> list[Fault]:
    """Faults of rules that cannot be evaluated: conditions, arguments, areas, unit types."""
    known_types = {w for t in typologies for w in (t.key, t.name)}
    known_areas = sorted(areas)
    faults = []
    for lists in documents:
        for i, rule in enumerate(lists.rules):
            found: list[tuple[str, str]] = []
            for part in (rule.where, rule.requires):
                for name, argument in _conditions(part):
                    problem = _problem(name, argument, known_areas)
                    found += [problem] if problem else []
            found += [("unknown-unit-type", u) for u in rule.unit_types if u not in UNIT_TYPES]
            if rule.typology not in known_types:
                found.append(("unknown-typology", rule.typology))
            place = place_of(lists.document.id, ("rules", i))
            known = {
                "unknown-condition": "、".join(PREDICATES),
                "unknown-area": "、".join(known_areas),
                "unknown-unit-type": "、".join(UNIT_TYPES),
                "unknown-typology": "、".join(t.name for t in typologies),
            }
            faults += [
                Fault(k, place.file, place.line, place.clause, v, {"known": known.get(k, "")})
                for k, v in found
            ]
    return faults
