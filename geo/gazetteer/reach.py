"""The counties that tasks reach, and the places that partnerships and positionings name.

Everything that a list names besides its members: scopes, areas, partners. A name that
gives nothing is a fault; nothing is guessed and nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from geo.errors import Fault
from geo.gazetteer.assign import PlaceOf, fault_of, resolve_run
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.members import split_members
from geo.gazetteer.names import unit_type
from geo.gazetteer.outcome import Miss
from geo.gazetteer.places import resolve_place
from geo.gazetteer.regions import counties_of
from geo.records.resolved import Assignment, CountyTask, End, Place, PlaceRole, Tie
from geo.records.written import DocumentLists, Regions, Scope, Typology, run_items
from geo.vocabulary import (
    COUNTY_TOWN_UNIT_TYPES,
    LIST_MARK,
    ScopeKind,
)
from geo.voice.said import Notes, said


class _Reader:
    """Resolves runs of places as of the gazetteer's date and collects the faults of one list part.

    Readers of several documents may share one list of faults.
    """

    def __init__(self, gazetteer: Gazetteer, faults: list[Fault] | None = None) -> None:
        self.gazetteer = gazetteer
        self.faults: list[Fault] = [] if faults is None else faults
        self._inside: dict[str, frozenset[str]] = {}

    def counties_in(self, region_code: str) -> frozenset[str]:
        """Codes of the counties that a region was at the date; empty for a code that is none."""
        if region_code not in self._inside:
            self._inside[region_code] = counties_of(region_code, self.gazetteer)
        return self._inside[region_code]

    def counties(self, run: str, region_code: str, place: Place) -> Iterator[str]:
        """County codes of a run of counties; what is none becomes a fault."""
        resolved, faults = resolve_run(run, self.gazetteer, region_code=region_code, place=place)
        self.faults += faults
        for each in resolved:
            yield each.match.county_code

    def ends(self, run: str, region_code: str, place: Place) -> Iterator[End]:
        """Places of a run: counties, prefectures, provinces, declared non-counties."""
        for member in split_members(run, self.gazetteer, region_code=region_code).members:
            found = resolve_place(member.as_written, self.gazetteer, region_code=region_code)
            if isinstance(found, End):
                yield found
            else:
                self.miss(found, member.as_written, region_code, place)

    def regions(self, run: str, region_code: str, place: Place) -> Iterator[tuple[str, set[str]]]:
        """Name and county codes of each county, prefecture or province of a run."""
        for member in split_members(run, self.gazetteer, region_code=region_code).members:
            found = resolve_place(member.as_written, self.gazetteer, region_code=region_code)
            if isinstance(found, Miss) and found.region_code:
                found = End(member.as_written, found.region_code)  # divided, but all is known
            if isinstance(found, Miss):
                self.miss(found, member.as_written, region_code, place)
                continue
            inside = self.counties_in(found.code) if found.code else frozenset()
            if inside:
                yield found.name, set(inside)
            else:
                self.faults.append(
                    Fault("unknown-place", place.file, place.line, place.clause, found.name)
                )

    def units(self, run: str, region_code: str, place: Place) -> Iterator[str]:
        """County codes of a run of counties, prefectures or provinces."""
        for _, inside in self.regions(run, region_code, place):
            yield from sorted(inside)

    def miss(self, miss: Miss, written: str, region_code: str, place: Place) -> None:
        fault = fault_of(miss, written, self.gazetteer, region_code=region_code, place=place)
        is_unknown = fault.kind == "unknown-county"
        self.faults.append(replace(fault, kind="unknown-place") if is_unknown else fault)


def area_members(
    regions: Regions, gazetteer: Gazetteer, *, file: str
) -> tuple[dict[str, frozenset[str]], list[Fault]]:
    """County codes of every named area; a prefecture means all its counties.

    Names are read as of an area's date, if it has one.
    """
    faults: list[Fault] = []
    members: dict[str, frozenset[str]] = {}
    for area in regions.areas:
        reader = _Reader(gazetteer.on(area.date) if area.date else gazetteer, faults)
        place = Place(file, 0, area.name)
        codes = {c for run in area.members for c in reader.units(run, area.region_code, place)}
        members[area.name] = frozenset(codes)
    return members, faults


# ── scopes ───────────────────────────────────────────────────────────────────────────────


#: How a typology leads a task to a county, by the rank of its standing.
_THROUGH = ("typology", "typology_rule", "typology_candidate")


#: County codes, the way by which a task reaches them, whether the document itself says so.
_Reached = tuple[Sequence[str], Notes, bool]


class _Scopes:
    """Resolves the scopes of one document's tasks."""

    def __init__(
        self,
        lists: DocumentLists,
        assignments: Sequence[Assignment],
        areas: Mapping[str, frozenset[str]],
        reader: _Reader,
        typologies: Sequence[Typology],
        places: PlaceOf,
        regions: Regions,
    ) -> None:
        self.lists, self.document = lists, lists.document
        self.areas, self.reader, self.places = areas, reader, places
        self.typologies = {word: t for t in typologies for word in (t.key, t.name)}
        self.assignments = [a for a in assignments if a.document_id == self.document.id]
        self.from_document = {a.name: a.is_from_document for a in regions.areas}
        units = reader.gazetteer.forms.counties_in(self.document.drawn_region)
        self.inside = frozenset(u.code for u in units)
        self._whole = sorted(self.inside)
        self._towns: _Reached | None = None

    def rows(self) -> Iterator[CountyTask]:
        """One row per task, county and way, however often the task's scope says it."""
        ways: dict[tuple[str, str, ScopeKind, Notes, bool], dict[str, None]] = {}
        for i, task in enumerate(self.lists.tasks):
            for j, scope in enumerate(task.scope):
                place = self.places(self.document.id, ("tasks", i, "scope", j))
                for codes, through, is_own in self._reached(scope, place):
                    way = (task.clause, task.title, scope.kind, through, is_own)
                    ways.setdefault(way, {}).update(dict.fromkeys(codes))
        for way, reached in ways.items():
            yield from (CountyTask(code, self.document.id, *way) for code in reached)

    def _reached(self, scope: Scope, place: Place) -> Iterator[_Reached]:
        """Ways by which a task reaches counties."""
        region, reader = self.document.region_code, self.reader
        match scope.kind:
            case ScopeKind.WHOLE:
                name = reader.gazetteer.region_name(region)
                yield self._whole, (said("reach.whole", region=name),), True
            case ScopeKind.COUNTY_TOWNS:
                if self._towns is None:
                    self._towns = self._county_towns(place)
                yield self._towns
            case ScopeKind.TYPOLOGY:
                for name in self._words(scope):
                    yield from self._typology(name, place)
            case ScopeKind.AREA:
                for name in self._words(scope):
                    yield from self._area(name, place)
            case ScopeKind.PREFECTURES:
                for run in scope.members:
                    for name, codes in reader.regions(run, region, place):
                        yield sorted(codes & self.inside), (name,), True
            case ScopeKind.COUNTIES:
                through = (said("reach.counties"),)
                codes = {c for run in scope.members for c in reader.counties(run, region, place)}
                yield sorted(codes), through, True

    @staticmethod
    def _words(scope: Scope) -> list[str]:
        """Names of typologies or areas: these runs hold no counties, so 、 alone divides them."""
        return list(run_items(scope.members))

    def _county_towns(self, place: Place) -> _Reached:
        towns, region = self.document.county_towns, self.document.region_code
        if towns is not None:
            codes = {c for run in towns.members for c in self.reader.counties(run, region, place)}
            key = "county_towns_clause" if towns.clause.startswith("（") else "county_towns_part"
            through = (said(f"reach.{key}", clause=towns.clause),)
        else:
            codes = {
                n.code
                for n in self.reader.gazetteer.names
                if n.code in self.inside and unit_type(n.code, n.name) in COUNTY_TOWN_UNIT_TYPES
            }
            through = (said("reach.county_towns"),)
        if not codes:
            self._fault("county-towns-missing", "", place)
        return sorted(codes), through, True

    def _typology(self, name: str, place: Place) -> Iterator[_Reached]:
        typology = self.typologies.get(name)
        if typology is None:
            known = LIST_MARK.join(t for t in self.typologies if not t.isascii())
            self._fault("unknown-typology", name, place, known=known)
            return
        held: dict[str, int] = {}
        for row in self.assignments:
            if row.typology == typology.key:
                best = min(held.get(row.county_code, len(_THROUGH)), row.standing.rank())
                held[row.county_code] = best
        declared = any(r.typology in (typology.key, typology.name) for r in self.lists.rules)
        empty = any(
            x.typology in (typology.key, typology.name) and x.note for x in self.lists.layers
        )
        if not held and not declared and not empty:
            self._fault("scope-typology", name, place)
        for best in sorted(set(held.values())):
            through = (said(f"reach.{_THROUGH[best]}", typology=typology.name),)
            yield sorted(c for c, sureness in held.items() if sureness == best), through, True

    def _area(self, name: str, place: Place) -> Iterator[_Reached]:
        if name not in self.areas:
            self._fault("unknown-area", name, place, known=LIST_MARK.join(self.areas))
            return
        own = self.from_document.get(name, False)
        through = said("reach.area" if own else "reach.area_outside", area=name)
        yield sorted(self.areas[name] & self.inside), (through,), own

    def _fault(self, kind: str, value: str, place: Place, **details: str) -> None:
        self.reader.faults.append(Fault(kind, place.file, place.line, place.clause, value, details))


