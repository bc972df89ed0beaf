"""Lists, gazetteer and names → everything resolved. Without geometry, so ``check`` stays quick."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo import boundaries, gazetteer, lists, rules
from geo.config import Project, find_project
from geo.errors import Fault, FaultsError
from geo.gazetteer import reach
from geo.gazetteer.regions import drawn_as, is_region
from geo.gazetteer.zones import Zones, resolve_zoning, zone_words
from geo.pipeline.as_of import LeftOut, folder_as_of, supersedes_faults
from geo.records.resolved import (
    CountyTask,
    Place,
    Resolved,
    Theme,
    UnitFacts,
    UnitName,
    Vintage,
    Zoned,
)
from geo.records.written import Agency, DocumentLists, Regions, Typologies, Typology
from geo.vocabulary import CHINA_CODE, Language, region_codes
from geo.voice.texts import text

if TYPE_CHECKING:
    from geo.voice.voice import Voice


@dataclass(frozen=True)
class Inputs:
    """Everything that was read and resolved from lists, gazetteer and names: no geometry.

    ``resolved`` holds what the documents list; what rules derive needs geometry and is added by
    :func:`derive`. ``agencies`` are those that have a name in another language. ``faults`` holds
    everything that was wrong anywhere; if ``is_partial``, only what is wrong with the declarations
    of types and regions and with the gazetteer, which every list uses: no list was read.
    """

    project: Project
    vintage: Vintage
    folder: lists.ListFolder
    typologies: tuple[Typology, ...]
    themes: tuple[Theme, ...]
    regions: Regions
    gazetteer: gazetteer.Gazetteer
    names: Mapping[str, UnitName]
    areas: Mapping[str, frozenset[str]]
    zoning: Mapping[str, Mapping[str, tuple[Zoned, ...]]]
    resolved: Resolved
    faults: tuple[Fault, ...]
    is_derived: bool = False
    is_partial: bool = False
    left_out: tuple[LeftOut, ...] = ()
    agencies: tuple[Agency, ...] = ()

    @property
    def lists(self) -> tuple[DocumentLists, ...]:
        return self.folder.lists

    @cached_property
    def facts(self) -> Mapping[str, UnitFacts]:
        """Short name and unit type of every county, by code."""
        return {
            n.code: UnitFacts(gazetteer.short_name(n.name), gazetteer.unit_type(n.code, n.name))
            for n in self.names.values()
        }

    @cached_property
    def region_names(self) -> Mapping[str, str]:
        """Name of every document's region, by code."""
        codes = {d.document.region_code for d in self.lists}
        labels = {x.region_code: x.name for x in self.regions.labels if x.region_code in codes}
        known = {c: self.gazetteer.region_name(c) or c for c in sorted(codes)}
        for lists_ in self.lists:  # a region of the past has its name of the document's date
            code = lists_.document.region_code
            if known[code] == code:
                then = self.gazetteer.on(lists_.document.issued)
                known[code] = then.region_name(code) or code
        nation = {CHINA_CODE: text("voice", "nation")} if CHINA_CODE in codes else {}
        # A union of regions has no official name: a label may give one.
        unions = {c: name for c, name in labels.items() if len(region_codes(c)) > 1}
        return {**known, **nation, **unions}

    @cached_property
    def voices(self) -> Mapping[Language, Voice]:
        """A voice per language; phrases are read at first use."""
        from geo.pipeline.voices import voices_of

        return voices_of(self)

    def place(self, document_id: str, path: tuple[str | int, ...], written: str = "") -> Place:
        return self.folder.file_of(document_id).place(path, written)


