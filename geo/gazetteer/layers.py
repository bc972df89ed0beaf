"""Layers of documents → assignments, members that are not drawn, and how much of each is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from geo.errors import Fault
from geo.gazetteer.assign import PlaceOf, RunReading, fault_of, read_run
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.undrawn import undrawn_place
from geo.records.resolved import Assignment, LayerExtent, Place, UndrawnMember
from geo.records.written import Document, DocumentLists, Layer, Typology
from geo.vocabulary import LIST_MARK, Severity


@dataclass
class ResolvedLayers:
    """What the layers of documents give, in the order of the lists."""

    assignments: list[Assignment] = field(default_factory=list)
    undrawn: list[UndrawnMember] = field(default_factory=list)
    extents: list[LayerExtent] = field(default_factory=list)

    def add(self, other: ResolvedLayers) -> None:
        """Append what another layer gives."""
        self.assignments += other.assignments
        self.undrawn += other.undrawn
        self.extents += other.extents


def resolve_layers(
    lists: Sequence[DocumentLists],
    gazetteer: Gazetteer,
    typologies: Sequence[Typology],
    places: PlaceOf,
) -> tuple[ResolvedLayers, list[Fault]]:
    """Resolve all layers of all documents.

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
    ResolvedLayers and list of Fault
        A county appears once per layer. A member that is known but not drawn has a warning and a
        place among ``undrawn``; a name that means nothing is an error.
    """
    found = ResolvedLayers()
    faults: list[Fault] = []
    for document in lists:
        then = gazetteer.on(document.document.issued)
        if any(layer.members for layer in document.layers):
            faults += _date_faults(document, then, places)
        for i in range(len(document.layers)):
            reader = _LayerReader(document, i, then, places)
            found.add(reader.read(typologies))
            faults += reader.faults
    return found, faults


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


class _LayerReader:
    """Resolves one layer as of its document's date and collects its faults."""

    def __init__(
        self, lists: DocumentLists, index: int, gazetteer: Gazetteer, places: PlaceOf
    ) -> None:
        self.document: Document = lists.document
        self.layer: Layer = lists.layers[index]
        self.gazetteer = gazetteer
        self.at: Callable[..., Place] = partial(self._place, places, ("layers", index))
        self.faults: list[Fault] = []

    def _place(
        self, places: PlaceOf, layer: tuple[str | int, ...], *path: str | int, written: str = ""
    ) -> Place:
        return places(self.document.id, (*layer, *path), written)

    def read(self, typologies: Sequence[Typology]) -> ResolvedLayers:
        """What the layer gives; nothing if its typology is unknown."""
        names = (t.key for t in typologies if self.layer.typology in (t.key, t.name))
        key = next(names, None)
        if key is None:
            known = LIST_MARK.join(t.name for t in typologies)
            at = self.at("typology")
            self._fault("unknown-typology", at, self.layer.typology, known=known)
        found = ResolvedLayers()
        readings = []
        for j, run in enumerate(self.layer.members):
            reading = read_run(run, self.gazetteer, region_code=self.document.region_code)
            readings.append(reading)
            self._read(reading, j, key or "", found)
        found.assignments = self._once(found.assignments)
        found.undrawn = list({u.as_written: u for u in found.undrawn}.values())
        found.extents = [self._extent(readings, key or "", found)]
        return found if key else ResolvedLayers()

    def _read(self, reading: RunReading, index: int, key: str, found: ResolvedLayers) -> None:
        at = partial(self.at, "members", index)
        self.faults += reading.count_faults(at(), is_open=self.layer.is_open)
        layer = {"typology": key, **self._part_of_layer()}
        for each in reading.resolved:
            written = each.member.as_written
            found.assignments.append(
                Assignment(
                    **layer,
                    county_code=each.match.county_code,
                    as_written=written,
                    stage=self.layer.stage,
                    notes=(*each.notes, *filter(None, (self.layer.note,))),
                    place=at(written=written),
                )
            )
        region = self.document.region_code
        for member, miss in reading.missed:
            written = member.as_written
            where = at(written=written)
            fault = fault_of(miss, written, self.gazetteer, region_code=region, place=where)
            place = undrawn_place(written, miss, self.gazetteer, region_code=region)
            if place is not None:
                fault = replace(fault, severity=Severity.WARNING)
                found.undrawn.append(
                    UndrawnMember(
                        **layer,
                        as_written=written,
                        place_kind=place.kind,
                        stage=self.layer.stage,
                        within_code=place.within_code,
                        within_name=place.within_name,
                        prefecture_name=place.prefecture_name,
                        province_name=place.province_name,
                        anchor=place.anchor,
                        notes=(*place.notes, *filter(None, (self.layer.note,))),
                        place=where,
                    )
                )
            self.faults.append(fault)

    def _part_of_layer(self) -> dict[str, Any]:
        layer = self.layer
        return {
            "document_id": self.document.id,
            "clause": layer.clause,
            "subtype": layer.subtype,
            "status": layer.status,
        }

    def _once(self, assignments: Iterable[Assignment]) -> list[Assignment]:
        """Each county once, and a warning for every further time."""
        first: dict[str, Assignment] = {}
        for assignment in assignments:
            earlier = first.setdefault(assignment.county_code, assignment)
            if earlier is assignment or assignment.place is None:
                continue
            name = self.gazetteer.region_name(assignment.county_code)
            self._fault(
                "member-twice",
                assignment.place,
                assignment.as_written,
                severity=Severity.WARNING,
                county=name,
                first=earlier.as_written,
            )
        return list(first.values())

    def _extent(
        self, readings: Sequence[RunReading], key: str, found: ResolvedLayers
    ) -> LayerExtent:
        """How much of the layer is known; a stated number that cannot be true is a fault."""
        stated = self.layer.stated_count
        if stated is None and len(readings) == 1:
            stated = readings[0].split.stated_count
        known = len(found.assignments) + len(found.undrawn)
        is_open = self.layer.is_open or any(r.split.is_open for r in readings)
        is_read = not any(f.is_error for f in self.faults)
        if self.layer.stated_count is not None and is_read:
            self._check_count(self.layer.stated_count, known, is_open=is_open)
        layer = {"typology": key, **self._part_of_layer(), "note": self.layer.note}
        return LayerExtent(**layer, member_count=known, stated_count=stated, is_open=is_open)

    def _check_count(self, stated: int, known: int, *, is_open: bool) -> None:
        if known > stated:
            kind, severity = "stated-too-few", Severity.ERROR
        elif known < stated and not is_open:
            kind, severity = "stated-count", Severity.ERROR
        elif known == stated and self.layer.is_open:
            kind, severity = "stated-complete", Severity.WARNING
        else:
            return
        numbers = {"stated": str(stated), "found": str(known)}
        at = self.at("stated_count")
        self._fault(kind, at, self.layer.typology, severity=severity, **numbers)

    def _fault(
        self,
        kind: str,
        at: Place,
        value: str,
        *,
        severity: Severity = Severity.ERROR,
        **details: str,
    ) -> None:
        fault = Fault(kind, at.file, at.line, at.clause, value, details, severity=severity)
        self.faults.append(fault)
