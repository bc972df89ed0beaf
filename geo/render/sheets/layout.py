"""What one sheet of paper holds: blocks of entries, and the density they are set in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.render.sheets.words import Cell


@dataclass(frozen=True)
class Entry:
    """One task, target, type or document: its lines run on after ``label``, as a rule a clause."""

    label: str
    lines: Cell


@dataclass(frozen=True)
class Group:
    """Entries under a chapter. ``title`` and ``aside`` stand where a new document begins."""

    entries: tuple[Entry, ...]
    heading: str = ""
    title: str = ""
    aside: str = ""


@dataclass(frozen=True)
class Block:
    """A heading, a note and groups of entries in ``columns`` columns.

    ``more`` says how many entries do not fit on the page and where they stand; it is empty where
    nothing is left out.
    """

    key: str
    heading: str
    note: str
    groups: tuple[Group, ...]
    columns: int = 1
    is_small: bool = False
    runs_on: bool = False
    more: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for group in self.groups for entry in group.entries)

    def split(self, count: int) -> tuple[Block, Block]:
        """The first ``count`` entries, and the rest as a block without a heading."""
        first: list[Group] = []
        rest: list[Group] = []
        for group in self.groups:
            taken, left = group.entries[:count], group.entries[count:]
            count -= len(taken)
            if taken:
                first.append(replace(group, entries=taken))
            if left:
                rest.append(Group(left) if taken else group)
        columns = 2 if sum(len(g.entries) for g in rest) > 1 else 1
        return (
            replace(self, groups=tuple(first), columns=1, more=""),
            replace(self, heading="", note="", groups=tuple(rest), columns=columns),
        )


@dataclass(frozen=True)
class Step:
    """One density. Points for what is the county's own and for what is general; millimetres.

    ``leading`` is the height of a line by the size of its type. ``has_summaries`` gives general
    tasks their summaries, ``has_agencies`` all of their agencies; without, a line has its title and
    the lead or first agency, and with ``only_counts`` the number of agencies; ``only_titles``
    leaves titles, ``only_clauses`` the clauses of each chapter. ``has_chapters`` gives targets and
    the county's own tasks their chapters, which general tasks always have. ``runs_on`` sets what is
    general as a paragraph for each chapter, not a line for each task. ``most_agencies`` is how many
    agencies of a role the county's own tasks name before they count them; without
    ``has_own_summaries`` they have no more words than their title.
    """

    key: str
    body: float
    small: float
    columns: int
    map_width: float
    leading: float
    has_summaries: bool = False
    has_agencies: bool = False
    has_chapters: bool = False
    only_counts: bool = False
    only_titles: bool = False
    only_clauses: bool = False
    has_own_summaries: bool = True
    runs_on: bool = False
    most_agencies: int | None = None


_BRIEF = Step("", 7.5, 6.5, 3, 58, 1.24, runs_on=True, most_agencies=1, has_own_summaries=False)

#: From the airiest to the densest; a sheet is set in the first that it fits in. The small lines
#: of the last are as small as print gets here.
STEPS = (
    Step("a", 9.0, 8.5, 2, 84, 1.42, has_summaries=True, has_agencies=True, has_chapters=True),
    Step("b", 8.5, 8.0, 2, 84, 1.4, has_summaries=True, has_agencies=True, has_chapters=True),
    Step("c", 8.5, 7.75, 2, 80, 1.36, has_summaries=True, has_chapters=True),
    Step("d", 8.5, 8.0, 2, 84, 1.4, has_chapters=True),
    Step("e", 8.25, 7.75, 3, 84, 1.38),
    Step("f", 8.0, 7.25, 3, 80, 1.34),
    Step("g", 7.75, 6.9, 3, 74, 1.32),
    Step("h", 7.5, 6.5, 3, 68, 1.3),
    Step("i", 7.5, 6.5, 4, 64, 1.28, only_counts=True),
    Step("j", 7.5, 6.5, 3, 64, 1.28, runs_on=True),
    Step("k", 7.5, 6.5, 3, 58, 1.24, only_counts=True, runs_on=True),
    Step("l", 7.5, 6.5, 3, 58, 1.24, only_counts=True, runs_on=True, most_agencies=2),
    Step("m", 7.5, 6.5, 3, 58, 1.24, only_titles=True, runs_on=True, most_agencies=1),
    replace(_BRIEF, key="n", only_titles=True),
    replace(_BRIEF, key="o", only_clauses=True),
)


@dataclass(frozen=True)
class Limits:
    """How many entries of the lists are set; None for all of them."""

    own_tasks: int | None = None
    general_tasks: int | None = None
    targets: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Page:
    """The front of a sheet, set: what stands beside the map, and what stands below."""

    step: Step
    beside: tuple[Block, ...]
    below: tuple[Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (*self.beside, *self.below)
