"""The kinds of figures, as data: importing this loads nothing that draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FigureKind:
    """One kind of figure.

    Attributes
    ----------
    name : str
        What a user calls it; its files end in it.
    module : str
        Module of :mod:`geo.render.figures` whose ``draw`` returns the page with its title.
    is_of_typology : bool
        It shows one typology, which ``draw`` gets.
    is_of_document : bool
        It shows one document: its frames are of that document alone.
    shows_tasks : bool
        It shows tasks and agencies; the others show documents, types and rules only.
    """

    name: str
    module: str
    is_of_typology: bool = False
    is_of_document: bool = False
    shows_tasks: bool = False


#: By name. ``edition`` is first: a build always makes it, the others only on request.
FIGURES = {
    kind.name: kind
    for kind in (
        FigureKind("edition", "edition_figure"),
        FigureKind("multiples", "multiples"),
        FigureKind("overlap", "overlap"),
        FigureKind("statistics", "charts", shows_tasks=True),
        FigureKind("typology", "single", is_of_typology=True),
        FigureKind("document", "document_figure", is_of_document=True),
    )
}
