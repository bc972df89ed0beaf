"""The index of written forms: every form of every county and of the units above them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from geo.dates import AT_LATEST
from geo.gazetteer.lineage import ONE_TO_ONE, Heir, Lineage, Unit
from geo.gazetteer.names import normalise, other_forms, parent_forms, short_name
from geo.gazetteer.outcome import How, Match
from geo.gazetteer.tables import Alias, Change, NonCounty
from geo.records.resolved import UnitName
from geo.vocabulary import CHINA_CODE, AliasKind
from geo.voice.said import Said, said

_NATION = "中国"


class Tier(IntEnum):
    """How strong a form's claim is. A weaker one is looked at only where no stronger one holds."""

    OFFICIAL = 0
    ALIAS = 1
    USUAL = 2  # short forms of today's names, official names of the past
    PAST_SHORT = 3


class Entry(NamedTuple):
    """One county under one form."""

    tier: Tier
    unit: UnitName
    how: How
    heir: Heir | None = None
    past: Unit | None = None
    alias: Alias | None = None


@dataclass(frozen=True)
class Parent:
    """A province or prefecture. ``province_code`` is its own code for a province."""

    code: str
    name: str
    province_code: str
    province_name: str

    def is_in(self, region_code: str) -> bool:
        return region_code in (CHINA_CODE, self.code, self.province_code)

    @property
    def parents(self) -> str:
        return _NATION if self.code == self.province_code else self.province_name


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


class Forms:
    """What each written form may stand for."""

    def __init__(
        self,
        names: Sequence[UnitName],
        aliases: Iterable[Alias],
        lineage: Lineage,
        non_counties: Iterable[NonCounty],
    ) -> None:
        self.by_code = {n.code: n for n in names}
        self.parents = parents_of(names)
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._by_past_code: dict[str, list[Entry]] = defaultdict(list)
        self._past_names: dict[str, set[str]] = defaultdict(set)
        self._alias_names: dict[str, set[str]] = defaultdict(set)
        self._parent_forms: dict[str, list[Parent]] = defaultdict(list)
        self._non_counties: dict[str, list[NonCounty]] = defaultdict(list)
        for name in names:
            self._add_county(name)
        for alias in aliases:
            self._add_alias(alias)
        for unit in lineage.units:
            if not lineage.is_today(unit):
                self._add_past(unit, lineage.heirs(unit))
        for parent in self.parents.values():
            for form in parent_forms(parent.name):
                self._parent_forms[form].append(parent)
        for non_county in non_counties:
            self._non_counties[normalise(non_county.name)].append(non_county)
        self._prefix_lengths = sorted({len(f) for f in self._parent_forms}, reverse=True)

    def _add_county(self, unit: UnitName) -> None:
        self._entries[unit.name].append(Entry(Tier.OFFICIAL, unit, How.OFFICIAL))
        for form in {short_name(unit.name), *other_forms(unit.name)} - {unit.name}:
            self._entries[form].append(Entry(Tier.USUAL, unit, How.SHORT))

    def _add_alias(self, alias: Alias) -> None:
        unit = self.by_code.get(alias.county_code)
        if unit is not None:
            entry = Entry(Tier.ALIAS, unit, How.ALIAS, alias=alias)
            self._entries[normalise(alias.alias)].append(entry)
            self._alias_names[unit.code].add(alias.alias)

    def _add_past(self, past: Unit, heirs: Sequence[Heir]) -> None:
        code, name = past
        for heir in heirs:
            unit = self.by_code[heir.code]
            entry = Entry(Tier.USUAL, unit, How.CHANGED, heir=heir, past=past)
            self._by_past_code[code].append(entry)
            if name == unit.name:
                continue  # only the code differs: the name is an official one already
            self._entries[name].append(entry)
            # The short form of a unit that was merged away would claim the whole of its heir.
            if heir.change.kind in ONE_TO_ONE and not heir.is_part:
                self._past_names[unit.code].add(name)
                short = Entry(Tier.PAST_SHORT, unit, How.CHANGED, heir=heir, past=past)
                for form in {short_name(name), *other_forms(name)} - {name}:
                    self._entries[form].append(short)

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
        """All counties of a region (:meth:`.UnitName.is_in`); none for a code that is no region."""
        unit = self.by_code.get(region_code)
        return self._by_region.get(region_code) or ((unit,) if unit else ())

    def entries(self, form: str) -> Sequence[Entry]:
        return self._entries.get(form, ())

    def knows(self, form: str) -> bool:
        """Whether a county, a unit above counties or a declared non-county bears this form."""
        return form in self._entries or form in self._parent_forms or form in self._non_counties

    def entries_of_code(self, code: str) -> Sequence[Entry]:
        if code in self.by_code:
            return (Entry(Tier.OFFICIAL, self.by_code[code], How.CODE),)
        return self._by_past_code.get(code, ())

    def past_names(self, code: str) -> list[str]:
        """Names that the county bore before, not those of units that were merged into it."""
        return sorted(self._past_names.get(code, ()))

    def alias_names(self, code: str) -> list[str]:
        """Declared aliases of the county, and of units inside it."""
        return sorted(self._alias_names.get(code, ()))

    def parents_named(self, form: str) -> Sequence[Parent]:
        return self._parent_forms.get(form, ())

    def non_counties_named(self, form: str) -> Sequence[NonCounty]:
        return self._non_counties.get(form, ())

    def peel(self, form: str, *, above: Parent | None = None) -> Iterator[tuple[Parent, str]]:
        """Readings of ``form`` as written parents and a rest: ``江门台山市`` → 江门市, ``台山市``.

        Every reading is given with its innermost parent.
        """
        for length in self._prefix_lengths:
            if length >= len(form):
                continue
            for parent in self._parent_forms.get(form[:length], ()):
                if above is not None and not _is_below(parent, above):
                    continue
                rest = form[length:].removeprefix("的")
                if rest:
                    yield parent, rest
                    if above is None:
                        yield from self.peel(rest, above=parent)


def _is_below(parent: Parent, above: Parent) -> bool:
    return parent.code != above.code and parent.province_code == above.code


def match_of(entry: Entry, written: str) -> Match:
    """The match that an entry gives, with what a reader must know."""
    is_unit = bool(
        (entry.alias and entry.alias.kind is AliasKind.UNIT) or (entry.heir and entry.heir.is_part)
    )
    note = _note(entry, written)
    return Match(
        county_code=entry.unit.code,
        county_name=entry.unit.name,
        how=entry.how,
        is_unit=is_unit,
        notes=(note,) if note else (),
        alias=entry.alias.alias if entry.alias else "",
    )


def _note(entry: Entry, written: str) -> Said | None:
    if entry.alias is not None:
        if entry.alias.kind is AliasKind.NAME:
            return None
        return said(
            "gazetteer.note-unit",
            written=written,
            reason=entry.alias.reason,
            new=entry.unit.name,
        )
    if entry.heir is None or entry.past is None:
        return None
    return _change_note(entry.heir.change, entry.past, entry.unit)


def _change_note(change: Change, past: Unit, unit: UnitName) -> Said:
    is_later = past == (change.new_code, change.new_name)
    return said(
        "gazetteer.note-later" if is_later else f"gazetteer.note-{change.kind}",
        old=past[1],
        old_code=past[0],
        new=unit.name,
        new_code=unit.code,
        date=_year(change.date),
    )


def _year(date: str) -> str:
    latest = AT_LATEST if date.startswith(AT_LATEST) else ""
    return latest + date.removeprefix(AT_LATEST)[:4] or "—"
