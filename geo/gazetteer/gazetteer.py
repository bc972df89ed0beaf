"""The gazetteer: written names → counties. Known, declared, or a miss; never similarity."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from functools import cached_property

from geo.errors import Candidate
from geo.gazetteer.deciding import candidate_of
from geo.gazetteer.descent import Descent
from geo.gazetteer.forms import Entry, Forms, Parent
from geo.gazetteer.known import no_county
from geo.gazetteer.lineage import Key, Lineage, Step
from geo.gazetteer.names import MAX_NAME_LENGTH, Simplifier, normalise
from geo.gazetteer.outcome import Match, Miss, Reason
from geo.gazetteer.periods import Period, period_of
from geo.gazetteer.reading import read_bracketed, read_form, under_another_parent
from geo.gazetteer.rosters import Rosters, RosterUnit
from geo.gazetteer.suggest import Likeness, suggest
from geo.gazetteer.tables import Tables
from geo.records.resolved import UnitName
from geo.vocabulary import CHINA_CODE, LIST_MARK, region_codes

_COUNTY_LEVEL = "县级"


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
        self._peeled: dict[str, Sequence[tuple[Parent, str]]] = {}
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
            found = self.read(form, region_code) or read_bracketed(self, form, region_code)
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
        for form in readings:
            elsewhere = under_another_parent(self, form)
            if elsewhere is not None:
                return elsewhere
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

    def entries(self, form: str) -> Sequence[Entry]:
        """Every unit under a form, with how strong its claim is at the gazetteer's date."""
        known = self._entries.get(form)
        if known is None:
            known = [*self.strong_entries(form), *self.forms.weak(form, self.when)]
            self._entries[form] = known
        return known

    def strong_entries(self, form: str) -> Sequence[Entry]:
        """Every unit with a form as its official name or alias."""
        known = self._strong.get(form)
        if known is None:
            known = self._strong[form] = self.forms.strong(form, self.when, self.date)
        return known

    def peel(self, form: str) -> Sequence[tuple[Parent, str]]:
        """Readings of a form as written parents and a rest, as of the gazetteer's date."""
        known = self._peeled.get(form)
        if known is None:
            known = self._peeled[form] = list(self.forms.peel(form, self.when))
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
            self._found[asked] = read_form(self, form, region_code)
        return self._found[asked]

    def overlaps(self, one: str, other: str) -> bool:
        """Whether one of two regions contains the other."""
        if CHINA_CODE in (one, other):
            return True
        pairs = [*((code, other) for code in region_codes(one))]
        pairs += ((code, one) for code in region_codes(other))
        units = ((self.forms.parents.get(code), region) for code, region in pairs)
        return any(unit is not None and unit.is_in(region) for unit, region in units)


def _is_above(found: Match | Miss) -> bool:
    return isinstance(found, Miss) and found.details.get("declared") == "false"


def _steps(tables: Tables) -> Iterator[Step]:
    for row in tables.changes:
        c = row.value
        yield Step(c.date, c.kind, (c.old_code, c.old_name), (c.new_code, c.new_name))
