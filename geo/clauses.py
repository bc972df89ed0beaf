"""Clauses as documents print them: ``（十三）``, ``第三条``, ``1.``, ``①``, ``Ⅰ类``, ``附件2``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_DIGITS = {d: n for n, d in enumerate("零一二三四五六七八九")} | {"〇": 0}
_TENS = {"十": 10, "百": 100}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}

_HAN = "[〇零一二三四五六七八九十百]{1,6}"
_SIGN = "[①-⑳㉑-㉟㊱-㊿❶-❿⑴-⒇⒈-⒛㈠-㈩㊀-㊉Ⅰ-Ⅻⅰ-ⅻ]"
_LATIN = "[IVXLivxl]{1,6}|[A-Za-z]"
_ARABIC = r"\d{1,4}(?:[.．-]\d{1,3}){0,4}"
_NUMBER = f"(?:{_HAN}|{_SIGN}|{_ARABIC}|{_LATIN})"
_FIRST = ("总则", "前言", "引言", "序言", "导语")
_LAST = ("附则", "附件", "附表", "附录", "附图", "附注", "名单", "目录", "附")
_WORD = f"(?:{'|'.join((*_FIRST, *_LAST))}|正文|专栏|表格?|图|备注|注)"
_UNIT = "(?:编|部分|章|节|条|款|项|目|点|类|档|级|批|组|段)"
_PART = (
    f"(?:第?{_NUMBER}{_UNIT}?|第?（{_NUMBER}）{_UNIT}?|{_WORD}{_NUMBER}?"
    rf"|\((?:{_ARABIC}|{_LATIN})\))[、.．，:：)）]?"
)
_CLAUSE = re.compile(f"(?:{_PART}){{1,6}}")
_COUNT = re.compile(f"{_HAN}|{_SIGN}|\\d+|{_LATIN}")

#: What English outputs write for the words that come first and last.
_ENGLISH = {"General provisions": 0, "Annex": 2}
_FRONT, _BODY, _BACK = range(3)


def is_clause(written: str) -> bool:
    """Whether a text is a clause as documents print them."""
    return _CLAUSE.fullmatch(written) is not None


@cache
def clause_order(clause: str) -> tuple[int, ...]:
    """Sort key of a clause: general provisions first, then by every number in it, annexes last.

    ``三、（二）`` comes before ``三、（十）``, ``1.9`` before ``1.10``. An English clause sorts as
    the Chinese one that it was made of; no clause sorts before all others.
    """
    if not clause:
        return ()
    word = next((w for w in _ENGLISH if clause.startswith(w)), "")
    if word:
        place = _ENGLISH[word]
    elif clause.startswith(_FIRST):
        place = _FRONT
    else:
        place = _BACK if clause.startswith(_LAST) else _BODY
    return (place, *(_value(c) for c in _COUNT.findall(clause.removeprefix(word))))


def clause_number(clause: str) -> int:
    """First number of a clause: ``（二十三）`` → 23; 0 if it has none."""
    return next(iter(clause_order(clause)[1:]), 0)


def _value(written: str) -> int:
    if written.isascii():
        return int(written) if written.isdecimal() else _of_letters(written.upper())
    if len(written) == 1 and written not in _TENS:
        return int(unicodedata.numeric(written))
    return _of_characters(written)


def _of_letters(written: str) -> int:
    """A Roman number, or a letter's place in the alphabet."""
    if not set(written) <= set(_ROMAN):
        return ord(written) - ord("A") + 1
    values = [_ROMAN[letter] for letter in written]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _of_characters(written: str) -> int:
    """``二十三`` → 23, ``一百零二`` → 102; digits without tens are read in order."""
    if not set(written) & set(_TENS):
        return int("".join(str(_DIGITS[c]) for c in written))
    total, digit = 0, 0
    for character in written:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
