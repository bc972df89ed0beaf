"""English for what the lists say: a phrasebook that any output may ask.

Names, headings and summaries of the lists are Chinese, and stay so in models and frames. Whoever
shows them asks :meth:`Phrasebook.say` with the language of the output. A text that the book does
not know comes back as it is, so that a document without English is shown in Chinese.

Sentences that the program puts together (``类型：大城市周边``, ``綦江区已并入…``) are no entries:
they are recognised by their pattern in :mod:`geo.voice.texts`, and put together anew from the
pattern's other language and the English of their parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from geo.vocabulary import LIST_MARK, SENTENCE_MARK, Language, clause_number
from geo.voice.texts import section

#: A sentence of a pattern holds no more than this; longer texts are not looked through.
LONGEST_RUN, LONGEST_SENTENCE = 6, 1000

#: Section of the texts → which of its keys are patterns of sentences that frames hold.
_PATTERNS = (
    ("gazetteer", "note-"),
    ("rules", ""),
    ("tables", "scope-"),
    ("phrases", ""),
)
_CLAUSE = re.compile(r"（([一二三四五六七八九十]{1,4})）|([一二三四五六七八九十]{1,3})")
_PART = re.compile(r"([一二三四五六七八九十]{1,3})、(.+)", re.DOTALL)
#: A target as :mod:`geo.compare` writes it: ``管网漏损率≤8.5%（2027），说明``.
_TARGET = re.compile(
    r"(?P<name>.+?)(?P<sign>[≥≤≈=]| )(?P<amount>[\d.–]+)(?P<unit>[^（，]*)"
    r"(?P<deadline>（[\d-]+）)?(?:，(?P<note>.+))?",
    re.DOTALL,
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_HOLE = re.compile(r"\{(\w+)\}")


def has_chinese(text: str) -> bool:
    """Whether any Chinese character stands in the text."""
    return _CHINESE.search(text) is not None


def cited(title: str, clause: str) -> str:
    """A clause after its document's short title: ``重庆2023（十三）``, ``Chongqing 2023 (13)``."""
    return f"{title} {clause}" if clause.isascii() and clause else title + clause


def entry_of(text: str) -> str:
    """What a text is looked up by: a chapter's heading without its number (``二、`` …)."""
    part = _PART.fullmatch(text)
    return part[2] if part else text


def in_language(items: Iterable[object], field: str, language: Language) -> dict[str, str]:
    """A field of records by its Chinese text → the same in a language: ``name`` → ``name_en``."""
    pairs = ((getattr(i, field), getattr(i, f"{field}_{language}", "")) for i in items)
    return {chinese: other for chinese, other in pairs if chinese and other}


def _nothing() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class _Pattern:
    """One text of :mod:`geo.voice.texts` as a pattern of what it may have made, and its English."""

    shape: re.Pattern[str]
    english: str


@cache
def _patterns() -> tuple[_Pattern, ...]:
    """Patterns, those with the most words of their own first."""
    found = []
    for name, prefix in _PATTERNS:
        chinese, english = section(name, Language.ZH), section(name, Language.EN)
        for key, words in chinese.items():
            if key.startswith(prefix):
                found.append((len(_HOLE.sub("", words)), words, english[key]))
    found.sort(key=lambda each: (-each[0], each[1]))
    return tuple(_Pattern(_shape(words), english) for _, words, english in found)


def _shape(words: str) -> re.Pattern[str]:
    """The text with a group for each placeholder; one that comes again must say the same."""
    written, seen = "", set()
    for i, part in enumerate(_HOLE.split(words)):
        if i % 2 == 0:
            written += re.escape(part)
        else:
            written += f"(?P={part})" if part in seen else f"(?P<{part}>.+?)"
            seen.add(part)
    return re.compile(written, re.DOTALL)


