"""Lists → sheet, and an edited sheet → edits of the lists: shown first, written whole or not."""

from __future__ import annotations

import difflib
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from geo import build, diff, gazetteer, layers
from geo.errors import ConfigError, Fault, FaultsError, LayersError
from geo.export.sheet import LayerId, SheetRow, layer_digest, stage_word, write_sheet
from geo.gazetteer.assign import resolve_member
from geo.layers.edit import LayerEdit, ListEdits, NewLayer, edit_list
from geo.models import Clause, DocumentLists, Layer, Place, Resolved
from geo.tasks.inputs import Inputs, county_tasks_of
from geo.texts import text
from geo.vocabulary import LIST_MARK, Language, Severity, Stage, clause_number

# ── what the lists say ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Group:
    """One layer as a sheet shows it: its members as written, its stage and its note."""

    members: tuple[str, ...]
    stage: str = ""
    note: str = ""
    index: int = -1
    places: tuple[Place, ...] = field(default=(), compare=False)

    @property
    def digest(self) -> str:
        return layer_digest(self.members, self.stage, self.note)


def _typology_key(inputs: Inputs, written: str) -> str | None:
    """Key of a typology given by key, Chinese or English name."""
    words = ((t.key, t.name, t.name_en) for t in inputs.typologies)
    return next((key for key, *names in words if written in (key, *names)), None)


def _typology_name(inputs: Inputs, written: str) -> str:
    return next((t.name for t in inputs.typologies if written in (t.key, t.name)), written)


def _split(inputs: Inputs, run: str) -> list[str]:
    members = gazetteer.split_members(run, inputs.gazetteer).members
    return [m.as_written for m in members]


def _layer_id(inputs: Inputs, document_id: str, layer: Layer) -> LayerId:
    key = _typology_key(inputs, layer.typology) or layer.typology
    return LayerId(document_id, layer.clause, key, layer.subtype, layer.status)


def groups_of(inputs: Inputs, lists: DocumentLists) -> dict[LayerId, Group]:
    """Every layer of one document, in the order of its file."""
    found: dict[LayerId, Group] = {}
    for i, layer in enumerate(lists.layers):
        members = tuple(m for run in layer.members for m in _split(inputs, run))
        group = Group(members, str(layer.stage or ""), layer.note, i)
        found.setdefault(_layer_id(inputs, lists.document.id, layer), group)
    return found


# ── export ───────────────────────────────────────────────────────────────────────────────


def _wanted(inputs: Inputs, names: Sequence[str], language: Language) -> list[DocumentLists]:
    """Documents of the named editions and documents; all of them for no name.

    Raises
    ------
    ConfigError
        If a name is neither.
    """
    every = {d.document.id: d for d in inputs.lists}
    editions = {d.document.edition for d in inputs.lists}
    unknown = [n for n in names if n not in every and n not in editions]
    if unknown:
        known = LIST_MARK.join([*sorted(editions), *every])
        words = {"wanted": LIST_MARK.join(unknown), "known": known}
        raise ConfigError(text("sheet", "nothing-wanted", language, **words))
    chosen = {d for n in names for d, e in every.items() if n in (d, e.document.edition)}
    return [e for d, e in every.items() if not names or d in chosen]


def sheet_rows(inputs: Inputs, lists: DocumentLists) -> list[SheetRow]:
    """One row per member of each layer; one row for a layer that names nobody."""
    rows = []
    for layer in lists.layers:
        blank = SheetRow(
            document_id=lists.document.id,
            clause=layer.clause,
            typology_name=_typology_name(inputs, layer.typology),
            subtype=layer.subtype,
            status=layer.status,
            stage=str(layer.stage or ""),
            note=layer.note,
        )
        members = [
            m
            for run in layer.members
            for m in gazetteer.split_members(run, inputs.gazetteer).members
        ]
        region = lists.document.region_code
        for member in members:
            match = resolve_member(member, inputs.gazetteer, region_code=region)
            row = replace(blank, as_written=member.as_written)
            if isinstance(match, gazetteer.Match):
                unit = inputs.names[match.county_code]
                row = replace(row, county_name=unit.name, county_code=unit.code,
                              parents=unit.parents)  # fmt: skip
            rows.append(row)
        rows += [] if members else [blank]
    return rows


