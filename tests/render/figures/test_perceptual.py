"""What a figure looks like, as a difference hash: a change that the eye would see fails here.

``golden.json`` holds the hashes of pictures that were looked at. After a wanted change look at the
new pictures and write the hashes that the failing test prints.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from geo.render.figures import write_figure
from geo.schema import EditionFrames

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))
SIDE = 24
#: Bits of 576 that may differ: another FreeType or Pillow moves a few, a lost type twice as many.
TOLERANCE = 8


def difference_hash(path: Path) -> int:
    """Whether each cell of a small grey copy is lighter than the next one, as bits."""
    with Image.open(path) as picture:
        small = picture.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX)
    rows = [list(small.crop((0, y, SIDE + 1, y + 1)).tobytes()) for y in range(SIDE)]
    bits = "".join(str(int(row[i] > row[i + 1])) for row in rows for i in range(SIDE))
    return int(bits, 2)


def apart(one: int, other: int) -> int:
    return (one ^ other).bit_count()


@pytest.mark.parametrize("kind", ["edition", "multiples", "overlap", "statistics"])
def test_figure_looks_as_it_was_looked_at(frames: EditionFrames, tmp_path: Path, kind: str) -> None:
    write_figure(frames, tmp_path / "x.png", kind=kind)
    found = difference_hash(tmp_path / "x.png")
    assert apart(found, int(GOLDEN[kind], 16)) <= TOLERANCE, f"{kind}: {found:x}"


def test_a_lost_type_is_seen(frames: EditionFrames, tmp_path: Path) -> None:
    """The measure must be able to fail: without one type's rows the picture is another."""
    from dataclasses import replace

    rows = frames.assignments
    without = replace(frames, assignments=rows[rows["typology"] != "agricultural"])
    write_figure(without, tmp_path / "x.png")
    found = difference_hash(tmp_path / "x.png")
    assert apart(found, int(GOLDEN["edition"], 16)) > TOLERANCE
