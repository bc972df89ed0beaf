"""StripeParts of any number of types on a county of any size: every type shows, or it is said."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import affinity

from geo.draw import patterns
from geo.draw.patterns import LEAST_STRIPE, UNFAIR
from geo.looks import FIGURE, STRIPE_ANGLE

_RIM = np.linspace(0, 2 * np.pi, 12, endpoint=False)


@st.composite
def _counties(draw: st.DrawFn) -> shapely.Geometry:
    """A ragged shape of 0.05 to 60 mm somewhere on the page; sometimes with an island."""
    reach = draw(st.lists(st.floats(0.4, 1.0), min_size=12, max_size=12))
    rim = np.column_stack([np.cos(_RIM), np.sin(_RIM)]) * np.array(reach)[:, None]
    shape = shapely.Polygon(rim)
    if draw(st.booleans()):
        shape = shapely.union(shape, affinity.translate(shape, 2.5, 0.3))
    size = draw(st.floats(0.05, 60.0)) / 2
    wide = affinity.scale(shape, size, size * draw(st.floats(0.15, 1.0)), origin=(0, 0))
    return affinity.translate(wide, draw(st.floats(0, 200)), draw(st.floats(0, 200)))


def _stripes(county: shapely.Geometry, count: int) -> patterns.StripeParts:
    return patterns.stripes(county, count, width=FIGURE.stripe, angle=STRIPE_ANGLE)


@given(_counties(), st.integers(1, 8))
def test_every_type_of_a_county_has_its_share(county: shapely.Geometry, count: int) -> None:
    striped = _stripes(county, count)
    shown = [float(striped.visible(rank).area) for rank in range(count)]
    assert len(striped.shares) == count
    assert min(shown) > 0
    assert sum(shown) == pytest.approx(county.area, rel=1e-6)
    fair = county.area / count
    assert max(abs(area - fair) for area in shown) <= (UNFAIR + 1e-6) * fair
    hatched = [patterns.hatch(s, spacing=0.9, angle=-45) for s in striped.shares]
    assert all(lines.length >= 0 for lines in hatched)


@given(_counties(), st.integers(2, 8))
def test_stripes_too_narrow_to_see_are_told(county: shapely.Geometry, count: int) -> None:
    turned = affinity.rotate(county, -STRIPE_ANGLE, origin=(0, 0))
    _, south, _, north = shapely.bounds(turned)
    if north - south < LEAST_STRIPE * count:
        assert not _stripes(county, count).is_legible
    if north - south > 12 * count * FIGURE.stripe:
        assert _stripes(county, count).is_legible


def test_a_large_county_keeps_stripes_of_the_usual_width() -> None:
    county = shapely.box(0, 0, 30, 30)
    usual = patterns.stripes(county, 3, width=2.0, angle=45.0)
    bands = [*shapely.get_parts(usual.shares[1]), *shapely.get_parts(usual.shares[2])]
    widths = {round(2 * b.area / (b.length / 2 + np.sqrt((b.length / 2) ** 2 - 4 * b.area)), 1)
              for b in bands if b.area > 30}  # fmt: skip
    assert usual.is_legible and len(bands) > 10 and max(widths) <= 2.2


def test_nothing_has_stripes_of_nothing() -> None:
    assert len(_stripes(shapely.Polygon(), 4).shares) == 4
