"""Words of documents in another language: an exact look-up, read when it is first needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from geo.vocabulary import Language

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_CHAPTER = re.compile(r"([一二三四五六七八九十]{1,3})、(.+)", re.DOTALL)


def has_chinese(text: str) -> bool:
    """Whether the text has any Chinese character."""
    return _CHINESE.search(text) is not None


def chapter(text: str) -> tuple[str, str]:
    """Number and title of a chapter's heading (``二、分类引导``); no number where it is none."""
    found = _CHAPTER.fullmatch(text)
    return (found[1], found[2]) if found else ("", text)


def entry_of(text: str) -> str:
    """Key of a text in the phrasebook: of a chapter's heading, its title without the number."""
    return chapter(text)[1]


def in_language(items: Iterable[object], field: str, language: Language) -> dict[str, str]:
    """A field of records by its Chinese text → the same in a language: ``name`` → ``name_en``."""
    pairs = ((getattr(i, field), getattr(i, f"{field}_{language}", "")) for i in items)
    return {chinese: other for chinese, other in pairs if chinese and other}


def cited(title: str, clause: str) -> str:
    """A clause after its document's short title: ``重庆2023（十三）``, ``Chongqing 2023 (13)``."""
    return f"{title} {clause}" if clause.isascii() and clause else title + clause


def _nothing() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Phrasebook:
    """One language's words by the exact Chinese text. Immutable.

    Parameters
    ----------
    read : callable
        Returns the entries; called once, at the first look-up.
    """

    read: Callable[[], Mapping[str, str]] = field(default=_nothing, repr=False, compare=False)

    @cached_property
    def entries(self) -> Mapping[str, str]:
        """Every entry, read at first use."""
        return self.read()
