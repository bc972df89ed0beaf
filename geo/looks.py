"""One source for how typologies look, for pages, figures and QGIS alike.

Colours and patterns come from ``layers/typologies.yaml``; this module orders them and derives
what every drawing needs: the colours of a county with several types, text colour on a fill,
lightness for grey print.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geo.records.written import Typology
from geo.vocabulary import Role, Standing

if TYPE_CHECKING:
    import pandas as pd

#: Fill of a county of the region that has no base type, and of context outside the region.
NEUTRAL_FILL = "#F4F2ED"
CONTEXT_FILL = "#FAF9F6"
BORDER_COUNTY = "#8C8C8C"
BORDER_PREFECTURE = "#595959"
BORDER_PROVINCE = "#262626"


def in_order(typologies: Iterable[Typology], role: Role | None = None) -> list[Typology]:
    """Typologies in legend order, of one role if asked."""
    chosen = (t for t in typologies if role is None or t.role is role)
    return sorted(chosen, key=lambda t: (t.order, t.key))


def standings(assignments: pd.DataFrame) -> dict[tuple[str, str], Standing]:
    """(county code, typology key) → the best standing that any clause gives.

    ``assignments`` has the columns county_code, typology, basis and is_complete.
    """
    found: dict[tuple[str, str], Standing] = {}
    columns = ("county_code", "typology", "basis", "is_complete")
    for code, key, basis, is_complete in zip(*(assignments[c] for c in columns), strict=True):
        standing = Standing.of(basis, is_complete=is_complete)
        found[code, key] = min(standing, found.get((code, key), standing), key=Standing.rank)
    return found


def fill_colours(keys: Iterable[str], typologies: Sequence[Typology]) -> tuple[str, ...]:
    """Colours of a county's fill: none (neutral), one (solid) or several (stripes in order)."""
    held = set(keys)
    return tuple(t.colour for t in in_order(typologies, Role.BASE) if t.key in held)


def _channels(colour: str) -> tuple[float, float, float]:
    """Linear RGB of ``#RRGGBB`` (sRGB transfer function, IEC 61966-2-1)."""

    def linear(value: int) -> float:
        c = value / 255
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    r, g, b = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return r, g, b


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white). Source: WCAG 2.2."""
    r, g, b = _channels(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21. Source: WCAG 2.2."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on the colour."""
    return max(("#000000", "#FFFFFF"), key=lambda text: contrast(text, colour))
