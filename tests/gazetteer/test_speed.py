"""What keeps loading and resolving quick; how quick they are is measured in ``benchmarks/``."""

from __future__ import annotations

import subprocess
import sys

from rapidfuzz import fuzz

from geo.gazetteer import Gazetteer, short_name
from geo.vocabulary import CHINA_CODE
from tests.gazetteer.conftest import ROOT


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, geo.gazetteer\n"
        "heavy = {'pandas', 'geopandas', 'shapely', 'opencc', 'rapidfuzz', 'pypinyin'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr


def test_suggestions_are_those_of_a_comparison_with_every_name(gazetteer: Gazetteer) -> None:
    """Leaving out names with too few common characters leaves out no suggestion."""
    for form in ("上石县", "安康地区上石县", "酉洋土家族县", "甲乙", "县", "陕西省安康地区龙西市"):
        everything = {
            n.code: max(fuzz.ratio(form, n.name), fuzz.ratio(form, short_name(n.name)))
            for n in gazetteer.names
        }
        best = sorted(everything, key=lambda code: (-everything[code], code))
        wanted = [code for code in best if everything[code] >= 50][:5]
        assert [n.code for n in gazetteer.likeness.likest([form], CHINA_CODE)] == wanted
