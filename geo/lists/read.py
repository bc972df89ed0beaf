"""List files → models, with a fault for every error."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from geo.errors import Fault
from geo.lists.located import Located, parse
from geo.records.resolved import Place
from geo.records.written import Agency, DocumentLists, Layer, Model, Regions, Task, Typologies
from geo.vocabulary import LIST_MARK, RESERVED_KEYS

TYPOLOGIES_FILE = "typologies.yaml"
REGIONS_FILE = "regions.yaml"
AGENCIES_FILE = "agencies.yaml"
_NO_DOCUMENT = frozenset({TYPOLOGIES_FILE, REGIONS_FILE, AGENCIES_FILE})

_Relative = Callable[[Path], str]
_M = TypeVar("_M", bound=BaseModel)


class _Agencies(Model):
    agencies: tuple[Agency, ...] = ()


@dataclass(frozen=True)
class ListFile:
    """One document's lists, with the place of every part.

    ``content_key`` is a SHA-256 over the parsed values: a change of comment, quoting or key order
    leaves it as it was.
    """

    lists: DocumentLists
    file: str
    content_key: str
    _located: Located = field(repr=False, compare=False)
    _lines: tuple[str, ...] = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The file as it was read."""
        return "\n".join(self._lines)

    def place(self, path: tuple[str | int, ...], written: str | None = None) -> Place:
        """Place of a part of the lists; with ``written``, the line of that name inside it."""
        span = self._located.span(path)
        line = span.first
        if written:
            inside = range(span.first, span.last + 1)
            found = (n for n in inside if written in self._lines[n - 1 : n][0])
            line = next(found, line)
        return Place(self.file, line, self._clause(path))

    def _clause(self, path: tuple[str | int, ...]) -> str:
        if len(path) < 2 or path[0] == "document":
            return ""
        part: Any = getattr(self.lists, str(path[0]))[path[1]]
        return str(part.clause)


@dataclass(frozen=True)
class ListFolder:
    """All readable list files of a folder, and the faults of all its list files."""

    files: tuple[ListFile, ...]
    faults: tuple[Fault, ...]

    @property
    def lists(self) -> tuple[DocumentLists, ...]:
        return tuple(f.lists for f in self.files)

    def file_of(self, document_id: str) -> ListFile:
        return next(f for f in self.files if f.lists.document.id == document_id)


def _read_text(path: Path, file: str) -> tuple[str, list[Fault]]:
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except FileNotFoundError:
        return "", [Fault("missing-file", file)]
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return "", [Fault("not-utf8", file, line)]