def export_sheet(
    inputs: Inputs, path: Path, *, names: Sequence[str] = (), language: Language = Language.ZH
) -> tuple[int, int]:
    """Write the lists of editions or documents as a workbook to edit.

    Returns
    -------
    tuple of int and int
        Numbers of documents and of rows.

    Raises
    ------
    FaultsError
        If a list file cannot be read, so that the sheet would lack it.
    ConfigError
        If a name is neither an edition nor a document.
    ExportError
        If a text cannot stand in a cell.
    """
    if any(f.is_error for f in inputs.folder.faults):
        raise FaultsError(inputs.folder.faults)
    wanted = _wanted(inputs, names, language)
    rows = [row for lists in wanted for row in sheet_rows(inputs, lists)]
    base = {k: g.digest for lists in wanted for k, g in groups_of(inputs, lists).items()}
    names_of = [t.name for t in inputs.typologies]
    write_sheet(rows, path, base=base, typology_names=names_of, language=language)
    return len(wanted), len(rows)


# ── import: what the sheet says ──────────────────────────────────────────────────────────


@dataclass
class _Draft:
    """A group while its rows are being read."""

    members: dict[str, int] = field(default_factory=dict)
    stages: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)


class _Reader:
    """Rows → groups, with a fault for everything that is not understood."""

    def __init__(self, inputs: Inputs, file: str, *, is_own: bool) -> None:
        self.inputs, self.file, self.is_own = inputs, file, is_own
        self.documents = {d.document.id: d for d in inputs.lists}
        self.current = {k: g for d in inputs.lists for k, g in groups_of(inputs, d).items()}
        self.drafts: dict[LayerId, _Draft] = {}
        self.faults: list[Fault] = []

    def read(self, rows: Iterable[SheetRow]) -> dict[LayerId, Group]:
        for row in rows:
            key = self._key(row)
            if key is not None:
                self._take(key, row)
        return {key: self._group(key, draft) for key, draft in self.drafts.items()}

    def _place(self, row: SheetRow) -> Place:
        file = f"{self.file}[{row.sheet}]" if row.sheet else self.file
        return Place(file, row.number, row.clause)

    def _fault(self, kind: str, row: SheetRow, value: str, *, is_error: bool = True,
               **details: str) -> None:  # fmt: skip
        at = self._place(row)
        severity = Severity.ERROR if is_error else Severity.WARNING
        fault = Fault(kind, at.file, at.line, at.clause or None, value, details, (), severity)
        if fault not in self.faults:
            self.faults.append(fault)

    def _key(self, row: SheetRow) -> LayerId | None:
        """The layer of a row, if its document, clause, typology and stage are known."""
        before = len(self.faults)
        lists = self.documents.get(row.document_id)
        if lists is None:
            known = LIST_MARK.join(self.documents)
            self._fault("sheet-unknown-document", row, row.document_id, known=known)
        else:
            self._check_clause(lists, row)
        typology = _typology_key(self.inputs, row.typology_name)
        if typology is None:
            known = LIST_MARK.join(t.name for t in self.inputs.typologies)
            self._fault("sheet-unknown-typology", row, row.typology_name, known=known)
        if row.stage and _stage(row.stage) is None:
            known = LIST_MARK.join(stage_word(s) for s in Stage)
            self._fault("sheet-unknown-stage", row, row.stage, known=known)
        if len(self.faults) > before or typology is None:
            return None
        return LayerId(row.document_id, row.clause, typology, row.subtype, row.status)

    def _check_clause(self, lists: DocumentLists, row: SheetRow) -> None:
        known = _clauses(lists)
        if row.clause in known:
            return
        if not _is_clause(row.clause):
            self._fault("sheet-clause-form", row, row.clause)
        elif self.is_own and known:
            words = LIST_MARK.join(sorted(known, key=clause_number))
            self._fault("sheet-unknown-clause", row, row.clause, known=words)

    def _take(self, key: LayerId, row: SheetRow) -> None:
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
        for name in [row.as_written] if is_held else _split(self.inputs, row.as_written):
            self._take_name(key, name, row, is_held=is_held)

    def _take_name(self, key: LayerId, name: str, row: SheetRow, *, is_held: bool) -> None:
        draft = self.drafts[key]
        if name in draft.members:
            first = str(draft.members[name])
            self._fault("sheet-twice", row, name, is_error=False, first=first)
            return
        region = self.documents[key.document_id].document.region_code
        found = self.inputs.gazetteer.resolve(name, region_code=region)
        if isinstance(found, gazetteer.Match):
            self._check_informative(row, found, is_held=is_held)
        elif not is_held:  # what the lists hold already is theirs to answer for
            place = self._place(row)
            self.faults.append(
                gazetteer.fault_of(
                    found, name, self.inputs.gazetteer, region_code=region, place=place
                )
            )
            return
        draft.members[name] = row.number

    def _check_informative(self, row: SheetRow, found: gazetteer.Match, *, is_held: bool) -> None:
        """A planner who edits the grey code of a county that is there already expects too much."""
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
            value = _shown(self.inputs, key)
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