def resolve_scopes(
    lists: Sequence[DocumentLists],
    assignments: Sequence[Assignment],
    areas: Mapping[str, frozenset[str]],
    *,
    gazetteer: Gazetteer,
    typologies: Sequence[Typology],
    regions: Regions,
    places: PlaceOf,
) -> tuple[list[CountyTask], list[Fault]]:
    """One row per county, task and way by which the task reaches it.

    A county that a task reaches in two ways (by type and by name) has a row for each.
    """
    faults: list[Fault] = []
    rows: list[CountyTask] = []
    for each in lists:
        reader = _Reader(gazetteer.on(each.document.issued), faults)
        scopes = _Scopes(each, assignments, areas, reader, typologies, places, regions)
        rows += scopes.rows()
    return rows, list({f.sort_key(): f for f in faults}.values())


# ── partnerships and positionings ────────────────────────────────────────────────────────


def resolve_partnerships(
    lists: Sequence[DocumentLists], gazetteer: Gazetteer, places: PlaceOf
) -> tuple[list[Tie], list[Fault]]:
    """One tie per subject and partner."""
    faults: list[Fault] = []
    ties: list[Tie] = []
    for each in lists:
        document = each.document
        reader = _Reader(gazetteer.on(document.issued), faults)
        for i, item in enumerate(each.partnerships):
            place = places(document.id, ("partnerships", i))
            subjects = [
                e for r in item.subject for e in reader.ends(r, document.region_code, place)
            ]
            partners = [
                e for r in item.partner for e in reader.ends(r, document.region_code, place)
            ]
            ties += [
                Tie(document.id, item.clause, item.kind, s, p, item.summary)
                for s in subjects
                for p in partners
            ]
    return ties, faults


def resolve_positionings(
    lists: Sequence[DocumentLists],
    gazetteer: Gazetteer,
    areas: Mapping[str, frozenset[str]],
    places: PlaceOf,
) -> tuple[list[PlaceRole], list[Fault]]:
    """One role per place; a named area is a place without a code."""
    faults: list[Fault] = []
    roles: list[PlaceRole] = []
    for each in lists:
        document = each.document
        reader = _Reader(gazetteer.on(document.issued), faults)
        for i, item in enumerate(each.positionings):
            place = places(document.id, ("positionings", i))
            ends: list[End] = []
            for run in item.subject:
                if run in areas:
                    ends.append(End(run))
                else:
                    ends += reader.ends(run, document.region_code, place)
            roles += [PlaceRole(document.id, item.clause, e, item.summary) for e in ends]
    return roles, faults
