"""Values of the change map and of its workbook, in words for the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from geo.records.resolved import Vintage


class CountyChangeKind(StrEnum):
    """What happened to a county. A county with several changes is drawn as the first of them."""

    RETYPED = "retyped"
    ADDED = "added"
    REMOVED = "removed"
    STATUS = "status"  # status, stage, subtype, clause or basis
    DERIVED = "derived"  # what a rule derives, complete or pending: no document names the county
    RECODED = "recoded"  # code, name or parents
    TASK = "task"  # a task reaches it, or no longer
    WORDING = "wording"  # the written form or a note only: not drawn


class ComparisonVerdict(StrEnum):
    """Result of a comparison as a whole."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"  # compared, no difference
    NOTHING_COMPARED = "nothing-compared"


def first_of(changes: Iterable[CountyChangeKind]) -> CountyChangeKind:
    """The change that a county is drawn as: the first in the order of :class:`CountyChangeKind`."""
    order = list(CountyChangeKind)
    return min(changes, key=order.index)


@dataclass(frozen=True)
class CountyChange:
    """One change of one county. ``kind``, ``before`` and ``after`` are in words; ``document`` is
    the short title, ``clause`` as printed, both empty for a change of names or codes."""

    change: CountyChangeKind
    kind: str
    before: str = ""
    after: str = ""
    document: str = ""
    clause: str = ""


@dataclass(frozen=True)
class ChangedCounty:
    """A county with all its changes.

    ``code`` is the present one; ``drawn_code`` is the one that the boundaries have it under, or
    empty where they have no such county. ``label`` is the name on the map. ``before`` and ``after``
    name the typologies that the county held and holds in all compared documents; what a rule
    derives says so.
    """

    code: str
    name: str
    parents: str
    changes: tuple[CountyChange, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    label: str = ""
    drawn_code: str = ""

    @property
    def change(self) -> CountyChangeKind:
        return first_of(c.change for c in self.changes)

    @property
    def own_changes(self) -> tuple[CountyChange, ...]:
        """Changes that are listed per county; a task is listed once for all that it reaches."""
        return tuple(c for c in self.changes if c.change is not CountyChangeKind.TASK)


@dataclass(frozen=True)
class OtherChange:
    """A change of a document, of a typology's name, of a task or of whom a task reaches.

    ``counties`` are names, for a task that reaches more or fewer counties; ``is_whole`` says that
    they are all of the document's region.
    """

    kind: str
    before: str = ""
    after: str = ""
    document: str = ""
    clause: str = ""
    counties: tuple[str, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True)
class ChangeRegion:
    """One map of the page: a province or prefecture. ``county_codes`` are the boundaries' own."""

    name: str
    county_codes: tuple[str, ...]


@dataclass(frozen=True)
class ComparedDocument:
    """A document that was read, and which sides have it: ``both``, ``old`` or ``new``."""

    title: str
    number: str
    issued: str
    side: str = "both"


@dataclass(frozen=True)
class ChangePage:
    """Content of the page. ``old`` and ``new`` describe the two sides."""

    verdict: ComparisonVerdict
    memo: str
    old: str
    new: str
    vintage: Vintage
    counties: tuple[ChangedCounty, ...] = ()
    others: tuple[OtherChange, ...] = ()
    regions: tuple[ChangeRegion, ...] = ()
    sources: tuple[ComparedDocument, ...] = ()

    @property
    def counts(self) -> dict[CountyChangeKind, int]:
        """Counties per change that they are drawn as, in the order of the legend."""
        found = Counter(county.change for county in self.counties)
        return {change: found[change] for change in CountyChangeKind if found[change]}

    @property
    def undrawn(self) -> tuple[ChangedCounty, ...]:
        """Changed counties that no map of the page can show."""
        drawn = {code for region in self.regions for code in region.county_codes}
        return tuple(
            county
            for county in self.counties
            if county.drawn_code not in drawn and county.change is not CountyChangeKind.WORDING
        )


@dataclass(frozen=True)
class ChangesSummary:
    """Summary that precedes the rows in a comparison's workbook.

    ``counts`` are changes by kind, in words.
    """

    verdict: str
    memo: str
    old: str
    new: str
    counts: Mapping[str, int]
    documents: tuple[ComparedDocument, ...] = ()