def read_inputs(
    project: Project | None = None,
    *,
    vintage: str | None = None,
    as_of: str | None = None,
    takes_draft: Callable[[str], bool] = lambda _: False,
) -> Inputs:
    """Read lists, gazetteer and names, and resolve them. Faults are collected, not raised.

    With ``as_of`` (YYYY to YYYY-MM-DD) only documents issued by then and not superseded by then
    are taken; ``left_out`` says which were not, and why. A draft is read if ``takes_draft`` says so
    of its file's name without ending.

    Raises
    ------
    ConfigError
        If there is no project.
    BoundariesError
        If the vintage is unknown or its names cannot be read: then nothing can be resolved.
    """
    bare, read = _declarations(project or find_project(), vintage)
    if any(f.is_error for f in bare.faults):
        # Every list that uses the declarations would have faults of its own.
        return replace(bare, folder=lists.ListFolder((), bare.faults), is_partial=True)
    relative, layers = bare.project.relative, bare.project.layers
    agencies, agency_faults = lists.read_agencies(layers, relative=relative)
    folder = lists.read_lists(layers, relative=relative, takes_draft=takes_draft)
    superseding_faults = supersedes_faults(folder)
    folder, left_out = folder_as_of(folder, as_of) if as_of else (folder, ())
    found = replace(
        bare,
        folder=folder,
        themes=lists.themes_of(read, folder.lists),
        agencies=agencies,
        faults=(*folder.faults, *superseding_faults, *bare.faults, *agency_faults),
        left_out=tuple(left_out),
    )
    return _resolve(with_regions(found))


def _declarations(project: Project, vintage: str | None) -> tuple[Inputs, Typologies]:
    """What every list uses, as inputs without a document, and the types as they were read."""
    chosen = boundaries.find_vintage(project.boundaries, vintage)
    units = boundaries.county_names(project.boundaries, chosen)
    read, typology_faults = lists.read_typologies(project.layers, relative=project.relative)
    regions, region_faults = lists.read_regions(project.layers, relative=project.relative)
    known, gazetteer_faults = gazetteer.load_gazetteer(
        project.gazetteer, units, relative=project.relative
    )
    inputs = Inputs(
        project=project,
        vintage=chosen,
        folder=lists.ListFolder((), ()),
        typologies=read.typologies,
        themes=(),
        regions=regions,
        gazetteer=known,
        names={u.code: u for u in units},
        areas={},
        zoning={},
        resolved=Resolved((), (), (), ()),
        faults=(*typology_faults, *region_faults, *gazetteer_faults),
    )
    return inputs, read


def _resolve(bare: Inputs) -> Inputs:
    """Resolve every written name of the lists that could be read."""
    relative = bare.project.relative
    usable = [d for d in bare.lists if is_region(*_region_then(bare, d))]
    known = {d.document.id for d in usable}
    region_faults = [
        Fault("unknown-region", p.file, p.line, None, d.document.region_code)
        for d in bare.lists
        if d.document.id not in known
        for p in [bare.place(d.document.id, ("document", "region_code"))]
    ]
    areas, area_faults = reach.area_members(
        bare.regions, bare.gazetteer, file=relative(lists.yaml_file(bare.project.layers, "regions"))
    )
    zoning, zoning_faults = _zoning(bare, usable)
    layers, layer_faults = gazetteer.resolve_layers(
        usable, bare.gazetteer, bare.typologies, bare.place
    )
    ties, tie_faults = reach.resolve_partnerships(usable, bare.gazetteer, bare.place)
    roles, role_faults = reach.resolve_positionings(usable, bare.gazetteer, areas, bare.place)
    rule_faults = rules.predicate_faults(
        usable, areas=areas, typologies=bare.typologies, place_of=bare.place
    )
    resolved = Resolved(
        tuple(layers.assignments),
        (),
        tuple(ties),
        tuple(roles),
        undrawn=tuple(layers.undrawn),
        extents=tuple(layers.extents),
    )
    inputs = replace(bare, areas=areas, zoning=zoning, resolved=resolved)
    county_tasks, scope_faults = county_tasks_of(inputs, usable)
    faults = (
        *bare.faults,
        *region_faults,
        *area_faults,
        *zoning_faults,
        *layer_faults,
        *tie_faults,
        *role_faults,
        *rule_faults,
        *scope_faults,
    )
    resolved = replace(resolved, county_tasks=tuple(county_tasks))
    return replace(inputs, resolved=resolved, faults=faults)


