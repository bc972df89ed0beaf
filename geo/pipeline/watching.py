"""Rebuild whenever a list is saved. Files are compared by content, so that a save without a change
rebuilds nothing and a clock that jumps, a network drive or a copy with old times loses nothing."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from geo.config import Project

#: Seconds between two checks.
INTERVAL = 0.5
#: Endings of what people edit; editors' backups and unfinished files do not count.
_ENDINGS = frozenset({".yaml", ".yml", ".csv"})

Contents = Mapping[str, str]


def _files(project: Project) -> Iterator[Path]:
    for folder in (project.layers, project.gazetteer):
        for path in sorted(folder.rglob("*")):
            is_hidden = any(p.startswith((".", "~")) for p in path.relative_to(folder).parts)
            if path.suffix in _ENDINGS and not is_hidden and path.is_file():
                yield path


def contents(project: Project) -> dict[str, str]:
    """SHA-256 of every list and gazetteer file, by its path in the project.

    A file that vanishes while it is read, as when an editor replaces it, is left out.
    """
    found = {}
    for path in _files(project):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        found[project.relative(path)] = hashlib.sha256(content).hexdigest()
    return found


def changed_files(before: Contents, after: Contents) -> tuple[str, ...]:
    """Files that are new, gone or different."""
    names = before.keys() | after.keys()
    return tuple(sorted(n for n in names if before.get(n) != after.get(n)))


def watch(
    look: Callable[[], Contents],
    rebuild: Callable[[tuple[str, ...]], None],
    *,
    wait: Callable[[float], None] = time.sleep,
    interval: float = INTERVAL,
    looks: int | None = None,
) -> int:
    """Rebuild once at the start, then after every change that has settled.

    A change counts once two checks in a row agree, so that a save in several steps, or of
    several files, is one rebuild. Changes during a rebuild are found by the next check.

    Parameters
    ----------
    look : callable
        Returns the current contents, such as :func:`contents` of a project.
    rebuild : callable
        Gets the names of the changed files; none at the start. An error that it raises ends the
        watch, so it must report faults of lists itself.
    wait : callable
        Waits for seconds.
    looks : int or None
        Number of checks; with None, until interrupted.

    Returns
    -------
    int
        Number of rebuilds.

    Raises
    ------
    KeyboardInterrupt
        When the user ends it; nothing needs clearing up.
    """
    built = last = look()
    rebuild(())
    count, left = 1, looks
    while left is None or left > 0:
        left = None if left is None else left - 1
        wait(interval)
        now = look()
        if now == last and now != built:
            changed, built = changed_files(built, now), now
            rebuild(changed)
            count += 1
        last = now
    return count
