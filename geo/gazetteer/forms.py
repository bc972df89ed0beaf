"""The index of written forms: every form of every county and of the units above, of all dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from typing import NamedTuple

from geo.gazetteer.lineage import Key, Lineage
from geo.gazetteer.names import normalise, other_forms, parent_forms, short_name
from geo.gazetteer.outcome import How
from geo.gazetteer.periods import ALWAYS, Period
from geo.gazetteer.tables import Alias, NonCounty, ParentAlias
from geo.records.resolved import UnitName
from geo.vocabulary import (
    CHINA_CODE,
    MUNICIPAL_PLACEHOLDERS,
    MUNICIPALITIES,
    PLACEHOLDERS,
    region_codes,
)

_NATION = "中国"
_AUTONOMOUS = "自治州"
#: The placeholder that follows a prefecture.
_OF_CITIES = ("市辖区",)


class Tier(IntEnum):
    """Strength of a form's claim. A weaker one is considered only if no stronger one holds."""

    OFFICIAL = 0  # official names of the date
    ALIAS = 1
    USUAL = 2  # short forms of the date's names, official names of other dates
    PAST_SHORT = 3


class Entry(NamedTuple):
    """One unit under one form."""

    tier: Tier
    key: Key
    how: How
    alias: Alias | None = None


@dataclass(frozen=True)
class Parent:
    """A province or prefecture of some date. ``province_code`` is its own code for a province."""

    code: str
    name: str
    province_code: str
    province_name: str
    period: Period = ALWAYS
    is_today: bool = True

    @property
    def is_province(self) -> bool:
        return self.code == self.province_code

    def is_in(self, region_code: str) -> bool:
        own = (CHINA_CODE, self.code, self.province_code)
        return region_code in own or any(code in own for code in region_codes(region_code))

    def exists(self, when: Period | None) -> bool:
        """Whether it existed in a period; with None, whether it exists today."""
        return self.is_today if when is None else self.period.overlaps(when)

    @property
    def parents(self) -> str:
        return _NATION if self.is_province else self.province_name


def parents_of(names: Iterable[UnitName]) -> dict[str, Parent]:
    """Provinces and prefectures of the counties, by code."""
    parents: dict[str, Parent] = {}
    for n in names:
        province = (n.province_code, n.province_name)
        if n.province_code not in parents:
            parents[n.province_code] = Parent(*province, *province)
        if n.prefecture_code and n.prefecture_code not in parents:
            parents[n.prefecture_code] = Parent(n.prefecture_code, n.prefecture_name, *province)
    return parents


_TOWN = "镇"


