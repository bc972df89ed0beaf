"""``manifest.json``: what was built, from what, and with what result. Sorted, without a clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

#: File in the folder of outputs.
MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class OutputRecord:
    """One output: its bytes' hash and size, and the hash of each ingredient it was made from."""

    sha256: str
    bytes: int
    ingredients: Mapping[str, str]


@dataclass(frozen=True)
class Manifest:
    """The record of one build.

    ``is_complete`` says that every output of every edition was fresh when the build ended.
    ``failed`` holds the paths that could not be made, each with the kind of error: an older file
    may be there. ``gone`` holds the files of earlier builds that no document asks for any more.
    ``options`` are the build's options. ``inputs`` are input files' hashes, ``versions`` the
    program's and libraries', ``accounting`` the counts per edition, ``lists`` what each document's
    lists said (for "what changed").
    """

    vintage: str = ""
    is_complete: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    accounting: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    lists: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, OutputRecord] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, OutputRecord] = field(default_factory=dict)


def read_manifest(path: Path) -> Manifest:
    """The manifest at ``path``; an empty one if there is none or it cannot be read, so that
    everything counts as stale and is built again."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT:
            return Manifest()
        outputs = {k: OutputRecord(**v) for k, v in content.pop("outputs").items()}
        gone = {k: OutputRecord(**v) for k, v in content.pop("gone", {}).items()}
        return Manifest(**content, outputs=outputs, gone=gone)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write the manifest: keys sorted, two-space indent, Chinese as Chinese."""
    content = {"format": FORMAT, **asdict(manifest)}
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def recorded_options(
    language: str, *, all_figures: bool, as_of: str | None, vintage: str | None
) -> dict[str, str]:
    """What a manifest keeps of a build's options; without a vintage, the newest one is meant."""
    return {
        "vintage": vintage or "",
        "as_of": as_of or "",
        "figures": "all" if all_figures else "one",
        "language": language,
    }
