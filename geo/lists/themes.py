"""Themes: which typologies are drawn together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.records.resolved import Theme
from geo.records.written import DocumentLists, Typologies, Typology
from geo.vocabulary import LIST_MARK

#: Names that the name of a theme without a declaration is made of.
_MOST_NAMES = 3


def themes_of(read: Typologies, lists: Iterable[DocumentLists]) -> tuple[Theme, ...]:
    """The declared themes that have typologies, then those of typologies without a theme.

    Typologies without a declared theme belong together if a document names both, or if a chain of
    documents links them. Every typology is in exactly one theme; the first theme is the main one.
    """
    known = {t.key: t for t in read.typologies}
    loose = [t for t in read.typologies if t.theme is None]
    declared = [
        (e.key, e.name, e.name_en, [t.key for t in read.typologies if t.theme == e.key])
        for e in read.themes
    ]
    grouped = [
        (
            f"with_{keys[0]}",
            _names([known[key].name for key in keys], LIST_MARK, "等"),
            _names([known[key].name_en for key in keys], ", ", " etc."),
            keys,
        )
        for keys in _linked(loose, lists)
    ]
    found = [each for each in (*declared, *grouped) if each[3]]
    return tuple(
        Theme(key, name, name_en, tuple(keys), is_main=not at)
        for at, (key, name, name_en, keys) in enumerate(found)
    )


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