class Forms:
    """What each written form may mean, at any date."""

    def __init__(
        self,
        names: Sequence[UnitName],
        aliases: Iterable[Alias],
        lineage: Lineage,
        non_counties: Iterable[NonCounty],
        parent_aliases: Iterable[ParentAlias] = (),
    ) -> None:
        self.lineage = lineage
        self.by_code = {n.code: n for n in names}
        #: The vintage's counties by code and name.
        self.today: dict[Key, UnitName] = {(n.code, n.name): n for n in names}
        #: Today's provinces and prefectures by code.
        self.parents = parents_of(names)
        self._named: dict[str, list[Key]] = defaultdict(list)
        self._all_named: dict[str, Sequence[Key]] = {}
        self._aliases: dict[str, list[Alias]] = defaultdict(list)
        self._alias_names: dict[str, set[str]] = defaultdict(set)
        self._non_counties: dict[str, list[NonCounty]] = defaultdict(list)
        for key in dict.fromkeys((*self.today, *lineage.changed)):
            self._named[key[1]].append(key)
        for alias in aliases:
            if alias.county_code in self.by_code:
                self._aliases[normalise(alias.alias)].append(alias)
                self._alias_names[alias.county_code].add(alias.alias)
        for non_county in non_counties:
            self._non_counties[normalise(non_county.name)].append(non_county)
        self._parent_aliases = tuple(parent_aliases)

    # ── counties ─────────────────────────────────────────────────────────────────────────

    def named(self, name: str) -> Sequence[Key]:
        """Every unit of any date with an official name."""
        known = self._all_named.get(name)
        if known is None:
            listed = ((code, name) for code in self.lineage.rosters.codes.get(name, ()))
            known = list(dict.fromkeys((*self._named.get(name, ()), *listed)))
            self._all_named[name] = known
        return known

    @cached_property
    def _coded(self) -> Mapping[str, Sequence[Key]]:
        found: dict[str, dict[Key, None]] = defaultdict(dict)
        for name in {*self._named, *self.lineage.rosters.codes}:
            for key in self.named(name):
                found[key[0]][key] = None
        return {code: sorted(keys) for code, keys in found.items()}

    @cached_property
    def _short(self) -> Mapping[str, Sequence[str]]:
        """Names of the vintage by their short forms and the forms between short and official."""
        return _short_forms(self._named)

    @cached_property
    def _past_short(self) -> Mapping[str, Sequence[str]]:
        """The same for all other names that lists have."""
        return _short_forms(n for n in self.lineage.rosters.codes if n not in self._named)

    def _shortened(self, form: str) -> Iterator[Key]:
        for name in (*self._short.get(form, ()), *self._past_short.get(form, ())):
            yield from self.named(name)

    def exists(self, key: Key, when: Period | None) -> bool:
        """Whether a unit may have existed in a period; whether the vintage has it, for none."""
        if when is not None:
            return self.lineage.exists(key, when)
        return key in self.today

    def strong(self, form: str, when: Period | None = None, date: str = "") -> list[Entry]:
        """Every unit with a form as its official name or alias. ``date`` decides on aliases."""
        found = []
        for key in self.named(form):
            is_there = self.exists(key, when)
            if not is_there and form.endswith(_TOWN):
                continue  # 畹町镇 was of county level until 1985; a town has its name now
            tier = Tier.OFFICIAL if is_there else Tier.USUAL
            found.append(Entry(tier, key, How.OFFICIAL if is_there else How.CHANGED))
        for alias in self._aliases.get(form, ()):
            if not date or alias.is_valid_on(date):
                unit = self.by_code[alias.county_code]
                found.append(Entry(Tier.ALIAS, (unit.code, unit.name), How.ALIAS, alias))
        return found

    def entries(self, form: str, when: Period | None = None, date: str = "") -> list[Entry]:
        """Every unit under a form, short ones too."""
        return [*self.strong(form, when, date), *self.weak(form, when)]

    def weak(self, form: str, when: Period | None = None) -> list[Entry]:
        """Every unit with a form as one of its short forms."""
        found = []
        for key in self._shortened(form):
            if self.exists(key, when):
                found.append(Entry(Tier.USUAL, key, How.SHORT))
            elif self._continues(key):
                found.append(Entry(Tier.PAST_SHORT, key, How.CHANGED))
        return found

    def _continues(self, key: Key) -> bool:
        """Whether a county of the vintage is this unit: the short form of one that was merged or
        divided would claim the whole of its heir."""
        return any(k in self.today for k in self.lineage.identity(key))

    def entries_of_code(self, code: str, when: Period | None = None) -> list[Entry]:
        """Every unit that has or had a code."""
        return [
            Entry(Tier.OFFICIAL if self.exists(k, when) else Tier.USUAL, k, How.CODE)
            for k in self._coded.get(code, ())
        ]

    @cached_property
    def _by_region(self) -> Mapping[str, Sequence[UnitName]]:
        """Counties of the nation, of each province and of each prefecture, in order of code."""
        found: dict[str, list[UnitName]] = defaultdict(list)
        for unit in self.by_code.values():
            found[CHINA_CODE].append(unit)
            found[unit.province_code].append(unit)
            if unit.prefecture_code:
                found[unit.prefecture_code].append(unit)
        return found

    def counties_in(self, region_code: str) -> Sequence[UnitName]:
        """All counties of a region; none for a code that is no region."""
        codes = region_codes(region_code)
        if len(codes) > 1:
            inside = {unit.code: unit for code in codes for unit in self.counties_in(code)}
            return [inside[code] for code in sorted(inside)]
        unit = self.by_code.get(region_code)
        return self._by_region.get(region_code) or ((unit,) if unit else ())

    def knows(self, form: str) -> bool:
        """Whether a county, a unit above counties or a declared non-county has this form, at any
        date."""
        return (
            form in self._named
            or form in self._aliases
            or form in self._non_counties
            or form in self._short
            or form in self.lineage.rosters.codes
            or form in self._parent_forms
            or form in self._past_short
        )

    def past_names(self, code: str) -> list[str]:
        """Former names of the county, not those of units that were merged into it."""
        unit = self.by_code[code]
        bore = {name for _, name in self.lineage.identity((code, unit.name))}
        return sorted(bore - {unit.name})

    def alias_names(self, code: str) -> list[str]:
        """Declared aliases of the county, and of units inside it."""
        return sorted(self._alias_names.get(code, ()))

    def non_counties_named(self, form: str) -> Sequence[NonCounty]:
        return self._non_counties.get(form, ())

    # ── parents ──────────────────────────────────────────────────────────────────────────

    @cached_property
    def all_parents(self) -> Sequence[Parent]:
        """Today's parents, then those of the past."""
        found = {(p.code, p.name): p for p in self.parents.values()}
        for unit in self.lineage.rosters.above:
            province_code = unit.code[:2] + "0000"
            known = found.get((unit.code, unit.name))
            province = self.parents.get(province_code)
            found[unit.code, unit.name] = Parent(
                unit.code,
                unit.name,
                province_code,
                province.name if province else unit.name,
                Period(min(unit.period.first, known.period.first), unit.period.last)
                if known and not known.is_today
                else unit.period,
                is_today=known is not None and known.is_today,
            )
        return tuple(found.values())

    @cached_property
    def _parent_forms(self) -> Mapping[str, Sequence[Parent]]:
        found: dict[str, list[Parent]] = defaultdict(list)
        for parent in self.all_parents:
            forms = parent_forms(parent.name)
            usual = [forms[-1] + _AUTONOMOUS] if parent.name.endswith(_AUTONOMOUS) else []
            for form in dict.fromkeys((*forms, *usual)):
                found[form].append(parent)
        by_key = {(p.code, p.name): p for p in self.all_parents}
        for alias in self._parent_aliases:
            known = by_key.get((alias.code, alias.name))
            if known is not None and known not in found[alias.alias]:
                found[alias.alias].append(known)
        return found

    def parent_heirs(self, parent: Parent) -> list[Parent]:
        """Today's provinces and prefectures that a past one became."""
        goal = {(p.code, p.name): p for p in self.parents.values()}
        heirs = self.lineage.heirs((parent.code, parent.name), parent.period, goal)
        return [goal[h.key] for h in heirs if not h.is_backwards]

    @cached_property
    def _prefix_lengths(self) -> Mapping[str, Sequence[int]]:
        """First two characters of parents' forms → lengths of the forms, longest first."""
        found: dict[str, set[int]] = defaultdict(set)
        for form in self._parent_forms:
            found[form[:2]].add(len(form))
        return {start: sorted(lengths, reverse=True) for start, lengths in found.items()}

    def parents_named(self, form: str, when: Period | None = None) -> Sequence[Parent]:
        """Provinces and prefectures of a period under a form; today's for no period."""
        return [p for p in self._parent_forms.get(form, ()) if p.exists(when)]

    def parents_ever_named(self, form: str) -> Sequence[Parent]:
        """Provinces and prefectures of all dates under a form."""
        return self._parent_forms.get(form, ())

    def peel(
        self, form: str, when: Period | None = None, *, above: Parent | None = None
    ) -> Iterator[tuple[Parent, str]]:
        """Readings of ``form`` as written parents and a rest: ``江门台山市`` → 江门市, ``台山市``.

        Every reading is given with its innermost parent. Parents of other dates are read too,
        unless the form is a county's name at this one. Placeholders after a parent are skipped.
        """
        for length in self._prefix_lengths.get(form[:2], ()):
            if length >= len(form):
                continue
            prefix = form[:length]
            for parent in self._parent_forms.get(prefix, ()):
                if above is not None and not _is_below(parent, above):
                    continue
                if not parent.exists(when) and self._is_county_then(prefix, when):
                    continue
                for rest in _after_parent(prefix, form[length:], parent):
                    yield parent, rest
                    if above is None:
                        yield from self.peel(rest, when, above=parent)

    def _is_county_then(self, form: str, when: Period | None) -> bool:
        return any(self.exists(key, when) for key in self.named(form))


