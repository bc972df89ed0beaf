"""Write beside, then replace: an output is the old file or the new one, never a part of either."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from geo.errors import BuildError, Fault, GeoError

_PREFIX = ".building-"
#: Endings of what SQLite keeps beside a database while a program writes to it.
_LOG, _JOURNAL = "-wal", "-journal"
#: Bytes. If less is free after a failed write, the reason given is a full disk.
_NEARLY_FULL = 1_000_000
#: Number of an error of the system → kind of fault, and what to do.
_ADVICE = {
    errno.ENOSPC: ("disk-full", "the disk is full; free some space and build again"),
    errno.EACCES: (
        "no-permission",
        "no permission to write here; choose another folder with --out",
    ),
    errno.EPERM: ("no-permission", "no permission to write here; choose another folder with --out"),
    errno.EROFS: ("read-only", "the folder is read-only; choose another one with --out"),
    errno.EBUSY: ("file-busy", "another program holds the file open; close it and build again"),
}
_OTHERWISE = ("cannot-write", "close whatever holds the file open, and build again")


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def other_users(database: Path) -> list[str]:
    """A notice if another program may edit a database that is to be replaced, else nothing.

    Readers are no hindrance: they keep the file that they opened. A write-ahead log or journal with
    content belongs to the old file, and would be applied to the new one and ruin it for good. An
    empty log says that another program holds the file open for writing.

    Raises
    ------
    BuildError
        If another program has unsaved changes.
    """
    logs = [beside for beside in map(database.with_name, _beside(database)) if beside.exists()]
    for log in logs:
        if log.name.endswith((_LOG, _JOURNAL)) and log.stat().st_size:
            raise BuildError(
                f"{database.name}: another program has unsaved changes in it ({log.name} is not "
                "empty); save or discard them there, close the file (in QGIS: stop editing, remove "
                "its layers or close the project), and run again. The old file is unchanged.",
                Fault("unsaved-changes", database.name, value=log.name),
            )
    if not any(log.name.endswith(_LOG) for log in logs):
        return []
    return [
        f"{database.name}: 有程序正打开它编辑，请在那里重新载入 · "
        "another program holds it open for editing; load it again there"
    ]


def remove_logs(database: Path) -> None:
    """Remove what SQLite kept beside a database that was replaced: it belongs to the old one."""
    for name in _beside(database):
        database.with_name(name).unlink(missing_ok=True)


def _beside(database: Path) -> tuple[str, ...]:
    return tuple(database.name + ending for ending in (_LOG, "-shm", _JOURNAL))


def _flush(path: Path) -> None:
    """Flush a file's bytes to disk before it is renamed, so that a power cut leaves it whole."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


class Staging:
    """A folder beside the outputs, where they are written before they replace the old ones.

    Use it as a context manager. :meth:`put` moves finished files over the old ones, one atomic
    replace each. Files that were not put are removed on leaving, and so are those of an earlier
    build that was killed. Two builds have two folders.

    Raises
    ------
    BuildError
        If the output folder cannot be written to, or the disk fills up while it is.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out
        self.notices: list[str] = []

    def __enter__(self) -> Self:
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            self._remove_leftovers()
            self.folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=self.out))
        except OSError as error:
            raise _explained(error, self.out) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        reason = self.reason(error) if isinstance(error, Exception) else error
        shutil.rmtree(self.folder, ignore_errors=True)
        if reason is not None and reason is not error:
            raise reason from error

    def reason(self, error: Exception) -> Exception:
        """The error itself, or a :class:`BuildError` that explains one of the disk."""
        if isinstance(error, GeoError):
            return error
        if isinstance(error, OSError) and (error.errno in _ADVICE or self._is_own(error)):
            return _explained(error, self.out)
        if shutil.disk_usage(self.out).free < _NEARLY_FULL:
            # Libraries have errors of their own for a full disk; GDAL's is one of many.
            return _explained(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), self.out)
        return error

    def _is_own(self, error: OSError) -> bool:
        """Whether the error is about an output; of one without a name this is supposed."""
        return not isinstance(error.filename, str) or str(self.out) in error.filename

    def _remove_leftovers(self) -> None:
        for folder in self.out.glob(f"{_PREFIX}*"):
            owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
            if not (owner.isdigit() and _is_running(int(owner))):
                shutil.rmtree(folder, ignore_errors=True)

    def path(self, relative: str) -> Path:
        """Where to write the output ``relative`` (its folders exist)."""
        path = self.folder / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def put(self, relatives: Iterable[str]) -> None:
        """Replace the outputs by what was written.

        Raises
        ------
        BuildError
            If one was not written, or cannot be replaced; the old file is then kept.
        """
        for relative in relatives:
            source, target = self.folder / relative, self.out / relative
            if not source.is_file():
                raise BuildError(
                    f"{relative}: nothing was written; the old file stays",
                    Fault("nothing-written", relative),
                )
            try:
                _flush(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                if target.suffix == ".gpkg":
                    self.notices += other_users(target)
                source.replace(target)
                if target.suffix == ".gpkg":
                    remove_logs(target)
            except OSError as error:
                raise _explained(error, target) from error


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _explained(error: OSError, path: Path) -> BuildError:
    kind, words = _ADVICE.get(error.errno or 0, _OTHERWISE)
    message = f"{path.name}: {error.strerror}; {words}. Earlier outputs are unchanged."
    return BuildError(message, Fault(kind, path.name, value=error.strerror))
