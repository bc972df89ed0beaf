"""The front of a county sheet: blocks of entries in words, set at one density."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.content.county_sheet.density import Density
from geo.content.lines import Cell


@dataclass(frozen=True)
class SheetEntry:
    """One task, target, type or document: its lines run on after ``label``, as a rule a clause."""

    label: str
    lines: Cell


@dataclass(frozen=True)
class SheetGroup:
    """Entries under a chapter. A new document begins with ``title`` and ``aside``."""

    entries: tuple[SheetEntry, ...]
    heading: str = ""
    title: str = ""
    aside: str = ""


@dataclass(frozen=True)
class SheetBlock:
    """A heading, a note and groups of entries in ``columns`` columns.

    ``more`` says how many entries do not fit on the page and where to find them; it is empty where
    nothing is left out.
    """

    key: str
    heading: str
    note: str
    groups: tuple[SheetGroup, ...]
    columns: int = 1
    is_small: bool = False
    runs_on: bool = False
    more: str = ""

    @property
    def entries(self) -> tuple[SheetEntry, ...]:
        return tuple(entry for group in self.groups for entry in group.entries)

    def split(self, count: int) -> tuple[SheetBlock, SheetBlock]:
        """The first ``count`` entries, and the rest as a block without a heading."""
        first: list[SheetGroup] = []
        rest: list[SheetGroup] = []
        for group in self.groups:
            taken, left = group.entries[:count], group.entries[count:]
            count -= len(taken)
            if taken:
                first.append(replace(group, entries=taken))
            if left:
                rest.append(SheetGroup(left) if taken else group)
        columns = 2 if sum(len(g.entries) for g in rest) > 1 else 1
        return (
            replace(self, groups=tuple(first), columns=1, more=""),
            replace(self, heading="", note="", groups=tuple(rest), columns=columns),
        )


@dataclass(frozen=True)
class SheetFront:
    """The front of a sheet, set: the blocks beside the map, and those below it."""

    density: Density
    beside: tuple[SheetBlock, ...]
    below: tuple[SheetBlock, ...]

    @property
    def blocks(self) -> tuple[SheetBlock, ...]:
        return (*self.beside, *self.below)
