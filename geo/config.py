"""Locations of a project's inputs and outputs.

A *project* is a folder with ``layers/`` and ``data/``. It is searched for from the working folder
upwards, then beside the package (a source checkout), then inside it (an installed wheel carries a
copy, so that a notebook works without a checkout).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.errors import ConfigError

#: Names a project folder when neither ``--project`` nor the working folder does.
PROJECT_VARIABLE = "COUNTY_TYPOLOGY_PROJECT"


@dataclass(frozen=True)
class Project:
    """Paths of one project; nothing is read or written here.

    ``layers_root`` replaces the project's own lists when lists of another place or time are read
    with the present gazetteer and boundaries.
    """

    root: Path
    layers_root: Path | None = None

    @property
    def layers(self) -> Path:
        return self.layers_root or self.root / "layers"

    @property
    def gazetteer(self) -> Path:
        return self.root / "data" / "gazetteer"

    @property
    def boundaries(self) -> Path:
        return self.root / "data" / "boundaries"

    @property
    def maps(self) -> Path:
        return self.root / "maps"

    def relative(self, path: Path) -> str:
        """The path as messages and manifests show it: inside the project, forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.name


def _is_project(folder: Path) -> bool:
    return (folder / "layers").is_dir() and (folder / "data" / "boundaries").is_dir()


def _places(start: Path) -> Iterator[Path]:
    yield start
    yield from start.parents
    package = Path(__file__).resolve().parent
    yield package.parent
    yield package / "project"


def find_project(folder: Path | None = None) -> Project:
    """The project in ``folder``, or the one that the search above finds.

    Raises
    ------
    ConfigError
        If ``folder`` is no project, or none is found.
    """
    named = folder or (
        Path(os.environ[PROJECT_VARIABLE]) if PROJECT_VARIABLE in os.environ else None
    )
    if named is not None:
        if not _is_project(named):
            raise ConfigError(
                f"{named}: no project here (layers/ and data/boundaries/ are missing)"
            )
        return Project(named.resolve())
    for place in _places(Path.cwd()):
        if _is_project(place):
            return Project(place)
    raise ConfigError("no project found: run inside a folder with layers/ and data/, or --project")
