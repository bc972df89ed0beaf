"""Lists → a workbook that a planner edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from geo import build, gazetteer
from geo.editing.groups import groups_of, typology_name
from geo.editing.workbook import EditingRow, write_sheet
from geo.errors import ConfigError, FaultsError
from geo.gazetteer.assign import resolve_member
from geo.pipeline.inputs import Inputs
from geo.records.written import DocumentLists
from geo.vocabulary import LIST_MARK, Language
from geo.voice.texts import text


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


def sheet_rows(inputs: Inputs, lists: DocumentLists) -> list[EditingRow]:
    """One row per member of each layer; one row for a layer without members."""
    rows = []
    region, then = lists.document.region_code, inputs.gazetteer.on(lists.document.issued)
    for layer in lists.layers:
        blank = EditingRow(
            document_id=lists.document.id,
            clause=layer.clause,
            typology_name=typology_name(inputs, layer.typology),
            subtype=layer.subtype,
            status=layer.status,
            stage=str(layer.stage or ""),
            note=layer.note,
        )
        members = [
            m
            for run in layer.members
            for m in gazetteer.split_members(run, then, region_code=region).members
        ]
        for member in members:
            match = resolve_member(member, then, region_code=region)
            row = replace(blank, as_written=member.as_written)
            if isinstance(match, gazetteer.Match):
                unit = inputs.names[match.county_code]
                row = replace(row, county_name=unit.name, county_code=unit.code,
                              parents=unit.parents)  # fmt: skip
            rows.append(row)
        rows += [] if members else [blank]
    return rows


def export_sheet(
    inputs: Inputs,
    path: Path,
    *,
    names: Sequence[str] = (),
    language: Language = Language.ZH,
    is_replacing: bool = False,
) -> tuple[int, int]:
    """Write the lists of editions or documents as a workbook to edit.

    An existing file may contain edits, so it is replaced only with ``is_replacing``.

    Returns
    -------
    tuple of int and int
        Numbers of documents and of rows.

    Raises
    ------
    FaultsError
        If a list file cannot be read, so that the sheet would lack it.
    ConfigError
        If a name is neither an edition nor a document, or the file exists.
    ExportError
        If a text is not allowed in a cell.
    BuildError
        If the file cannot be written, as while Excel has it open.
    """
    if path.exists() and not is_replacing:
        raise ConfigError(text("sheet", "exists", language, path=path))
    if any(f.is_error for f in inputs.folder.faults):
        raise FaultsError(inputs.folder.faults)
    wanted = _wanted(inputs, names, language)
    rows = [row for lists in wanted for row in sheet_rows(inputs, lists)]
    base = {k: g.digest for lists in wanted for k, g in groups_of(inputs, lists).items()}
    names_of = [t.name for t in inputs.typologies]
    with build.Staging(path.parent) as staging:
        beside = staging.path(path.name)
        write_sheet(rows, beside, base=base, typology_names=names_of, language=language)
        staging.put([path.name])
    return len(wanted), len(rows)
