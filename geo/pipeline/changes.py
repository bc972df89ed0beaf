"""A comparison → its change map and its workbook, put in place whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo import boundaries, build, compare, schema
from geo.config import Project
from geo.errors import ConfigError
from geo.gazetteer import name_index, short_name
from geo.looks import in_order
from geo.pipeline.inputs import Inputs, read_inputs
from geo.records.resolved import UnitName
from geo.render.changes import model
from geo.vocabulary import CHINA_CODE, Basis, BoundaryLevel, Language, Standing
from geo.voice.texts import text
from geo.voice.voice import Voice

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.export.changes import ChangesSummary

_Kind = compare.DifferenceKind

#: What a difference of a county is on the map.
_CHANGES = {
    _Kind.RETYPED: model.Change.RETYPED,
    _Kind.ADDED: model.Change.ADDED,
    _Kind.REMOVED: model.Change.REMOVED,
    _Kind.STATUS: model.Change.STATUS,
    _Kind.CLAUSE: model.Change.STATUS,
    _Kind.BASIS: model.Change.STATUS,
    _Kind.RECODED: model.Change.RECODED,
    _Kind.RENAMED: model.Change.RECODED,
    _Kind.MOVED: model.Change.RECODED,
    _Kind.COUNTY_TASK_ADDED: model.Change.TASK,
    _Kind.COUNTY_TASK_DROPPED: model.Change.TASK,
    _Kind.WRITTEN: model.Change.WORDING,
    _Kind.NOTE: model.Change.WORDING,
}

#: County code → key of typology → the best standing that any clause gives.
_Standings = dict[str, dict[str, Standing]]
#: Keys of the texts for what is not listed.
_REMARKS = {Standing.DERIVED: "by-rule", Standing.CANDIDATE: "candidate"}

#: Kind, before, after, document id, clause.
_OtherKey = tuple[str, str, str, str, str]

#: A task that is new or gone, by whom it reaches or no longer reaches.
_TASK_OF = {
    str(_Kind.COUNTY_TASK_ADDED): str(_Kind.TASK_ADDED),
    str(_Kind.COUNTY_TASK_DROPPED): str(_Kind.TASK_DROPPED),
}


def put_text(content: str, path: Path, *, encoding: str = "utf-8") -> None:
    """Write a text to ``path``, whole or not at all.

    Raises
    ------
    BuildError
        If the file cannot be put in place; an old one then still stands.
    """
    with build.Staging(path.parent) as staging:
        staging.path(path.name).write_text(content, encoding=encoding, newline="")
        staging.put([path.name])


def source_name(source: str) -> str:
    """What a side is called on the page: a file's or folder's own name, or the revision."""
    path = Path(source)
    return path.resolve().name if path.exists() else source


@dataclass(frozen=True)
class Request:
    """A comparison to show: its sides as the user named them, and the voice to say it in."""

    comparison: compare.Comparison
    old: str
    new: str
    voice: Voice = field(default_factory=Voice)

    @property
    def language(self) -> Language:
        return self.voice.language

    @cached_property
    def words(self) -> compare.Wording:
        return compare.Wording(self.comparison, self.voice)

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        return compare.rows(self.comparison, self.voice)

    @cached_property
    def held(self) -> _Standings:
        """What the old side gives each county, under the present code."""
        return _standings(self.comparison.old, self.comparison.recodes)

    @cached_property
    def holds(self) -> _Standings:
        """What the new side gives each county."""
        return _standings(self.comparison.new, {})

    @property
    def verdict(self) -> model.Verdict:
        if self.comparison.is_empty_comparison:
            return model.Verdict.NOTHING_COMPARED
        is_changed = bool(self.comparison.differences)
        return model.Verdict.CHANGED if is_changed else model.Verdict.UNCHANGED

    @property
    def told(self) -> Iterable[tuple[compare.Difference, dict[str, str]]]:
        """Every difference with its row in words."""
        return zip(self.comparison.differences, self.rows, strict=True)

    def document(self, document_id: str) -> str:
        return self.words.document(document_id) if document_id else ""

    def kind(self, kind: str) -> str:
        return compare.kind_name(kind, self.language)


# ── the change map ───────────────────────────────────────────────────────────────────────


def write_map(request: Request, path: Path, project: Project, *, vintage: str | None) -> None:
    """Write the change map to ``path``, with the boundaries of a project's vintage.

    Raises
    ------
    ConfigError
        If the path does not end in ``.html``, or its folder is a file.
    BuildError
        If the file cannot be put in place; an old one then still stands.
    """
    from geo.render.changes import render_changes

    require_suffix(path, ".html")
    inputs = read_inputs(project, vintage=vintage)
    page = change_page(request, inputs)
    shapes = _boundaries(page, inputs)
    html = render_changes(page, shapes, version=geo.__version__, language=request.language)
    put_text(html, path)


def require_suffix(path: Path, suffix: str) -> None:
    if path.suffix.lower() != suffix:
        raise ConfigError(f"{path.name}: 文件名应以 {suffix} 结尾 the name must end in {suffix}")


def change_page(request: Request, inputs: Inputs) -> model.ChangePage:
    """What the page says: the comparison in words, and which regions it draws."""
    counties = _counties(request, inputs)
    return model.ChangePage(
        verdict=request.verdict,
        memo=compare.memo(request.comparison, request.voice),
        old=source_name(request.old),
        new=source_name(request.new),
        vintage=inputs.vintage.told(inputs.voices[request.language]),
        counties=counties,
        others=_others(request, inputs),
        regions=_regions(request, counties, inputs),
        sources=tuple(_sources(request)),
    )


def _counties(request: Request, inputs: Inputs) -> tuple[model.ChangedCounty, ...]:
    changes: dict[str, list[model.CountyChange]] = {}
    held = _typologies(request, inputs, is_new=False)
    holds = _typologies(request, inputs, is_new=True)
    for found, row in request.told:
        if found.county_code:
            change = model.CountyChange(
                _change(request, found),
                request.kind(found.name),
                row["before"],
                row["after"],
                request.document(found.document_id),
                row["clause"],
            )
            changes.setdefault(found.county_code, []).append(change)
    earlier = {new: old for old, new in request.comparison.recodes.items()}

    def county(code: str) -> model.ChangedCounty:
        unit = request.words.unit(code)
        drawn = next((c for c in (code, earlier.get(code, "")) if c in inputs.names), "")
        return model.ChangedCounty(
            code,
            unit.name,
            unit.parents,
            tuple(changes[code]),
            held.get(code, ()),
            holds.get(code, ()),
            _label(unit, drawn, inputs, request.language),
            drawn,
        )

    return tuple(map(county, sorted(changes)))


def _label(unit: UnitName, drawn_code: str, inputs: Inputs, language: Language) -> str:
    """A short name for the map, in English where the gazetteer can romanise it."""
    if language is Language.EN and drawn_code and inputs.names[drawn_code].name == unit.name:
        return name_index(inputs.gazetteer, [drawn_code])[drawn_code]["pinyin"]
    return short_name(unit.name)


def _change(request: Request, found: compare.Difference) -> model.Change:
    """What a difference is on the map.

    What only a rule derives is never shown as listed. A row more or less of a typology that the
    county has on both sides is no change of type.
    """
    change = _CHANGES[found.kind]
    if change not in (model.Change.ADDED, model.Change.REMOVED, model.Change.RETYPED):
        return change
    was, is_now = (
        any(row["basis"] == Basis.LISTED for row in rows) for rows in (found.held, found.holds)
    )
    if not (was or is_now):
        return model.Change.DERIVED
    if change is model.Change.RETYPED and not (was and is_now):
        return model.Change.REMOVED if was else model.Change.ADDED
    own = {row["typology"] for row in (*found.held, *found.holds)}
    sides = (side.get(found.county_code, {}) for side in (request.held, request.holds))
    if all(own <= set(held) and all(held[key] is Standing.LISTED for key in own) for held in sides):
        return model.Change.STATUS
    return change


def _standings(side: compare.Snapshot, recodes: Mapping[str, str]) -> _Standings:
    found: _Standings = {}
    for row in side.rows(schema.ASSIGNMENTS):
        code, key = row["county_code"], row["typology"]
        standing = Standing.of(row["basis"], is_complete=row["is_complete"])
        held = found.setdefault(recodes.get(code, code), {})
        held[key] = min(held.get(key, standing), standing, key=Standing.rank)
    return found


def _typologies(request: Request, inputs: Inputs, *, is_new: bool) -> dict[str, tuple[str, ...]]:
    """County → names of its typologies on one side, in the order of the legend; what is not
    listed says so."""
    comparison, language = request.comparison, request.language
    order = [t.key for t in in_order(inputs.typologies)]

    def name(key: str, standing: Standing) -> str:
        found = comparison.typology(key, is_new=is_new)
        told = found.name_en if language is Language.EN and found.name_en else found.name
        if standing is Standing.LISTED:
            return told
        remark = text("diff", _REMARKS[standing], language)
        return text("diff", "remarked", language, name=told, remarks=remark)

    def place(item: tuple[str, Standing]) -> tuple[int, str]:
        key = item[0]
        return (order.index(key) if key in order else len(order), key)

    sides = request.holds if is_new else request.held
    return {
        code: tuple(name(*item) for item in sorted(held.items(), key=place))
        for code, held in sides.items()
    }


def _others(request: Request, inputs: Inputs) -> tuple[model.OtherChange, ...]:
    """Changes of documents, typology names and tasks; all that one task reaches on one row."""
    grouped: dict[_OtherKey, list[str]] = {}
    for found, row in request.told:
        if _CHANGES.get(found.kind) not in (None, model.Change.TASK):
            continue
        key = (found.name, row["before"], row["after"], found.document_id, row["clause"])
        # A task that is new or gone stands before its counties and tells them on its own row.
        of_task = (_TASK_OF.get(key[0], ""), *key[1:])
        codes = grouped.setdefault(of_task if of_task in grouped else key, [])
        if found.county_code:
            codes.append(found.county_code)
    return tuple(_other(request, inputs, key, codes) for key, codes in grouped.items())


def _other(request: Request, inputs: Inputs, key: _OtherKey, codes: list[str]) -> model.OtherChange:
    kind, before, after, document_id, clause = key
    region = _region_code(inputs, document_id)
    whole = {u.code for u in inputs.names.values() if u.is_in(region)}
    return model.OtherChange(
        request.kind(kind),
        before,
        after,
        request.document(document_id),
        clause,
        tuple(request.words.unit(code).name for code in codes),
        is_whole=set(codes) == whole,
    )


def _region_code(inputs: Inputs, document_id: str) -> str:
    """Region of a document, as the project's own lists have it; the country if they have none."""
    own = {d.document.id: d.document.region_code for d in inputs.lists}
    return own.get(document_id, CHINA_CODE)