def _short_forms(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for form in {short_name(name), *other_forms(name)} - {name}:
            found[form].append(name)
    return found


def _is_below(parent: Parent, above: Parent) -> bool:
    return parent.code != above.code and parent.province_code == above.code


def _after_parent(written: str, rest: str, parent: Parent) -> Iterator[str]:
    """What follows a parent: as written, then without placeholders (``市辖区``).

    Tables also fill the place of a missing prefecture with the province: ``海南省海南省文昌市``.
    """
    rest = rest.removeprefix("的")
    if rest:
        yield rest
    words = _placeholders(written, parent.name, parent.code)
    if not rest.startswith(words):
        return
    for word in words:
        if rest.startswith(word) and len(rest) > len(word):
            yield rest.removeprefix(word)


@cache
def _placeholders(written: str, name: str, code: str) -> tuple[str, ...]:
    """What may fill the place of a unit below a parent, by how the parent is written."""
    is_province = code.endswith("0000")
    if written != name:  # 河北 and 省直辖县
        return tuple(w for w in PLACEHOLDERS if is_province and w not in _OF_CITIES)
    of_municipalities = MUNICIPAL_PLACEHOLDERS if code in MUNICIPALITIES else ()
    return (*PLACEHOLDERS, *of_municipalities, *((name,) if is_province else ()))
