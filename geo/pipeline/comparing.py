"""Comparing two sources of lists: folders, git revisions, built GeoPackages."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from geo import compare
from geo.config import Project, find_project
from geo.errors import ConfigError
from geo.pipeline.frames import derive
from geo.pipeline.inputs import Inputs, read_inputs, require_sound


def snapshot_of_inputs(inputs: Inputs) -> compare.Snapshot:
    """Snapshot of inputs, including derived rows if rules were evaluated."""
    return compare.snapshot(
        inputs.lists,
        inputs.resolved,
        names=inputs.names,
        region_names=inputs.region_names,
        typologies=inputs.typologies,
        vintage=inputs.vintage.id,
    )


def _derived(project: Project, vintage: str | None) -> compare.Snapshot:
    """Snapshot of a project's lists, with derived rows."""
    return snapshot_of_inputs(derive(require_sound(read_inputs(project, vintage=vintage))))


def _of_folder(folder: Path, project: Project, vintage: str | None) -> compare.Snapshot:
    """Lists of a project folder, or of a bare folder of list files."""
    if (folder / "layers").is_dir():
        is_whole = (folder / "data" / "boundaries").is_dir()
        source = (
            find_project(folder) if is_whole else replace(project, layers_root=folder / "layers")
        )
    else:
        source = replace(project, layers_root=folder)
    return _derived(source, vintage)


def _git(project: Project, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(project.root), *arguments]
    return subprocess.run(command, capture_output=True, check=False)


def _write_lists(archive: bytes, folder: Path) -> None:
    """Write the list files of a tar archive of ``layers/`` into a folder.

    Only plain files right inside ``layers/`` and its folders one below are taken, by name, so that
    no entry of an archive leads elsewhere. (``extractall`` filters entries only since 3.11.4.)
    """
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar.getmembers():
            parts = PurePosixPath(member.name).parts
            content = tar.extractfile(member) if member.isfile() else None
            if content is None or not 2 <= len(parts) <= 3 or parts[0] != "layers":
                continue
            if ".." in parts:
                continue
            target = folder.joinpath(*parts[1:])
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content.read())


def _of_revision(revision: str, project: Project, vintage: str | None) -> compare.Snapshot:
    """Lists of a git revision, read with the present gazetteer and boundaries."""
    archive = _git(project, "archive", "--format=tar", revision, "--", "layers")
    if archive.returncode:
        problem = archive.stderr.decode(errors="replace").strip().splitlines()
        raise ConfigError(
            f"{revision}: 不是文件夹、GeoPackage，也不是含有清单的 git 版本 "
            f"no folder, no GeoPackage, and no git revision with lists ({'; '.join(problem[:1])})"
        )
    with tempfile.TemporaryDirectory(prefix="county-typology-") as folder:
        _write_lists(archive.stdout, Path(folder))
        source = replace(project, layers_root=Path(folder))
        return _derived(source, vintage)


def snapshot_of(source: str, project: Project, *, vintage: str | None = None) -> compare.Snapshot:
    """Snapshot of a source's lists.

    Parameters
    ----------
    source : str
        A GeoPackage of this program, a project folder, a folder of list files, or a git revision
        of the project. What exists as a file or folder is taken as that.

    Raises
    ------
    ConfigError
        If it is none of these.
    FaultsError
        If its lists have errors.
    """
    path = Path(source)
    if path.is_file():
        return compare.snapshot_from_geopackage(path)
    if path.is_dir():
        return _of_folder(path.resolve(), project, vintage)
    if source.startswith("-"):
        raise ConfigError(f"{source}: 不是版本 no revision")
    return _of_revision(source, project, vintage)


def _recodes(project: Project, vintage: str | None) -> dict[str, str]:
    """Old code → code of the county that continues it whole, from the gazetteer's changes."""
    gazetteer = read_inputs(project, vintage=vintage).gazetteer
    found: dict[str, set[str]] = {}
    for unit in gazetteer.names:
        for code, _ in gazetteer.lineage.identity((unit.code, unit.name)):
            if code not in gazetteer.forms.by_code:
                found.setdefault(code, set()).add(unit.code)
    return {old: new.pop() for old, new in found.items() if len(new) == 1}


def compare_sources(
    old: str, new: str, project: Project, *, vintage: str | None = None
) -> compare.Comparison:
    """Compare two sources' lists, per county."""
    before = snapshot_of(old, project, vintage=vintage)
    after = snapshot_of(new, project, vintage=vintage)
    return compare.compare(before, after, recodes=_recodes(project, vintage))
