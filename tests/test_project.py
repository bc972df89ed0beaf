"""What the repository carries and declares: versions, licences, hashes, sizes, nothing private."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections import Counter
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .repository import ROOT, tracked_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASSETS = ROOT / "geo" / "render" / "assets"
FONTS = ROOT / "geo" / "draw" / "fonts"


def direct_requirements() -> list[Requirement]:
    own = canonicalize_name(PROJECT["name"])
    lists = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    found = [Requirement(text) for part in lists for text in part]
    return [r for r in found if canonicalize_name(r.name) != own]


def pins() -> dict[str, str]:
    """Pinned version by canonical name, from constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    rows = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    found = {}
    for row in rows:
        (only,) = row.specifier
        assert only.operator == "==", row
        assert canonicalize_name(row.name) not in found, row
        found[canonicalize_name(row.name)] = only.version
    return found


@pytest.mark.parametrize("requirement", direct_requirements(), ids=lambda r: r.name)
def test_every_direct_dependency_has_a_lower_bound_that_its_pin_meets(
    requirement: Requirement,
) -> None:
    pinned = pins().get(canonicalize_name(requirement.name))
    assert pinned, f"{requirement.name} is not in constraints.txt"
    assert {s.operator for s in requirement.specifier} & {">=", "=="}
    assert requirement.specifier.contains(pinned, prereleases=True)


def test_everything_that_dependencies_need_is_pinned() -> None:
    """Walks what is installed: a fresh machine gets tested versions all the way down."""
    known, waiting, missing = pins(), [r.name for r in direct_requirements()], set()
    seen: set[str] = set()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in seen:
            continue
        seen.add(name)
        if name not in known:
            missing.add(name)
        for text in distribution(name).requires or ():
            inner = Requirement(text)
            if inner.marker is None or inner.marker.evaluate({"extra": ""}):
                waiting.append(inner.name)
    assert missing == set()


def test_python_bound_is_the_one_that_is_spoken_of() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
    for name in ("README.md", "README.zh.md"):
        assert "Python 3.11" in (ROOT / name).read_text(encoding="utf-8")


# ── licences and what is carried from others ─────────────────────────────────────────────


def test_licences_are_there() -> None:
    assert PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    for path in (ASSETS / "leaflet" / "LICENSE", FONTS / "OFL.txt", ROOT / "data" / "README.md"):
        assert path.stat().st_size > 300, path


def test_notice_names_everything_that_is_carried() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for record in vendored().values():
        assert f"{record['name']} {record['version']}" in notice
    assert json.loads((FONTS / "font.json").read_text(encoding="utf-8"))["family"] in notice
    for path in (ROOT / "data" / "boundaries").glob("*/datapackage.json"):
        package = json.loads(path.read_text(encoding="utf-8"))
        assert package["source"] in notice
        assert package["map_review_number"] in notice
        for carrier in package["packages"]:
            assert f"{carrier['name']} {carrier['version']}" in notice
            assert carrier["copyright"] in notice


def vendored() -> dict[str, dict[str, str]]:
    """Record of every vendored asset by its path below the folder that declares it."""
    found = {}
    for declaration in sorted(ASSETS.rglob("VENDORED.json")):
        records = json.loads(declaration.read_text(encoding="utf-8"))
        base = declaration.parent.relative_to(ASSETS)
        found |= {(base / path).as_posix(): record for path, record in records.items()}
    return found


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", sorted(vendored()))
def test_vendored_asset_is_what_it_says(name: str) -> None:
    assert sha256(ASSETS / name) == vendored()[name]["sha256"]
    assert vendored()[name]["licence"]


def test_every_vendored_file_is_declared() -> None:
    folders = {Path(name).parent for name in vendored()}
    carried = {
        p.relative_to(ASSETS).as_posix()
        for p in tracked_files()
        if p.is_relative_to(ASSETS) and p.relative_to(ASSETS).parent in folders
    }
    assert {n for n in carried - set(vendored()) if not n.endswith("/LICENSE")} == set()


def test_font_is_what_it_says() -> None:
    record = json.loads((FONTS / "font.json").read_text(encoding="utf-8"))
    assert sha256(FONTS / record["file"]) == record["sha256"]


