"""The gazetteer: written names → counties. Known, declared, or a miss; never similarity."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from geo.errors import Candidate, Fault
from geo.gazetteer.checks import check_tables
from geo.gazetteer.descent import Descent
from geo.gazetteer.forms import Entry, Forms, Parent, Tier
from geo.gazetteer.known import no_county
from geo.gazetteer.lineage import Key, Lineage, Step
from geo.gazetteer.names import MAX_NAME_LENGTH, Simplifier, normalise
from geo.gazetteer.outcome import Match, Miss, Reason
from geo.gazetteer.periods import Period, period_of
from geo.gazetteer.rosters import Rosters, RosterUnit, read_rosters
from geo.gazetteer.suggest import Likeness, suggest
from geo.gazetteer.tables import Relative, Tables, read_tables
from geo.records.resolved import UnitName
from geo.vocabulary import CHINA_CODE, LIST_MARK, region_codes
from geo.voice.said import said

_CODE = re.compile(r"(\d{6})(?:0{6})?")
_TOWNSHIP_CODE = re.compile(r"\d{9}(?:\d{3})?")
_BRACKETS = re.compile(r"(?P<name>.+?)[(〔\[【](?P<remark>[^()〔〕\[\]【】]*)[)〕\]】]")
_COUNTY_LEVEL = "县级"
#: Most candidates that an ambiguous or far-off name lists.
MAX_CANDIDATES = 5


def candidate_of(unit: UnitName | Parent) -> Candidate:
    return Candidate(unit.code, unit.name, unit.parents)


class Gazetteer:
    """Official names of one vintage, everything declared about them, and the rosters of all dates.

    Parameters
    ----------
    names : sequence of UnitName
        All counties of the vintage.
    tables : Tables
        Aliases, changes and non-counties.
    rosters : Rosters, optional
        Without them, only what ``tables`` declares is known of the past.

    Notes
    -----
    A gazetteer reads names as of a date (:meth:`on`). Without one it reads them as of the vintage.
    """

    def __init__(
        self, names: Sequence[UnitName], tables: Tables, rosters: Rosters | None = None
    ) -> None:
        self.names = tuple(sorted(names, key=lambda n: n.code))
        self.tables = tables
        self.rosters = rosters or Rosters()
        self.lineage = Lineage(self.rosters, _steps(tables))
        self.forms = Forms(
            self.names,
            (row.value for row in tables.aliases),
            self.lineage,
            (row.value for row in tables.non_counties),
            (row.value for row in tables.parent_aliases),
        )
        self.descent = Descent(self.forms)
        self.likeness = Likeness(self.forms)
        #: Readings of names and characters for :func:`geo.gazetteer.pinyin`.
        self.pinyin_readings = {r.value.name: r.value.pinyin for r in tables.readings}
        #: The date whose names are read (partial date), empty for the vintage's own.
        self.date = ""
        #: The months of :attr:`date`.
        self.when: Period | None = None
        #: Whether a name or code that several units had at different times is refused.
        self.is_strict = False
        #: Whether the counties are those of a date and not of a boundary vintage.
        self.is_of_date = False
        self._of_dates: dict[str, Gazetteer] = {}
        self._forget()

    def _forget(self) -> None:
        """Begin anew to keep what was read: a list names the same places again and again."""
        self._strong: dict[str, list[Entry]] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._found: dict[tuple[str, str], Match | Miss | None] = {}
        self._knows: dict[tuple[str, bool], bool] = {}
        #: Units of the date by region code, for :mod:`geo.gazetteer.regions`.
        self.units_then: dict[str, Sequence[Key]] = {}

    @cached_property
    def simplifier(self) -> Simplifier:
        return Simplifier("".join(n.name for n in self.names))

    def on(self, date: str | None) -> Gazetteer:
        """The gazetteer that reads names as of a date (YYYY to YYYY-MM-DD).

        Without a date, a name or code that several units have had is ambiguous and is refused;
        everything else is read as of the vintage.
        """
        known = self._of_dates.get(date or "")
        if known is None:
            _ = self.simplifier  # one for all dates
            known = self._of_dates[date or ""] = copy.copy(self)
            known._forget()
            known.date = date or ""
            known.when = self._covered(period_of(date)) if date else None
            known.is_strict = not date
        return known

    def of(self, date: str) -> Gazetteer:
        """The gazetteer whose counties are those of a date, as the rosters list them."""
        when = self._covered(period_of(date))
        assert when is not None
        found: dict[tuple[Key, ...], UnitName] = {}
        for province in sorted(self.rosters.provinces):
            for key in sorted(self.lineage.existing(province, when)):
                found.setdefault(self.lineage.identity(key), self._unit_then(key, when))
        then = Gazetteer(list(found.values()), self.tables, self.rosters)
        then.is_of_date = True
        return then

    def _unit_then(self, key: Key, when: Period) -> UnitName:
        above = [key[0][:4] + "00", key[0][:2] + "0000"]
        prefecture, province = (self.lineage.above(code, when) for code in above)
        return UnitName(
            *key,
            prefecture.code if prefecture else "",
            prefecture.name if prefecture else "",
            above[1],
            province.name if province else self.region_name(above[1]),
        )

    def _covered(self, when: Period) -> Period | None:
        """A period moved into what the rosters cover; None where there are no rosters."""
        first, last = self.rosters.covers
        if not self.rosters:
            return when
        return Period(min(max(when.first, first), last), min(max(when.last, first), last))

    def is_before_rosters(self, date: str) -> bool:
        """Whether a date is older than every roster."""
        return bool(self.rosters) and period_of(date).last < self.rosters.covers.first

    # ── reading ──────────────────────────────────────────────────────────────────────────

    def region_name(self, region_code: str) -> str:
        """Name of a province, prefecture or county, or of several; empty for the country, and if
        any code is unknown."""
        codes = region_codes(region_code)
        if len(codes) > 1:
            names = [self.region_name(code) for code in codes]
            return LIST_MARK.join(names) if all(names) else ""
        parent = self.forms.parents.get(region_code)
        unit = self.forms.by_code.get(region_code)
        then = None if parent or unit or not self.when else self._above_then(region_code)
        known = parent or unit or then
        return known.name if known else ""

    def _above_then(self, region_code: str) -> RosterUnit | None:
        """The province or prefecture that had a code at the gazetteer's date."""
        assert self.when is not None
        return self.lineage.above(region_code, self.when)

    def readings(self, written: str) -> list[str]:
        """The cleaned form and, if it is unknown, its readings in simplified characters."""
        return list(self._each_reading(written))

    def _each_reading(self, written: str) -> Iterator[str]:
        form = normalise(written)
        if not form or len(form) > MAX_NAME_LENGTH:
            return
        yield form
        # 县级毕节市: the county-level one of two units that share a name.
        if form.startswith(_COUNTY_LEVEL) and self.forms.knows(form[len(_COUNTY_LEVEL) :]):
            yield form[len(_COUNTY_LEVEL) :]
        elif not self.forms.knows(form):
            yield from self.simplifier.variants(form)

    def knows(self, written: str, *, as_place: bool = False) -> bool:
        """Whether any county or declared non-county has this form, at any date.

        With ``as_place`` a province's or prefecture's name is known too.
        """
        known = self._knows.get((written, as_place))
        if known is None:
            outcomes = (self.read(form, CHINA_CODE) for form in self.readings(written))
            known = any(o is not None and (as_place or not _is_above(o)) for o in outcomes)
            self._knows[written, as_place] = known
        return known

    def resolve(self, written: str, *, region_code: str) -> Match | Miss:
        """Resolve a written name to a county of a region.

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
        readings: list[str] = []
        for i, form in enumerate(self._each_reading(written)):
            readings.append(form)
            found = self.read(form, region_code) or self._read_bracketed(form, region_code)
            if isinstance(found, Match):
                return found.marked(is_simplified=i > 0)
            if found is not None:
                misses.append(found)
        if misses:
            return misses[0]
        for form in readings:
            known = no_county(form, self, region_code)
            if known is not None:
                return known
        return Miss(Reason.UNKNOWN, suggest(readings, self, region_code=region_code))

    def candidates(self, *found: Match | Miss) -> tuple[Candidate, ...]:
        """The counties of several outcomes, for a report."""
        codes = dict.fromkeys(f.county_code for f in found if isinstance(f, Match))
        return tuple(candidate_of(self.forms.by_code[c]) for c in codes)

    def candidate(self, key: Key) -> Candidate:
        """A unit of any date, for a report, with the parents of its time."""
        unit = self.forms.today.get(key)
        if unit is not None:
            return candidate_of(unit)
        return Candidate(*key, self.descent.parents_then(key, self.when))

    def _read_bracketed(self, form: str, region_code: str) -> Match | Miss | None:
        """A name with a remark; a remark that names a parent narrows the region."""
        found = _BRACKETS.fullmatch(form)
        if found is None:
            return None
        inner = self.forms.parents_named(found["remark"], self.when)
        inner = [p for p in inner if p.is_in(region_code)]
        if not inner:
            return self.read(found["name"], region_code)
        outcomes = [self.read(found["name"], p.code) for p in inner]
        matches = {o.county_code: o for o in outcomes if isinstance(o, Match)}
        if len(matches) == 1:
            return next(iter(matches.values())).marked(is_prefixed=True)
        return next((o for o in outcomes if isinstance(o, Miss)), None)

    def entries(self, form: str) -> Sequence[Entry]:
        """Every unit under a form, with how strong its claim is at the gazetteer's date."""
        known = self._entries.get(form)
        if known is None:
            known = [*self._strong_entries(form), *self.forms.weak(form, self.when)]
            self._entries[form] = known
        return known

    def _strong_entries(self, form: str) -> Sequence[Entry]:
        known = self._strong.get(form)
        if known is None:
            known = self._strong[form] = self.forms.strong(form, self.when, self.date)
        return known

    def is_in(self, key: Key, region_code: str) -> bool:
        """Whether a unit is in a region, at the gazetteer's date or through its heirs today."""
        if region_code == CHINA_CODE:
            return True
        own = self.descent.regions(key, self.when)
        return region_code in own or any(code in own for code in region_codes(region_code))

    def read(self, form: str, region_code: str) -> Match | Miss | None:
        """Resolve one cleaned form in the region; None if it is unknown.

        Unlike :meth:`resolve` it changes nothing about the form and suggests nothing.
        """
        asked = (form, region_code)
        if asked not in self._found:
            self._found[asked] = self._read(form, region_code)
        return self._found[asked]

    def _read(self, form: str, region_code: str) -> Match | Miss | None:
        if form.isascii() and form[:6].isdecimal():
            return self._read_code(form, region_code)
        if not self.forms.knows(form):
            return self._prefixed(form, region_code)
        strong = [
            e
            for e in self._strong_entries(form)
            if e.tier <= Tier.ALIAS and self.is_in(e.key, region_code)
        ]
        if strong and self.is_strict and strong[0].alias is None:
            everyone = [e for e in self.entries(form) if self.is_in(e.key, region_code)]
            bearers = self._bearers(everyone, form)
            if len(bearers) > 1:
                return self._ambiguous(bearers)
        if strong:
            return self._decide(strong, form, region_code, above=self._rivals(strong, form))
        declared = self._declared(form, region_code)
        if declared is not None:
            return declared
        entries = self.entries(form)
        inside = [e for e in entries if self.is_in(e.key, region_code)]
        prefixed = self._prefixed(form, region_code)
        above = [p for p in self.forms.parents_named(form, self.when) if p.is_in(region_code)]
        if isinstance(prefixed, Match):
            units = self._units(inside)
            others = [e.key for e in units if self._heir_code(e) != prefixed.county_code]
            return self._ambiguous_with(prefixed, others) if others else prefixed
        if inside:
            return self._decide(inside, form, region_code, above=above)
        if above:
            return self.is_parent(above[0])
        if prefixed is None and not entries:
            ever = [p for p in self.forms.parents_ever_named(form) if p.is_in(region_code)]
            return self.is_parent(ever[0]) if ever else None
        return prefixed or self._decide(entries, form, region_code)

    def _rivals(self, strong: Sequence[Entry], form: str) -> list[Parent]:
        """Prefectures with a county's full name in the period of the date."""
        if self.when is None or any(e.tier is not Tier.OFFICIAL for e in strong):
            return []
        codes = {e.key[0] for e in strong}
        there = self.forms.parents_named(form, self.when)
        return [p for p in there if p.name == form and p.code not in codes]

    def _read_code(self, form: str, region_code: str) -> Match | Miss | None:
        found = _CODE.fullmatch(form)
        if found is None:
            return self._township_code(form) if _TOWNSHIP_CODE.fullmatch(form) else None
        code = found[1]
        entries = self.forms.entries_of_code(code, self.when)
        if entries and self._is_of_the_future(entries):
            # A code cannot be written before it is assigned: this one was another unit's, in lists
            # that the rosters do not have.
            later = tuple(self.candidate(e.key) for e in self._units(entries))
            return Miss(Reason.UNKNOWN, later)
        if entries:
            return self._decide(entries, form, region_code)
        ever = [p for p in self.forms.all_parents if p.code == code]
        there = [p for p in ever if p.exists(self.when)]
        return self.is_parent((there or ever)[0]) if ever else None

    def _is_of_the_future(self, entries: Sequence[Entry]) -> bool:
        if self.when is None:
            return False
        periods = (p for e in entries for p in self.lineage.periods(e.key))
        return all(p.first > self.when.last for p in periods)

    def _township_code(self, form: str) -> Miss | None:
        units = [e.key for e in self.forms.entries_of_code(form[:6], self.when)]
        if not units:
            return None
        return Miss(
            Reason.NON_COUNTY,
            tuple(self.candidate(k) for k in units[:MAX_CANDIDATES]),
            {
                "unit_kind": said("gazetteer.kind-township-code"),
                "within": units[0][1],
                "declared": "false",
            },
            within=tuple(k[0] for k in units),
        )

    def _declared(self, form: str, region_code: str) -> Miss | None:
        found = self.forms.non_counties_named(form)
        if found:
            near = [n for n in found if self.overlaps(n.region_code, region_code)]
            chosen = (near or list(found))[0]
            within = self.region_name(chosen.within_code) or "—"
            details = {"unit_kind": chosen.kind, "within": within, "declared": "true"}
            inside = (chosen.within_code or chosen.region_code,)
            return Miss(Reason.NON_COUNTY, details=details, non_county=chosen, within=inside)
        full = [p for p in self.forms.parents_named(form, self.when) if p.name == form]
        full = [p for p in full if p.is_in(region_code)]
        return self.is_parent(full[0]) if full else None

    def is_parent(self, parent: Parent) -> Miss:
        """The miss for a name of a province or prefecture."""
        kind = "kind-province" if parent.is_province else "kind-prefecture"
        inside = self.forms.counties_in(parent.code)[:MAX_CANDIDATES]
        return Miss(
            Reason.NON_COUNTY,
            tuple(map(candidate_of, inside)),
            {
                "unit_kind": said(f"gazetteer.{kind}"),
                "within": parent.parents or "—",
                "declared": "false",
                "name": parent.name,
            },
            within=(parent.province_code or parent.code,),
        )

    def overlaps(self, one: str, other: str) -> bool:
        """Whether one of two regions contains the other."""
        if CHINA_CODE in (one, other):
            return True
        pairs = [*((code, other) for code in region_codes(one))]
        pairs += ((code, one) for code in region_codes(other))
        units = ((self.forms.parents.get(code), region) for code, region in pairs)
        return any(unit is not None and unit.is_in(region) for unit, region in units)

    def _prefixed(self, form: str, region_code: str) -> Match | Miss | None:
        """Resolve a form that begins with parents; a miss if its readings name several counties."""
        outcomes: list[Match | Miss] = []
        elsewhere: list[Miss] = []
        for parent, rest in self.forms.peel(form, self.when):
            if not self.forms.knows(rest):
                continue
            named = self.entries(rest)
            entries = [e for e in named if self.descent.is_below(e.key, parent)]
            if named and not entries:
                far = tuple(self.candidate(e.key) for e in self._units(named)[:MAX_CANDIDATES])
                elsewhere.append(Miss(Reason.OUTSIDE_REGION, far, {"region": parent.name}))
            above = [
                p
                for p in self.forms.parents_named(rest, self.when)
                if p.code != parent.code and p.province_code == parent.code
            ]
            decided = self._decide(entries, rest, region_code, above=above)
            if isinstance(decided, Match):
                decided = self.descent.under(decided, parent)
            if decided is not None:
                outcomes.append(decided)
            elif above:
                outcomes.append(self.is_parent(above[0]))
            elif any(
                self.overlaps(n.region_code, parent.code)
                for n in self.forms.non_counties_named(rest)
            ):
                declared = self._declared(rest, parent.code)
                outcomes.extend([declared] if declared else [])
        matches = {o.county_code: o for o in reversed(outcomes) if isinstance(o, Match)}
        if len(matches) > 1:
            return Miss(Reason.AMBIGUOUS, self.candidates(*matches.values()))
        if matches:
            return next(iter(matches.values())).marked(is_prefixed=True)
        return outcomes[0] if outcomes else elsewhere[0] if elsewhere else None

    # ── deciding ─────────────────────────────────────────────────────────────────────────

    def _units(self, entries: Sequence[Entry]) -> list[Entry]:
        """The strongest entries, one per unit: a unit under several codes or names is one."""
        best = min((e.tier for e in entries), default=None)
        units: dict[tuple[Key, ...], Entry] = {}
        for entry in entries:
            if entry.tier != best:
                continue
            identity = self.lineage.identity(entry.key)
            held = units.get(identity)
            if held is None or self._is_nearer(entry.key, held.key):
                units[identity] = entry
        return list(units.values())

    def _is_nearer(self, key: Key, other: Key) -> bool:
        """Whether one key of a unit identifies the unit of the date better than another."""

        def rank(k: Key) -> tuple[bool, bool, int]:
            last = max(p.last for p in self.lineage.periods(k))
            return (self.forms.exists(k, self.when), k in self.forms.today, last)

        return rank(key) > rank(other)

    def _decide(
        self,
        entries: Sequence[Entry],
        form: str,
        region_code: str,
        *,
        above: Sequence[Parent] = (),
    ) -> Match | Miss | None:
        """One county of the region, or a miss with the reason."""
        if not entries:
            return None
        inside = [e for e in entries if self.is_in(e.key, region_code)]
        units = self._units(inside)
        if not units:
            far = [self.candidate(e.key) for e in self._units(entries)]
            return Miss(Reason.OUTSIDE_REGION, tuple(far))
        codes = {e.key[0] for e in units}
        rivals = [p for p in above if p.code not in codes]
        is_weak = units[0].tier >= Tier.USUAL or self.when is not None
        if len(units) > 1 or (is_weak and rivals):
            return self._ambiguous(units, rivals)
        if self.is_strict and units[0].alias is None:
            others = self._bearers(inside, form)
            if len(others) > 1:
                return self._ambiguous(others)
        return self.descent.outcome(units[0], form, self.when)

    def _bearers(self, inside: Sequence[Entry], form: str) -> list[Entry]:
        """All units of the region that ever had an official name or a code."""
        if _CODE.fullmatch(form):
            alike = [e._replace(tier=Tier.OFFICIAL) for e in inside]
        else:
            alike = [e._replace(tier=Tier.OFFICIAL) for e in inside if e.key[1] == form]
        return self._units(alike)

    def _heir_code(self, entry: Entry) -> str:
        found = self.descent.outcome(entry, entry.key[1], self.when)
        return found.county_code if isinstance(found, Match) else ""

    def _ambiguous(self, units: Iterable[Entry], above: Sequence[Parent] = ()) -> Miss:
        counties = tuple(self.candidate(k) for k in sorted(e.key for e in units))
        return Miss(Reason.AMBIGUOUS, counties + tuple(candidate_of(p) for p in above))

    def _ambiguous_with(self, match: Match, others: Iterable[Key]) -> Miss:
        own = (match.county_code, match.county_name)
        return Miss(Reason.AMBIGUOUS, tuple(self.candidate(k) for k in sorted({*others, own})))


def _is_above(found: Match | Miss) -> bool:
    return isinstance(found, Miss) and found.details.get("declared") == "false"


def _steps(tables: Tables) -> Iterator[Step]:
    for row in tables.changes:
        c = row.value
        yield Step(c.date, c.kind, (c.old_code, c.old_name), (c.new_code, c.new_name))


def load_gazetteer(
    folder: Path, names: Sequence[UnitName], *, relative: Relative
) -> tuple[Gazetteer, list[Fault]]:
    """Read the gazetteer of one vintage and check it from both ends.

    Parameters
    ----------
    folder : Path
        Holds ``aliases.csv``, ``changes.csv``, ``non_counties.csv``, ``pinyin.csv``, and
        ``rosters/`` and ``parent_aliases.csv`` where there are any.
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
    gazetteer = Gazetteer(names, tables, read_rosters(folder))
    return gazetteer, faults + check_tables(tables, gazetteer.forms, gazetteer.lineage)
