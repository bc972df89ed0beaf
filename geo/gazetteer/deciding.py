"""Entries under one form → the one county that they mean, or a miss with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geo.errors import Candidate
from geo.gazetteer.forms import Entry, Parent, Tier
from geo.gazetteer.lineage import Key
from geo.gazetteer.outcome import Match, Miss, Reason
from geo.gazetteer.regions import units_in
from geo.records.resolved import UnitName
from geo.voice.said import said

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer

#: Most candidates that an ambiguous or far-off name lists.
MAX_CANDIDATES = 5


def candidate_of(unit: UnitName | Parent) -> Candidate:
    return Candidate(unit.code, unit.name, unit.parents)


def decide(
    gazetteer: Gazetteer,
    entries: Sequence[Entry],
    form: str,
    region_code: str,
    *,
    above: Sequence[Parent] = (),
) -> Match | Miss | None:
    """One county of the region, or a miss with the reason."""
    if not entries:
        return None
    inside = [e for e in entries if gazetteer.is_in(e.key, region_code)]
    units = units_of(gazetteer, inside)
    if not units:
        far = [gazetteer.candidate(e.key) for e in units_of(gazetteer, entries)]
        return Miss(Reason.OUTSIDE_REGION, tuple(far))
    codes = {e.key[0] for e in units}
    rivals = [p for p in above if p.code not in codes]
    is_weak = units[0].tier >= Tier.USUAL or gazetteer.when is not None
    if len(units) > 1 or (is_weak and rivals):
        return ambiguous(gazetteer, units, rivals)
    if gazetteer.is_strict and units[0].alias is None:
        others = bearers(gazetteer, inside, form)
        if len(others) > 1:
            return ambiguous(gazetteer, others)
    found = gazetteer.descent.outcome(units[0], form, gazetteer.when)
    city = gazetteer.forms.parents.get(units[0].key[0])
    if isinstance(found, Miss) and city is not None and city.name == units[0].key[1]:
        return is_parent(gazetteer, city)  # 三沙市 was a city without counties, and has some now
    return found


def units_of(gazetteer: Gazetteer, entries: Sequence[Entry]) -> list[Entry]:
    """The strongest entries, one per unit: a unit under several codes or names is one."""
    best = min((e.tier for e in entries), default=None)
    units: dict[tuple[Key, ...], Entry] = {}
    for entry in entries:
        if entry.tier != best:
            continue
        identity = gazetteer.lineage.identity(entry.key)
        held = units.get(identity)
        if held is None or _is_nearer(gazetteer, entry.key, held.key):
            units[identity] = entry
    return list(units.values())


def _is_nearer(gazetteer: Gazetteer, key: Key, other: Key) -> bool:
    """Whether one key of a unit identifies the unit of the date better than another."""

    def rank(k: Key) -> tuple[bool, bool, int]:
        last = max(p.last for p in gazetteer.lineage.periods(k))
        return (gazetteer.forms.exists(k, gazetteer.when), k in gazetteer.forms.today, last)

    return rank(key) > rank(other)


def bearers(gazetteer: Gazetteer, inside: Sequence[Entry], form: str) -> list[Entry]:
    """All units of the region that ever had an official name or a code."""
    if form.isascii():
        alike = [e._replace(tier=Tier.OFFICIAL) for e in inside]
    else:
        alike = [e._replace(tier=Tier.OFFICIAL) for e in inside if e.key[1] == form]
    return units_of(gazetteer, alike)


def heir_code(gazetteer: Gazetteer, entry: Entry) -> str:
    found = gazetteer.descent.outcome(entry, entry.key[1], gazetteer.when)
    return found.county_code if isinstance(found, Match) else ""


def ambiguous(gazetteer: Gazetteer, units: Iterable[Entry], above: Sequence[Parent] = ()) -> Miss:
    counties = tuple(gazetteer.candidate(k) for k in sorted(e.key for e in units))
    return Miss(Reason.AMBIGUOUS, counties + tuple(candidate_of(p) for p in above))


def ambiguous_with(gazetteer: Gazetteer, match: Match, others: Iterable[Key]) -> Miss:
    own = (match.county_code, match.county_name)
    return Miss(Reason.AMBIGUOUS, tuple(gazetteer.candidate(k) for k in sorted({*others, own})))


def is_parent(gazetteer: Gazetteer, parent: Parent) -> Miss:
    """The miss for a name of a province or prefecture."""
    kind = "kind-province" if parent.is_province else "kind-prefecture"
    inside = [(u.code, u.name) for u in gazetteer.forms.counties_in(parent.code)]
    if not inside and parent.exists(gazetteer.when):
        inside = list(units_in(parent.code, gazetteer))
    return Miss(
        Reason.NON_COUNTY,
        tuple(map(gazetteer.candidate, inside[:MAX_CANDIDATES])),
        {
            "unit_kind": said(f"gazetteer.{kind}"),
            "within": parent.parents or "—",
            "declared": "false",
            "name": parent.name,
        },
        within=(parent.province_code or parent.code,),
    )
