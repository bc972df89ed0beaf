"""Which themes an edition has, and the part of an edition that one theme is about."""

from __future__ import annotations

from dataclasses import replace

from geo.lists import typologies_in
from geo.pipeline.inputs import Inputs
from geo.records.resolved import Edition, Resolved, Theme
from geo.records.written import DocumentLists, Typology
from geo.vocabulary import ALL_EDITION, region_codes


def themes_in(inputs: Inputs, edition: Edition) -> tuple[Theme, ...]:
    """The themes of the edition's documents, in the order of the project; at least one.

    The first is the edition's leading theme: its figures are named after the edition alone, and it
    has the documents that name no type.
    """
    named = {
        key
        for lists in inputs.lists
        if lists.document.id in edition.document_ids
        for key in typologies_in(lists, inputs.typologies)
    }
    return tuple(t for t in inputs.themes if named & set(t.typologies)) or inputs.themes[:1]


def themed(inputs: Inputs, edition: Edition, theme: Theme) -> Edition:
    """The edition of one theme: its documents and their regions."""
    leads = themes_in(inputs, edition)[0] == theme

    def is_about(lists: DocumentLists) -> bool:
        named = typologies_in(lists, inputs.typologies)
        return bool(named & set(theme.typologies)) or (leads and not named)

    own = [
        lists.document
        for lists in inputs.lists
        if lists.document.id in edition.document_ids and is_about(lists)
    ]
    return replace(
        edition,
        region_codes=tuple(
            sorted({code for document in own for code in region_codes(document.drawn_region)})
        ),
        document_ids=tuple(sorted(document.id for document in own)),
        theme=theme,
    )


def documents_apart(inputs: Inputs, edition: Edition) -> dict[str, Edition]:
    """A region's themed edition document by document: those with types, if they are several.

    By how the name of the document's figure begins: its id, and the theme's key for types of a
    further theme in the same document.
    """
    theme = edition.theme
    if theme is None or edition.key == ALL_EDITION:
        return {}
    found = {}
    for lists in inputs.lists:
        own = lists.document.id
        named = typologies_in(lists, inputs.typologies)
        if own in edition.document_ids and named & set(theme.typologies):
            first = next(t for t in inputs.themes if named & set(t.typologies))
            name = own if theme == first else f"{own}-{theme.key}"
            found[name] = replace(edition, document_ids=(own,), document=own)
    return found if len(found) > 1 else {}


def shown_typologies(inputs: Inputs, edition: Edition) -> tuple[Typology, ...]:
    """The types that an edition's outputs have columns for: those of its themes; of the project
    where all regions are together."""
    if edition.key == ALL_EDITION and edition.theme is None:
        return inputs.typologies
    themes = themes_in(inputs, edition) if edition.theme is None else (edition.theme,)
    keys = {key for theme in themes for key in theme.typologies}
    return tuple(t for t in inputs.typologies if t.key in keys)


def of_theme(resolved: Resolved, theme: Theme) -> Resolved:
    """What the lists say about the types of a theme; tasks and places are of no theme."""
    own = theme.typologies
    return replace(
        resolved,
        assignments=tuple(a for a in resolved.assignments if a.typology in own),
        rule_outcomes=tuple(r for r in resolved.rule_outcomes if r.typology in own),
        undrawn=tuple(u for u in resolved.undrawn if u.typology in own),
        extents=tuple(x for x in resolved.extents if x.typology in own),
    )


def stem(edition: Edition, leading: Theme) -> str:
    """How the names of a themed edition's figures begin: the edition's key, and the theme's unless
    it leads."""
    theme = edition.theme
    return edition.key if theme in (None, leading) else f"{edition.key}-{theme.key}"
