"""QGIS symbols of typologies, in pieces that map and legend share.

A county with several base types is striped in their colours; what only a rule gives is paler and
finely hatched; overlays are drawn over any fill; a candidate is only hatched, for it is of no type
yet. All constants are those of :mod:`geo.looks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from geo.export.geopackage.symbols import Fill, Mark, Stripes, Stroke, SymbolLayer
from geo.looks import (
    BORDER_COUNTY,
    HATCH_ANGLE,
    NEUTRAL_FILL,
    QGIS,
    STRIPE_ANGLE,
    in_order,
    ink_of,
    standings,
)
from geo.records.written import Typology
from geo.vocabulary import Role, Standing

if TYPE_CHECKING:
    import pandas as pd

#: County code → typology key → standing.
Holdings = Mapping[str, Mapping[str, Standing]]


def holdings(assignments: pd.DataFrame) -> dict[str, dict[str, Standing]]:
    """Typologies of every assigned county by code, with the best standing, candidates included."""
    held: dict[str, dict[str, Standing]] = {}
    for (code, key), standing in standings(assignments).items():
        held.setdefault(code, {})[key] = standing
    return held


def settled(types: Mapping[str, Standing]) -> dict[str, Standing]:
    """The types that a county has, without those it is only a candidate for."""
    return {key: s for key, s in types.items() if s is not Standing.CANDIDATE}


def _lines_across(typology: Typology, standing: Standing) -> SymbolLayer:
    """Lines over a county that no document names."""
    hatch = QGIS.hatches[standing]
    return Stripes(
        typology.colour,
        # QGIS counts from 0 to 180.
        angle=HATCH_ANGLE % 180,
        spacing=hatch.spacing,
        width=hatch.width,
        level=2,
    )


def _border() -> list[SymbolLayer]:
    """A border above the stripes, light beside dark: neighbours striped alike stay apart."""
    return [
        Stroke(NEUTRAL_FILL, QGIS.casing, level=3),
        Stroke(BORDER_COUNTY, QGIS.county, level=3),
    ]


def neutral() -> list[SymbolLayer]:
    """Fill of a county without a base type."""
    return [Fill(NEUTRAL_FILL), *_border()]


def base(typology: Typology, standing: Standing = Standing.LISTED) -> list[SymbolLayer]:
    """Fill by the first base type of a county."""
    is_solid = typology.pattern.kind == "solid"
    shown = ink_of(typology, standing)
    layers = [Fill(shown if is_solid else NEUTRAL_FILL), *_border()]
    if not is_solid:
        layers.append(_hatch(typology, shown, level=1))
    if standing is Standing.DERIVED:
        layers.append(_lines_across(typology, standing))
    return layers


def further(
    typology: Typology,
    standing: Standing = Standing.LISTED,
    *,
    rank: int,
    of: int,
    enabled_when: str = "",
) -> list[SymbolLayer]:
    """Stripes of the base type that comes ``rank``-th (1 is the second) of ``of`` types."""
    return [
        Stripes(
            ink_of(typology, standing),
            angle=STRIPE_ANGLE,
            spacing=QGIS.stripe * of,
            width=QGIS.stripe,
            shift=QGIS.stripe * rank,
            enabled_when=enabled_when,
        )
    ]


def candidate(typology: Typology) -> list[SymbolLayer]:
    """Thin, wide-spaced lines over a county that only waits for a type: no fill of its own."""
    return [_lines_across(typology, Standing.CANDIDATE)]


def overlay(typology: Typology, standing: Standing = Standing.LISTED) -> list[SymbolLayer]:
    """Outline, hatch or mark over the fill of a county."""
    pattern = typology.pattern
    shown = ink_of(typology, standing)
    if pattern.kind == "mark":
        return [Mark(pattern.symbol or "●", shown)]
    if pattern.kind == "hatch":
        return [_hatch(typology, shown, level=4)]
    width = pattern.width * QGIS.pixel
    return [Stroke(shown, width, inside=width / 2, level=4)]


def _hatch(typology: Typology, colour: str, *, level: int) -> SymbolLayer:
    pattern = typology.pattern
    return Stripes(
        colour,
        angle=pattern.angle,
        spacing=pattern.spacing * QGIS.pixel,
        width=pattern.width * QGIS.hatch_line,
        level=level,
    )


def of_type(typology: Typology, standing: Standing) -> list[SymbolLayer]:
    """One type alone: its fill, its overlay, or what a candidate shows."""
    if standing is Standing.CANDIDATE:
        return candidate(typology)
    return (base if typology.role is Role.BASE else overlay)(typology, standing)


def combination(types: Mapping[str, Standing], typologies: Sequence[Typology]) -> list[SymbolLayer]:
    """All types of one county, in one symbol."""
    held = settled(types)
    bases = [t for t in in_order(typologies, Role.BASE) if t.key in held]
    layers = base(bases[0], held[bases[0].key]) if bases else neutral()
    for rank, typology in enumerate(bases[1:], start=1):
        layers += further(typology, held[typology.key], rank=rank, of=len(bases))
    for typology in in_order(typologies, Role.OVERLAY):
        if typology.key in held:
            layers += overlay(typology, held[typology.key])
    for typology in in_order(typologies):
        if types.get(typology.key) is Standing.CANDIDATE:
            layers += candidate(typology)
    return layers


def ranks(held: Holdings, typology: Typology, bases: Iterable[Typology]) -> list[tuple[int, int]]:
    """The places (rank, of how many) at which counties hold a base type after another one."""
    keys = [t.key for t in bases]
    found = set()
    for types in held.values():
        own = [key for key in keys if key in settled(types)]
        if typology.key in own[1:]:
            found.add((own.index(typology.key), len(own)))
    return sorted(found)