def _shown(inputs: Inputs, key: LayerId) -> str:
    words = (_typology_name(inputs, key.typology), key.subtype, key.status)
    return key.clause + "·".join(w for w in words if w)


# ── import: what changes ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class SheetImport:
    """What an import would do. Nothing is written yet.

    Parameters
    ----------
    edited : mapping of str to str
        Document id → new text of its list file, for each that changes.
    previous : mapping of str to bytes
        The same files as they were read.
    faults : tuple of Fault
        With an error among them nothing may be written and ``edited`` is empty.
    comparison : Comparison or None
        What changes per county; None when nothing does.
    """

    inputs: Inputs
    edited: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, bytes] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    comparison: diff.Comparison | None = None

    @property
    def has_errors(self) -> bool:
        return any(f.is_error for f in self.faults)

    def unified_diff(self) -> str:
        """The changes of the files as ``diff -u`` shows them."""
        parts = []
        for document_id, new in self.edited.items():
            old = self.previous[document_id].decode("utf-8")
            file = self.inputs.folder.file_of(document_id).file
            lines = difflib.unified_diff(
                old.splitlines(keepends=True), new.splitlines(keepends=True), file, file
            )
            parts += [line if line.endswith("\n") else line + "\n" for line in lines]
        return "".join(parts)


def plan_import(
    inputs: Inputs,
    rows: Sequence[SheetRow],
    *,
    file: str,
    base: Mapping[LayerId, str] | None,
    faults: Sequence[Fault] = (),
) -> SheetImport:
    """What an edited sheet of :func:`export_sheet` changes in the lists.

    Three states are compared layer by layer: the export, the sheet and the lists of now. A layer
    that the sheet did not change stays as the lists have it; one that both changed is a fault.

    Parameters
    ----------
    inputs : Inputs
        The lists of now.
    rows : sequence of SheetRow
    file : str
        Name for faults.
    base : mapping of LayerId to str, or None
        Digests at export. Without them a layer that the sheet lacks is kept, with a warning.
    faults : sequence of Fault
        What reading the file found already.
    """
    reader = _Reader(inputs, file, is_own=True)
    sheet = reader.read(rows)
    found = [*faults, *reader.faults]
    if any(f.is_error for f in found) or not (rows or base):
        return SheetImport(inputs, faults=tuple(found))
    wanted = dict(reader.current)
    for key in [*dict.fromkeys([*sheet, *reader.current])]:
        found += _merge(inputs, key, sheet, wanted, base=base, file=file)
    return _planned(inputs, reader.current, wanted, found)


def _merge(
    inputs: Inputs,
    key: LayerId,
    sheet: Mapping[LayerId, Group],
    wanted: dict[LayerId, Group],
    *,
    base: Mapping[LayerId, str] | None,
    file: str,
) -> list[Fault]:
    """Bring one layer of ``wanted``, which is as the lists are now, to what the sheet says."""
    said, held = sheet.get(key), wanted.get(key)
    says = said.digest if said else None
    has = held.digest if held else None
    was = base.get(key) if base is not None else has
    if says == has or (base is not None and says == was):
        return []
    place = said.places[0] if said else Place(file, 0, key.clause)
    at = (place.file, place.line or None, key.clause, _shown(inputs, key))
    if was != has:
        return [Fault("sheet-conflict", *at)]
    if said is not None:
        wanted[key] = said
    elif base is not None:
        del wanted[key]
    elif any(k.document_id == key.document_id for k in sheet):
        return [Fault("sheet-kept", *at, severity=Severity.WARNING)]
    return []


def plan_foreign(
    inputs: Inputs,
    rows: Sequence[SheetRow],
    *,
    file: str,
    is_replacing: bool = False,
    faults: Sequence[Fault] = (),
) -> SheetImport:
    """What a sheet from elsewhere adds to the layers that its rows name.

    Counties that a layer has already stay as written, whatever form the sheet gives them.
    With ``is_replacing`` counties that the sheet does not name are removed from those layers.
    """
    reader = _Reader(inputs, file, is_own=False)
    sheet = reader.read(rows)
    found = [*faults, *reader.faults]
    if any(f.is_error for f in found):
        return SheetImport(inputs, faults=tuple(found))
    wanted = dict(reader.current)
    for key, said in sheet.items():
        held = reader.current.get(key)
        wanted[key] = _joined(inputs, key, held, said, is_replacing=is_replacing) if held else said
    return _planned(inputs, reader.current, wanted, found)


