"""The densities that a county sheet can be set in, from the airiest to the densest."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Density:
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


_BRIEF = Density("", 7.5, 6.5, 3, 58, 1.24, runs_on=True, most_agencies=1, has_own_summaries=False)

#: From the airiest to the densest; a sheet is set in the first that it fits in. The small lines
#: of the last are as small as print gets here.
DENSITIES = (
    Density("a", 9.0, 8.5, 2, 84, 1.42, has_summaries=True, has_agencies=True, has_chapters=True),
    Density("b", 8.5, 8.0, 2, 84, 1.4, has_summaries=True, has_agencies=True, has_chapters=True),
    Density("c", 8.5, 7.75, 2, 80, 1.36, has_summaries=True, has_chapters=True),
    Density("d", 8.5, 8.0, 2, 84, 1.4, has_chapters=True),
    Density("e", 8.25, 7.75, 3, 84, 1.38),
    Density("f", 8.0, 7.25, 3, 80, 1.34),
    Density("g", 7.75, 6.9, 3, 74, 1.32),
    Density("h", 7.5, 6.5, 3, 68, 1.3),
    Density("i", 7.5, 6.5, 4, 64, 1.28, only_counts=True),
    Density("j", 7.5, 6.5, 3, 64, 1.28, runs_on=True),
    Density("k", 7.5, 6.5, 3, 58, 1.24, only_counts=True, runs_on=True),
    Density("l", 7.5, 6.5, 3, 58, 1.24, only_counts=True, runs_on=True, most_agencies=2),
    Density("m", 7.5, 6.5, 3, 58, 1.24, only_titles=True, runs_on=True, most_agencies=1),
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
