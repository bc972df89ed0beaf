"""Places that documents name: a county, a prefecture, a province, or a declared non-county.

Partnerships and positionings name places outside their document's region, so a place may leave it;
it must still be one place only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from geo.errors import Candidate
from geo.gazetteer.forms import Parent, Tier
from geo.gazetteer.lineage import Key
from geo.gazetteer.outcome import How, Match, Miss, Reason
from geo.gazetteer.tables import NonCounty
from geo.records.resolved import End
from geo.vocabulary import CHINA_CODE
from geo.voice.said import said

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer


class _Claim(IntEnum):
    """Rank of a reading of a written place, best first."""

    FULL = 0  # an official, aliased or declared name
    SHORT = 1
    PAST_SHORT = 2


@dataclass(frozen=True)
class _Option:
    """One reading. ``parents`` go into a report of several.

    ``miss`` says why a county of the date has no place today; ``end`` is then that county.
    """

    end: End
    parents: str
    claim: _Claim
    is_inside: bool
    is_above: bool = False
    miss: Miss | None = None


def resolve_place(written: str, gazetteer: Gazetteer, *, region_code: str) -> End | Miss:
    """Resolve a written form to the one place it names.

    A full name inside the region comes first, then a full name elsewhere, then a short form inside
    the region, then one elsewhere. Two places of the same claim are a miss.

    Parameters
    ----------
    written : str
    gazetteer : Gazetteer
    region_code : str
        Region of the document that says it.

    Returns
    -------
    End or Miss
        ``code`` is a county's, prefecture's or province's. A declared non-county has no code but
        its declared anchor (lon, lat; EPSG:4490), and a note of its location.
    """
    readings = gazetteer.readings(written)
    for form in readings:
        options = _options(form, gazetteer, region_code)
        if options:
            return _choose(options)
    # Written parents after the name, codes, remarks: as for members, but anywhere in the country.
    found = gazetteer.resolve(written, region_code=CHINA_CODE)
    if isinstance(found, Match):
        return _county(found)
    if found.reason is not Reason.UNKNOWN:
        return found
    near = gazetteer.resolve(written, region_code=region_code)
    return near if isinstance(near, Miss) else _county(near)


def _choose(options: Sequence[_Option]) -> End | Miss:
    best = min(o.claim for o in options)
    alike = [o for o in options if o.claim is best]
    chosen = [o for o in alike if o.is_inside] or alike
    if best is not _Claim.FULL:
        # A short form may also mean a province or prefecture elsewhere, so all of them count.
        chosen += [o for o in alike if o.is_above and o not in chosen]
    ends = {(o.end.code, o.end.name): o for o in chosen}
    if len(ends) == 1:
        return chosen[0].miss or chosen[0].end
    candidates = (Candidate(o.end.code, o.end.name, o.parents) for o in ends.values())
    return Miss(Reason.AMBIGUOUS, tuple(candidates))


def _options(form: str, gazetteer: Gazetteer, region_code: str) -> list[_Option]:
    """Every reading of the whole form or, if there is none, of its rest after parents."""
    peeled = [(p.code, rest) for p, rest in gazetteer.peel(form)]
    for readings in ([(CHINA_CODE, form)], peeled):
        found = [
            option
            for within, rest in readings
            for option in _readings_inside(rest, gazetteer, within, region_code)
        ]
        if found:
            return found
    return []


def _readings_inside(
    form: str, gazetteer: Gazetteer, within: str, region_code: str
) -> Iterable[_Option]:
    for declared in gazetteer.forms.non_counties_named(form):
        if gazetteer.overlaps(declared.region_code, within):
            inside = gazetteer.overlaps(declared.region_code, region_code)
            parents = gazetteer.region_name(declared.within_code)
            yield _Option(_non_county(declared, parents), parents, _Claim.FULL, inside)
    for parent in gazetteer.forms.parents_named(form, gazetteer.when):
        if parent.is_in(within) and parent.code != within:
            end = _above(parent, gazetteer)
            claim = _Claim.FULL if parent.name == form else _Claim.SHORT
            inside = parent.is_in(region_code)
            miss = None if end.code in gazetteer.forms.parents else _divided(parent, gazetteer)
            yield _Option(end, parent.parents, claim, inside, is_above=True, miss=miss)
    tiers: dict[str, Tier] = {}
    lost: dict[Key, _Option] = {}
    for entry in gazetteer.entries(form):
        if not gazetteer.is_in(entry.key, within):
            continue
        outcome = gazetteer.descent.outcome(entry, form, gazetteer.when)
        if isinstance(outcome, Match):
            code = outcome.county_code
            tiers[code] = min(entry.tier, tiers.get(code, entry.tier))
        elif entry.tier is Tier.OFFICIAL:
            same = min(gazetteer.lineage.identity(entry.key), default=entry.key)
            lost[same] = _lost(entry.key, outcome, gazetteer, region_code)
    yield from lost.values()
    for code, tier in tiers.items():
        unit = gazetteer.forms.by_code[code]
        found = gazetteer.read(form, code)
        if isinstance(found, Match) and found.county_code == code:
            yield _Option(
                _county(found), unit.parents, _claim(found, tier), unit.is_in(region_code)
            )


def _lost(key: Key, miss: Miss, gazetteer: Gazetteer, region_code: str) -> _Option:
    """A county of the date that was divided since, or that the vintage does not have."""
    parents = gazetteer.descent.parents_then(key, gazetteer.when)
    is_inside = gazetteer.is_in(key, region_code)
    return _Option(End(key[1], key[0]), parents, _Claim.FULL, is_inside, miss=miss)


def _claim(found: Match, tier: Tier) -> _Claim:
    if tier is Tier.OFFICIAL or found.how in (How.OFFICIAL, How.ALIAS):
        return _Claim.FULL
    return _Claim.PAST_SHORT if tier is Tier.PAST_SHORT else _Claim.SHORT


def _county(match: Match) -> End:
    return End(match.county_name, match.county_code, notes=match.notes)


def _above(parent: Parent, gazetteer: Gazetteer) -> End:
    """A province or prefecture, or the one of today that a past one became; itself if there is no
    such one."""
    if parent.is_today:
        return End(parent.name, parent.code)
    heirs = gazetteer.forms.parent_heirs(parent)
    if len(heirs) != 1:
        return End(parent.name, parent.code)
    note = said("gazetteer.note-above", old=parent.name, new=heirs[0].name)
    return End(heirs[0].name, heirs[0].code, notes=(note,))


def _divided(parent: Parent, gazetteer: Gazetteer) -> Miss:
    """The miss for a province or prefecture that was divided, or ended without an heir."""
    heirs = gazetteer.forms.parent_heirs(parent)
    near = tuple(Candidate(h.code, h.name, h.parents) for h in heirs)
    ended = parent.period.last + 1
    details = {"date": f"{ended // 12}", "name": parent.name}
    return Miss(Reason.DIVIDED, near, details, region_code=parent.code)


def _non_county(declared: NonCounty, within: str) -> End:
    parts = {"kind": declared.kind, "reason": declared.reason}
    bare = said("gazetteer.note-place-bare", **parts)
    note = said("gazetteer.note-place", within=within, **parts) if within else bare
    return End(declared.name, anchor=declared.anchor, notes=(note,))