def _allowed_keys(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Keys that the model allows at ``path``, the path to the refused key."""
    current: Any = model
    for step in path[:-1]:
        if isinstance(step, int):
            continue
        fields = getattr(current, "model_fields", {})
        if step not in fields:
            return []
        current = _inner_model(fields[step].annotation)
    return list(getattr(current, "model_fields", {}))


def _inner_model(annotation: Any) -> Any:
    """The model inside ``tuple[X, ...]`` or ``X | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner_model(part)
        if found is not None:
            return found
    return None


def _existing(path: Sequence[str | int], value: Any) -> tuple[str | int, ...]:
    """The part of an error's path that the file really has; a union adds steps of its own."""
    kept: list[str | int] = []
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            break
        kept.append(step)
    return tuple(kept)


def _fault_of(error: ErrorDetails, located: Located, file: str, model: type[BaseModel]) -> Fault:
    path = _existing(error["loc"], located.value)
    kind, line = error["type"], located.span(path).first
    clause = _clause_at(located.value, path)
    where = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
    if kind == "extra_forbidden":
        key, allowed = str(path[-1]), _allowed_keys(model, path)
        near = get_close_matches(key, allowed, n=3)
        details = {"allowed": "、".join(allowed), "near": "、".join(near) or "—", "where": where}
        return Fault("unknown-key", file, line, clause, key, details)
    if kind == "missing":
        return Fault("missing-key", file, line, clause, str(error["loc"][-1]), {"where": where})
    written = error["input"]
    value = str(written) if isinstance(written, str | int | float | bool) else None
    details = {"where": where, "rule": kind, "problem": error["msg"]}
    return Fault("wrong-value", file, line, clause, value, details)


def _clause_at(value: Any, path: Sequence[str | int]) -> str | None:
    try:
        clause = value[path[0]][path[1]]["clause"]
    except (KeyError, IndexError, TypeError):
        return None
    return str(clause)


def _validate(model: type[_M], located: Located, file: str) -> tuple[_M | None, list[Fault]]:
    if located.faults:
        return None, located.faults
    if not isinstance(located.value, dict):
        return None, [Fault("empty-file", file)]
    try:
        return model.model_validate(located.value), []
    except ValidationError as error:
        first: dict[tuple[str, int, str, str], Fault] = {}
        for each in error.errors():  # a union reports one error per member: the first will do
            fault = _fault_of(each, located, file, model)
            first.setdefault(fault.sort_key(), fault)
        return None, list(first.values())


def _duplicates(file: ListFile) -> list[Fault]:
    """Faults of layers and tasks that occur twice in one file."""
    faults: list[Fault] = []
    seen: dict[tuple[str, ...], int] = {}
    parts_of: tuple[tuple[str, str, Sequence[Layer | Task]], ...] = (
        ("duplicate-layer", "layers", file.lists.layers),
        ("duplicate-task", "tasks", file.lists.tasks),
    )
    for kind, part, parts in parts_of:
        for i, item in enumerate(parts):
            words = (item.typology, item.subtype, item.status) if isinstance(item, Layer) else ()
            key = (part, item.clause, *words)
            place = file.place((part, i))
            if key in seen:
                details = {"first": str(seen[key])}
                faults.append(
                    Fault(
                        kind,
                        place.file,
                        place.line,
                        place.clause,
                        "·".join(w for w in words if w),
                        details,
                    )
                )
            seen.setdefault(key, place.line)
    return faults


def read_list(path: Path, *, relative: _Relative) -> tuple[ListFile | None, list[Fault]]:
    """One document's file.

    Returns
    -------
    ListFile or None, list of Fault
        None if the file cannot be used at all; its faults then say why.
    """
    file = relative(path)
    text, faults = _read_text(path, file)
    if faults:
        return None, faults
    located = parse(text, file)
    lists, faults = _validate(DocumentLists, located, file)
    if lists is None:
        return None, faults
    # The dump of the validated model is the same for any order of keys, quoting or comments.
    key = hashlib.sha256(lists.model_dump_json().encode()).hexdigest()
    list_file = ListFile(lists, file, key, located, tuple(text.splitlines()))
    if lists.document.id != path.stem:
        details = {"stem": path.stem}
        line = located.span(("document", "id")).first
        faults.append(Fault("id-mismatch", file, line, None, lists.document.id, details))
    return list_file, faults + _duplicates(list_file)


def _conflicts(files: Iterable[ListFile]) -> list[Fault]:
    """Faults of editions whose documents have different regions."""
    first: dict[str, ListFile] = {}
    faults = []
    for file in files:
        document = file.lists.document
        other = first.setdefault(document.edition, file)
        if other.lists.document.region_code != document.region_code:
            details = {"edition": document.edition, "other": other.file}
            line = file.place(("document", "region_code")).line
            fault = Fault("edition-regions", file.file, line, None, document.region_code, details)
            faults.append(fault)
    return faults


def read_lists(folder: Path, *, relative: _Relative) -> ListFolder:
    """Every ``<document-id>.yaml`` of ``layers/``, sorted by name."""
    files: list[ListFile] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name in _NO_DOCUMENT:
            continue
        file, found = read_list(path, relative=relative)
        faults += found
        if file is not None:
            files.append(file)
    if not files and not faults:
        faults.append(Fault("no-lists", relative(folder)))
    return ListFolder(tuple(files), tuple(faults + _conflicts(files)))


def _read_model(path: Path, model: type[_M], relative: _Relative) -> tuple[_M | None, list[Fault]]:
    file = relative(path)
    text, faults = _read_text(path, file)
    if faults:
        return None, faults
    return _validate(model, parse(text, file), file)


def read_typologies(folder: Path, *, relative: _Relative) -> tuple[Typologies, list[Fault]]:
    """``layers/typologies.yaml``, typologies in legend order.

    Keys and names must be unique, and no key may be that of another output. A typology's theme
    must be declared. Kinds: ``duplicate-typology``, ``reserved-key``, ``unknown-theme``.
    """
    path = folder / TYPOLOGIES_FILE
    file = relative(path)
    text, faults = _read_text(path, file)
    if faults:
        return Typologies(typologies=()), faults
    located = parse(text, file)
    read, faults = _validate(Typologies, located, file)
    if read is None:
        return Typologies(typologies=()), faults
    seen: set[str] = set()
    themes = {theme.key for theme in read.themes}
    for part in ("themes", "typologies"):
        for i, item in enumerate(getattr(read, part)):
            line = located.span((part, i)).first
            for word in (item.key, item.name):
                if word in seen:
                    faults.append(Fault("duplicate-typology", file, line, None, word))
                seen.add(word)
            if item.key in RESERVED_KEYS:
                faults.append(Fault("reserved-key", file, line, None, item.key))
    for i, typology in enumerate(read.typologies):
        if typology.theme is not None and typology.theme not in themes:
            line = located.span(("typologies", i, "theme")).first
            details = {"known": LIST_MARK.join(sorted(themes)) or "—"}
            faults.append(Fault("unknown-theme", file, line, None, typology.theme, details))
    ordered = tuple(sorted(read.typologies, key=lambda t: (t.order, t.key)))
    return Typologies(themes=read.themes, typologies=ordered), faults


def read_regions(folder: Path, *, relative: _Relative) -> tuple[Regions, list[Fault]]:
    """``layers/regions.yaml``; a missing file is an empty one."""
    path = folder / REGIONS_FILE
    if not path.exists():
        return Regions(), []
    read, faults = _read_model(path, Regions, relative)
    names: set[tuple[str, str]] = set()
    for area in read.areas if read else ():
        if (area.region_code, area.name) in names:
            faults.append(Fault("duplicate-area", relative(path), None, None, area.name))
        names.add((area.region_code, area.name))
    return read or Regions(), faults


def read_agencies(folder: Path, *, relative: _Relative) -> tuple[tuple[Agency, ...], list[Fault]]:
    """``layers/agencies.yaml``: agencies with their translated names; a missing file is empty.

    A name must be unique; an English name need not be, as lists shorten one name differently.
    """
    path = folder / AGENCIES_FILE
    if not path.exists():
        return (), []
    file = relative(path)
    text, faults = _read_text(path, file)
    if faults:
        return (), faults
    located = parse(text, file)
    read, faults = _validate(_Agencies, located, file)
    lines: dict[str, int] = {}
    for i, agency in enumerate(read.agencies if read else ()):
        line = located.span(("agencies", i)).first
        if agency.name in lines:
            details = {"first": str(lines[agency.name])}
            faults.append(Fault("duplicate-key", file, line, None, agency.name, details))
        lines.setdefault(agency.name, line)
    return read.agencies if read else (), faults
