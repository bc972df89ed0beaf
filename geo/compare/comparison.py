"""Result of a comparison: the differences, and how much was compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from geo import schema
from geo.compare.snapshot import Snapshot, TypologyName
from geo.join.rows import Row
from geo.records.resolved import UnitName


class DifferenceKind(StrEnum):
    """Kind of a difference, in the order of reading within one clause and county."""

    DOCUMENT_ADDED = "document_added"
    DOCUMENT_REMOVED = "document_removed"
    DOCUMENT_CHANGED = "document_changed"
    TYPOLOGY_RENAMED = "typology_renamed"
    RECODED = "recoded"  # the same county under another code
    RENAMED = "renamed"  # another name under the same code, or of a recoded county
    MOVED = "moved"  # under another prefecture or province
    ADDED = "added"  # a county gets a typology, or a further row of one
    REMOVED = "removed"
    RETYPED = "retyped"  # the same document, other typologies
    STATUS = "status_changed"  # status, stage or subtype
    CLAUSE = "clause_changed"
    BASIS = "basis_changed"  # listed or by rule, certain or candidate
    WRITTEN = "written_form_changed"
    NOTE = "note_changed"
    TASK_ADDED = "task_added"
    TASK_DROPPED = "task_dropped"
    TASK_CHANGED = "task_changed"
    COUNTY_TASK_ADDED = "county_task_added"  # a task reaches a county
    COUNTY_TASK_DROPPED = "county_task_dropped"
    ROW_ADDED = "row_added"  # of any other table
    ROW_REMOVED = "row_removed"
    ROW_CHANGED = "row_changed"


#: Differences of whole documents.
DOCUMENT_KINDS = frozenset(
    {
        DifferenceKind.DOCUMENT_ADDED,
        DifferenceKind.DOCUMENT_REMOVED,
        DifferenceKind.DOCUMENT_CHANGED,
    }
)

#: Kinds of row whose differences are described by table, such as partnerships.
ROW_KINDS = frozenset(
    {DifferenceKind.ROW_ADDED, DifferenceKind.ROW_REMOVED, DifferenceKind.ROW_CHANGED}
)


class NothingCompared(StrEnum):
    """Why a comparison compared nothing."""

    BOTH_EMPTY = "both_empty"
    OLD_EMPTY = "old_empty"
    NEW_EMPTY = "new_empty"
    NO_COMMON_DOCUMENT = "no_common_document"
    NOTHING_LISTED = "nothing_listed"  # common documents without any row


@dataclass(frozen=True)
class Difference:
    """One difference.

    ``held`` and ``holds`` are the old and new rows of ``table`` that differ; a document's and a
    task's have their targets, too. ``part`` names what of them changed, a column or the targets.
    ``before`` and ``after`` are names or codes, where it is about these. ``clause`` is the new
    one, or the old one of what is gone; so is ``county_code``, which follows recodes.
    """

    kind: DifferenceKind
    document_id: str = ""
    clause: str = ""
    county_code: str = ""
    table: str = ""
    held: tuple[Row, ...] = ()
    holds: tuple[Row, ...] = ()
    part: str = ""
    before: str = ""
    after: str = ""

    @property
    def name(self) -> str:
        """Name of the kind for programs; a row's begins with its table: ``partnerships_added``."""
        if self.kind in ROW_KINDS:
            return f"{self.table}_{self.kind.removeprefix('row_')}"
        return str(self.kind)


@dataclass(frozen=True)
class Compared:
    """Numbers of documents common to both sides and of their rows."""

    documents: int
    old_assignments: int
    new_assignments: int
    old_tasks: int
    new_tasks: int


@dataclass(frozen=True)
class Comparison:
    """The differences between two snapshots, in order of document, clause and county.

    ``recodes`` are old code → new code of the counties that were followed. ``is_listed_only`` says
    that rows by rule were left out on both sides.
    """

    old: Snapshot
    new: Snapshot
    differences: tuple[Difference, ...]
    compared: Compared
    recodes: Mapping[str, str]
    nothing_compared: NothingCompared | None = None
    is_listed_only: bool = False

    @property
    def is_empty_comparison(self) -> bool:
        """Whether nothing was compared, so that "no difference" would mean nothing."""
        return self.nothing_compared is not None

    @property
    def is_unchanged(self) -> bool:
        """Whether something was compared and nothing differs."""
        return not self.is_empty_comparison and not self.differences

    def county(self, code: str) -> UnitName:
        """Name and parents, from the new side if it has the county."""
        return self.new.counties.get(code) or self.old.counties[code]

    def document(self, document_id: str) -> Row:
        """The document's row, from the new side if it has the document."""
        for side in (self.new, self.old):
            for document in side.rows(schema.DOCUMENTS):
                if document["document_id"] == document_id:
                    return document
        raise KeyError(document_id)

    def typology(self, key: str, *, is_new: bool) -> TypologyName:
        """A typology's name on one side. An English name may come from the other side."""
        first, second = (self.new, self.old) if is_new else (self.old, self.new)
        own, other = first.typologies.get(key), second.typologies.get(key)
        name = own or other or TypologyName(key)
        return TypologyName(name.name, name.name_en or (other.name_en if other else ""))
