"""Whole builds against the first version, in the same run: quote the ratios, not the seconds.

| what | peer | budget |
|---|---|---|
| full build of the five documents, all figures: time | the first version's | ≤ 0.35 |
| the same: memory of all processes together | the first version's | ≤ 0.6 |
| one spelling changed among 52 documents: processor time | the first version's | ≤ 0.15 |
| `check` and the tables of 10 to 300 documents: seconds a document | of 10 documents | linear |

The first version is taken from the history of the checkout. ``python -m benchmarks builds`` takes
some minutes; ``many`` adds the third row, which takes many more, and ``growth`` the last.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from tests.many import Mix, documents, typologies, write_project

ROOT = Path(__file__).resolve().parents[1]
#: The last commit of the first version.
FIRST_VERSION = "0feb99e"
_INTERVAL = 0.2
GROWTH = (10, 30, 100, 300)
MANY = Mix(documents=52, themes=1, types=6, overlap=1, share=0.25)


@dataclass(frozen=True)
class Cost:
    """Of a command with its processes: wall and processor seconds, bytes at the worst moment."""

    seconds: float
    processor: float
    memory: int


def _tree(pid: int) -> list[int]:
    """A process and all below it."""
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *(p for child in children for p in _tree(int(child)))]
    return [pid]


def _memory(pid: int) -> int:
    """Bytes that a process tree has for itself; shared pages count in shares."""
    total = 0
    for each in _tree(pid):
        with suppress(OSError):
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    return total


def cost(command: Sequence[str], root: Path, code: int = 0) -> Cost:
    """What a command costs, run with the program that is in a folder."""
    variables: Mapping[str, str] = {**os.environ, "PYTHONPATH": str(root)}
    before = os.times()
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=root, env=variables, stdout=said, stderr=said)
        memory = 0
        while process.poll() is None:
            memory = max(memory, _memory(process.pid))
            time.sleep(_INTERVAL)
        said.seek(0)
        assert process.returncode == code, said.read().decode()[-2000:]
    after = os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    return Cost(time.perf_counter() - started, used, memory)


def build(project: Path, out: Path, *more: str) -> list[str]:
    own = ("--project", str(project), "--out", str(out), "--quiet")
    return [sys.executable, "-m", "geo.cli", "build", *more, *own]


def first_version(folder: Path) -> Path:
    """The first version, unpacked into a folder; it is its own project of five documents."""
    packed = subprocess.run(
        ["git", "archive", FIRST_VERSION], cwd=ROOT, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def five_documents(folder: Path, first: Path) -> Path:
    """A project of this version with the documents that the first one has."""
    names = {path.name for path in (first / "layers").glob("*.yaml")}
    shutil.copytree(
        ROOT / "layers",
        folder / "layers",
        ignore=lambda _, found: [
            name
            for name in found
            if name == "zoning" or (name.endswith(".yaml") and name not in names)
        ],
    )
    shutil.copytree(ROOT / "layers" / "english", folder / "layers" / "english", dirs_exist_ok=True)
    (folder / "data").symlink_to(ROOT / "data")
    return folder


def _without_themes(project: Path) -> None:
    """The declarations as the first version reads them."""
    content = typologies(MANY)
    rows = [{k: v for k, v in t.items() if k != "theme"} for t in content["typologies"]]
    text = yaml.safe_dump({"typologies": rows}, allow_unicode=True)
    (project / "layers" / "typologies.yaml").write_text(text, encoding="utf-8")


def _spelling(project: Path) -> None:
    """Write one member's name with its province before it, and back at the next call."""
    last = list(documents(MANY))[-1]["document"]["id"]
    path = project / "layers" / f"{last}.yaml"
    text = path.read_text(encoding="utf-8")
    head, _, members = text.partition("members: ")
    province = "广西壮族自治区"
    changed = members.removeprefix(province) if members.startswith(province) else province + members
    path.write_text(f"{head}members: {changed}", encoding="utf-8")


def one_spelling(base: Path, root: Path, name: str) -> Cost:
    """Cost of the build after one spelling changed."""
    project = write_project(base / name, MANY)
    _without_themes(project)
    command = build(project, base / f"{name}-maps")
    cost(command, root)
    _spelling(project)
    return cost(command, root)


def growth(base: Path) -> None:
    """Print what a document costs in sets of different sizes."""
    for count in GROWTH:
        project = write_project(base / f"grow{count}", replace(MANY, documents=count, themes=5))
        own = ("--project", str(project))
        cli = [sys.executable, "-m", "geo.cli"]
        checked = cost([*cli, "check", *own, "--quiet"], ROOT)
        tables = cost([*cli, "export", "csv", *own, "--out", str(base / f"csv{count}")], ROOT)
        each = (checked.processor / count, tables.processor / count)
        print(f"{count:4} documents: check {each[0]:.3f} s, tables {each[1]:.3f} s a document")


def compared(what: str, ours: float, peer: float, budget: float) -> None:
    print(f"{what:44} {ours:8.1f} {peer:8.1f} {ours / peer:7.2f} {budget:7.2f}", flush=True)


def main(asked: Sequence[str]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="county-typology-") as folder:
        base = Path(folder)
        first = first_version(base / "first")
        project = five_documents(base / "five", first)
        print(f"{'what':44} {'ours':>8} {'first':>8} {'ratio':>7} {'budget':>7}")
        ours = cost(build(project, base / "ours", "--all-figures"), ROOT)
        peer = cost(build(first, base / "theirs", "--all-figures"), first)
        compared("full build, all figures, seconds", ours.seconds, peer.seconds, 0.35)
        compared("the same, processor seconds", ours.processor, peer.processor, 1)
        compared("the same, memory in MB", ours.memory / 1e6, peer.memory / 1e6, 0.6)
        if "many" in asked:
            ours = one_spelling(base, ROOT, "ours52")
            peer = one_spelling(base, first, "theirs52")
            compared("one spelling of 52, processor seconds", ours.processor, peer.processor, 0.15)
        if "growth" in asked:
            growth(base)


if __name__ == "__main__":
    main(sys.argv[1:])
