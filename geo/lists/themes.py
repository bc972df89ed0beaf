"""Themes: which typologies are drawn together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.records.resolved import Theme
from geo.records.written import DocumentLists, Typologies, Typology
from geo.vocabulary import LIST_MARK

#: Names that the name of a theme without a declaration is made of.
_MOST_NAMES = 3


def themes_of(read: Typologies, lists: Sequence[DocumentLists]) -> tuple[Theme, ...]:
    """The declared themes that have typologies, then those of typologies without a theme.

    Typologies without a declared theme belong together if a document names both, or if a chain of
    documents links them; they join a declared theme if their documents name types of that one and
    of no other. Every typology is in exactly one theme; the first theme is the main one.
    """
    order = {t.key: at for at, t in enumerate(read.typologies)}
    members = {e.key: [t.key for t in read.typologies if t.theme == e.key] for e in read.themes}
    found = [(e.key, e.name, e.name_en) for e in read.themes]
    for keys in _linked([t for t in read.typologies if t.theme is None], lists):
        near = _themes_beside(keys, read, lists)
        if len(near) == 1:
            members[near.pop()] += keys
            continue
        named = [read.typologies[order[key]] for key in keys]
        name = _names([t.name for t in named], LIST_MARK, "等")
        name_en = _names([t.name_en for t in named], ", ", " etc.")
        found.append((f"with_{keys[0]}", name, name_en))
        members[f"with_{keys[0]}"] = list(keys)
    filled = [each for each in found if members[each[0]]]
    return tuple(
        Theme(*each, tuple(sorted(members[each[0]], key=order.__getitem__)), is_main=not at)
        for at, each in enumerate(filled)
    )


def _themes_beside(
    keys: Sequence[str], read: Typologies, lists: Iterable[DocumentLists]
) -> set[str]:
    """Declared themes whose types are in one document with any of some typologies."""
    theme_of = {t.key: t.theme for t in read.typologies}
    named = (typologies_in(each, read.typologies) for each in lists)
    beside = set().union(*(each for each in named if each.intersection(keys)))
    return {theme for key in beside if (theme := theme_of[key]) is not None}


def _names(names: Sequence[str], mark: str, more: str) -> str:
    return mark.join(names[:_MOST_NAMES]) + (more if len(names) > _MOST_NAMES else "")


def typologies_in(lists: DocumentLists, typologies: Iterable[Typology]) -> set[str]:
    """Keys of the typologies that a document's lists and rules name."""
    key_of = {word: t.key for t in typologies for word in (t.key, t.name)}
    written = {layer.typology for layer in lists.layers} | {rule.typology for rule in lists.rules}
    return {key_of[word] for word in written if word in key_of}


def _linked(loose: Sequence[Typology], lists: Iterable[DocumentLists]) -> list[list[str]]:
    """Keys in groups that documents link, in legend order; those that none names come last."""
    group = {t.key: {t.key} for t in loose}
    used = set()
    for each in lists:
        named = typologies_in(each, loose)
        used |= named
        merged = set().union(*(group[key] for key in named))
        group.update(dict.fromkeys(merged, merged))
    order = {t.key: at for at, t in enumerate(loose)}
    distinct = {min(keys, key=order.__getitem__): keys for keys in group.values()}
    firsts = sorted(distinct, key=lambda first: (not distinct[first] & used, order[first]))
    return [sorted(distinct[first], key=order.__getitem__) for first in firsts]
