"""Requested lists → edited files, verified in memory before anything is written."""

from __future__ import annotations

import difflib
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from geo import compare, gazetteer, lists
from geo.editing.groups import Group, split_run, typology_name
from geo.editing.workbook import LayerId
from geo.editing.yaml import LayerEdit, ListEdits, NewLayer, edit_list
from geo.errors import Fault, LayersError
from geo.pipeline.comparing import snapshot_of_inputs
from geo.pipeline.inputs import Inputs, county_tasks_of, with_regions
from geo.records.resolved import Resolved
from geo.records.written import DocumentLists
from geo.vocabulary import Severity


@dataclass(frozen=True)
class SheetImport:
    """A planned import. Nothing is written yet.

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
    comparison: compare.Comparison | None = None

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


def _field_edits(inputs: Inputs, old: LayerId, new: LayerId, was: Group, now: Group,
                 *, written: str) -> dict[str, str]:  # fmt: skip
    """New values of a layer's keys. A typology keeps the file's word for it."""
    fields = {
        k: getattr(new, k)
        for k in ("clause", "subtype", "status")
        if getattr(old, k) != getattr(new, k)
    }
    if old.typology != new.typology:
        is_key = written == old.typology
        fields["typology"] = new.typology if is_key else typology_name(inputs, new.typology)
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
        "typology": typology_name(inputs, key.typology),
        "subtype": key.subtype,
        "status": key.status,
        "stage": group.stage,
        "note": group.note,
    }


def planned(
    inputs: Inputs,
    held: Mapping[LayerId, Group],
    wanted: Mapping[LayerId, Group],
    faults: list[Fault],
) -> SheetImport:
    """Edit the files in memory, read them again, and compare."""
    if any(f.is_error for f in faults):
        return SheetImport(inputs, faults=tuple(faults))
    faults = [*faults, *_notes_that_stay(inputs, held, wanted)]
    edited: dict[str, str] = {}
    previous: dict[str, bytes] = {}
    for document in inputs.lists:
        own = document.document.id
        edits = _list_edits(
            inputs,
            document,
            {k: g for k, g in held.items() if k.document_id == own},
            {k: g for k, g in wanted.items() if k.document_id == own},
        )
        if edits == ListEdits():
            continue
        content = lists.yaml_file(inputs.project.layers, own).read_bytes()
        try:
            new = edit_list(
                content.decode("utf-8"), edits, split=partial(split_run, inputs, document.document)
            )
        except LayersError as error:
            file = inputs.folder.file_of(own).file
            faults.append(Fault("sheet-cannot-edit", file, details={"problem": str(error)}))
            continue
        edited[own], previous[own] = new, content
    return _proved(SheetImport(inputs, edited, previous, tuple(faults)))


def _notes_that_stay(
    inputs: Inputs, held: Mapping[LayerId, Group], wanted: Mapping[LayerId, Group]
) -> list[Fault]:
    """Groups without members, with a note of the reason, that now have members."""
    return [
        Fault(
            "sheet-note-stays",
            inputs.folder.file_of(key.document_id).file,
            None,
            key.clause,
            was.note,
            severity=Severity.WARNING,
        )
        for key, was in held.items()
        if not was.members and was.note and key in wanted
        if wanted[key].members and wanted[key].note == was.note
    ]


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
            read, found = lists.read_list(path, relative=lambda _, name=name: name)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            faults += found
            files += [read] if read else []
    after = replace(inputs, folder=lists.ListFolder(tuple(files), ()), faults=tuple(faults))
    if any(f.is_error for f in faults):
        return after
    after = with_regions(after)
    layers, found = gazetteer.resolve_layers(
        after.lists, after.gazetteer, after.typologies, after.place
    )
    # A sheet changes members only: partnerships and positionings are resolved already.
    ties, roles = inputs.resolved.ties, inputs.resolved.roles
    resolved = Resolved(
        tuple(layers.assignments),
        (),
        ties,
        roles,
        undrawn=tuple(layers.undrawn),
        extents=tuple(layers.extents),
    )
    after = replace(after, resolved=resolved)
    county_tasks, wrong = county_tasks_of(after, after.lists)
    resolved = replace(after.resolved, county_tasks=tuple(county_tasks))
    return replace(after, resolved=resolved, faults=(*faults, *found, *wrong), is_derived=False)


def _proved(plan: SheetImport) -> SheetImport:
    """The plan with its changes per county, or with the faults of the edited files."""
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
    """Members that are unchanged but would now be resolved to another county."""

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


def _compared(before: Inputs, after: Inputs) -> compare.Comparison:
    return compare.compare(snapshot_of_inputs(before), snapshot_of_inputs(after))
