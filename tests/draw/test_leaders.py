"""Labels of any number of counties of any size: none off the map, none over another."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.draw.labels import Placer, Wanted
from geo.draw.leaders import ink, led_out
from geo.draw.lettering import FONT_FILE

WINDOW = (0.0, 0.0, 60.0, 45.0)


@st.composite
def _wanted(draw: st.DrawFn) -> list[Wanted]:
    """A block of equal counties somewhere, some with marks, some with long names."""
    across, down = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    size = draw(st.floats(0.3, 8.0))
    left, low = draw(st.floats(0, 59 - min(across * size, 58))), draw(st.floats(0, 20))
    names = ("甲县", "彭水苗族土家族自治县", "Shizhu Tujia Autonomous County")
    return [
        Wanted(
            f"{x}-{y}",
            ((draw(st.sampled_from(names)),),),
            shapely.box(
                left + x * size, low + y * size, left + (x + 1) * size, low + (y + 1) * size
            ),
            draw(st.sampled_from(("", "★", "★▲■"))),
        )
        for x in range(across)
        for y in range(down)
    ]


@settings(deadline=None)
@given(_wanted(), st.booleans())
def test_no_label_leaves_the_map_or_meets_another(wanted: list[Wanted], has_bar: bool) -> None:
    obstacles = [(0.0, 0.0, 20.0, 8.0)] if has_bar else []
    placer = Placer(WINDOW, obstacles=obstacles)
    before = placer.taken
    names = led_out(placer.place(wanted), WINDOW, before, font=FONT_FILE)
    assert {n.wanted.key for n in names} == {
        w.key for w in wanted if w.shape.intersects(shapely.box(*WINDOW))
    }
    shown = [n for n in names if n.is_drawn]
    boxes = [shapely.box(*ink(n, font=FONT_FILE)) for n in shown]
    window = shapely.box(*WINDOW).buffer(1e-6)
    assert all(window.contains(box) for box in boxes)
    tree = shapely.STRtree([*boxes, *(shapely.box(*o) for o in obstacles)])
    for i, box in enumerate(boxes):
        met = [int(j) for j in tree.query(box) if j != i]
        assert all(tree.geometries[j].intersection(box).area < 1e-6 for j in met), shown[i]


def test_a_number_that_is_moved_has_a_line_to_its_county() -> None:
    cells = [shapely.box(x, y, x + 0.8, y + 0.8) for x in np.arange(20, 24, 0.8)
             for y in np.arange(20, 24, 0.8)]  # fmt: skip
    wanted = [Wanted(str(i), (("彭水县",),), cell) for i, cell in enumerate(cells)]
    names = led_out(Placer(WINDOW).place(wanted), WINDOW, np.empty((0, 4)), font=FONT_FILE)
    moved = [n for n in names if n.anchor is not None]
    assert moved and all(n.is_drawn for n in names)
    for name in moved:
        assert name.wanted.shape.contains(shapely.Point(name.anchor))


def test_where_nothing_is_free_a_number_is_not_drawn() -> None:
    window = (0.0, 0.0, 3.0, 2.5)
    wanted = [Wanted(str(i), (("彭水县",),), shapely.box(0, 0, 1, 1)) for i in range(4)]
    names = led_out(Placer(window).place(wanted), window, np.empty((0, 4)), font=FONT_FILE)
    assert len(names) == 4 and 0 < sum(n.is_drawn for n in names) < 4
