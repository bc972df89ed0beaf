"""The quick answer for a build with nothing to do.

A plan is a function of the bytes of inputs, program, options and outputs. Where none of them
differs from what the manifest recorded, the plan has no stale step, and nothing need be read,
resolved or planned to know it. Any difference, even of a comment, requires the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from geo.build.manifest import MANIFEST, read_manifest
from geo.build.place import sha256_of
from geo.build.stamp import InputFolders, input_hashes, program_hash


def untouched_count(
    project: InputFolders,
    out: Path,
    *,
    options: Mapping[str, str],
) -> int:
    """How many outputs there are, if nothing differs from the last build; otherwise 0."""
    manifest = read_manifest(out / MANIFEST)
    if not manifest.is_complete or dict(manifest.options) != dict(options):
        return 0
    program = program_hash()
    for record in manifest.outputs.values():
        if record.ingredients.get("program", program) != program:
            return 0
    if not (project.boundaries / manifest.vintage).is_dir():
        return 0
    if dict(manifest.inputs) != input_hashes(project, manifest.vintage):
        return 0
    for path, record in manifest.outputs.items():
        target = out / path
        if not target.is_file() or target.stat().st_size != record.bytes:
            return 0
        if sha256_of(target) != record.sha256:
            return 0
    return len(manifest.outputs)
