"""Hashes of ingredients: what an output was made from, by content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

_PROGRAM_SUFFIXES = (".py", ".js", ".css", ".json", ".jinja", ".ttf", ".yaml")


class InputFolders(Protocol):
    """The part of a project that locates its inputs."""

    @property
    def layers(self) -> Path: ...

    @property
    def gazetteer(self) -> Path: ...

    @property
    def boundaries(self) -> Path: ...

    def relative(self, path: Path) -> str: ...


def content_hash(value: Any) -> str:
    """SHA-256 of a value as JSON with sorted keys; other types are hashed as ``str``."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def tree_hash(folder: Path, suffixes: Iterable[str]) -> str:
    """SHA-256 over the relative paths and bytes of a folder's files with these suffixes."""
    wanted = tuple(suffixes)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in wanted and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def program_hash() -> str:
    """SHA-256 of the program itself, which is an ingredient: its code, assets and texts."""
    return tree_hash(Path(__file__).resolve().parents[1], _PROGRAM_SUFFIXES)


def input_hashes(project: InputFolders, vintage_id: str) -> dict[str, str]:
    """SHA-256 of every input file by its path in the project, and of the names of the vintages
    (a new one changes which is the newest)."""
    folders = (project.layers, project.gazetteer, project.boundaries / vintage_id)
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.is_file())
    names = sorted(p.name for p in project.boundaries.iterdir() if p.is_dir())
    hashes = {project.relative(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    return {**hashes, project.relative(project.boundaries): content_hash(names)}
