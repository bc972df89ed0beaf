"""What a unit of a date is in the vintage: the match with its notes, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from geo.errors import Candidate
from geo.gazetteer.forms import Entry, Forms, Parent
from geo.gazetteer.lineage import Heir, Key, Step
from geo.gazetteer.outcome import How, Match, Miss, Reason
from geo.gazetteer.periods import ALWAYS, Period, years
from geo.vocabulary import AliasKind, ChangeKind
from geo.voice.said import Said, said


class Descent:
    """Follows units of the rosters to the counties of a vintage."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.lineage = forms.lineage
        self._regions: dict[tuple[Key, bool], frozenset[str]] = {}
        self._below: dict[tuple[Key, str, str], bool] = {}
        self._heirs: dict[tuple[Key, Period], tuple[Heir, ...]] = {}

    # ── the regions of a unit ────────────────────────────────────────────────────────────

    def regions(self, key: Key, when: Period | None) -> frozenset[str]:
        """Codes of a unit's regions at a date, and of its heirs' regions today."""
        is_there = when is not None and self.lineage.exists(key, when)
        known = self._regions.get((key, is_there))
        if known is None:
            heirs = self.heirs(key, self._last(key))
            # For a unit without heirs, its code is the only evidence of its region.
            codes = {key[0], *_above(key[0])} if is_there or not heirs else set()
            for heir in heirs:
                unit = self.forms.today[heir.key]
                codes |= {unit.code, unit.prefecture_code, unit.province_code}
            known = self._regions[key, is_there] = frozenset(codes - {""})
        return known

    def is_below(self, key: Key, parent: Parent) -> bool:
        """Whether a written parent is one that the unit had, at any time."""
        asked = (key, parent.code, parent.name)
        known = self._below.get(asked)
        if known is None:
            known = self._below[asked] = self._is_below(key, parent)
        return known

    def _is_below(self, key: Key, parent: Parent) -> bool:
        if parent.is_province and parent.code in self.regions(key, None):
            return True
        for state in self.lineage.identity(key):
            if parent.is_province and state[0][:2] == parent.code[:2]:
                return True
            unit = self.forms.today.get(state)
            if unit is not None and parent.is_today and unit.prefecture_code == parent.code:
                return True
            if state[0][:4] + "00" == parent.code and any(
                p.overlaps(parent.period) for p in self.lineage.periods(state)
            ):
                return True
        return False

    def parents_then(self, key: Key, when: Period | None) -> str:
        """The parents of a unit in a period, or in its last months: ``河北省石家庄市``."""
        there = when if when is not None and self.lineage.exists(key, when) else self._last(key)
        province = self.lineage.above(key[0][:2] + "0000", there)
        today = self.forms.parents.get(key[0][:2] + "0000")
        prefecture = self.lineage.above(key[0][:4] + "00", there)
        names = [province.name if province else today.name if today else ""]
        if prefecture is not None and prefecture.code not in (key[0], key[0][:2] + "0000"):
            names.append(prefecture.name)
        return "".join(names)

    def _last(self, key: Key) -> Period:
        last = max(p.last for p in self.lineage.periods(key))
        return Period(last, last)

    # ── what became of it ────────────────────────────────────────────────────────────────

    def heirs(self, key: Key, when: Period) -> tuple[Heir, ...]:
        found = self._heirs.get((key, when))
        if found is None:
            found = self.lineage.heirs(key, when, self.forms.today)
            self._heirs[key, when] = found
        return found

    def start(self, key: Key, when: Period | None) -> Period:
        """The months from which a unit is followed: the date's where it existed then, else those
        of its own period that is nearest to the date."""
        if when is None:
            return self._last(key)
        if self.lineage.exists(key, when):
            return when
        periods = self.lineage.periods(key)
        before = [p for p in periods if p.last < when.first]
        if before:
            last = max(p.last for p in before)
            return Period(last, last)
        first = min(p.first for p in periods)
        return Period(first, first)

    def outcome(self, entry: Entry, written: str, when: Period | None) -> Match | Miss:
        """The county of the vintage that one unit of the date is.

        Returns
        -------
        Match or Miss
            ``DIVIDED`` for a unit that was dissolved into several counties, ``NOT_DRAWN`` for one
            that the vintage does not have.
        """
        if entry.alias is not None:
            return self._aliased(entry, written)
        heirs = self.heirs(entry.key, self.start(entry.key, when))
        if len(heirs) != 1:
            return self._divided(entry.key, heirs) if heirs else self._not_drawn(entry.key)
        heir = heirs[0]
        if heir.is_backwards and heir.is_part:
            return self._not_drawn(entry.key, heir.key[0])
        unit = self.forms.today[heir.key]
        is_same = not heir.steps and (entry.key in self.forms.today or entry.how is How.CODE)
        how = entry.how if is_same or entry.how in (How.CODE, How.SHORT) else How.CHANGED
        notes = (*self._notes(entry, heir, when), *self._since(heir.key))
        return Match(unit.code, unit.name, how, is_unit=heir.is_part, notes=notes)

    def _aliased(self, entry: Entry, written: str) -> Match:
        assert entry.alias is not None
        code, name = entry.key
        notes: tuple[Said, ...] = ()
        is_unit = entry.alias.kind is AliasKind.UNIT
        if is_unit:
            reason = entry.alias.reason
            notes = (said("gazetteer.note-unit", written=written, reason=reason, new=name),)
        notes = (*notes, *self._since(entry.key))
        return Match(code, name, How.ALIAS, is_unit=is_unit, notes=notes, alias=entry.alias.alias)

    def _candidates(self, heirs: Iterable[Heir]) -> tuple[Candidate, ...]:
        units = sorted((self.forms.today[h.key] for h in heirs), key=lambda u: u.code)
        return tuple(Candidate(u.code, u.name, u.parents) for u in units)

    def _divided(self, key: Key, heirs: tuple[Heir, ...]) -> Miss:
        """A unit that became parts of several counties, or that was made of several."""
        steps = [s for h in heirs for s in h.steps]
        dates = [s.date for s in steps if s.kind in (ChangeKind.SPLIT, ChangeKind.CREATE)]
        date = years((dates or [s.date for s in steps] or [""])[0])
        if heirs[0].is_backwards:
            details = {"date": self._created(key), "code": key[0]}
            inside = tuple(h.key[0] for h in heirs)
            return Miss(Reason.NOT_DRAWN, self._candidates(heirs), details, within=inside)
        return Miss(Reason.DIVIDED, self._candidates(heirs), {"date": date, "name": key[1]})

    def _not_drawn(self, key: Key, within: str = "") -> Miss:
        """A unit that the vintage does not have: made since, or abolished without an heir.

        ``within`` is the code of the county that is drawn where the unit is, if that is known.
        """
        details = {"date": self._created(key), "code": key[0]}
        return Miss(Reason.NOT_DRAWN, details=details, within=(within or self._above(key),))

    def _above(self, key: Key) -> str:
        """Code of the prefecture, else of the province, that a code belongs to today."""
        prefecture = key[0][:4] + "00"
        return prefecture if prefecture in self.forms.parents else key[0][:2] + "0000"

    def _created(self, key: Key) -> str:
        dates = [s.date for s in self.lineage.created(key)]
        return dates[0] if dates else "—"

    # ── notes ────────────────────────────────────────────────────────────────────────────

    def under(self, match: Match, parent: Parent) -> Match:
        """A match that a written parent of another date led to, with a note of today's parent."""
        unit = self.forms.by_code[match.county_code]
        if parent.is_province:
            today_code, today = unit.province_code, unit.province_name
        else:
            today_code, today = unit.prefecture_code, unit.prefecture_name or unit.province_name
        if parent.code == today_code and parent.is_today:
            return match
        note = said("gazetteer.note-parent", old=parent.name, county=unit.name, new=today)
        return replace(match, notes=(note, *match.notes))

    def _notes(self, entry: Entry, heir: Heir, when: Period | None) -> Iterator[Said]:
        """One note per step that a reader must know of."""
        if heir.is_backwards:
            if heir.steps:
                yield _step_note("note-later", heir.steps[0], entry.key, heir.key)
            return
        yield from self._extent(entry.key, heir, when)
        steps = heir.steps
        is_about_code = entry.how is How.CODE
        if not is_about_code and all(s.kind is ChangeKind.RECODE for s in steps):
            return
        for step in steps:
            yield _step_note(f"note-{step.kind.value}", step, step.old, step.new)

    def _extent(self, key: Key, heir: Heir, when: Period | None) -> Iterator[Said]:
        """Whether the unit was larger or smaller in its time than the county that is drawn."""
        if when is None or not self.lineage.has_steps(key):
            return
        own = [key, *self.lineage.variants(key)]
        other: list[tuple[Key, int]] = []  # what it was merged into, and since when
        for step in heir.steps:
            states = (step.new, *self.lineage.variants(step.new))
            if other or not step.is_one_to_one:
                since = max(when.last, step.period.last, *(month for _, month in other))
                other += [(state, since) for state in states]
            else:
                own += states
        larger = [s for k in own for s in self.lineage.separated(k, when.last)]
        smaller = [s for k in own for s in self.lineage.absorbed(k, when.last)]
        left = [s for k, since in other for s in self.lineage.separated(k, since)]
        yield from _extent_notes("note-larger", self._drawn_apart(larger, heir.key))
        if not other:  # else the whole of another county is drawn, which is said
            yield from _extent_notes("note-smaller", smaller)
        yield from _extent_notes("note-left", self._drawn_apart(left, heir.key))

    def _drawn_apart(self, steps: Iterable[Step], county: Key) -> list[Step]:
        """Steps that set up units which are not drawn as a part of a county."""
        return [step for step in steps if self._is_drawn_apart(step.new, county)]

    def _is_drawn_apart(self, key: Key, county: Key) -> bool:
        heirs = self.lineage.heirs(key, ALWAYS, self.forms.today)
        return any(not h.is_backwards and h.key != county for h in heirs)

    def _since(self, key: Key) -> Iterator[Said]:
        """What has become of a county of the vintage since its boundaries were drawn."""
        steps = self.lineage.since(key, self.forms.today)
        if not steps:
            return
        step = steps[0]
        is_code_only = step.kind is ChangeKind.RECODE
        yield said(
            "gazetteer.note-since-code" if is_code_only else "gazetteer.note-since",
            old=key[1],
            new=tuple(dict.fromkeys(s.new[1] for s in steps)),
            new_code=step.new[0],
            date=step.date,
        )


def _above(code: str) -> tuple[str, str]:
    return code[:2] + "0000", code[:4] + "00"


def _extent_notes(note: str, steps: Iterable[Step]) -> Iterator[Said]:
    """One note per date; its county is the one that gave or got the units."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for step in sorted(steps, key=lambda s: s.period):
        county, unit = (step.new, step.old) if note == "note-smaller" else (step.old, step.new)
        found.setdefault((years(step.date), county[1]), {})[unit[1]] = None
    for (date, name), units in found.items():
        of_county = {"county": name} if note == "note-left" else {}
        yield said(f"gazetteer.{note}", date=date, units=tuple(units), **of_county)


def _step_note(key: str, step: Step, old: Key, new: Key) -> Said:
    return said(
        f"gazetteer.{key}",
        old=old[1],
        old_code=old[0],
        new=new[1],
        new_code=new[0],
        date=years(step.date),
    )