def _joined(inputs: Inputs, key: LayerId, held: Group, said: Group, *, is_replacing: bool) -> Group:
    region = inputs.folder.file_of(key.document_id).lists.document.region_code

    def code(written: str) -> str:
        found = inputs.gazetteer.resolve(written, region_code=region)
        return found.county_code if isinstance(found, gazetteer.Match) else written

    own = {code(m) for m in held.members}
    named = {code(m): m for m in said.members}
    kept = [m for m in held.members if not is_replacing or code(m) in named]
    new = [m for c, m in named.items() if c not in own]
    return replace(held, members=(*kept, *new), stage=said.stage or held.stage)


# ── import: the edits ────────────────────────────────────────────────────────────────────


def _field_edits(inputs: Inputs, old: LayerId, new: LayerId, was: Group, now: Group,
                 *, written: str) -> dict[str, str]:  # fmt: skip
    """Keys of a layer that get another value. A typology keeps the word that the file uses."""
    fields = {
        k: getattr(new, k)
        for k in ("clause", "subtype", "status")
        if getattr(old, k) != getattr(new, k)
    }
    if old.typology != new.typology:
        is_key = written == old.typology
        fields["typology"] = new.typology if is_key else _typology_name(inputs, new.typology)
    fields |= {k: getattr(now, k) for k in ("stage", "note") if getattr(was, k) != getattr(now, k)}
    return fields


def _list_edits(
    inputs: Inputs, lists: DocumentLists, held: Mapping[LayerId, Group],
    wanted: Mapping[LayerId, Group],
) -> ListEdits:  # fmt: skip
    """Edits that turn ``held`` into ``wanted``; a layer that only changed its key is kept."""
    gone = [k for k in held if k not in wanted]
    new = [k for k in wanted if k not in held]
    renamed = {}
    for key in gone:
        twin = next((n for n in new if _is_same_group(held[key], wanted[n])), None)
        if twin is not None:
            renamed[key] = twin
            new.remove(twin)
    changed = []
    for key, was in held.items():
        target = renamed.get(key, key)
        if target not in wanted:
            continue
        now = wanted[target]
        written = lists.layers[was.index].typology
        fields = _field_edits(inputs, key, target, was, now, written=written)
        remove = tuple((Counter(was.members) - Counter(now.members)).elements())
        add = tuple(m for m in now.members if m not in was.members)
        if fields or remove or add:
            changed.append(LayerEdit(was.index, fields, remove, add))
    added = tuple(NewLayer(_new_fields(inputs, k, wanted[k]), wanted[k].members) for k in new)
    removed = tuple(held[k].index for k in gone if k not in renamed)
    return ListEdits(tuple(changed), removed, added)


def _is_same_group(one: Group, other: Group) -> bool:
    if one.members or other.members:
        return sorted(one.members) == sorted(other.members)
    return one.note == other.note


def _new_fields(inputs: Inputs, key: LayerId, group: Group) -> dict[str, str]:
    return {
        "clause": key.clause,
        "typology": _typology_name(inputs, key.typology),
        "subtype": key.subtype,
        "status": key.status,
        "stage": group.stage,
        "note": group.note,
    }


def _planned(
    inputs: Inputs,
    held: Mapping[LayerId, Group],
    wanted: Mapping[LayerId, Group],
    faults: list[Fault],
) -> SheetImport:
    """Edit the files in memory, read them again, and compare."""
    if any(f.is_error for f in faults):
        return SheetImport(inputs, faults=tuple(faults))
    edited: dict[str, str] = {}
    previous: dict[str, bytes] = {}
    for lists in inputs.lists:
        own = lists.document.id
        edits = _list_edits(
            inputs,
            lists,
            {k: g for k, g in held.items() if k.document_id == own},
            {k: g for k, g in wanted.items() if k.document_id == own},
        )
        if edits == ListEdits():
            continue
        content = (inputs.project.layers / f"{own}.yaml").read_bytes()
        try:
            new = edit_list(content.decode("utf-8"), edits, split=lambda r: _split(inputs, r))
        except LayersError as error:
            file = inputs.folder.file_of(own).file
            faults.append(Fault("sheet-cannot-edit", file, details={"problem": str(error)}))
            continue
        edited[own], previous[own] = new, content
    return _proved(SheetImport(inputs, edited, previous, tuple(faults)))


