"""Marks around names in lists: numbering, footnote marks, quotation marks, counts."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", 1)} | {"两": 2, "兩": 2}
_DIGIT = "[一二三四五六七八九两兩]"
#: A well-formed number: 二七 is none, but a district of 郑州.
_CHINESE = f"{_DIGIT}百(?:{_DIGIT}?十{_DIGIT}?|{_DIGIT})?|{_DIGIT}?十{_DIGIT}?|{_DIGIT}"
NUMBER = f"[0-9０-９]{{1,4}}|{_CHINESE}"

#: ``1.`` ``1)`` ``（1）`` ``①`` before a name; ``一、`` is divided by its mark already.
_NUMBERING = re.compile(
    r"\s*(?:[0-9０-９]{1,3}\s*[.．)）、]|[（(]\s*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*[)）]"
    r"|[①-⑳])\s*"
)
_BARE_NUMBER = re.compile(rf"[0-9０-９]{{1,3}}[.．]?|{_CHINESE}")
_FOOTNOTE = re.compile(r"(?P<name>.+?)\s*(?P<mark>[*＊★☆※△▲◆●†‡①-⑳⁰¹²³⁴⁵⁶⁷⁸⁹]+)", re.S)
_QUOTES = "“”‘’\"'「」『』《》〈〉"
_LATIN_GLOSS = re.compile(r"[（(][A-Za-z\u00c0-\u024f\u1e00-\u1eff' ]+[)）]")
#: ``祁东4县``: how many the names before it are.
_OWN_COUNT = re.compile(rf"(?P<name>.+?)(?P<count>{NUMBER})\s*[个個]?(?P<unit>[县縣市区區旗])")
#: ``河北省（2个）``, ``山西省1个``.
_HEAD_COUNT = re.compile(
    rf"(?P<head>.+?)\s*[（(]?\s*(?:[共计計]\s*)?(?P<count>{NUMBER})\s*[个個][县縣市区區旗（）()、]*\s*[)）]?"
)


def number(written: str) -> int:
    """``15``, ``１５``, ``十五``, ``二十`` as a number."""
    digits = unicodedata.normalize("NFKC", written)
    if digits.isdecimal():
        return int(digits)
    total, last = 0, 0
    for c in digits:
        if c in "十百":
            total += (last or 1) * (10 if c == "十" else 100)
            last = 0
        else:
            last = _DIGITS[c]
    return total + last


def is_number_only(chunk: str) -> bool:
    """Whether a chunk is the number of the item that follows: ``一`` of ``一、金堂县``."""
    return bool(_BARE_NUMBER.fullmatch(chunk))


def without_numbering(piece: str) -> str:
    found = _NUMBERING.match(piece)
    rest = piece[found.end() :] if found else piece
    return rest or piece


def without_quotes(piece: str) -> str:
    return piece.strip().strip(_QUOTES).strip() or piece


def without_gloss(name: str) -> str:
    """A name without a pronunciation in brackets: ``合陽(yáng)縣``."""
    return _LATIN_GLOSS.sub("", name) or name


def footnote(piece: str) -> tuple[str, str]:
    """A name and the footnote mark behind it, which may be empty."""
    found = _FOOTNOTE.fullmatch(piece)
    return (found["name"], found["mark"]) if found else (piece, "")


def own_count(piece: str) -> tuple[str, int] | None:
    """A name with the count of a part of its run: ``祁东4县`` → 祁东, 4."""
    found = _OWN_COUNT.fullmatch(piece)
    return (found["name"], number(found["count"])) if found else None


def head_count(head: str) -> tuple[str, int | None]:
    """A heading and the count that it gives: ``河北省（2个）`` → 河北省, 2."""
    found = _HEAD_COUNT.fullmatch(head.strip())
    return (found["head"], number(found["count"])) if found else (head.strip(), None)
