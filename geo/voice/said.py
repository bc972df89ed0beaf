"""Texts of the program as values: the key of a text, and the parts for its placeholders.

A note, a reason or a scope is made below the outputs, where the language is not known. It is a
:class:`Said` there, and a :class:`geo.voice.Voice` gives its words in the language of an output.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias, Union

#: What fills a place: something said, words of a document or of the gazetteer (looked up in the
#: phrasebook), a number, or a run of these, which the language's list mark joins.
Part: TypeAlias = Union["Said", str, int, float, "tuple[Part, ...]"]

#: Sentences, each said by the program or quoted from a document; the sentence mark joins them.
Notes: TypeAlias = "tuple[Said | str, ...]"


@dataclass(frozen=True, slots=True)
class Said:
    """One text with the parts for its placeholders: immutable, hashable, not yet localised.

    Parameters
    ----------
    key : str
        ``section.key`` of :mod:`geo.voice.texts`, such as ``gazetteer.note-merge``.
    parts : tuple of (str, Part)
        Names of the text's places, each with what fills it.
    """

    key: str
    parts: tuple[tuple[str, Part], ...] = ()

    def __getitem__(self, name: str) -> Part:
        """The part for a placeholder; KeyError if there is none."""
        return dict(self.parts)[name]


def said(key: str, /, **parts: Part) -> Said:
    """A :class:`Said` with its places by name."""
    return Said(key, tuple(parts.items()))


def sentence(notes: Iterable[Said | str]) -> Said | str:
    """Several sentences as one part of another; the empty text for none."""
    parts = list(notes) or [""]
    return reduce(lambda first, second: said("voice.and", first=first, second=second), parts)
