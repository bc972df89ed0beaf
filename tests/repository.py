"""The files that the repository carries, for tests of documentation and project."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_MADE = {".git", ".venv", "maps", "artefacts", "__pycache__", "dist"}


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every tracked file that is there; without git (an unpacked archive), every file that no tool
    has made."""
    try:
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [
            p.relative_to(ROOT).as_posix()
            for p in ROOT.rglob("*")
            if p.is_file()
            and not any(
                part in _MADE or (part.startswith(".") and part.endswith("_cache"))
                for part in p.relative_to(ROOT).parts
            )
        ]
    return tuple(p for p in (ROOT / name for name in sorted(names)) if p.is_file())
