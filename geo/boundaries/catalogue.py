"""Everything about vintages except geometry, with the standard library alone."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from geo.errors import BoundariesError, Fault
from geo.records.resolved import UnitName, Vintage
from geo.vocabulary import BoundaryLevel
from geo.voice.texts import text

PACKAGE_FILE = "datapackage.json"
NAMES_FILE = "counties.csv"
NAME_COLUMNS = (
    "county_code",
    "county_name",
    "prefecture_code",
    "prefecture_name",
    "province_code",
    "province_name",
)

#: Required files of each vintage, besides its datapackage.
REQUIRED_FILES = (NAMES_FILE, *(f"{level}.parquet" for level in BoundaryLevel))

#: A resource is a plain file of the vintage's own folder; a datapackage cannot name anything else.
_FILE_NAME = re.compile(r"[a-z][a-z_]*\.(?:csv|parquet)")

_TEXT_FIELDS = ("title", "date", "source", "terms", "citation")


def vintages(root: Path) -> list[Vintage]:
    """All vintages of a project, oldest first.

    Parameters
    ----------
    root : Path
        The folder that holds one folder per vintage, ``data/boundaries`` of a project.

    Raises
    ------
    BoundariesError
        If there is none, or the datapackage of one cannot be read.
    """
    folders = [f for f in _folders(root) if (f / PACKAGE_FILE).is_file()]
    if not folders:
        raise BoundariesError(text("boundaries", "no-vintage", folder=root.name))
    return sorted((_vintage(f) for f in folders), key=lambda v: (v.date, v.id))


def find_vintage(root: Path, vintage_id: str | None = None) -> Vintage:
    """The vintage with that id, by default the newest.

    Raises
    ------
    BoundariesError
        If no vintage has that id. The message lists the existing ones.
    """
    known = vintages(root)
    if vintage_id is None:
        return known[-1]
    for vintage in known:
        if vintage.id == vintage_id:
            return vintage
    ids = "、".join(v.id for v in known)
    raise BoundariesError(text("boundaries", "unknown-vintage", value=vintage_id, known=ids))


def county_names(root: Path, vintage: Vintage) -> tuple[UnitName, ...]:
    """Official names and parents of all counties, sorted by code.

    Municipalities, special administrative regions, 台湾省 and counties that a province administers
    itself have no prefecture: code and name are empty.

    Raises
    ------
    BoundariesError
        If the file is missing, damaged, or has other columns.
    """
    content = checked_bytes(root, vintage, NAMES_FILE).decode("utf-8")
    rows = csv.reader(io.StringIO(content, newline=""))
    if tuple(next(rows, ())) != NAME_COLUMNS:
        columns = ",".join(NAME_COLUMNS)
        raise BoundariesError(_message("bad-columns", vintage, NAMES_FILE, columns=columns))
    return tuple(
        UnitName(
            code=code,
            name=name,
            prefecture_code=prefecture_code,
            prefecture_name=prefecture_name,
            province_code=province_code,
            province_name=province_name,
        )
        for code, name, prefecture_code, prefecture_name, province_code, province_name in rows
    )


def verify(root: Path, vintage: Vintage, *, project_relative: Callable[[Path], str]) -> list[Fault]:
    """Compare a vintage's files with its datapackage: presence, bytes, sha256, rows.

    Every fault of the vintage is reported. Rows are counted in CSV files only; for a Parquet
    file, the sha256 covers them.

    Parameters
    ----------
    project_relative : callable
        Makes a path the way messages show it (:meth:`geo.config.Project.relative`).

    Returns
    -------
    list of Fault
        Kinds ``missing-boundary-file`` (details: ``vintage``), ``boundary-checksum`` (``vintage``,
        ``expected``, ``found``: first twelve digits of the sha256) and ``boundary-datapackage``
        (``vintage``, ``key``, ``expected``, ``found``).
    """
    folder = vintage_folder(root, vintage)
    package_file = project_relative(folder / PACKAGE_FILE)
    try:
        resources = read_resources(folder)
    except BoundariesError as error:
        details = {"key": "json", "expected": "object", "found": str(error)}
        return [_fault("boundary-datapackage", package_file, vintage, **details)]
    faults = [
        _fault(
            "boundary-datapackage",
            package_file,
            vintage,
            key="resources",
            expected=name,
            found=_NOTHING,
        )
        for name in REQUIRED_FILES
        if name not in resources
    ]
    for name, resource in resources.items():
        faults += _file_faults(folder / name, resource, vintage, project_relative)
    return sorted(faults, key=Fault.sort_key)


_NOTHING = "—"


def vintage_folder(root: Path, vintage: Vintage) -> Path:
    """Folder of a vintage, found among the existing folders and never composed from the id."""
    for folder in _folders(root):
        if folder.name == vintage.id:
            return folder
    raise BoundariesError(text("boundaries", "unknown-vintage", value=vintage.id, known=_NOTHING))


def read_resources(folder: Path) -> dict[str, dict[str, Any]]:
    """Resources of a datapackage by file name. Entries with any other path are refused."""
    resources = _package(folder).get("resources")
    entries = resources if isinstance(resources, list) else []
    named = {
        e["path"]: e for e in entries if isinstance(e, dict) and isinstance(e.get("path"), str)
    }
    strange = [path for path in named if not _FILE_NAME.fullmatch(path)]
    if strange or len(named) != len(entries) or not entries:
        found = "、".join(strange) or _NOTHING
        raise BoundariesError(
            text("boundaries", "bad-resources", vintage=folder.name, file=PACKAGE_FILE, value=found)
        )
    return named


def checked_bytes(root: Path, vintage: Vintage, name: str) -> bytes:
    """Content of one file of a vintage, after checking its sha256.

    Raises
    ------
    BoundariesError
        If the file is missing, is not what the datapackage says, or is not in it.
    """
    folder = vintage_folder(root, vintage)
    resource = read_resources(folder).get(name)
    if resource is None:
        raise BoundariesError(_message("not-listed", vintage, name))
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise BoundariesError(_message("missing-file", vintage, name)) from error
    if hashlib.sha256(content).hexdigest() != resource.get("sha256"):
        raise BoundariesError(_message("damaged-file", vintage, name))
    return content


def _folders(root: Path) -> Iterator[Path]:
    if root.is_dir():
        yield from sorted(f for f in root.iterdir() if f.is_dir() and f.name[0] not in "._")


def _message(key: str, vintage: Vintage, name: str, **values: str) -> str:
    return text("boundaries", key, vintage=vintage.id, file=name, **values)


def _package(folder: Path) -> dict[str, Any]:
    try:
        content = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BoundariesError(
            text(
                "boundaries",
                "bad-package",
                vintage=folder.name,
                file=PACKAGE_FILE,
                reason=str(error),
            )
        ) from error
    return content if isinstance(content, dict) else {}


def _vintage(folder: Path) -> Vintage:
    package = _package(folder)
    values = {key: package.get(key) for key in _TEXT_FIELDS}
    lacking = [key for key, value in values.items() if not (isinstance(value, str) and value)]
    if lacking:
        raise BoundariesError(
            text(
                "boundaries",
                "bad-package",
                vintage=folder.name,
                file=PACKAGE_FILE,
                reason="、".join(lacking),
            )
        )
    return Vintage(id=folder.name, **{key: str(value) for key, value in values.items()})


def _fault(kind: str, file: str, vintage: Vintage, **details: str) -> Fault:
    return Fault(kind, file, value=vintage.id, details={"vintage": vintage.id, **details})


def _file_faults(
    path: Path,
    resource: dict[str, Any],
    vintage: Vintage,
    project_relative: Callable[[Path], str],
) -> Iterator[Fault]:
    file = project_relative(path)
    try:
        content = path.read_bytes()
    except OSError:
        yield _fault("missing-boundary-file", file, vintage)
        return
    expected, found = str(resource.get("sha256")), hashlib.sha256(content).hexdigest()
    if expected != found:
        yield _fault("boundary-checksum", file, vintage, expected=expected[:12], found=found[:12])
    measured = {"bytes": len(content)}
    if path.suffix == ".csv":
        measured["rows"] = max(content.count(b"\n") - 1, 0)
    for key, value in measured.items():
        if resource.get(key) != value:
            yield _fault(
                "boundary-datapackage",
                file,
                vintage,
                key=key,
                expected=str(resource.get(key)),
                found=str(value),
            )
