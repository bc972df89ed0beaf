"""Hashes of ingredients: what an output was made from, by content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def content_hash(value: Any) -> str:
    """SHA-256 of a JSON-able value with sorted keys; what JSON does not know goes as its text."""
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
