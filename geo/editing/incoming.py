"""An edited or foreign sheet → edits of the lists: previewed first, then written atomically."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo import build, gazetteer
from geo.editing.edits import SheetImport, planned
from geo.editing.grouping import GroupReader
from geo.editing.groups import Group, shown
from geo.editing.workbook import EditingRow, LayerId
from geo.errors import Fault, FaultsError, LayersError
from geo.lists import yaml_file
from geo.pipeline.inputs import Inputs
from geo.records.resolved import Place
from geo.vocabulary import Language, Severity
from geo.voice.texts import text


def plan_import(
    inputs: Inputs,
    rows: Sequence[EditingRow],
    *,
    file: str,
    base: Mapping[LayerId, str] | None,
    faults: Sequence[Fault] = (),
) -> SheetImport:
    """Plan the changes that an edited sheet of :func:`export_sheet` makes in the lists.

    Three states are compared layer by layer: the export, the sheet and the current lists. A
    layer that the sheet did not change stays as in the lists; one that both changed is a fault.

    Parameters
    ----------
    inputs : Inputs
        The current lists.
    rows : sequence of EditingRow
    file : str
        Name for faults.
    base : mapping of LayerId to str, or None
        Digests at export. Without them a layer that the sheet lacks is kept, with a warning.
    faults : sequence of Fault
        Faults found while reading the file.
    """
    broken = _broken(inputs)
    if broken:
        return SheetImport(inputs, faults=broken)
    reader = GroupReader(inputs, file, is_own=True)
    sheet = reader.read(rows)
    found = [*faults, *reader.faults]
    if any(f.is_error for f in found) or not (rows or base):
        return SheetImport(inputs, faults=tuple(found))
    wanted = dict(reader.current)
    for key in [*dict.fromkeys([*sheet, *reader.current])]:
        found += _merge(inputs, key, sheet, wanted, base=base, file=file)
    return planned(inputs, reader.current, wanted, found)


def _broken(inputs: Inputs) -> tuple[Fault, ...]:
    """Errors of the list files themselves, which would be mistaken for the sheet's."""
    return tuple(f for f in inputs.folder.faults if f.is_error)


def _merge(
    inputs: Inputs,
    key: LayerId,
    sheet: Mapping[LayerId, Group],
    wanted: dict[LayerId, Group],
    *,
    base: Mapping[LayerId, str] | None,
    file: str,
) -> list[Fault]:
    """Change one layer of ``wanted``, which starts as the current lists, to match the sheet."""
    said, held = sheet.get(key), wanted.get(key)
    says = said.digest if said else None
    has = held.digest if held else None
    was = base.get(key) if base is not None else has
    if says == has or (base is not None and says == was):
        return []
    place = said.places[0] if said else Place(file, 0, key.clause)
    at = (place.file, place.line or None, key.clause, shown(inputs, key))
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
    rows: Sequence[EditingRow],
    *,
    file: str,
    is_replacing: bool = False,
    faults: Sequence[Fault] = (),
) -> SheetImport:
    """Plan what a sheet from elsewhere adds to the layers that its rows name.

    Counties that a layer has already stay as written there, not as in the sheet.
    With ``is_replacing`` counties that the sheet does not name are removed from those layers.
    """
    broken = _broken(inputs)
    if broken:
        return SheetImport(inputs, faults=broken)
    reader = GroupReader(inputs, file, is_own=False)
    sheet = reader.read(rows)
    found = [*faults, *reader.faults]
    if any(f.is_error for f in found):
        return SheetImport(inputs, faults=tuple(found))
    wanted = dict(reader.current)
    for key, said in sheet.items():
        held = reader.current.get(key)
        wanted[key] = _joined(inputs, key, held, said, is_replacing=is_replacing) if held else said
    return planned(inputs, reader.current, wanted, found)


def _joined(inputs: Inputs, key: LayerId, held: Group, said: Group, *, is_replacing: bool) -> Group:
    document = inputs.folder.file_of(key.document_id).lists.document
    then = inputs.gazetteer.on(document.issued)

    def code(written: str) -> str:
        found = then.resolve(written, region_code=document.region_code)
        return found.county_code if isinstance(found, gazetteer.Match) else written

    own = {code(m) for m in held.members}
    named = {code(m): m for m in said.members}
    kept = [m for m in held.members if not is_replacing or code(m) in named]
    new = [m for c, m in named.items() if c not in own]
    return replace(held, members=(*kept, *new), stage=said.stage or held.stage)


def write_import(plan: SheetImport, language: Language = Language.ZH) -> list[str]:
    """Write the edited files, each atomically, and return their names.

    Raises
    ------
    FaultsError
        If the plan has errors.
    LayersError
        If a file was changed after it was read.
    BuildError
        If a file cannot be replaced; it is then unchanged.
    """
    if plan.has_errors:
        raise FaultsError(plan.faults)
    folder = plan.inputs.project.layers
    names = {d: yaml_file(folder, d).name for d in plan.edited}
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