@dataclass(frozen=True)
class Phrasebook:
    """English by the exact Chinese text. Immutable; nothing is read before English is asked for.

    Parameters
    ----------
    read : callable
        Gives the entries, Chinese text → English; called once, and only for English.
    """

    read: Callable[[], Mapping[str, str]] = field(default=_nothing, repr=False, compare=False)

    @cached_property
    def entries(self) -> Mapping[str, str]:
        """Every entry; asking for it reads them."""
        return self.read()

    @cached_property
    def _said(self) -> dict[str, str]:
        """What was asked for already: parts of sentences come again and again."""
        return {}

    def say(self, text: str, language: Language | str = Language.EN) -> str:
        """The text in a language: as it is in Chinese, else in English as far as it is known.

        Several sentences joined by ``；`` are translated one by one, a run of names joined by
        ``、`` only if all of them are known. A clause's number becomes ``(13)``.
        """
        if language != Language.EN or not (has_chinese(text) or LIST_MARK in text):
            return text
        if text not in self._said:
            self._said[text] = self._whole(text) or self._joined(text) or text
        return self._said[text]

    def items(self, run: str, language: Language | str = Language.EN, *, mark: str = "; ") -> str:
        """A run of names (``市教委、市体育局``) in a language; ``mark`` joins English ones."""
        if language != Language.EN:
            return run
        return mark.join(self.say(name, language) for name in run.split(LIST_MARK))

    def knows(self, text: str) -> bool:
        """Whether English for all of the text is at hand."""
        return not has_chinese(self.say(text, Language.EN))

    # ── what a text is made of; each gives an empty text where it is not that ──

    def _whole(self, text: str) -> str:
        """One phrase, one clause's number or one sentence of a known pattern."""
        if text in self.entries:
            return self.entries[text]
        clause = _CLAUSE.fullmatch(text)
        if clause:
            number = clause_number(text)
            return f"({number})" if clause[1] else str(number)
        part = _PART.fullmatch(text)
        if part and self.knows(part[2]):
            return f"{clause_number(part[1])}. {self.say(part[2])}"
        return next(self._matched(text), "") or self._target(text)

    def _target(self, text: str) -> str:
        """A measurable target: name, sign, amount, unit, deadline, note."""
        found = _TARGET.fullmatch(text)
        if found is None:
            return ""
        name, unit, note = (self.say(found[key] or "") for key in ("name", "unit", "note"))
        if has_chinese(name + unit + note):
            return ""
        sign, deadline = found["sign"].strip(), (found["deadline"] or "")[1:-1]
        told = " ".join(part for part in (name, sign, found["amount"], unit) if part)
        return told + (f" ({deadline})" if deadline else "") + (f", {note}" if note else "")

    def _matched(self, text: str) -> Iterator[str]:
        """English by each pattern that fits and all of whose parts are known."""
        if len(text) > LONGEST_SENTENCE:
            return
        for pattern in _patterns():
            found = pattern.shape.fullmatch(text)
            if found is None:
                continue
            parts = {key: self.say(part) for key, part in found.groupdict().items()}
            if not any(map(has_chinese, parts.values())):
                yield pattern.english.format_map(parts)

    def _joined(self, text: str) -> str:
        """Sentences joined by ``；`` where any is known, or names joined by ``、``."""
        parts = text.split(SENTENCE_MARK)
        if len(parts) > 1:
            told = list(self._sentences(parts))
            return "; ".join(told) if told != parts else ""
        names = [self._whole(name) if has_chinese(name) else name for name in text.split(LIST_MARK)]
        return ", ".join(names) if len(names) > 1 and all(names) else ""

    def _sentences(self, parts: Sequence[str]) -> Iterator[str]:
        """The longest runs of parts that are one phrase or one sentence come first."""
        start = 0
        while start < len(parts):
            for end in range(min(len(parts), start + LONGEST_RUN), start, -1):
                run = SENTENCE_MARK.join(parts[start:end])
                english = self._whole(run)
                if english or end == start + 1:
                    yield english or self._joined(run) or run
                    break
            start = end
