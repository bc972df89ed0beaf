"""Editions, derived assignments, and each edition's joined frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from geo import boundaries, join, rules
from geo.errors import ConfigError
from geo.pipeline.inputs import Inputs, county_tasks_of, require_sound
from geo.pipeline.listed_first import beside_lists
from geo.pipeline.narrowing import of_theme, shown_typologies, themed, themes_in
from geo.records.resolved import Edition, Theme
from geo.records.written import DocumentLists
from geo.vocabulary import (
    ALL_EDITION,
    CHINA_CODE,
    LIST_MARK,
    BoundaryLevel,
    Language,
    region_codes,
)
from geo.voice.texts import text

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.schema import EditionFrames


def editions(inputs: Inputs) -> dict[str, Edition]:
    """Every edition by key: one per region, sorted, and ``all``.

    An edition follows from its documents' regions, so a new document of a new province makes one.
    """
    found: dict[str, Edition] = {}
    for key in sorted({d.document.edition for d in inputs.lists}):
        own = [d.document for d in inputs.lists if d.document.edition == key]
        newest = max(own, key=lambda d: d.issued or "")
        code = newest.region_code
        ids = tuple(sorted(d.id for d in own))
        names = (inputs.region_names[code], _english(inputs, code) or key.title())
        regions = dict.fromkeys(c for d in (newest, *own) for c in region_codes(d.drawn_region))
        found[key] = Edition(key, *names, tuple(regions), ids)
    codes = tuple(sorted({c for e in found.values() for c in e.region_codes}))
    ids = tuple(sorted(d.document.id for d in inputs.lists))
    found[ALL_EDITION] = Edition(ALL_EDITION, "全部地区", "All regions", codes, ids)
    return found


def _english(inputs: Inputs, region_code: str) -> str:
    """English name of a region; empty if any of its parts has none."""
    known = {label.region_code: label.name_en for label in inputs.regions.labels}
    known.setdefault(CHINA_CODE, text("voice", "nation", Language.EN))
    codes = region_codes(region_code)
    names = [known.get(code, "") for code in codes]
    return known.get(region_code) or (", ".join(names) if all(names) else "")


def find_edition(inputs: Inputs, key: str) -> Edition:
    """One edition.

    Raises
    ------
    ConfigError
        If there is none of that key; the message lists the known ones.
    """
    known = editions(inputs)
    if key not in known:
        raise ConfigError(f"没有版次 no such edition: {key}; 可用 known: {'、'.join(known)}")
    return known[key]


def _load(
    inputs: Inputs, level: BoundaryLevel, province_codes: Sequence[str] | None = None
) -> gpd.GeoDataFrame:
    return boundaries.load(
        inputs.project.boundaries, inputs.vintage, level, province_codes=province_codes
    )


def derive(inputs: Inputs) -> Inputs:
    """Add the assignments that rules derive from boundaries and reference lists.

    Returns
    -------
    Inputs
        ``resolved`` then holds listed and rule-based assignments, distinguished by ``basis``, the
        tasks that reach counties through either, and each rule's outcome with what stays open.
    """
    if inputs.is_derived:
        return inputs
    derivation = rules.evaluate(
        inputs.lists,
        partial(ground_of, inputs),
        names=inputs.names,
        facts=inputs.facts,
        typologies=inputs.typologies,
    )
    derivation = beside_lists(derivation, inputs)
    resolved = replace(
        inputs.resolved,
        assignments=(*inputs.resolved.assignments, *derivation.assignments),
        rule_outcomes=derivation.outcomes,
    )
    derived = replace(inputs, resolved=resolved, is_derived=True)
    county_tasks, _ = county_tasks_of(derived, derived.lists)
    return replace(derived, resolved=replace(resolved, county_tasks=tuple(county_tasks)))


def ground_of(inputs: Inputs, lists: DocumentLists) -> rules.Ground:
    """The document's provinces and those of the areas that its rules name."""
    region = lists.document.drawn_region
    members = {c for a in rules.mentioned_areas(lists) for c in inputs.areas[a]}
    provinces = {
        n.province_code for n in inputs.names.values() if n.is_in(region) or n.code in members
    }
    counties = _load(inputs, BoundaryLevel.COUNTIES, sorted(provinces))
    return rules.Ground(counties, inputs.areas, inputs.zoning.get(lists.document.edition))


def geometry_of(inputs: Inputs, edition: Edition) -> join.Geometry:
    """Boundaries for one edition: its provinces' counties and prefectures, and partners'."""
    units = inputs.names.values()
    own = {n.province_code for n in units if any(n.is_in(c) for c in edition.region_codes)}
    ends = {
        end.code[:2] + "0000"
        for tie in inputs.resolved.ties
        if tie.document_id in edition.document_ids
        for end in (tie.subject, tie.partner)
        if end.code
    }
    wanted = sorted(own | ends)
    return join.Geometry(
        counties=_load(inputs, BoundaryLevel.COUNTIES, wanted),
        prefectures=_load(inputs, BoundaryLevel.PREFECTURES, wanted),
        provinces=_load(inputs, BoundaryLevel.PROVINCES),
        boundary_lines=_load(inputs, BoundaryLevel.BOUNDARY_LINES),
        vintage=inputs.vintage,
    )


def edition_frames(
    inputs: Inputs, key: str, language: Language = Language.ZH, *, theme: str | None = None
) -> EditionFrames:
    """Everything known about one edition, on geometry: what renderers and exporters take.

    Parameters
    ----------
    inputs : Inputs
        From :func:`read_inputs`, with or without :func:`derive`; rules are derived if not yet.
    language : Language
        Of the words in the frames.
    theme : str, optional
        Key of a theme of the edition, to which the frames are then confined.

    Raises
    ------
    FaultsError
        If the lists have errors.
    ConfigError
        If there is no such edition or theme.
    """
    return untold_frames(inputs, key, theme=theme).told(inputs.voices[language])


def untold_frames(
    inputs: Inputs,
    key: str,
    *,
    theme: str | None = None,
    document: str | None = None,
    geometry: join.Geometry | None = None,
) -> EditionFrames:
    """The frames of :func:`edition_frames` before localisation, for use in several languages.

    With ``document`` they are confined to that document of the theme. ``geometry`` is the
    edition's from :func:`geometry_of`, if at hand.
    """
    require_sound(inputs)
    whole = find_edition(inputs, key)
    inputs = derive(inputs)
    themes = themes_in(inputs, whole)
    edition = whole
    if theme is not None:
        edition = themed(inputs, whole, _find_theme(themes, theme))
    elif len(themes) == 1 and key != ALL_EDITION:
        edition = themed(inputs, whole, themes[0])
    if document is not None:
        edition = replace(edition, document_ids=(document,), document=document)
    shown = themes if edition.theme is None else (edition.theme,)
    resolved = (
        inputs.resolved if edition.theme is None else of_theme(inputs.resolved, edition.theme)
    )
    return join.edition_frames(
        edition,
        inputs.lists,
        resolved,
        names=inputs.names,
        facts=inputs.facts,
        region_names=inputs.region_names,
        typologies=shown_typologies(inputs, edition),
        themes=shown,
        geometry=geometry or geometry_of(inputs, whole),
    )


def _find_theme(themes: Sequence[Theme], key: str) -> Theme:
    found = next((t for t in themes if t.key == key), None)
    if found is None:
        known = LIST_MARK.join(t.key for t in themes)
        raise ConfigError(f"没有专题 no such theme: {key}; 可用 known: {known}")
    return found
