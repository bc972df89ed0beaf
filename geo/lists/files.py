"""The YAML files of a folder, whether they end in ``.yaml`` or in ``.yml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from geo.errors import Fault

ENDINGS = (".yaml", ".yml")


def yaml_files(
    folder: Path, *, relative: Callable[[Path], str]
) -> tuple[Mapping[str, Path], list[Fault]]:
    """Files by name without ending, in the order of names; a second file of a name is a fault.

    Hidden files, such as those that an editor or a Mac keeps beside others, are left out.
    """
    found: dict[str, Path] = {}
    faults = []
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in paths:
        if path.suffix.lower() not in ENDINGS or path.name.startswith((".", "~")):
            continue
        first = found.setdefault(path.stem, path)
        if first != path:
            details = {"first": relative(first)}
            faults.append(Fault("yaml-twice", relative(path), value=path.stem, details=details))
    return dict(sorted(found.items())), faults


def yaml_file(folder: Path, stem: str) -> Path:
    """The file of a name, with the ending that it has; ``.yaml`` if there is none."""
    paths = [folder / f"{stem}{ending}" for ending in ENDINGS]
    return next((path for path in paths if path.is_file()), paths[0])