def with_texts(inputs: Inputs, edited: Mapping[str, str]) -> Inputs:
    """The inputs as they would be with other texts of some list files."""
    files, faults = [], []
    with tempfile.TemporaryDirectory() as folder:
        for file in inputs.folder.files:
            new = edited.get(file.lists.document.id)
            if new is None:
                files.append(file)
                continue
            path = Path(folder, f"{file.lists.document.id}.yaml")
            path.write_bytes(new.encode("utf-8"))
            name = file.file
            read, found = layers.read_list(path, relative=lambda _, name=name: name)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            faults += found
            files += [read] if read else []
    after = replace(inputs, folder=layers.ListFolder(tuple(files), ()), faults=tuple(faults))
    if any(f.is_error for f in faults):
        return after
    assignments, found = gazetteer.resolve_layers(
        after.lists, after.gazetteer, after.typologies, after.place
    )
    after = replace(after, resolved=Resolved(tuple(assignments), (), (), ()))
    county_tasks, wrong = county_tasks_of(after, after.lists)
    resolved = replace(after.resolved, county_tasks=tuple(county_tasks))
    return replace(after, resolved=resolved, faults=(*faults, *found, *wrong), is_derived=False)


def _proved(plan: SheetImport) -> SheetImport:
    """The plan with what it changes per county, or with faults that the edited files would have."""
    if plan.has_errors:
        return replace(plan, edited={}, previous={})
    if not plan.edited:
        return plan
    inputs = plan.inputs
    after = with_texts(inputs, plan.edited)
    files = {inputs.folder.file_of(d).file for d in plan.edited}
    new = [f for f in after.faults if f.file in files and not _is_known(f, inputs.faults)]
    faults = (*plan.faults, *new, *_shifts(inputs, after))
    if any(f.is_error for f in faults):
        return SheetImport(inputs, faults=faults)
    return replace(plan, faults=faults, comparison=_compared(inputs, after))


def _is_known(fault: Fault, before: Iterable[Fault]) -> bool:
    """Whether the lists had the fault already, perhaps on another line."""
    return any((f.kind, f.file, f.clause, f.value) == (fault.kind, fault.file, fault.clause,
               fault.value) for f in before)  # fmt: skip


def _shifts(before: Inputs, after: Inputs) -> list[Fault]:
    """Members that stand where they stood and would now be read as another county."""

    def read(inputs: Inputs) -> dict[tuple[str, ...], str]:
        rows = inputs.resolved.assignments
        keys = ((r.document_id, r.clause, r.typology, r.subtype, r.status, r.as_written)
                for r in rows)  # fmt: skip
        return dict(zip(keys, (r.county_code for r in rows), strict=True))

    old, new = read(before), read(after)
    return [
        Fault(
            "sheet-shift",
            before.folder.file_of(key[0]).file,
            None,
            key[1],
            key[5],
            {"before": before.names[old[key]].name, "after": before.names[new[key]].name},
        )
        for key in old.keys() & new.keys()
        if old[key] != new[key]
    ]


def _compared(before: Inputs, after: Inputs) -> diff.Comparison:
    def state(inputs: Inputs) -> diff.Snapshot:
        return diff.snapshot(
            inputs.lists,
            inputs.resolved.assignments,
            inputs.resolved.county_tasks,
            names=inputs.names,
            typologies=inputs.typologies,
            vintage=inputs.vintage.id,
        )

    return diff.compare(state(before), state(after))


# ── import: writing ──────────────────────────────────────────────────────────────────────


def write_import(plan: SheetImport, language: Language = Language.ZH) -> list[str]:
    """Write the edited files, each whole, and return their names.

    Raises
    ------
    FaultsError
        If the plan has errors.
    LayersError
        If a file was changed after it was read.
    BuildError
        If a file cannot be replaced; it then stands as it was.
    """
    if plan.has_errors:
        raise FaultsError(plan.faults)
    folder = plan.inputs.project.layers
    names = {d: f"{d}.yaml" for d in plan.edited}
    for document_id, name in names.items():
        if (folder / name).read_bytes() != plan.previous[document_id]:
            raise LayersError(text("sheet", "changed-since", language, file=name))
    if not names:
        return []
    with build.Staging(folder) as staging:
        for document_id, name in names.items():
            staging.path(name).write_bytes(plan.edited[document_id].encode("utf-8"))
        staging.put(names.values())
    return [plan.inputs.folder.file_of(d).file for d in plan.edited]
