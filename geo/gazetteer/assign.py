"""Runs of counties → counties, with a fault for every name that gives none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from geo.errors import Candidate, Fault
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.members import Member, MemberRun, split_members
from geo.gazetteer.names import normalise
from geo.gazetteer.outcome import Match, Miss, Reason
from geo.gazetteer.undrawn import is_elsewhere, is_known_place
from geo.records.resolved import Place
from geo.vocabulary import Severity
from geo.voice.said import Notes, said


class PlaceOf(Protocol):
    """Place of a part of a document's lists, such as ``("layers", 3, "members", 0)``.

    With ``written``, the line of that name inside the part.
    """

    def __call__(
        self, document_id: str, path: tuple[str | int, ...], written: str = "", /
    ) -> Place: ...


#: Kinds of faults by why a name gives no county.
KINDS = {
    Reason.UNKNOWN: "unknown-county",
    Reason.AMBIGUOUS: "ambiguous-county",
    Reason.NON_COUNTY: "non-county",
    Reason.OUTSIDE_REGION: "outside-region",
    Reason.NOT_DRAWN: "not-drawn",
    Reason.DIVIDED: "divided-county",
}


@dataclass(frozen=True)
class ResolvedMember:
    """A member and the county that it means."""

    member: Member
    match: Match

    @property
    def notes(self) -> Notes:
        """Remarks for the reader."""
        remark = self.member.remark
        remarks = (said("gazetteer.note-remark", remark=remark),) if remark else ()
        return (*self.match.notes, *remarks)


def resolve_member(member: Member, gazetteer: Gazetteer, *, region_code: str) -> Match | Miss:
    """Resolve one member; if its name is ambiguous, use the parent at the head of its group."""
    written = f"{member.name}（{member.remark}）" if member.remark else member.name
    alone = gazetteer.resolve(written, region_code=region_code)
    if not member.group:
        return alone
    grouped = gazetteer.resolve(member.group + normalise(written), region_code=region_code)
    if isinstance(grouped, Miss) and isinstance(alone, Miss):
        return grouped if len(grouped.within) == 1 else alone
    if isinstance(alone, Match):
        differs = isinstance(grouped, Match) and grouped.county_code != alone.county_code
        return Miss(Reason.AMBIGUOUS, gazetteer.candidates(alone, grouped)) if differs else alone
    return grouped if isinstance(grouped, Match) else alone


def fault_of(
    miss: Miss, written: str, gazetteer: Gazetteer, *, region_code: str, place: Place
) -> Fault:
    """The fault that reports a miss.

    A zone or town of the region is a warning, declared or not: it is known, but not drawn. A place
    that is elsewhere is reported as such.
    """
    if is_elsewhere(miss, gazetteer, region_code=region_code):
        miss = replace(miss, reason=Reason.OUTSIDE_REGION, candidates=(), non_county=None)
    details = {"region": gazetteer.region_name(region_code), **miss.details}
    is_place = is_known_place(miss, gazetteer, region_code=region_code)
    severity = Severity.WARNING if is_place else Severity.ERROR
    if miss.non_county is not None:
        details["reason"] = miss.non_county.reason
    return Fault(
        KINDS[miss.reason],
        place.file,
        place.line,
        place.clause,
        written,
        details,
        miss.candidates,
        severity,
    )


@dataclass(frozen=True)
class RunReading:
    """One run, split: the members that are counties, and those that are none, with the reason."""

    run: str
    split: MemberRun
    resolved: tuple[ResolvedMember, ...]
    missed: tuple[tuple[Member, Miss], ...]

    def count_faults(self, place: Place, *, is_open: bool = False) -> list[Fault]:
        """Faults of the run's own numbers. A list that is declared open may name fewer."""
        return _run_faults(self.run, self.split, place, is_open=is_open)


def read_run(run: str, gazetteer: Gazetteer, *, region_code: str) -> RunReading:
    """Split one run and resolve its members; candidates near the other members come first."""
    split = split_members(run, gazetteer, region_code=region_code)
    resolved: list[ResolvedMember] = []
    missed: list[tuple[Member, Miss]] = []
    for member in split.members:
        found = resolve_member(member, gazetteer, region_code=region_code)
        if isinstance(found, Match):
            resolved.append(ResolvedMember(member, found))
        else:
            missed.append((member, found))
    near = Counter(code for r in resolved for code in _parents(r.match.county_code, gazetteer))
    nearest = [
        (member, replace(miss, candidates=_nearest_first(miss.candidates, near)))
        for member, miss in missed
    ]
    return RunReading(run, split, tuple(resolved), tuple(nearest))


def resolve_run(
    run: str,
    gazetteer: Gazetteer,
    *,
    region_code: str,
    place: Place | Callable[[str], Place],
) -> tuple[list[ResolvedMember], list[Fault]]:
    """Split one run and resolve its members.

    Parameters
    ----------
    run : str
    gazetteer : Gazetteer
    region_code : str
    place : Place or callable
        Place of the run, for faults; a callable gets each faulty member as written.

    Returns
    -------
    tuple of list of ResolvedMember and list of Fault
        Faults: one per member that gives no county, ``open-list`` (warning) for a bare 等,
        ``list-count`` where the run's own number is not that of its members.
    """
    reading = read_run(run, gazetteer, region_code=region_code)

    def at(written: str) -> Place:
        return place if isinstance(place, Place) else place(written)

    faults = reading.count_faults(at(""))
    for member, miss in reading.missed:
        written = member.as_written
        where = at(written)
        faults.append(fault_of(miss, written, gazetteer, region_code=region_code, place=where))
    return list(reading.resolved), faults


def _parents(county_code: str, gazetteer: Gazetteer) -> tuple[str, str]:
    unit = gazetteer.forms.by_code[county_code]
    return (unit.prefecture_code, unit.province_code)


def _nearest_first(candidates: tuple[Candidate, ...], near: Counter[str]) -> tuple[Candidate, ...]:
    """Candidates, most neighbours first: other members in the same prefecture, then province."""

    def rank(candidate: Candidate) -> tuple[int, int]:
        code = candidate.code
        return (-near[code[:4] + "00"], -near[code[:2] + "0000"])

    return tuple(sorted(candidates, key=rank))


def _run_faults(run: str, split: MemberRun, place: Place, *, is_open: bool) -> list[Fault]:
    at = (place.file, place.line, place.clause)
    if split.is_open:
        details = {"count": str(len(split.members))}
        return [Fault("open-list", *at, run, details, severity=Severity.WARNING)]
    counts = list(split.counts)
    if split.stated_count is not None:
        counts.append((run, split.stated_count, len(split.members)))
    sets = Counter(m.as_written for m in split.members if m.stated is not None)
    stated = {m.as_written: m.stated for m in split.members if m.stated is not None}
    counts += [(written, stated[written], found) for written, found in sets.items()]
    return [
        Fault("list-count", *at, written, {"stated": str(said), "found": str(found)})
        for written, said, found in counts
        if said != found and not (is_open and found < said)
    ]
