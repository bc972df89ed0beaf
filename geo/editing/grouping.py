"""Rows of an edited or foreign sheet → groups, with a fault for every invalid cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from geo import gazetteer
from geo.clauses import clause_order
from geo.editing.beside import checked
from geo.editing.groups import Group, groups_of, shown, split_run, typology_key
from geo.editing.workbook import EditingRow, LayerId, stage_word
from geo.errors import Fault
from geo.gazetteer.assign import resolve_run
from geo.gazetteer.outcome import Match
from geo.gazetteer.written_rows import RowReader
from geo.pipeline.inputs import Inputs
from geo.records.resolved import Place
from geo.records.written import Clause, DocumentLists
from geo.vocabulary import LIST_MARK, Language, Severity, Stage
from geo.voice.texts import text


@dataclass
class _Draft:
    """A group while its rows are being read."""

    members: dict[str, int] = field(default_factory=dict)
    stages: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)


class GroupReader:
    """Rows → groups, with a fault for every invalid cell."""

    def __init__(self, inputs: Inputs, file: str, *, is_own: bool) -> None:
        self.inputs, self.file, self.is_own = inputs, file, is_own
        self.documents = {d.document.id: d for d in inputs.lists}
        self.dated = {d: inputs.gazetteer.on(e.document.issued) for d, e in self.documents.items()}
        self.current = {k: g for d in inputs.lists for k, g in groups_of(inputs, d).items()}
        self.row_readers: dict[str, RowReader] = {}
        self.drafts: dict[LayerId, _Draft] = {}
        self.faults: list[Fault] = []

    def read(self, rows: Iterable[EditingRow]) -> dict[LayerId, Group]:
        for row in rows:
            key = self._key(row)
            if key is not None:
                self._take(key, row)
        return {key: self._group(key, draft) for key, draft in self.drafts.items()}

    def _place(self, row: EditingRow) -> Place:
        file = f"{self.file}[{row.sheet}]" if row.sheet else self.file
        return Place(file, row.number, row.clause)

    def _fault(self, kind: str, row: EditingRow, value: str, *, is_error: bool = True,
               **details: str) -> None:  # fmt: skip
        at = self._place(row)
        severity = Severity.ERROR if is_error else Severity.WARNING
        fault = Fault(kind, at.file, at.line, at.clause or None, value, details, (), severity)
        if fault not in self.faults:
            self.faults.append(fault)

    def _key(self, row: EditingRow) -> LayerId | None:
        """The layer of a row, if its document, clause, typology and stage are known."""
        before = len(self.faults)
        lists = self.documents.get(row.document_id)
        if lists is None:
            known = LIST_MARK.join(self.documents)
            self._fault("sheet-unknown-document", row, row.document_id, known=known)
        else:
            self._check_clause(lists, row)
        typology = typology_key(self.inputs, row.typology_name)
        if typology is None:
            known = LIST_MARK.join(t.name for t in self.inputs.typologies)
            self._fault("sheet-unknown-typology", row, row.typology_name, known=known)
        if row.stage and _stage(row.stage) is None:
            known = LIST_MARK.join(stage_word(s) for s in Stage)
            self._fault("sheet-unknown-stage", row, row.stage, known=known)
        if len(self.faults) > before or typology is None:
            return None
        return LayerId(row.document_id, row.clause, typology, row.subtype, row.status)

    def _check_clause(self, lists: DocumentLists, row: EditingRow) -> None:
        known = _clauses(lists)
        if row.clause in known:
            return
        if not _is_clause(row.clause):
            self._fault("sheet-clause-form", row, row.clause)
        elif self.is_own and known:
            words = LIST_MARK.join(sorted(known, key=clause_order))
            self._fault("sheet-unknown-clause", row, row.clause, known=words)

    def _take(self, key: LayerId, row: EditingRow) -> None:
        draft = self.drafts.setdefault(key, _Draft())
        draft.places.append(self._place(row))
        for value, seen in ((_stage(row.stage) or "", draft.stages), (row.note, draft.notes)):
            if value:
                seen.setdefault(value, row.number)
        if not row.as_written:
            informative = row.county_name or row.county_code
            if informative:
                self._fault("sheet-no-name", row, informative)
            return
        held = self.current.get(key)
        is_held = held is not None and row.as_written in held.members
        names = [row.as_written] if is_held else self._split(key, row.as_written)
        for name in names:
            if is_held or not self._take_set(key, name, row):
                is_checked = len(names) == 1 and not self.is_own
                for form in self._checked(key, row) if is_checked else [name]:
                    self._take_name(key, form, row, is_held=is_held)

    def _split(self, key: LayerId, run: str) -> list[str]:
        return split_run(self.inputs, self.documents[key.document_id].document, run)

    def _checked(self, key: LayerId, row: EditingRow) -> list[str]:
        """A foreign row's county as it is to be written: none where its name and code differ."""
        document, then = self.documents[key.document_id].document, self.dated[key.document_id]
        region = document.region_code
        reader = self.row_readers.get(document.id)
        if reader is None:
            reader = RowReader(
                self.inputs.gazetteer, region_code=region, date=document.issued or ""
            )
            self.row_readers[document.id] = reader
        forms, fault = checked(row, reader, self._place(row))
        self.faults += [fault] if fault else []
        found = (f for f in forms if isinstance(then.resolve(f, region_code=region), Match))
        return [next(found, forms[0])] if forms else []

    def _take_set(self, key: LayerId, name: str, row: EditingRow) -> bool:
        """Take a set such as ``各县（市）``, if the name is one; it stays as written."""
        document, then = self.documents[key.document_id].document, self.dated[key.document_id]
        split = gazetteer.split_members(name, then, region_code=document.region_code)
        if not any(m.is_of_set for m in split.members):
            return False
        place, region = self._place(row), document.region_code
        _, faults = resolve_run(name, then, region_code=region, place=place)
        self.faults += faults
        self.drafts[key].members[name] = row.number
        return True

    def _take_name(self, key: LayerId, name: str, row: EditingRow, *, is_held: bool) -> None:
        draft = self.drafts[key]
        if name in draft.members:
            first = str(draft.members[name])
            self._fault("sheet-twice", row, name, is_error=False, first=first)
            return
        region = self.documents[key.document_id].document.region_code
        then = self.dated[key.document_id]
        found = then.resolve(name, region_code=region)
        if isinstance(found, Match):
            name = self._readable(name, found, then, region)
            self._check_informative(row, found, is_held=is_held and self.is_own)
        elif not is_held:  # members already in the lists are not the sheet's faults
            place = self._place(row)
            self.faults.append(
                gazetteer.fault_of(found, name, then, region_code=region, place=place)
            )
            return
        draft.members[name] = row.number

    def _readable(self, name: str, found: Match, then: gazetteer.Gazetteer, region: str) -> str:
        """A foreign sheet's code as the county's name, if the name alone is unambiguous."""
        if self.is_own or found.how is not gazetteer.How.CODE:
            return name
        back = then.resolve(found.county_name, region_code=region)
        is_same = isinstance(back, Match) and back.county_code == found.county_code
        return found.county_name if is_same else name

    def _check_informative(self, row: EditingRow, found: Match, *, is_held: bool) -> None:
        """Warn of an edited grey code of a county that the layer already has: it has no effect."""
        if is_held and row.county_code and row.county_code != found.county_code:
            unit = f"{found.county_name}（{found.county_code}）"
            self._fault("sheet-informative", row, row.county_code, is_error=False, found=unit)

    def _group(self, key: LayerId, draft: _Draft) -> Group:
        for column, seen in (("stage", draft.stages), ("note", draft.notes)):
            if len(seen) > 1:
                value, other, *_ = seen
                heading = text("sheet", f"column-{column}")
                place = draft.places[0]
                details = {"column": heading, "other": other}
                fault = Fault("sheet-rows-disagree", place.file, seen[other], key.clause, value)
                self.faults.append(replace(fault, details=details))
        stage, note = next(iter(draft.stages), ""), next(iter(draft.notes), "")
        held = self.current.get(key)
        group = Group(tuple(draft.members), stage, note, held.index if held else -1)
        group = replace(group, places=tuple(draft.places))
        if not group.members and not group.note and not self.faults:
            place = draft.places[0]
            value = shown(self.inputs, key)
            self.faults.append(
                Fault("sheet-empty-layer", place.file, place.line, key.clause, value)
            )
        return group


def _stage(written: str) -> str | None:
    """Key of a stage given by key or word, in any language."""
    for stage in Stage:
        if written in (stage.value, *(stage_word(stage, each) for each in Language)):
            return stage.value
    return None


def _is_clause(written: str) -> bool:
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(Clause).validate_python(written)
    except ValidationError:
        return False
    return True


def _clauses(lists: DocumentLists) -> set[str]:
    parts: tuple[Sequence[Any], ...] = (
        lists.layers,
        lists.rules,
        lists.tasks,
        lists.partnerships,
        lists.positionings,
    )
    return {item.clause for part in parts for item in part}
