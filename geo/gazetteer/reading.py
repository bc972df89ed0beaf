"""Cleaned forms → outcomes, as of the gazetteer's date: names, codes, forms with parents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.gazetteer.deciding import (
    MAX_CANDIDATES,
    ambiguous,
    ambiguous_with,
    bearers,
    candidate_of,
    decide,
    heir_code,
    is_parent,
    units_of,
)
from geo.gazetteer.forms import Entry, Parent, Tier
from geo.gazetteer.outcome import Match, Miss, Reason
from geo.vocabulary import COUNTY_ENDINGS
from geo.voice.said import said

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer

_CODE = re.compile(r"(\d{6})(?:0{6})?")
_TOWNSHIP_CODE = re.compile(r"\d{9}(?:\d{3})?")
_BRACKETS = re.compile(r"(?P<name>.+?)[(〔\[【](?P<remark>[^()〔〕\[\]【】]*)[)〕\]】]")


def read_form(gazetteer: Gazetteer, form: str, region_code: str) -> Match | Miss | None:
    """The outcome of one cleaned form in a region; None if it is unknown."""
    if form.isascii() and form[:6].isdecimal():
        return _read_code(gazetteer, form, region_code)
    if not gazetteer.forms.knows(form):
        return _prefixed(gazetteer, form, region_code)
    strong = [
        e
        for e in gazetteer.strong_entries(form)
        if e.tier <= Tier.ALIAS and gazetteer.is_in(e.key, region_code)
    ]
    if strong and gazetteer.is_strict and strong[0].alias is None:
        everyone = [e for e in gazetteer.entries(form) if gazetteer.is_in(e.key, region_code)]
        ever = bearers(gazetteer, everyone, form)
        if len(ever) > 1:
            return ambiguous(gazetteer, ever)
    if strong:
        return decide(gazetteer, strong, form, region_code, above=_rivals(gazetteer, strong, form))
    declared = _declared(gazetteer, form, region_code)
    if declared is not None:
        return declared
    entries = gazetteer.entries(form)
    inside = [e for e in entries if gazetteer.is_in(e.key, region_code)]
    prefixed = _prefixed(gazetteer, form, region_code)
    above = [p for p in gazetteer.forms.parents_named(form, gazetteer.when) if p.is_in(region_code)]
    if isinstance(prefixed, Match):
        units = units_of(gazetteer, inside)
        others = [e.key for e in units if heir_code(gazetteer, e) != prefixed.county_code]
        return ambiguous_with(gazetteer, prefixed, others) if others else prefixed
    if inside:
        return decide(gazetteer, inside, form, region_code, above=above)
    if above:
        return is_parent(gazetteer, above[0])
    if prefixed is None and not entries:
        past = [p for p in gazetteer.forms.parents_ever_named(form) if p.is_in(region_code)]
        return is_parent(gazetteer, past[0]) if past else None
    return prefixed or decide(gazetteer, entries, form, region_code)


def _rivals(gazetteer: Gazetteer, strong: Sequence[Entry], form: str) -> list[Parent]:
    """Prefectures with a county's full name in the period of the date."""
    if gazetteer.when is None or any(e.tier is not Tier.OFFICIAL for e in strong):
        return []
    codes = {e.key[0] for e in strong}
    there = gazetteer.forms.parents_named(form, gazetteer.when)
    return [p for p in there if p.name == form and p.code not in codes]


def read_bracketed(gazetteer: Gazetteer, form: str, region_code: str) -> Match | Miss | None:
    """A name with a remark; a remark that names a parent narrows the region."""
    found = _BRACKETS.fullmatch(form)
    if found is None:
        return None
    inner = gazetteer.forms.parents_named(found["remark"], gazetteer.when)
    inner = [p for p in inner if p.is_in(region_code)]
    if not inner:
        named = gazetteer.read(found["name"], region_code)
        other = _county_in_brackets(gazetteer, found["remark"], region_code)
        if not isinstance(named, Match) or other in (None, named.county_code):
            return named
        counties = (gazetteer.forms.by_code[code] for code in (named.county_code, other) if code)
        return Miss(Reason.AMBIGUOUS, tuple(map(candidate_of, counties)))
    outcomes = [gazetteer.read(found["name"], p.code) for p in inner]
    matches = {o.county_code: o for o in outcomes if isinstance(o, Match)}
    if len(matches) == 1:
        return next(iter(matches.values())).marked(is_prefixed=True)
    return next((o for o in outcomes if isinstance(o, Miss)), None)


def _county_in_brackets(gazetteer: Gazetteer, remark: str, region_code: str) -> str | None:
    """Code of the county that a remark is the name of, as in ``巢湖市(庐江县)``.

    Names of two characters are left out: 城区 and 矿区 are also said of parts of a county.
    """
    if len(remark) <= 2 or not remark.endswith(COUNTY_ENDINGS):
        return None
    found = gazetteer.read(remark, region_code)
    return found.county_code if isinstance(found, Match) else None


