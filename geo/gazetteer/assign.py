"""Lists of counties in documents → assignments, with a fault for every name that gives none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from geo.errors import Candidate, Fault
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.members import Member, MemberRun, split_members
from geo.gazetteer.names import normalise
from geo.gazetteer.outcome import Match, Miss, Reason
from geo.records.resolved import Assignment, Place
from geo.records.written import DocumentLists, Layer, Typology
from geo.vocabulary import LIST_MARK, Severity
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
    grouped = gazetteer.resolve(member.group + normalise(member.name), region_code=region_code)
    if isinstance(alone, Match):
        differs = isinstance(grouped, Match) and grouped.county_code != alone.county_code
        return Miss(Reason.AMBIGUOUS, gazetteer.candidates(alone, grouped)) if differs else alone
    return grouped if isinstance(grouped, Match) else alone


def fault_of(
    miss: Miss, written: str, gazetteer: Gazetteer, *, region_code: str, place: Place
) -> Fault:
    """The fault that reports a miss. A declared non-county is a warning: it is known, not drawn."""
    details = {"region": gazetteer.region_name(region_code), **miss.details}
    severity = Severity.ERROR
    if miss.non_county is not None:
        severity = Severity.WARNING
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
    split = split_members(run, gazetteer, region_code=region_code)
    resolved: list[ResolvedMember] = []

    def at(written: str) -> Place:
        return place if isinstance(place, Place) else place(written)

    faults = _run_faults(run, split, at(""))
    missed: list[tuple[str, Miss]] = []
    for member in split.members:
        found = resolve_member(member, gazetteer, region_code=region_code)
        if isinstance(found, Match):
            resolved.append(ResolvedMember(member, found))
        else:
            missed.append((member.as_written, found))
    near = Counter(code for r in resolved for code in _parents(r.match.county_code, gazetteer))
    for written, miss in missed:
        nearest = replace(miss, candidates=_nearest_first(miss.candidates, near))
        where = at(written)
        faults.append(fault_of(nearest, written, gazetteer, region_code=region_code, place=where))
    return resolved, faults


def _parents(county_code: str, gazetteer: Gazetteer) -> tuple[str, str]:
    unit = gazetteer.forms.by_code[county_code]
    return (unit.prefecture_code, unit.province_code)


def _nearest_first(candidates: tuple[Candidate, ...], near: Counter[str]) -> tuple[Candidate, ...]:
    """Candidates, most neighbours first: other members in the same prefecture, then province."""

    def rank(candidate: Candidate) -> tuple[int, int]:
        code = candidate.code
        return (-near[code[:4] + "00"], -near[code[:2] + "0000"])

    return tuple(sorted(candidates, key=rank))


def _run_faults(run: str, split: MemberRun, place: Place) -> list[Fault]:
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
        if said != found
    ]


def _typology_key(layer: Layer, typologies: Sequence[Typology]) -> str | None:
    return next((t.key for t in typologies if layer.typology in (t.key, t.name)), None)


def _layer_assignments(
    layer: Layer, resolved: Iterable[ResolvedMember], *, document_id: str, key: str
) -> list[Assignment]:
    return [
        Assignment(
            document_id=document_id,
            clause=layer.clause,
            typology=key,
            county_code=r.match.county_code,
            as_written=r.member.as_written,
            subtype=layer.subtype,
            status=layer.status,
            stage=layer.stage,
            notes=(*r.notes, *filter(None, (layer.note,))),
        )
        for r in resolved
    ]


def _once(
    assignments: Iterable[Assignment], gazetteer: Gazetteer
) -> tuple[list[Assignment], list[Fault]]:
    """Each county once per layer, and a warning for every further time."""
    first: dict[str, Assignment] = {}
    faults: list[Fault] = []
    for assignment in assignments:
        earlier = first.setdefault(assignment.county_code, assignment)
        if earlier is assignment or assignment.place is None:
            continue
        place = assignment.place
        name = gazetteer.region_name(assignment.county_code)
        details = {"county": name, "first": earlier.as_written}
        at = (place.file, place.line, place.clause, assignment.as_written)
        faults.append(Fault("member-twice", *at, details, severity=Severity.WARNING))
    return list(first.values()), faults


def resolve_layers(
    lists: Sequence[DocumentLists],
    gazetteer: Gazetteer,
    typologies: Sequence[Typology],
    places: PlaceOf,
) -> tuple[list[Assignment], list[Fault]]:
    """All layers of all documents → assignments.

    Parameters
    ----------
    lists : sequence of DocumentLists
    gazetteer : Gazetteer
    typologies : sequence of Typology
        A layer's typology is one of their keys or Chinese names.
    places : callable
        ``(document_id, path)`` → :class:`~geo.records.resolved.Place`, with paths such as
        ``("layers", 3, "members", 0)``.

    Returns
    -------
    tuple of list of Assignment and list of Fault
        In the order of the lists; a county appears once per layer.
    """
    assignments: list[Assignment] = []
    faults: list[Fault] = []
    for document in lists:
        then = gazetteer.on(document.document.issued)
        if any(layer.members for layer in document.layers):
            faults += _date_faults(document, then, places)
        for i in range(len(document.layers)):
            found, wrong = _resolve_layer(document, i, then, typologies, places)
            assignments += found
            faults += wrong
    return assignments, faults


def _date_faults(lists: DocumentLists, gazetteer: Gazetteer, places: PlaceOf) -> list[Fault]:
    """One warning for a document whose date does not determine which units its names mean."""
    issued = lists.document.issued
    if issued and not gazetteer.is_before_rosters(issued):
        return []
    kind = "document-before-rosters" if issued else "document-undated"
    at = places(lists.document.id, ("document", "issued"))
    value = issued or lists.document.id
    details = {"first": gazetteer.rosters.first_date}
    return [Fault(kind, at.file, at.line, None, value, details, severity=Severity.WARNING)]


def _resolve_layer(
    lists: DocumentLists,
    index: int,
    gazetteer: Gazetteer,
    typologies: Sequence[Typology],
    places: PlaceOf,
) -> tuple[list[Assignment], list[Fault]]:
    document, layer = lists.document, lists.layers[index]
    faults: list[Fault] = []
    key = _typology_key(layer, typologies)
    if key is None:
        at = places(document.id, ("layers", index, "typology"))
        known = LIST_MARK.join(t.name for t in typologies)
        details = {"known": known}
        faults.append(
            Fault("unknown-typology", at.file, at.line, at.clause, layer.typology, details)
        )
    found: list[Assignment] = []
    for j, run in enumerate(layer.members):
        place = partial(places, document.id, ("layers", index, "members", j))
        resolved, wrong = resolve_run(run, gazetteer, region_code=document.region_code, place=place)
        faults += wrong
        new = _layer_assignments(layer, resolved, document_id=document.id, key=key or "")
        found += [replace(a, place=place(a.as_written)) for a in new]
    once, twice = _once(found, gazetteer)
    return (once if key else []), faults + twice