# ── sizes ────────────────────────────────────────────────────────────────────────────────


def test_sizes() -> None:
    sizes = {p.relative_to(ROOT).as_posix(): p.stat().st_size for p in tracked_files()}
    assert {n: s for n, s in sizes.items() if s > 4_000_000} == {}
    assert sum(s for n, s in sizes.items() if n.startswith("data/")) < 15_000_000
    pictures = {n: s for n, s in sizes.items() if n.startswith("docs/images/")}
    assert {n: s for n, s in pictures.items() if s > 300_000} == {}


# ── nothing of a machine, nothing that a build makes ─────────────────────────────────────

#: Where a file lay on the machine of whoever wrote it. Spelt in parts, so as not to find itself.
_PRIVATE = re.compile(
    r"(?<![\w.:/<*-])/(?:"
    + "|".join(("work", "root", "home", "Users", "farm", "tmp"))
    + r")/[\w.-]"
    r"|[A-Za-z]:\\\\?" + "Users"
)
#: An example in a help text may write to a temporary folder.
_ALLOWED = re.compile("/" + r"tmp/maps\b")
#: Working papers and tools that are no part of the project; spelt in halves likewise.
_HALVES = (
    (r"\bFACTS", r"\.md"),
    (r"\bSTYLE", r"\.md"),
    (r"\bDESIGN", r"\.md"),
    (r"\bthe br", r"ief\b"),
    (r"\bsub", r"agent"),
    ("Clau", "de"),
    ("Anthro", "pic"),
    ("Chat", "GPT"),
    ("Open", "AI"),
    ("Copi", "lot"),
)
_FOREIGN = re.compile("|".join(first + second for first, second in _HALVES))


def texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked_files():
        if path.suffix in {".parquet", ".png", ".ttf", ".gpkg", ".xlsx", ".docx"}:
            continue
        found.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
    return found


def test_no_file_speaks_of_a_machine() -> None:
    wrong = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        if not name.startswith("geo/render/assets/leaflet/")
        for number, line in enumerate(text.splitlines(), 1)
        if _PRIVATE.search(_ALLOWED.sub("", line))
    ]
    assert wrong == []


def test_no_file_speaks_of_working_papers_or_tools() -> None:
    wrong = [f"{name}: {found[0]}" for name, text in texts() if (found := _FOREIGN.search(text))]
    assert wrong == []


def test_every_text_is_utf8_without_carriage_returns() -> None:
    assert [name for name, text in texts() if "\r" in text or text.startswith("\ufeff")] == []


def test_nothing_that_a_build_makes_is_tracked() -> None:
    names = [p.relative_to(ROOT).as_posix() for p in tracked_files()]
    assert [n for n in names if n.startswith("maps/") and n != "maps/README.md"] == []
    assert [n for n in names if n.endswith((".pyc", ".egg-info"))] == []


# ── what a continuous integration runs ───────────────────────────────────────────────────


def test_ci_is_executable_and_runs_what_make_check_runs() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert script.stat().st_mode & 0o111
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    check = re.search(r"(?m)^check: ([a-z ]+?) *##", makefile)
    assert check
    for target in [*check[1].split(), "maps"]:
        assert f"make {target}" in text, target


def test_one_name_means_one_thing_in_the_program() -> None:
    """No two modules share a file name, and no two public classes a name."""
    paths = [p for p in sorted((ROOT / "geo").rglob("*.py")) if not p.name.startswith("__")]
    names = [p.name for p in paths]
    for path in paths:
        source = path.read_text(encoding="utf-8")
        names += re.findall(r"^class ([A-Za-z]\w*)", source, re.MULTILINE)
    assert {name for name, times in Counter(names).items() if times > 1} == set()


def test_no_output_lies_at_the_root() -> None:
    """A report that somebody wrote into the checkout is no part of the project."""
    made = {".html", ".docx", ".gpkg", ".qgz", ".png", ".svg", ".pdf", ".xlsx", ".csv", ".parquet"}
    assert [p.name for p in tracked_files() if p.parent == ROOT and p.suffix in made] == []
