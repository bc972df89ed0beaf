"""The command line against its peers, in the same run: quote the ratios, not the seconds.

| what | peer | budget |
|---|---|---|
| build with nothing to do | ``python -c "import geopandas"`` | ≤ 0.5 |
| build after one document changed | a full build with all figures | ≤ 0.4 |
| check | interpreter start plus YAML parse of the lists (``yaml.safe_load``) | ≤ 2 |
| resolve of 20,000 rows, all different | the likest name of each row by ``rapidfuzz`` | ≤ 1 |

PyYAML's C loader, which ``check`` itself uses, parses ten times faster than ``safe_load``; the row
"check, C loader" shows that comparison too, without a budget.

Runs alternate (ours, peer, ours, peer …), so that a drift of the machine's speed hits both alike;
the ratio is the median over the pairs. All have their byte code at hand, as after an installation,
even where ``PYTHONDONTWRITEBYTECODE`` would have Python compile a source tree anew in each run; the
pair that warms up writes it to a folder of its own.
"""

from __future__ import annotations

import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from geo.config import Project
from geo.pipeline.resolving import open_gazetteer

ROOT = Path(__file__).resolve().parents[1]
PAIRS = 7
_PARSE = (
    "import pathlib, yaml; "
    "[yaml.load(p.read_text('utf-8'), yaml.{loader}) "
    "for p in sorted(pathlib.Path('layers').glob('*.yaml'))]"
)
#: What people do without a gazetteer; it is also wrong in hundreds of rows.
_LIKEST = """
import csv, sys
from rapidfuzz import fuzz, process
from geo.pipeline.resolving import open_gazetteer
names = [n.parents + n.name for n in open_gazetteer().names]
for row in list(csv.reader(open(sys.argv[1], encoding="utf-8")))[1:]:
    process.extractOne("".join(row[:3]), names, scorer=fuzz.ratio)
"""
NO_BUDGET = float("inf")
YEARS = range(1985, 2025)
#: Rows of a year, and every how many of them has a name that no list has.
_ROWS, _MISSPELT = 500, 15


def seconds(command: Sequence[str], code: int = 0, *, byte_code: Path) -> float:
    """Wall time of one whole process with an exit code; its byte code is kept in a folder."""
    variables = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    variables["PYTHONPYCACHEPREFIX"] = str(byte_code)
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, env=variables)
    assert done.returncode == code, done.stderr.decode()
    return time.perf_counter() - started


def paired(
    ours: Callable[[], float], peer: Callable[[], float], pairs: int = PAIRS
) -> tuple[float, float, float]:
    """Medians of ours, of the peer, and of their ratio pair by pair; one pair warms up."""
    ours(), peer()
    runs = [(ours(), peer()) for _ in range(pairs)]
    return (
        statistics.median(a for a, _ in runs),
        statistics.median(b for _, b in runs),
        statistics.median(a / b for a, b in runs),
    )


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "geo.cli", *arguments]


def write_table(path: Path) -> None:
    """A table of 20,000 different rows: 500 counties of each of 40 years, some misspelt."""
    newest = open_gazetteer(Project(ROOT))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("省份", "城市", "县名", "年份"))
        for year in YEARS:
            units = newest.of(str(year)).names
            for i in range(_ROWS):
                unit = units[(i * 5 + year) % len(units)]
                name = unit.name if i % _MISSPELT else f"{unit.name[:-1]}甲{unit.name[-1]}"
                writer.writerow((unit.province_name, unit.prefecture_name, name, year))


def rows() -> list[tuple[str, float, float, float, float]]:
    """(what, our seconds, the peer's, ratio, budget) of each comparison."""
    with tempfile.TemporaryDirectory(prefix="county-typology-") as folder:
        base = Path(folder)
        project = base / "project"
        project.mkdir()
        shutil.copytree(ROOT / "layers", project / "layers")
        (project / "data").symlink_to(ROOT / "data")
        out = base / "maps"
        build = command(
            "build", "--all-figures", "--project", str(project), "--out", str(out), "--quiet"
        )
        run = partial(seconds, byte_code=base / "byte-code")
        run(build)
        listed = project / "layers" / "luan-2023-new-urbanisation.yaml"
        text = listed.read_text(encoding="utf-8")
        table = base / "table.csv"
        write_table(table)
        turn = iter(range(1000))

        def rebuild(written: str) -> float:
            """Build after a word of one document changed, or changed back."""
            changed = text.replace(written, written + "甲" * (next(turn) % 2))
            listed.write_text(changed, encoding="utf-8")
            return run(build)

        def full() -> float:
            return run([*build, "--force"])

        return [
            (
                "build, nothing to do",
                *paired(
                    lambda: run(build),
                    lambda: run([sys.executable, "-c", "import geopandas"]),
                ),
                0.5,
            ),
            (
                "check",
                *paired(
                    lambda: run(command("check", "--quiet")),
                    lambda: run([sys.executable, "-c", _PARSE.format(loader="SafeLoader")]),
                ),
                2.0,
            ),
            (
                "check, C loader",
                *paired(
                    lambda: run(command("check", "--quiet")),
                    lambda: run([sys.executable, "-c", _PARSE.format(loader="CSafeLoader")]),
                ),
                NO_BUDGET,
            ),
            (
                "resolve, 20,000 rows",
                *paired(
                    lambda: run([*command("resolve", str(table)), "--out", str(base / "t.csv")], 3),
                    lambda: run([sys.executable, "-c", _LIKEST, str(table)]),
                    3,
                ),
                1.0,
            ),
            ("build, one task's words changed", *paired(lambda: rebuild("编齐"), full, 3), 0.4),
            ("build, one status changed", *paired(lambda: rebuild("乡村振兴样板县"), full, 3), 0.4),
        ]


def main() -> None:
    """Print the table."""
    print(f"{'what':30} {'ours':>8} {'peer':>8} {'ratio':>7} {'budget':>7}")
    for what, ours, peer, ratio, budget in rows():
        print(f"{what:30} {ours:7.2f}s {peer:7.2f}s {ratio:7.2f} {budget:7.2f}")


if __name__ == "__main__":
    main()
