"""How a typology looks in QGIS: pieces of symbols, the same for map and legend.

Colours and patterns come from the typologies and :mod:`geo.looks`. A county with several base
types is striped in their colours; what only a rule gives is paler and finely hatched; overlays
are drawn over any fill; a candidate is only hatched, for it is of no type yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.export.geopackage import symbols
from geo.looks import BORDER_COUNTY, NEUTRAL_FILL, in_order
from geo.records.written import Typology
from geo.vocabulary import Basis, Role

if TYPE_CHECKING:
    import pandas as pd

#: Millimetres and degrees, as on the printed figures.
STRIPE_WIDTH = 2.0
STRIPE_ANGLE = 45.0
_DERIVED_SPACING = 0.9
_DERIVED_WIDTH = 0.12
_DERIVED_ANGLE = 135.0
_BORDER_WIDTH = 0.2
_BORDER_CASING = 0.5
_CANDIDATE_SPACING = 2.4
_CANDIDATE_WIDTH = 0.3
#: Share of the type's colour in a derived fill; the rest is white.
_DERIVED_TINT = 0.42

#: county code → typology key → True where only a rule gives it, no document names the county.
Holdings = Mapping[str, Mapping[str, bool]]


def holdings(assignments: pd.DataFrame) -> dict[str, dict[str, bool]]:
    """What every assigned county holds, and whether it is derived. Candidates hold nothing yet."""
    held: dict[str, dict[str, bool]] = {}
    rows = assignments[assignments["is_complete"]]
    columns = (rows[name] for name in ("county_code", "typology", "basis"))
    for code, key, basis in zip(*columns, strict=True):
        types = held.setdefault(code, {})
        types[key] = types.get(key, True) and basis == Basis.RULE.value
    return held


def candidates(assignments: pd.DataFrame) -> dict[str, set[str]]:
    """Types that counties only wait for, because a condition could not be checked."""
    held = holdings(assignments)
    waiting: dict[str, set[str]] = {}
    rows = assignments[~assignments["is_complete"]]
    for code, key in zip(rows["county_code"], rows["typology"], strict=True):
        if key not in held.get(code, {}):
            waiting.setdefault(code, set()).add(key)
    return waiting


def tint(colour: str, share: float) -> str:
    """The colour mixed with white, ``share`` of it the colour."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - c) * share):02X}" for c in channels)


def _shown(typology: Typology, *, derived: bool) -> str:
    return tint(typology.colour, _DERIVED_TINT) if derived else typology.colour


def _derived_hatch(typology: Typology) -> ET.Element:
    return symbols.stripes(
        typology.colour,
        angle=_DERIVED_ANGLE,
        spacing=_DERIVED_SPACING,
        width=_DERIVED_WIDTH,
        level=2,
    )


def _border() -> list[ET.Element]:
    """A border above the stripes, light beside dark: neighbours striped alike stay apart."""
    return [
        symbols.stroke(NEUTRAL_FILL, _BORDER_CASING, level=3),
        symbols.stroke(BORDER_COUNTY, _BORDER_WIDTH, level=3),
    ]


def neutral() -> list[ET.Element]:
    """Fill of a county without a base type."""
    return [symbols.fill(NEUTRAL_FILL), *_border()]


def base(typology: Typology, *, derived: bool = False) -> list[ET.Element]:
    """Fill by the first base type of a county."""
    solid = typology.pattern.kind == "solid"
    shown = _shown(typology, derived=derived)
    layers = [symbols.fill(shown if solid else NEUTRAL_FILL), *_border()]
    if not solid:
        layers.append(_hatch(typology, shown, level=1))
    if derived:
        layers.append(_derived_hatch(typology))
    return layers


def further(
    typology: Typology, *, rank: int, of: int, derived: bool = False, enabled_when: str = ""
) -> list[ET.Element]:
    """Stripes of the base type that comes ``rank``-th (1 is the second) of ``of`` types."""
    return [
        symbols.stripes(
            _shown(typology, derived=derived),
            angle=STRIPE_ANGLE,
            spacing=STRIPE_WIDTH * of,
            width=STRIPE_WIDTH,
            shift=STRIPE_WIDTH * rank,
            enabled_when=enabled_when,
        )
    ]


def candidate(typology: Typology) -> list[ET.Element]:
    """Thin, wide-spaced lines over a county that only waits for a type: no fill of its own."""
    return [
        symbols.stripes(
            typology.colour,
            angle=_DERIVED_ANGLE,
            spacing=_CANDIDATE_SPACING,
            width=_CANDIDATE_WIDTH,
            level=2,
        )
    ]


def overlay(typology: Typology, *, derived: bool = False) -> list[ET.Element]:
    """Outline, hatch or mark over whatever fill a county has."""
    pattern = typology.pattern
    shown = _shown(typology, derived=derived)
    if pattern.kind == "mark":
        return [symbols.mark(pattern.symbol or "●", shown)]
    if pattern.kind == "hatch":
        return [_hatch(typology, shown, level=4)]
    width = pattern.width * symbols.PIXEL
    return [symbols.stroke(shown, width, inside=width / 2, level=4)]


def _hatch(typology: Typology, colour: str, *, level: int) -> ET.Element:
    pattern = typology.pattern
    return symbols.stripes(
        colour,
        angle=pattern.angle,
        spacing=pattern.spacing * symbols.PIXEL,
        width=pattern.width * symbols.PIXEL,
        level=level,
    )


def combination(
    held: Mapping[str, bool],
    typologies: Sequence[Typology],
    *,
    waiting: Iterable[str] = (),
) -> list[ET.Element]:
    """Everything that one county shows, in one symbol; ``waiting`` names what it may become."""
    bases = [t for t in in_order(typologies, Role.BASE) if t.key in held]
    layers = base(bases[0], derived=held[bases[0].key]) if bases else neutral()
    for rank, typology in enumerate(bases[1:], start=1):
        layers += further(typology, rank=rank, of=len(bases), derived=held[typology.key])
    for typology in in_order(typologies, Role.OVERLAY):
        if typology.key in held:
            layers += overlay(typology, derived=held[typology.key])
    awaited = set(waiting)
    for typology in in_order(typologies):
        if typology.key in awaited:
            layers += candidate(typology)
    return layers


def ranks(held: Holdings, typology: Typology, bases: Iterable[Typology]) -> list[tuple[int, int]]:
    """The places (rank, of how many) at which counties hold a base type after another one."""
    keys = [t.key for t in bases]
    found = set()
    for types in held.values():
        own = [key for key in keys if key in types]
        if typology.key in own[1:]:
            found.add((own.index(typology.key), len(own)))
    return sorted(found)
