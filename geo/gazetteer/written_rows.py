"""Rows of anybody's table → counties: a name, its parents, a code and a date each.

Name and code check each other. A name that several counties bear is decided by the row's parents
or by its code, never by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from geo.dates import is_date
from geo.errors import Candidate
from geo.gazetteer.assign import KINDS
from geo.gazetteer.deciding import MAX_CANDIDATES
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.members import names_of
from geo.gazetteer.names import normalise
from geo.gazetteer.outcome import Match, Miss, Reason
from geo.gazetteer.sets import county_set
from geo.records.resolved import UnitName
from geo.vocabulary import CHINA_CODE, PLACEHOLDERS
from geo.voice.said import Notes, Said, said

#: Notes of the gazetteer that mention the map → the note for a table; empty: left out.
_TOLD = {
    "gazetteer.note-merge": "resolve.note-merge",
    "gazetteer.note-split": "resolve.note-split",
    "gazetteer.note-later": "resolve.note-later",
    "gazetteer.note-unit": "resolve.note-unit",
    "gazetteer.note-parent": "resolve.note-parent",
    "gazetteer.note-above": "resolve.note-above",
    "gazetteer.note-since": "",
    "gazetteer.note-since-code": "",
}


_DIRECT = re.compile("(省|自治区)?(直辖|直管)")


class WrittenRow(NamedTuple):
    """What a row says of its county. Anything but one of name and code may be empty."""

    name: str = ""
    parents: tuple[str, ...] = ()
    code: str = ""
    date: str = ""


@dataclass(frozen=True)
class ReadRow:
    """The county of a row, or the fault that says why it has none.

    ``details`` fill the fault's text; ``fault`` is its kind, empty where there is a county.
    """

    unit: UnitName | None = None
    how: str = ""
    notes: Notes = ()
    fault: str = ""
    details: Mapping[str, Said | str] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()


class RowReader:
    """Reads rows of a region; equal rows are read once.

    Parameters
    ----------
    gazetteer : Gazetteer
        Of the vintage or the date (:meth:`Gazetteer.of`) whose counties are wanted.
    region_code : str, optional
    date : str, optional
        Of the rows that give none.
    """

    def __init__(
        self, gazetteer: Gazetteer, *, region_code: str = CHINA_CODE, date: str = ""
    ) -> None:
        self._gazetteer, self._region_code, self._date = gazetteer, region_code, date
        self._of_dates: dict[str, Gazetteer] = {}
        self._known: dict[WrittenRow, ReadRow] = {}

    def read_all(self, rows: Iterable[WrittenRow]) -> Iterator[ReadRow]:
        for row in rows:
            yield self.read(row)

    def read(self, row: WrittenRow) -> ReadRow:
        known = self._known.get(row)
        if known is None:
            known = self._known[row] = self._read(row)
        return known

    def _on(self, date: str) -> Gazetteer | None:
        """The gazetteer of a row's date; None for what is no date."""
        if date not in self._of_dates:
            if date and not is_date(date):
                return None
            self._of_dates[date] = self._gazetteer.on(date)
        return self._of_dates[date]

    def _read(self, row: WrittenRow) -> ReadRow:
        then = self._on(row.date.removesuffix("年") or self._date)
        if then is None:
            return ReadRow(fault="row-date", details={"date": row.date or self._date})
        if not row.name and not row.code:
            return ReadRow(fault="row-empty")
        by_code = then.resolve(row.code, region_code=self._region_code) if row.code else None
        if not row.name:
            assert by_code is not None
            return self._outcome(by_code, then)
        by_name = self._by_name(row, then)
        if by_code is None:
            return self._outcome(by_name, then)
        return self._checked(row, by_name, by_code, then)

    def _by_name(self, row: WrittenRow, then: Gazetteer) -> Match | Miss:
        parents = "".join(row.parents)
        is_full = not parents or normalise(row.name).startswith(normalise(parents))
        written = row.name if is_full else parents + row.name
        found = then.resolve(written, region_code=self._region_code)
        if isinstance(found, Match) or found.reason is not Reason.UNKNOWN:
            return found
        unknown = tuple(p for p in row.parents if p and not _is_parent(p, then))
        if unknown:
            known = "".join(p for p in row.parents if p not in unknown)
            found = then.resolve(known + row.name, region_code=self._region_code)
            if isinstance(found, Match):
                strange = tuple(p for p in unknown if not _is_no_parent(p, row.name))
                note = said("gazetteer.note-parents-unknown", parents=strange)
                return replace(found, notes=(note, *found.notes)) if strange else found
        if found.candidates:
            return found
        alone = then.resolve(row.name, region_code=self._region_code)
        near = then.candidates(alone) if isinstance(alone, Match) else alone.candidates
        return self._set_of(row.name, then) or replace(found, candidates=near)

    def _set_of(self, name: str, then: Gazetteer) -> Miss | None:
        """The miss for a cell that names all counties of a region."""
        split = partial(names_of, gazetteer=then)
        whole = county_set(name, then, self._region_code, split)
        if whole is None:
            return None
        return Miss(Reason.AMBIGUOUS, tuple(map(then.candidate, whole.keys[:MAX_CANDIDATES])))

    def _checked(
        self, row: WrittenRow, by_name: Match | Miss, by_code: Match | Miss, then: Gazetteer
    ) -> ReadRow:
        if isinstance(by_name, Match) and isinstance(by_code, Match):
            if by_name.county_code == by_code.county_code:
                return self._outcome(by_name, then)
            return ReadRow(
                fault="row-code-differs",
                details={"named": by_name.county_name, "coded": by_code.county_name},
                candidates=then.candidates(by_name, by_code),
            )
        if isinstance(by_name, Match):
            assert isinstance(by_code, Miss)
            return self._named(row, by_name, by_code, then)
        if by_name.reason is Reason.AMBIGUOUS and by_name.candidates:
            return self._chosen(row, by_name, by_code, then)
        return self._outcome(by_name, then)

    def _chosen(
        self, row: WrittenRow, by_name: Miss, by_code: Match | Miss, then: Gazetteer
    ) -> ReadRow:
        """The one of several counties of a name that a row's code means."""
        if isinstance(by_code, Match):
            if self._is_among(by_code, by_name, then):
                return self._outcome(by_code, then)
            return ReadRow(
                fault="row-code-differs",
                details={"named": row.name, "coded": by_code.county_name},
                candidates=(*then.candidates(by_code), *by_name.candidates),
            )
        is_known = by_code.reason in (Reason.DIVIDED, Reason.NOT_DRAWN)
        is_among = any(c.code == row.code[:6] for c in by_name.candidates)
        return self._outcome(by_code if is_known and is_among else by_name, then)

    def _named(self, row: WrittenRow, match: Match, miss: Miss, then: Gazetteer) -> ReadRow:
        """The county of a name whose row has a code that gives none, unless the two disagree."""
        if miss.reason is not Reason.UNKNOWN and not self._may_mean(row.code, match, miss, then):
            coded = miss.details.get("name", row.code)
            details = {"named": match.county_name, "coded": coded}
            own = then.candidates(match)
            others = tuple(c for c in miss.candidates if c not in own)
            return ReadRow(fault="row-code-differs", details=details, candidates=own + others)
        read = self._outcome(match, then)
        if miss.reason is Reason.AMBIGUOUS:
            return read
        is_other = miss.reason is Reason.NON_COUNTY
        note = "note-code-other" if is_other else "note-code-unknown"
        return ReadRow(read.unit, read.how, (*read.notes, said(f"gazetteer.{note}")))

    def _may_mean(self, code: str, match: Match, miss: Miss, then: Gazetteer) -> bool:
        """Whether a county is one that a code was given to, is a part of, or lies in."""
        key = (match.county_code, match.county_name)
        above = [p for p in then.forms.all_parents if p.code == code[:6]]
        if any(then.descent.is_below(key, parent) for parent in above):
            return True
        written = (c.parents + c.name for c in miss.candidates)
        found = (then.resolve(name, region_code=CHINA_CODE) for name in written)
        return not above and any(
            isinstance(f, Match) and f.county_code == match.county_code for f in found
        )

    def _is_among(self, match: Match, miss: Miss, then: Gazetteer) -> bool:
        """Whether the county of a code is one of those that a name may mean."""
        for candidate in miss.candidates:
            found = then.resolve(candidate.code, region_code=self._region_code)
            if isinstance(found, Match) and found.county_code == match.county_code:
                return True
        return False

    def _outcome(self, found: Match | Miss, then: Gazetteer) -> ReadRow:
        if isinstance(found, Match):
            unit = then.forms.by_code[found.county_code]
            notes = _of_date(found.notes) if then.is_of_date else found.notes
            return ReadRow(unit, found.how.value, notes)
        details = {"region": then.region_name(self._region_code), **found.details}
        return ReadRow(fault=KINDS[found.reason], details=details, candidates=found.candidates)


def _is_no_parent(written: str, name: str) -> bool:
    """Whether a cell says that a county has no prefecture: 省直管, or the county's own name."""
    form = normalise(written)
    return form == normalise(name) or _DIRECT.match(form) is not None


def _is_parent(written: str, gazetteer: Gazetteer) -> bool:
    """Whether a cell names a province or prefecture of any date, or says that there is none."""
    form = normalise(written)
    return form in PLACEHOLDERS or any(
        gazetteer.forms.parents_ever_named(f) for f in gazetteer.readings(form)
    )


def _of_date(notes: Notes) -> Notes:
    """Notes worded without the map and the present; later events are left out."""
    told = (n if isinstance(n, str) else _TOLD.get(n.key, n.key) for n in notes)
    return tuple(
        note if isinstance(note, str) else Said(key, note.parts)
        for note, key in zip(notes, told, strict=True)
        if key
    )
