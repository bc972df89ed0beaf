"""The gazetteer: written names → counties. Known, declared, or a miss; never similarity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from geo.errors import Candidate, Fault
from geo.gazetteer.checks import check_tables
from geo.gazetteer.forms import Entry, Forms, Parent, Tier, match_of
from geo.gazetteer.lineage import Lineage
from geo.gazetteer.names import MAX_NAME_LENGTH, Simplifier, normalise
from geo.gazetteer.outcome import Match, Miss, Reason
from geo.gazetteer.suggest import suggest
from geo.gazetteer.tables import Relative, Tables, read_tables
from geo.records.resolved import UnitName
from geo.vocabulary import CHINA_CODE
from geo.voice.said import Said, said

_CODE = re.compile(r"\d{6}")
_BRACKETS = re.compile(r"(?P<name>.+?)[(〔\[【](?P<remark>[^()〔〕\[\]【】]*)[)〕\]】]")
#: Most candidates that an ambiguous or far-off name lists.
MAX_CANDIDATES = 5


def candidate_of(unit: UnitName | Parent) -> Candidate:
    return Candidate(unit.code, unit.name, unit.parents)


class Gazetteer:
    """Official names of one vintage, with everything declared about them.

    Parameters
    ----------
    names : sequence of UnitName
        All counties of the vintage.
    tables : Tables
        Aliases, changes and non-counties.
    """

    def __init__(self, names: Sequence[UnitName], tables: Tables) -> None:
        self.names = tuple(sorted(names, key=lambda n: n.code))
        self.tables = tables
        self.lineage = Lineage(
            (row.value for row in tables.changes), {n.code: n.name for n in self.names}
        )
        self.forms = Forms(
            self.names,
            (row.value for row in tables.aliases),
            self.lineage,
            (row.value for row in tables.non_counties),
        )
        #: Readings of names and characters for :func:`geo.gazetteer.pinyin`.
        self.pinyin_readings = {r.value.name: r.value.pinyin for r in tables.readings}
        self.simplifier = Simplifier("".join(n.name for n in self.names))

    def valid_on(self, date: str | None) -> Gazetteer:
        """The gazetteer with only those aliases that hold on a date (YYYY to YYYY-MM-DD).

        It is this one itself where every alias holds, or no date is known.
        """
        rows = self.tables.aliases
        valid = tuple(row for row in rows if not date or row.value.is_valid_on(date))
        if len(valid) == len(rows):
            return self
        return Gazetteer(self.names, replace(self.tables, aliases=valid))

    def region_name(self, region_code: str) -> str:
        """Name of a province, prefecture or county; empty for the country and unknown codes."""
        parent = self.forms.parents.get(region_code)
        unit = self.forms.by_code.get(region_code)
        return parent.name if parent else unit.name if unit else ""

    def readings(self, written: str) -> list[str]:
        """The cleaned form and, where it is not known as it stands, its simplified readings."""
        form = normalise(written)
        if not form or len(form) > MAX_NAME_LENGTH:
            return []
        if self.forms.knows(form):
            return [form]
        return [form, *self.simplifier.variants(form)]

    def knows(self, written: str, *, as_place: bool = False) -> bool:
        """Whether a county or a declared non-county somewhere bears this form.

        With ``as_place`` a province's or prefecture's name is known too.
        """
        for form in self.readings(written):
            found = self.read(form, CHINA_CODE)
            if found is not None and (as_place or not _is_above(found)):
                return True
        return False

    def resolve(self, written: str, *, region_code: str) -> Match | Miss:
        """The county that a written name stands for in a region.

        Parameters
        ----------
        written : str
            One name as a document writes it: official, short, past, aliased, with written
            parents, in traditional characters, or a six-digit code.
        region_code : str
            ``000000``, or a province's or prefecture's code.

        Returns
        -------
        Match or Miss
            A name of several counties of the region is a miss, as is one from outside it.
        """
        misses: list[Miss] = []
        for i, form in enumerate(self.readings(written)):
            found = self.read(form, region_code) or self._read_bracketed(form, region_code)
            if isinstance(found, Match):
                return self._with_later(found.marked(is_simplified=i > 0))
            if found is not None:
                misses.append(found)
        if misses:
            return misses[0]
        for form in self.readings(written):
            created = self.lineage.created(form)
            if created is not None:
                details = {"date": created.date, "code": created.new_code}
                return Miss(Reason.NOT_DRAWN, details=details)
        return Miss(Reason.UNKNOWN, suggest(self.readings(written), self, region_code=region_code))

    def candidates(self, *found: Match | Miss) -> tuple[Candidate, ...]:
        """The counties of several outcomes, for a report."""
        codes = (f.county_code for f in found if isinstance(f, Match))
        return self._candidates(dict.fromkeys(codes))

    def _with_later(self, match: Match) -> Match:
        """The match, with what has become of the county since the vintage was drawn."""
        change = self.lineage.after((match.county_code, match.county_name))
        if change is None:
            return match
        is_code_only = change.new_name == match.county_name
        note = said(
            "gazetteer.note-since-code" if is_code_only else "gazetteer.note-since",
            old=match.county_name,
            new=change.new_name,
            new_code=change.new_code,
            date=change.date,
        )
        return replace(match, notes=(*match.notes, note))

    def _read_bracketed(self, form: str, region_code: str) -> Match | Miss | None:
        """A name with a remark; a remark that names a parent narrows the region."""
        found = _BRACKETS.fullmatch(form)
        if found is None:
            return None
        inner = [p for p in self.forms.parents_named(found["remark"]) if p.is_in(region_code)]
        if not inner:
            return self.read(found["name"], region_code)
        outcomes = [self.read(found["name"], p.code) for p in inner]
        matches = {o.county_code: o for o in outcomes if isinstance(o, Match)}
        if len(matches) == 1:
            return next(iter(matches.values())).marked(is_prefixed=True)
        return next((o for o in outcomes if isinstance(o, Miss)), None)

    def read(self, form: str, region_code: str) -> Match | Miss | None:
        """What one cleaned form stands for in the region; None if nothing knows it.

        Unlike :meth:`resolve` it changes nothing about the form and suggests nothing.
        """
        if _CODE.fullmatch(form):
            return self._decide(self.forms.entries_of_code(form), form, region_code)
        entries = self.forms.entries(form)
        strong = [e for e in entries if e.tier <= Tier.ALIAS and e.unit.is_in(region_code)]
        if strong:
            return self._decide(strong, form, region_code)
        declared = self._declared(form, region_code)
        if declared is not None:
            return declared
        inside = [e for e in entries if e.unit.is_in(region_code)]
        prefixed = self._prefixed(form, region_code)
        above = [p for p in self.forms.parents_named(form) if p.is_in(region_code)]
        if isinstance(prefixed, Match):
            others = {e.unit.code for e in _strongest(inside)} - {prefixed.county_code}
            return self._ambiguous([*others, prefixed.county_code]) if others else prefixed
        if inside:
            return self._decide(inside, form, region_code, above=above)
        if above:
            return self._is_parent(above[0])
        return prefixed or self._decide(entries, form, region_code)

    def _declared(self, form: str, region_code: str) -> Miss | None:
        found = self.forms.non_counties_named(form)
        if found:
            near = [n for n in found if self.overlaps(n.region_code, region_code)]
            chosen = (near or list(found))[0]
            within = self.region_name(chosen.within_code) or "—"
            details = {"unit_kind": chosen.kind, "within": within, "declared": "true"}
            return Miss(Reason.NON_COUNTY, details=details, non_county=chosen)
        full = [p for p in self.forms.parents_named(form) if p.name == form]
        full = [p for p in full if p.is_in(region_code)]
        return self._is_parent(full[0]) if full else None

    def _is_parent(self, parent: Parent) -> Miss:
        kind = "kind-province" if parent.code == parent.province_code else "kind-prefecture"
        inside = self.forms.counties_in(parent.code)[:MAX_CANDIDATES]
        details: dict[str, Said | str] = {
            "unit_kind": said(f"gazetteer.{kind}"),
            "within": parent.parents or "—",
            "declared": "false",
        }
        return Miss(Reason.NON_COUNTY, tuple(map(candidate_of, inside)), details)

    def overlaps(self, one: str, other: str) -> bool:
        """Whether one of two regions lies in the other."""
        units = (self.forms.parents.get(one), self.forms.parents.get(other))
        return CHINA_CODE in (one, other) or any(
            unit is not None and unit.is_in(region)
            for unit, region in zip(units, (other, one), strict=True)
        )

    def _prefixed(self, form: str, region_code: str) -> Match | Miss | None:
        """A form that begins with parents. Readings that lead to different counties are a miss."""
        outcomes: list[Match | Miss] = []
        for parent, rest in self.forms.peel(form):
            entries = [e for e in self.forms.entries(rest) if e.unit.is_in(parent.code)]
            above = [
                p
                for p in self.forms.parents_named(rest)
                if p.code != parent.code and p.province_code == parent.code
            ]
            decided = self._decide(entries, rest, region_code, above=above)
            if decided is not None:
                outcomes.append(decided)
            elif any(
                self.overlaps(n.region_code, parent.code)
                for n in self.forms.non_counties_named(rest)
            ):
                declared = self._declared(rest, parent.code)
                outcomes.extend([declared] if declared else [])
        matches = {o.county_code: o for o in outcomes if isinstance(o, Match)}
        if len(matches) > 1:
            return self._ambiguous(matches)
        if matches:
            return next(iter(matches.values())).marked(is_prefixed=True)
        return outcomes[0] if outcomes else None

    def _decide(
        self,
        entries: Sequence[Entry],
        form: str,
        region_code: str,
        *,
        above: Sequence[Parent] = (),
    ) -> Match | Miss | None:
        """One county of the region, or a miss that says what stands against it."""
        if not entries:
            return None
        inside = _strongest([e for e in entries if e.unit.is_in(region_code)])
        codes = {e.unit.code: e for e in reversed(inside)}
        if not codes:
            far = dict.fromkeys(e.unit.code for e in _strongest(entries))
            return Miss(Reason.OUTSIDE_REGION, self._candidates(far))
        rivals = [p for p in above if p.code not in codes]
        if inside[0].tier >= Tier.USUAL and rivals:
            return self._ambiguous(codes, rivals)
        if len(codes) > 1:
            return self._ambiguous(codes)
        return match_of(inside[0], form)

    def _ambiguous(self, codes: Iterable[str], above: Sequence[Parent] = ()) -> Miss:
        counties = self._candidates(sorted(codes))
        return Miss(Reason.AMBIGUOUS, counties + tuple(candidate_of(p) for p in above))

    def _candidates(self, codes: Iterable[str]) -> tuple[Candidate, ...]:
        return tuple(candidate_of(self.forms.by_code[c]) for c in codes)


def _is_above(found: Match | Miss) -> bool:
    return isinstance(found, Miss) and found.details.get("declared") == "false"


def _strongest(entries: Sequence[Entry]) -> list[Entry]:
    best = min((e.tier for e in entries), default=None)
    return [e for e in entries if e.tier == best]


def load_gazetteer(
    folder: Path, names: Sequence[UnitName], *, relative: Relative
) -> tuple[Gazetteer, list[Fault]]:
    """Read the gazetteer of one vintage and check it from both ends.

    Parameters
    ----------
    folder : Path
        Holds ``aliases.csv``, ``changes.csv``, ``non_counties.csv`` and ``pinyin.csv``.
    names : sequence of UnitName
        All counties of the vintage.
    relative : callable
        Gives a path's name for faults.

    Returns
    -------
    tuple of Gazetteer and list of Fault
        The gazetteer works with the rows that are sound; each other row has a fault.
    """
    tables, faults = read_tables(folder, relative=relative)
    gazetteer = Gazetteer(names, tables)
    return gazetteer, faults + check_tables(tables, gazetteer.forms, gazetteer.lineage)
