"""What became of every unit since 1980: a graph of codes and names, followed to any roster.

A *key* is a code with a name: a code alone is used again for other units. Steps lead from key to
key, each with its date. Keys that are one unit all the time (renamed, recoded, made a city) have
one identity; two units of one name have two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from geo.gazetteer.periods import ALWAYS, EARLIEST, LATEST, Period, period_of
from geo.gazetteer.rosters import COUNTY, Rosters, RosterUnit
from geo.vocabulary import ChangeKind

Key = tuple[str, str]

_period_of = cache(period_of)

#: The unit before is the unit after.
ONE_TO_ONE = frozenset({ChangeKind.RENAME, ChangeKind.UPGRADE, ChangeKind.RECODE})
_KINDS = {kind.value: kind for kind in ChangeKind}
#: The unit before is gone afterwards.
_ENDING = ONE_TO_ONE | {ChangeKind.MERGE, ChangeKind.SPLIT}


class Step(NamedTuple):
    """One change. ``date`` is as declared; :attr:`period` holds its months."""

    date: str
    kind: ChangeKind
    old: Key
    new: Key

    @property
    def period(self) -> Period:
        return _period_of(self.date)

    @property
    def is_one_to_one(self) -> bool:
        return self.kind in ONE_TO_ONE


class Heir(NamedTuple):
    """A unit of another date that continues a unit, and the steps between them.

    ``is_part`` says that the unit is only a part of its heir. ``is_backwards`` says that the steps
    were followed into the past.
    """

    key: Key
    steps: tuple[Step, ...] = ()
    is_part: bool = False
    is_backwards: bool = False


class Lineage:
    """The graph of all units and steps; each province is read at its first use.

    Parameters
    ----------
    rosters : Rosters
        Units and steps of the lists, and reviewed changes of earlier years.
    changes : iterable of Step
        Reviewed changes.
    """

    def __init__(self, rosters: Rosters, changes: Iterable[Step]) -> None:
        self.rosters = rosters
        self._loaded: set[str] = set()
        self._changes: dict[str, list[Step]] = defaultdict(list)
        for change in changes:
            for province in {change.old[0][:2], change.new[0][:2]} - {""}:
                self._changes[province].append(change)
        self._spans: dict[Key, list[Period]] = defaultdict(list)
        self._upper: set[Key] = set()
        self._out: dict[Key, list[Step]] = defaultdict(list)
        self._into: dict[Key, list[Step]] = defaultdict(list)
        self._variants: dict[Key, list[Key]] = defaultdict(list)
        self._misprints: dict[Key, list[Key]] = defaultdict(list)

    def _load(self, code: str) -> None:
        """Read a code's province, and those that its units came from or went to."""
        if code[:2] in self._loaded:
            return
        group = self.rosters.group(code[:2])
        self._loaded.update(group)
        changes: dict[Step, None] = {}
        for province in group:
            for unit in self.rosters.units_of(province):
                if unit.level == COUNTY:
                    self._spans[unit.code, unit.name].append(unit.period)
                else:
                    self._upper.add((unit.code, unit.name))
            for s in self.rosters.steps_of(province):
                old, new = (s.old_code, s.old_name), (s.new_code, s.new_name)
                self._add(Step(s.date, _KINDS[s.kind], old, new))
            changes.update(dict.fromkeys(self._changes.get(province, ())))
        for change in changes:
            self._add(change)

    def _add(self, step: Step) -> None:
        if step.kind is ChangeKind.VARIANT:
            self._variants[step.old].append(step.new)
            self._variants[step.new].append(step.old)
            if step.old[1] != step.new[1]:
                self._misprints[step.new].append(step.old)
            return
        if step.old[0]:
            self._out[step.old].append(step)
        if step.new[0]:
            self._into[step.new].append(step)

    # ── existence ────────────────────────────────────────────────────────────────────────

    @cached_property
    def keys(self) -> Mapping[Key, None]:
        """Every county-level key of all provinces."""
        for province in {*self.rosters.provinces, *self._changes}:
            self._load(province)
        found = dict.fromkeys(self._spans)
        for table in (self._out, self._into, self._variants):
            found.update(dict.fromkeys(k for k in table if self._is_county(k)))
        return found

    @cached_property
    def changed(self) -> Mapping[Key, None]:
        """Every county-level key of the changes that no list has."""
        keys = (k for steps in self._changes.values() for s in steps for k in (s.old, s.new))
        return {k: None for k in keys if k[0] and k[0][4:] != "00" and not self.rosters.has(*k)}

    def _is_county(self, key: Key) -> bool:
        return key in self._spans or (key not in self._upper and key[0][4:] != "00")

    def periods(self, key: Key) -> list[Period]:
        """The months in which a key may have existed, lists and dated steps together."""
        known = self._known.get(key)
        if known is None:
            self._load(key[0])
            known = self._known[key] = self._periods(key)
        return known

    @cached_property
    def _known(self) -> dict[Key, list[Period]]:
        return {}

    def _periods(self, key: Key) -> list[Period]:
        # A split or a merger can also end in existing units, which it does not begin.
        begins = [
            s.period
            for s in self._into.get(key, ())
            if s.is_one_to_one or s.kind is ChangeKind.CREATE
        ]
        ends = [s.period for s in self._out.get(key, ()) if s.kind in _ENDING]
        found = sorted(self._spans.get(key, ()))
        printed = [p for k in self._misprints.get(key, ()) for p in self._spans.get(k, ())]
        if not found and printed and not begins and not ends:
            return sorted(printed)
        if not found:
            first = min((p.first for p in begins), default=EARLIEST)
            return [Period(first, max((p.last for p in ends), default=LATEST))]
        first = min((found[0].first, *(p.first for p in begins)))
        found[0] = Period(first, found[0].last)
        if found[-1].last < LATEST:
            last = max((found[-1].last, *(p.last for p in ends)))
            found[-1] = Period(found[-1].first, last)
        return found

    def exists(self, key: Key, when: Period) -> bool:
        """Whether a key may have existed in a period, perhaps misprinted in the lists."""
        for period in self.periods(key):
            if period.overlaps(when):
                return True
        printed = self._misprints.get(key, ())
        return any(p.overlaps(when) for k in printed for p in self._spans.get(k, ()))

    def existing(self, prefix: str, when: Period) -> list[Key]:
        """County-level keys of a code prefix that may have existed in a period's last month."""
        self._load(prefix)
        last = Period(when.last, when.last)
        keys = (k for k in self._spans if k[0].startswith(prefix))
        return [k for k in keys if any(p.overlaps(last) for p in self._spans[k])]

    def variants(self, key: Key) -> tuple[Key, ...]:
        """Other writings and codes that lists use for the same unit at the same time."""
        self._load(key[0])
        return tuple(self._variants.get(key, ()))

    # ── identity ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def _identity(self) -> dict[Key, tuple[Key, ...]]:
        return {}

    def identity(self, key: Key) -> tuple[Key, ...]:
        """All keys of one unit, this one first in no particular order; equal for each of them."""
        found = self._identity.get(key)
        if found is None:
            self._load(key[0])
            seen = {key: None}
            queue = [key]
            while queue:
                current = queue.pop()
                after = (s.new for s in self._out.get(current, ()) if s.is_one_to_one)
                before = (s.old for s in self._into.get(current, ()) if s.is_one_to_one)
                for other in (*after, *before, *self._variants.get(current, ())):
                    if other not in seen:
                        seen[other] = None
                        queue.append(other)
            found = tuple(sorted(seen))
            self._identity.update(dict.fromkeys(found, found))
        return found

    # ── following ────────────────────────────────────────────────────────────────────────

    def heirs(self, key: Key, when: Period, goal: Container[Key]) -> tuple[Heir, ...]:
        """The units of ``goal`` that continue a unit of a date; none where the chain ends.

        Steps into the future are followed first. If none reaches the goal, the unit may be
        younger than the goal, so steps are followed into the past.
        """
        self._load(key[0])
        there = self._arrived(key, goal)
        if there is not None:
            return (Heir(there),)
        return self._forwards(key, when, goal) or self._backwards(key, when, goal)

    def ancestors(self, key: Key, goal: Container[Key]) -> tuple[Heir, ...]:
        """The units of ``goal`` that a unit continues or is a part of; none for unknown origins."""
        self._load(key[0])
        return self._backwards(key, ALWAYS, goal)

    def _arrived(self, key: Key, goal: Container[Key]) -> Key | None:
        if key in goal:
            return key
        return next((k for k in self._variants.get(key, ()) if k in goal), None)

    def _forwards(self, key: Key, when: Period, goal: Container[Key]) -> tuple[Heir, ...]:
        found: dict[Key, Heir] = {}
        queue = [(Heir(key), when.first)]
        seen = {(key, False, when.first)}
        while queue:
            heir, since = queue.pop(0)
            there = self._arrived(heir.key, goal)
            if there is not None:
                known = found.get(there)
                if known is None or (known.is_part and not heir.is_part):
                    found[there] = Heir(there, heir.steps, heir.is_part)
                continue
            for step in self.endings(heir.key, since):
                is_part = heir.is_part or step.kind is ChangeKind.MERGE
                start = max(since, step.period.first)
                if (step.new, is_part, start) not in seen:
                    seen.add((step.new, is_part, start))
                    queue.append((Heir(step.new, (*heir.steps, step), is_part), start))
        return tuple(found.values())

    def endings(self, key: Key, since: int) -> list[Step]:
        """The steps by which a key ended, from a month on: those of the first date only.

        Lists keep some units for a while after they ended: where no step is as late as that, the
        last ones are taken.
        """
        alike = (key, *self._variants.get(key, ()))
        steps = [s for k in alike for s in self._out.get(k, ()) if s.kind in _ENDING]
        later = [s.period for s in steps if s.period.last >= since]
        if later:
            chosen = min(later, key=lambda p: (p.last, p.first))
        else:
            chosen = max((s.period for s in steps), default=ALWAYS)
        return [s for s in steps if s.period == chosen]

    def _backwards(self, key: Key, when: Period, goal: Container[Key]) -> tuple[Heir, ...]:
        found: dict[Key, Heir] = {}
        queue = [(Heir(key, is_backwards=True), when.last)]
        seen = {key}
        while queue:
            heir, until = queue.pop(0)
            there = self._arrived(heir.key, goal)
            if there is not None:
                found.setdefault(there, Heir(there, heir.steps, heir.is_part, True))
                continue
            for step in self._beginnings(heir.key, until):
                is_part = heir.is_part or step.kind is ChangeKind.CREATE
                if step.old[0] and step.old not in seen:
                    seen.add(step.old)
                    next_heir = Heir(step.old, (*heir.steps, step), is_part, True)
                    queue.append((next_heir, step.period.last))
        return tuple(found.values())

    def _beginnings(self, key: Key, until: int) -> list[Step]:
        alike = (key, *self._variants.get(key, ()))
        steps = [s for k in alike for s in self._into.get(k, ()) if s.period.first <= until]
        last = max((s.period for s in steps), key=lambda p: (p.first, p.last), default=None)
        return [s for s in steps if last is not None and s.period == last]

    def has_steps(self, key: Key) -> bool:
        """Whether a unit changed at any time, gave parts away or received any."""
        self._load(key[0])
        return key in self._out or key in self._into or key in self._variants

    def separated(self, key: Key, after: int) -> Iterator[Step]:
        """Units that were set up later from parts of this one."""
        self._load(key[0])
        for step in self._out.get(key, ()):
            if step.kind is ChangeKind.CREATE and step.period.last > after:
                yield step

    def absorbed(self, key: Key, after: int) -> Iterator[Step]:
        """Units that were merged later into this one."""
        self._load(key[0])
        for step in self._into.get(key, ()):
            if step.kind is ChangeKind.MERGE and step.period.last > after:
                yield step

    def since(self, key: Key, goal: Container[Key]) -> list[Step]:
        """Steps of a unit of the goal that are later than the goal."""
        self._load(key[0])
        if key not in self._out:
            return []
        began = self.periods(key)[-1].first
        return [
            s
            for s in self._out.get(key, ())
            if s.kind in _ENDING and s.period.last >= began and self._arrived(s.new, goal) is None
        ]

    def became(self, keys: Iterable[Key], after: int) -> dict[Key, None]:
        """All units that changes after a month led to from some units: wholes, parts, heirs."""
        return dict.fromkeys(step.new for step in self._later(keys, after))

    def _later(self, keys: Iterable[Key], after: int) -> Iterator[Step]:
        """Changes that ended after a month, of some units and of what became of these."""
        queue = list(keys)
        seen = set(queue)
        while queue:
            key = queue.pop()
            self._load(key[0])
            steps = (s for k in (key, *self.variants(key)) for s in self._out.get(k, ()))
            for step in steps:
                if step.period.last > after:
                    yield step
                    if step.new not in seen:
                        seen.add(step.new)
                        queue.append(step.new)

    def between(self, keys: Iterable[Key], after: Period, until: Period) -> list[Step]:
        """Changes of some units that are certainly after one date and up to another, and of what
        became of these; units set up from nothing have the provinces of the others."""
        keys = list(keys)
        provinces = {key[0][:2] for key in keys}
        new = (s for steps in self._into.values() for s in steps if not s.old[0])
        found = [*self._later(keys, after.last), *(s for s in new if s.new[0][:2] in provinces)]
        return sorted(
            step
            for step in dict.fromkeys(found)
            if step.period.first > after.last and step.period.last <= until.last
        )

    def created(self, key: Key) -> list[Step]:
        """The steps that made a unit."""
        self._load(key[0])
        return [s for s in self._into.get(key, ()) if s.kind is ChangeKind.CREATE]

    # ── parents ──────────────────────────────────────────────────────────────────────────

    def above(self, code: str, when: Period) -> RosterUnit | None:
        """The prefecture or province of a code in a period: the last one there was."""
        there = [u for u in self._above.get(code, ()) if u.period.overlaps(when)]
        return max(there, key=lambda u: u.period.first, default=None)

    @cached_property
    def _above(self) -> Mapping[str, Sequence[RosterUnit]]:
        found: dict[str, list[RosterUnit]] = defaultdict(list)
        for unit in self.rosters.above:
            found[unit.code].append(unit)
        return found
