"""How counties are drawn, as data shared by figures, small maps, the page and QGIS.

Colours and patterns of typologies come from ``layers/typologies.yaml``. Everything else that
decides how a county is drawn is declared here: colours of ground and borders, the tint of derived
types, how large stripes, hatches and lines are in each medium. Painters decide none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geo.records.written import Typology
from geo.vocabulary import Role, Standing

if TYPE_CHECKING:
    import pandas as pd

# ── colours ──────────────────────────────────────────────────────────────────────────────

PAPER = "#FFFFFF"
#: Fill of a county of the region that has no base type, and of context outside the region.
NEUTRAL_FILL = "#F4F2ED"
CONTEXT_FILL = "#FAF9F6"
BORDER_COUNTY = "#8C8C8C"
BORDER_PREFECTURE = "#595959"
BORDER_PROVINCE = "#262626"
INK = BORDER_PROVINCE
#: Names in QGIS, on fills of any colour.
NAME_INK = "#1A1A1A"

#: The sign of a county that is too small for the stripes of its types to be told apart.
TOO_SMALL_MARK = "◎"

#: Share of the type's colour in what only a rule gives; the rest is paper.
DERIVED_TINT = 0.42

#: Signs of marks and of statuses, the clearest first. They differ in shape or in being filled, not
#: in size, and every font of the project has them.
SYMBOLS = "★▲■◆●▼☆△□◇○▽"
#: Signs of statuses when there are more of them than symbols.
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏ"

# ── patterns ─────────────────────────────────────────────────────────────────────────────

#: Degrees anticlockwise from east. Hatches run across the stripes, so that both can be seen.
STRIPE_ANGLE = 45.0
HATCH_ANGLE = -45.0


@dataclass(frozen=True)
class Hatch:
    """Parallel lines: their spacing and width."""

    spacing: float
    width: float


@dataclass(frozen=True)
class Sizes:
    """Sizes of patterns and lines in one medium.

    ``stripe`` and the spacing of hatches are lengths, the other sizes widths of lines; the units
    are named where a medium is declared.

    Attributes
    ----------
    stripe : float
        Width of one stripe of a county with several base types.
    hatches : mapping of Standing to Hatch
        Lines over what no document names: fine ones over derived, sparse ones over candidates.
    pixel : float
        Length of a CSS pixel, the unit of ``layers/typologies.yaml``.
    hatch_line : float
        Width of a line for each pixel of an overlay hatch's width.
    county, prefecture, province, context : float
        Borders of the region's counties and prefectures, of the region or its provinces, and of
        the provinces around it.
    casing : float
        The pale line under a county border, or it would be lost between two dark fills.
    vignette : float
        A soft band outside the region that sets it off from its neighbours.
    is_dissolved : bool
        Outlines run around adjacent counties together, because each alone would be all outline.
    """

    stripe: float
    hatches: Mapping[Standing, Hatch]
    pixel: float
    hatch_line: float
    county: float
    prefecture: float
    province: float
    context: float
    casing: float
    vignette: float = 0.0
    is_dissolved: bool = False

    def for_counties(self, typical: float) -> Sizes:
        """The sizes for a map whose counties are typically so many millimetres across.

        Patterns and borders shrink with the counties, down to :data:`LEAST_SHARE`.
        """
        share = max(typical / FULL_SIZE_FROM, LEAST_SHARE)
        if share >= 1:
            return self
        return replace(self.finer(share), is_dissolved=typical < DISSOLVED_BELOW)

    def finer(self, share: float) -> Sizes:
        """Patterns and borders at a share of their size, for maps in which counties are small.

        Lines of hatches and of the context stay as wide as they are.
        """
        return replace(
            self,
            stripe=self.stripe * share,
            hatches=_hatches(
                *(replace(h, spacing=h.spacing * share) for h in self.hatches.values())
            ),
            pixel=self.pixel * share,
            county=self.county * share,
            prefecture=self.prefecture * share,
            province=self.province * share,
            casing=self.casing * share,
            vignette=self.vignette * share,
        )


#: Millimetres, roots of areas. Counties of Sichuan are 6.1 across on an A4 figure, of a map of
#: the nation 1.4. Stripes of 0.42 of their width are still told apart.
FULL_SIZE_FROM = 6.0
DISSOLVED_BELOW = 3.5
LEAST_SHARE = 0.42


def _hatches(derived: Hatch, candidate: Hatch) -> Mapping[Standing, Hatch]:
    return MappingProxyType({Standing.DERIVED: derived, Standing.CANDIDATE: candidate})


#: A4 figures: lengths in millimetres, widths in points. Stripes stay readable in print and differ
#: clearly from the hatch of derived fills.
FIGURE = Sizes(
    stripe=2.0,
    hatches=_hatches(Hatch(0.9, 0.35), Hatch(1.7, 0.6)),
    pixel=0.27,
    hatch_line=0.5,
    county=0.4,
    prefecture=0.8,
    province=1.4,
    context=0.9,
    casing=1.0,
    vignette=6.0,
)
#: The map of a county sheet, units as on figures.
SMALL_MAP = Sizes(
    stripe=2.0,
    hatches=FIGURE.hatches,
    pixel=0.22,
    hatch_line=0.5,
    county=0.4,
    prefecture=0.7,
    province=1.1,
    context=1.1,
    casing=1.0,
)
#: QGIS: lengths and widths in millimetres.
QGIS = Sizes(
    stripe=2.0,
    hatches=_hatches(Hatch(0.9, 0.12), Hatch(2.4, 0.3)),
    pixel=25.4 / 96,
    hatch_line=25.4 / 96,
    county=0.2,
    prefecture=0.4,
    province=0.7,
    context=0.3,
    casing=0.5,
)
#: The interactive page: lengths and widths in CSS pixels.
SCREEN = Sizes(
    stripe=7.0,
    hatches=_hatches(Hatch(4.0, 1.0), Hatch(12.0, 1.6)),
    pixel=1.0,
    hatch_line=1.0,
    county=0.9,
    prefecture=1.3,
    province=2.1,
    context=0.9,
    casing=2.4,
)


def as_data() -> dict[str, Any]:
    """The constants that the page's script draws with, ready for JSON.

    Returns
    -------
    dict
        ``colours`` (``#RRGGBB`` by use), ``tint`` (share of a derived type's colour), ``angles``
        (degrees anticlockwise from east) and the page's ``sizes`` (CSS pixels, see :class:`Sizes`).
    """
    sizes = vars(SCREEN) | {"hatches": {str(s): vars(h) for s, h in SCREEN.hatches.items()}}
    return {
        "colours": {
            "paper": PAPER,
            "neutral": NEUTRAL_FILL,
            "context": CONTEXT_FILL,
            "county": BORDER_COUNTY,
            "prefecture": BORDER_PREFECTURE,
            "province": BORDER_PROVINCE,
        },
        "tint": DERIVED_TINT,
        "angles": {"stripe": STRIPE_ANGLE, "hatch": HATCH_ANGLE},
        "sizes": sizes,
    }


# ── the look of a county ─────────────────────────────────────────────────────────────────


def in_order(typologies: Iterable[Typology], role: Role | None = None) -> list[Typology]:
    """Typologies in legend order, of one role if asked."""
    chosen = (t for t in typologies if role is None or t.role is role)
    return sorted(chosen, key=lambda t: (t.order, t.key))


def standings(assignments: pd.DataFrame) -> dict[tuple[str, str], Standing]:
    """(county code, typology key) → the best standing that any clause gives.

    ``assignments`` has the columns county_code, typology, basis and is_complete. Members without a
    county are left out.
    """
    found: dict[tuple[str, str], Standing] = {}
    columns = ("county_code", "typology", "basis", "is_complete")
    for code, key, basis, is_complete in zip(*(assignments[c] for c in columns), strict=True):
        if not code:
            continue
        standing = Standing.of(basis, is_complete=is_complete)
        found[code, key] = min(standing, found.get((code, key), standing), key=Standing.rank)
    return found


#: One type of a county and how sure it is.
Held = tuple[Typology, Standing]


@dataclass(frozen=True)
class Look:
    """The types drawn for one county, in legend order: base types as fills, others over them."""

    fills: tuple[Held, ...] = ()
    overlays: tuple[Held, ...] = ()

    @property
    def held(self) -> tuple[Held, ...]:
        return (*self.fills, *self.overlays)

    @property
    def marks(self) -> tuple[Typology, ...]:
        return tuple(t for t, _ in self.overlays if t.pattern.kind == "mark")

    @property
    def symbols(self) -> str:
        """The signs of all marks, one after another."""
        return "".join(t.pattern.symbol for t in self.marks)


def looks_of(
    codes: Iterable[str], assignments: pd.DataFrame, typologies: Sequence[Typology]
) -> dict[str, Look]:
    """Look of every county; a county without a type has an empty one."""
    found = standings(assignments)
    fills, overlays = in_order(typologies, Role.BASE), in_order(typologies, Role.OVERLAY)

    def held(code: str, chosen: Sequence[Typology]) -> tuple[Held, ...]:
        return tuple((t, found[code, t.key]) for t in chosen if (code, t.key) in found)

    return {code: Look(held(code, fills), held(code, overlays)) for code in codes}


def fill_of(typology: Typology, standing: Standing) -> str:
    """Fill by a base type: its colour, pale if derived; a candidate has no fill of its own."""
    return NEUTRAL_FILL if standing is Standing.CANDIDATE else ink_of(typology, standing)


def ink_of(typology: Typology, standing: Standing) -> str:
    """Colour of an overlay: pale unless a document names the county."""
    is_listed = standing is Standing.LISTED
    return typology.colour if is_listed else tint(typology.colour, DERIVED_TINT)


# ── colour arithmetic ────────────────────────────────────────────────────────────────────


def tint(colour: str, share: float) -> str:
    """The colour mixed with white; ``share`` of the result is the colour."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - c) * share):02X}" for c in channels)