def _sources(request: Request) -> Iterable[model.Source]:
    comparison, say = request.comparison, request.voice.say
    old, new = (
        {row["document_id"] for row in side.rows(schema.DOCUMENTS)}
        for side in (comparison.old, comparison.new)
    )
    for document_id in sorted(old | new):
        document = comparison.document(document_id)
        side = "both" if document_id in old & new else "new" if document_id in new else "old"
        yield model.Source(
            say(document["title"]), say(document["number"]), document["issued"], side
        )


# ── regions and geometry ─────────────────────────────────────────────────────────────────


def _regions(
    request: Request, counties: Iterable[model.ChangedCounty], inputs: Inputs
) -> tuple[model.Region, ...]:
    """The regions of the documents that changed for a county that can be drawn, each once.

    A document of the whole country, and a county outside its document's region, are drawn on the
    county's own province. A region inside another one is part of that one's map.
    """
    units = {c.code: inputs.names[c.drawn_code] for c in counties if c.drawn_code}
    wanted = set()
    for found in request.comparison.differences:
        unit = units.get(found.county_code)
        if unit is None or _CHANGES[found.kind] is model.Change.WORDING:
            continue
        region = _region_code(inputs, found.document_id)
        is_inside = region != CHINA_CODE and unit.is_in(region)
        wanted.add(region if is_inside else unit.province_code)
    provinces = {code for code in wanted if code.endswith("0000")}
    kept = sorted(c for c in wanted if c in provinces or c[:2] + "0000" not in provinces)
    return tuple(_region(code, inputs, request.language) for code in kept)


