"""Putting a finished file in the place of an old one that others may have open."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import ExportError

#: Files that SQLite keeps beside a database while a program has it open.
_COMPANIONS = ("-wal", "-shm", "-journal")


def stop_if_in_use(path: Path) -> None:
    """Refuse to replace a GeoPackage that a program is writing to.

    Readers are no hindrance: they keep the file they opened. A write-ahead log with content
    belongs to the old file, and beside a new one it would damage it for good. An empty one says
    that somebody has the file open, perhaps to edit it: that is a warning.

    Raises
    ------
    ExportError
        If a write-ahead log or journal with content lies beside ``path``.
    """
    for ending in ("-wal", "-journal"):
        companion = path.with_name(path.name + ending)
        if companion.exists() and companion.stat().st_size:
            raise ExportError(
                f"{path.name}: a program has unsaved changes in this file ({companion.name} is "
                "not empty). Save or discard them there, close the file (in QGIS: remove its "
                "layers or close the project), and run again. The old file is unchanged."
            )
    if path.with_name(path.name + "-wal").exists():
        warnings.warn(
            f"{path.name} is open in another program (QGIS?). It is replaced by the new file; "
            "reload its layers there, and save no edits into the old one.",
            stacklevel=3,
        )


@contextmanager
def replaced_whole(path: Path) -> Iterator[Path]:
    """A place to write ``path`` beside itself; on success it takes its place in one step.

    Raises
    ------
    ExportError
        If the folder cannot be written to, or the old file is being written to or cannot be
        replaced. The old file is then unchanged.
    """
    stop_if_in_use(path)
    try:
        folder = tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-")
    except OSError as error:
        raise ExportError(
            f"{path}: cannot write here ({error.strerror}). Make the folder, or choose another one."
        ) from error
    with folder as name:
        beside = Path(name) / path.name
        yield beside
        stop_if_in_use(path)
        _replace(beside, path)


def _replace(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
    except PermissionError as error:  # Windows: a program holds the old file
        raise ExportError(
            f"{path.name}: cannot be replaced, another program holds it open. Close it there "
            "(in QGIS: remove its layers or close the project) and run again. The old file is "
            "unchanged."
        ) from error
    for ending in _COMPANIONS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