def _prefixed(gazetteer: Gazetteer, form: str, region_code: str) -> Match | Miss | None:
    """Resolve a form that begins with parents; a miss if its readings name several counties."""
    outcomes: list[Match | Miss] = []
    of_date: list[Match | Miss] = []  # of a unit and a parent that there were at the date
    readings = gazetteer.peel(form)
    known = {rest for rest in {r for _, r in readings} if gazetteer.forms.knows(rest)}
    for parent, rest in readings:
        if rest not in known:
            continue
        named = gazetteer.entries(rest)
        entries = [e for e in named if gazetteer.descent.is_below(e.key, parent)]
        above = [
            p
            for p in gazetteer.forms.parents_named(rest, gazetteer.when)
            if p.code != parent.code and p.province_code == parent.code
        ]
        decided = decide(gazetteer, entries, rest, region_code, above=above)
        if isinstance(decided, Match):
            decided = gazetteer.descent.under(decided, parent)
        if decided is not None:
            outcomes.append(decided)
            if parent.exists(gazetteer.when) and any(e.tier is Tier.OFFICIAL for e in entries):
                of_date.append(decided)
        elif above:
            outcomes.append(is_parent(gazetteer, above[0]))
        elif any(
            gazetteer.overlaps(n.region_code, parent.code)
            for n in gazetteer.forms.non_counties_named(rest)
        ):
            declared = _declared(gazetteer, rest, parent.code)
            outcomes.extend([declared] if declared else [])
    # 海口市秀英区 of 1981 was divided, whatever 海口市 has under the same name today.
    outcomes = of_date or outcomes
    matches = {o.county_code: o for o in reversed(outcomes) if isinstance(o, Match)}
    if len(matches) > 1:
        return Miss(Reason.AMBIGUOUS, gazetteer.candidates(*matches.values()))
    if matches:
        return next(iter(matches.values())).marked(is_prefixed=True)
    return outcomes[0] if outcomes else None


def under_another_parent(gazetteer: Gazetteer, form: str) -> Miss | None:
    """The miss for a county's name after a parent that it never had: ``湖南省桐城市``."""
    for parent, rest in gazetteer.peel(form):
        named = gazetteer.entries(rest) if gazetteer.forms.knows(rest) else ()
        far = [gazetteer.candidate(e.key) for e in units_of(gazetteer, named)]
        if far:
            details = {"region": parent.name}
            return Miss(Reason.OUTSIDE_REGION, tuple(far[:MAX_CANDIDATES]), details)
    return None


def _declared(gazetteer: Gazetteer, form: str, region_code: str) -> Miss | None:
    found = gazetteer.forms.non_counties_named(form)
    if found:
        near = [n for n in found if gazetteer.overlaps(n.region_code, region_code)]
        chosen = (near or list(found))[0]
        within = gazetteer.region_name(chosen.within_code) or "—"
        details = {"unit_kind": chosen.kind, "within": within, "declared": "true"}
        inside = (chosen.within_code or chosen.region_code,)
        return Miss(Reason.NON_COUNTY, details=details, non_county=chosen, within=inside)
    full = [p for p in gazetteer.forms.parents_named(form, gazetteer.when) if p.name == form]
    full = [p for p in full if p.is_in(region_code)]
    return is_parent(gazetteer, full[0]) if full else None


def _read_code(gazetteer: Gazetteer, form: str, region_code: str) -> Match | Miss | None:
    found = _CODE.fullmatch(form)
    if found is None:
        return _township_code(gazetteer, form) if _TOWNSHIP_CODE.fullmatch(form) else None
    code = found[1]
    entries = gazetteer.forms.entries_of_code(code, gazetteer.when)
    if entries and _is_of_the_future(gazetteer, entries):
        # A code cannot be written before it is assigned: this one was another unit's, in lists
        # that the rosters do not have.
        later = tuple(gazetteer.candidate(e.key) for e in units_of(gazetteer, entries))
        return Miss(Reason.UNKNOWN, later)
    if entries:
        return decide(gazetteer, entries, form, region_code)
    ever = [p for p in gazetteer.forms.all_parents if p.code == code]
    there = [p for p in ever if p.exists(gazetteer.when)]
    return is_parent(gazetteer, (there or ever)[0]) if ever else None


def _is_of_the_future(gazetteer: Gazetteer, entries: Sequence[Entry]) -> bool:
    if gazetteer.when is None:
        return False
    periods = (p for e in entries for p in gazetteer.lineage.periods(e.key))
    return all(p.first > gazetteer.when.last for p in periods)


def _township_code(gazetteer: Gazetteer, form: str) -> Miss | None:
    units = [e.key for e in gazetteer.forms.entries_of_code(form[:6], gazetteer.when)]
    if not units:
        return None
    return Miss(
        Reason.NON_COUNTY,
        tuple(gazetteer.candidate(k) for k in units[:MAX_CANDIDATES]),
        {
            "unit_kind": said("gazetteer.kind-township-code"),
            "within": units[0][1],
            "declared": "false",
        },
        within=tuple(k[0] for k in units),
    )
