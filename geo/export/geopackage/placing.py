"""Atomic replacement of a file that other programs may have open."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.build.place import other_users, remove_logs
from geo.errors import BuildError, ExportError


def _stop_if_in_use(path: Path) -> None:
    try:
        notices = other_users(path)
    except BuildError as error:
        raise ExportError(str(error), error.fault) from None
    for notice in notices:
        warnings.warn(notice, stacklevel=4)


@contextmanager
def replaced_whole(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path``, which replaces it atomically on success.

    Raises
    ------
    ExportError
        If the folder cannot be written to, or the old file is being written to or cannot be
        replaced. The old file is then unchanged.
    """
    _stop_if_in_use(path)
    try:
        folder = tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-")
    except OSError as error:
        raise ExportError(
            f"{path}: cannot write here ({error.strerror}). Make the folder, or choose another one."
        ) from error
    with folder as name:
        beside = Path(name) / path.name
        yield beside
        _stop_if_in_use(path)
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
    remove_logs(path)