def _region(code: str, inputs: Inputs, language: Language) -> model.Region:
    units = [u for u in inputs.names.values() if u.is_in(code)]
    english = {label.region_code: label.name_en for label in inputs.regions.labels}
    name = english.get(code) if language is Language.EN else None
    name = name or inputs.gazetteer.region_name(code) or units[0].province_name
    return model.Region(name, tuple(sorted(u.code for u in units)))


def _boundaries(page: model.ChangePage, inputs: Inputs) -> gpd.GeoDataFrame | None:
    codes = {code for region in page.regions for code in region.county_codes}
    provinces = sorted({inputs.names[code].province_code for code in codes})
    if not provinces:
        return None
    root = inputs.project.boundaries
    return boundaries.load(root, inputs.vintage, BoundaryLevel.COUNTIES, province_codes=provinces)


# ── the workbook ─────────────────────────────────────────────────────────────────────────


def write_workbook(request: Request, path: Path) -> None:
    """Write the comparison as a workbook to ``path``.

    Raises
    ------
    ConfigError
        If the path does not end in ``.xlsx``.
    BuildError
        If the file cannot be put in place; an old one then still stands.
    """
    from geo.export.changes import write_changes

    require_suffix(path, ".xlsx")
    rows = [_workbook_row(request, row) for row in request.rows]
    with build.Staging(path.parent) as staging:
        staged = staging.path(path.name)
        write_changes(_summary(request), rows, staged, language=request.language)
        staging.put([path.name])


def _workbook_row(request: Request, row: Mapping[str, str]) -> dict[str, str]:
    document = request.document(row["document_id"])
    return {**row, "kind": request.kind(row["kind"]), "document_name": document}


def _summary(request: Request) -> ChangesSummary:
    from geo.export.changes import ChangesSummary

    counts = Counter(request.kind(row["kind"]) for row in request.rows)
    counties = {row["county_code"] for row in request.rows} - {""}
    key = f"verdict-{request.verdict}"
    if request.verdict is model.Verdict.CHANGED and not counties:
        key += "-otherwise"
    return ChangesSummary(
        verdict=text("changes", key, request.language, counties=len(counties)),
        memo=compare.memo(request.comparison, request.voice),
        old=source_name(request.old),
        new=source_name(request.new),
        counts=dict(counts),
        documents=[(s.title, s.number, s.issued, s.side) for s in _sources(request)],
    )