def _region_then(inputs: Inputs, lists: DocumentLists) -> tuple[str, gazetteer.Gazetteer]:
    """A document's region as written, and the gazetteer of its date."""
    return lists.document.region_code, inputs.gazetteer.on(lists.document.issued)


def with_regions(inputs: Inputs) -> Inputs:
    """The inputs, each document with the codes of today that its region of its date is drawn as."""
    files = []
    for file in inputs.folder.files:
        drawn = drawn_as(*_region_then(inputs, file.lists))
        if drawn != file.lists.document.region_code:
            document = file.lists.document.drawn_in(drawn)
            file = replace(file, lists=file.lists.model_copy(update={"document": document}))
        files.append(file)
    return replace(inputs, folder=replace(inputs.folder, files=tuple(files)))


def _zoning(
    inputs: Inputs, usable: Sequence[DocumentLists]
) -> tuple[dict[str, Zones], list[Fault]]:
    """What the zoning lists of the editions say, by edition and county.

    An edition without a list is not in it: nothing is known.
    """
    relative = inputs.project.relative
    readings, faults = lists.read_zones(inputs.project.layers, relative=relative)
    found: dict[str, Zones] = {}
    newest = sorted(usable, key=lambda d: d.document.issued or "")
    for edition, document in sorted({d.document.edition: d.document for d in newest}.items()):
        path = lists.zoning_file(inputs.project.layers / "zoning", edition)
        if path is None:
            continue
        rows, wrong = lists.read_zoning(path, relative=relative)
        asked = [z for d in usable if d.document.edition == edition for z in rules.zones_asked(d)]
        words = zone_words(readings, asked)
        found[edition], more = resolve_zoning(rows, document, inputs.gazetteer, words=words)
        faults += [*wrong, *more]
    return found, faults


def county_tasks_of(
    inputs: Inputs, lists: Sequence[DocumentLists]
) -> tuple[list[CountyTask], list[Fault]]:
    return reach.resolve_scopes(
        lists,
        inputs.resolved.assignments,
        inputs.areas,
        gazetteer=inputs.gazetteer,
        typologies=inputs.typologies,
        regions=inputs.regions,
        places=inputs.place,
    )


def check(
    project: Project | None = None,
    *,
    vintage: str | None = None,
    as_of: str | None = None,
    takes_draft: Callable[[str], bool] = lambda _: False,
) -> Inputs:
    """Read and resolve everything as :func:`read_inputs`, and check the boundary files against
    their datapackage.

    All faults, errors and warnings, are in ``faults`` of the result.
    """
    inputs = read_inputs(project, vintage=vintage, as_of=as_of, takes_draft=takes_draft)
    if inputs.is_partial:
        return inputs
    found = boundaries.verify(
        inputs.project.boundaries, inputs.vintage, project_relative=inputs.project.relative
    )
    return replace(inputs, faults=tuple(sorted((*inputs.faults, *found), key=Fault.sort_key)))


def read_all_phrases(inputs: Inputs) -> tuple[dict[Language, dict[str, str]], list[Fault]]:
    """The folders of phrases, which are otherwise read only when needed, and their faults."""
    from geo.lists.phrases import phrases_folder, read_phrases

    phrases, faults = {}, []
    for language in Language:
        folder = phrases_folder(inputs.project.layers, language)
        phrases[language], found = read_phrases(folder, relative=inputs.project.relative)
        faults += found
    return phrases, faults


def require_sound(inputs: Inputs) -> Inputs:
    """The inputs, if they have no errors.

    Raises
    ------
    FaultsError
        With every error and warning.
    """
    if any(f.is_error for f in inputs.faults):
        raise FaultsError(inputs.faults)
    return inputs
