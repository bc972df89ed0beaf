"""List files → models, with a fault for every error."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.errors import Fault
from geo.lists.declared import DECLARED
from geo.lists.files import yaml_files
from geo.lists.located import Located, parse
from geo.lists.validating import read_text, validate, wide_quotes
from geo.records.resolved import Place
from geo.records.written import DocumentLists, Layer, Task

_Relative = Callable[[Path], str]

#: A draft whose YAML cannot be parsed yet.
_DRAFT = re.compile(r"^\s+draft\s*[:：]\s*true\b", re.MULTILINE)
_YES = frozenset({"true", "yes", "on", "1"})


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
    """All readable list files of a folder, and the faults of all its list files.

    ``drafts`` are the files that were left out because they say ``draft: true``; ``unread`` are the
    names, without ending, of these and of the files that cannot be used.
    """

    files: tuple[ListFile, ...]
    faults: tuple[Fault, ...]
    drafts: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()

    @property
    def lists(self) -> tuple[DocumentLists, ...]:
        return tuple(f.lists for f in self.files)

    def file_of(self, document_id: str) -> ListFile:
        return next(f for f in self.files if f.lists.document.id == document_id)


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
    text, faults = read_text(path, file)
    return (None, faults) if faults else _list_of(path, text, parse(text, file), file)


def _list_of(
    path: Path, text: str, located: Located, file: str
) -> tuple[ListFile | None, list[Fault]]:
    lists, faults = validate(DocumentLists, located, file)
    if lists is None:
        return None, faults
    # The dump of the validated model is the same for any order of keys, quoting or comments.
    key = hashlib.sha256(lists.model_dump_json().encode()).hexdigest()
    list_file = ListFile(lists, file, key, located, tuple(text.splitlines()))
    if lists.document.id != path.stem:
        details = {"stem": path.stem}
        line = located.span(("document", "id")).first
        faults.append(Fault("id-mismatch", file, line, None, lists.document.id, details))
    return list_file, [*faults, *wide_quotes(text, DocumentLists, file), *_duplicates(list_file)]


def _is_draft(text: str, located: Located) -> bool:
    """Whether a file says that it is a draft, also where it cannot be used otherwise."""
    if located.value is None:
        return _DRAFT.search(text) is not None
    document = located.value.get("document") if isinstance(located.value, dict) else None
    said = document.get("draft") if isinstance(document, dict) else None
    return str(said).lower() in _YES


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


def _no_draft(_: str) -> bool:
    return False


def read_lists(
    folder: Path, *, relative: _Relative, takes_draft: Callable[[str], bool] = _no_draft
) -> ListFolder:
    """Every ``<document-id>.yaml`` of ``layers/``, sorted by name.

    Parameters
    ----------
    folder : Path
    relative : callable
        A path as faults name it.
    takes_draft : callable
        Whether the draft of that name (without ending) is read as if it were none.
    """
    files: list[ListFile] = []
    drafts: list[str] = []
    unread: set[str] = set()
    paths, faults = yaml_files(folder, relative=relative)
    for stem, path in paths.items():
        if stem in DECLARED:
            continue
        file = relative(path)
        text, found = read_text(path, file)
        located = Located() if found else parse(text, file)
        if not found and _is_draft(text, located) and not takes_draft(stem):
            drafts.append(file)
            unread.add(stem)
            continue
        read, further = (None, found) if found else _list_of(path, text, located, file)
        faults += further
        if read is None:
            unread.add(stem)
        else:
            files.append(read)
    if not files and not faults:
        faults.append(Fault("no-lists", relative(folder)))
    conflicts = _conflicts(files)
    return ListFolder(tuple(files), (*faults, *conflicts), tuple(drafts), frozenset(unread))
