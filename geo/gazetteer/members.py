"""A document's own run of names → one item per name, each exactly as written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.names import normalise

_SEPARATORS = "、，,；;/／|｜\n\r\t。"
_GROUP_ENDS = frozenset("；;\n\r。")
_BRACKETED = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】]*[)）〕\]】]")
_REMARK = re.compile(
    r"(?P<name>.*?)\s*[（(〔\[【](?P<remark>[^（()）〔〕\[\]【】]*)[)）〕\]】]", re.S
)
_CONJUNCTION = re.compile("以及|和|及|与|與|暨")
_HEAD = re.compile(r"(?P<head>[^:：]{2,20})[:：](?P<rest>.+)", re.S)

_UNITS = "[县縣区區市旗州盟城地级級辖轄省重点點的]"
_TOTAL = r"(?:合?[共计計]\s*)?"
_NUMBER = "[0-9０-９]{1,4}|[一二三四五六七八九十百两兩]{1,5}"
_BRACKETED_UNITS = (
    rf"(?:{_UNITS}{{0,10}}(?:[（(]{_UNITS}(?:[、,，]?{_UNITS}){{0,6}}[)）])?{_UNITS}{{0,4}})"
)
#: How a run ends: 等10个, 等十五个县（市、区）, 15个区县, 等地, 等. A Chinese number needs its 个,
#: because 二七区 is a district.
_TAIL = re.compile(
    rf"等?\s*{_TOTAL}(?:(?P<count>{_NUMBER})\s*[个個]\s*{_BRACKETED_UNITS}"
    rf"|(?P<bare>[0-9０-９]{{1,4}})\s*{_UNITS}{{1,6}})\s*$"
    rf"|(?P<open>等)\s*{_BRACKETED_UNITS}?\s*$"
)
#: Longer pieces are no list of names without separators; they stay whole and are reported.
_LONGEST_PIECE = 400
_LONGEST_NAME = 30
_LONGEST_TAIL = 60
_FULL_ENDINGS = ("县", "区", "市", "旗")


@dataclass(frozen=True)
class Member:
    """One item of a run.

    Parameters
    ----------
    as_written : str
        The item exactly as the run has it, with its brackets.
    name : str
        What is to be resolved.
    remark : str
        What stood in brackets after the name: a type, a status, a product, a parent.
    group : str
        The written parent that heads the item's group (甘孜州 in ``甘孜州康定市、泸定县``).
    """

    as_written: str
    name: str
    remark: str = ""
    group: str = ""


@dataclass(frozen=True)
class MemberRun:
    """A run, split. ``stated_count`` is the number that the run itself gives (等10个)."""

    members: tuple[Member, ...] = ()
    is_open: bool = False
    stated_count: int | None = None


def split_members(run: str, gazetteer: Gazetteer) -> MemberRun:
    """Split a run of names as documents write them.

    Separators are 、 and its relatives, spaces between names, 和 / 及 / 以及 / 与 before the last
    one, or none at all where the names can be told apart in one way only. The gazetteer decides
    whether 和 belongs to a name (和静县).

    Parameters
    ----------
    run : str
    gazetteer : Gazetteer

    Returns
    -------
    MemberRun
        Items that no list knows stay in it, to be reported by whoever resolves them.
    """
    body, is_open, stated = _without_tail(run.strip().rstrip("。.；;、，,"), gazetteer)
    members: list[Member] = []
    group = ""
    for chunk, ends_group in _chunks(body):
        head = _HEAD.fullmatch(chunk)
        if head and gazetteer.forms.parents_ever_named(normalise(head["head"])):
            group, chunk = normalise(head["head"]), head["rest"].strip()
        for piece in _pieces(chunk, gazetteer):
            for member in _members(piece, gazetteer):
                own = _written_parent(member.name, gazetteer)
                group = own or member.group or group
                members.append(member if own else replace(member, group=group))
        if ends_group:
            group = ""
    return MemberRun(tuple(members), is_open, stated)


def _without_tail(text: str, gazetteer: Gazetteer) -> tuple[str, bool, int | None]:
    """The names of a run, whether it leaves others out, and the number that it gives."""
    found = _TAIL.search(text[-_LONGEST_TAIL:])
    if found is None or _ends_in_name(text, gazetteer):
        return text, False, None
    start = max(0, len(text) - _LONGEST_TAIL) + found.start()
    body = text[:start].rstrip().rstrip("、，,")
    if found["open"]:
        return body, True, None
    return body, False, _number(found["count"] or found["bare"])


def _ends_in_name(text: str, gazetteer: Gazetteer) -> bool:
    """Whether what looks like 等县 is the end of a name, as in 天等县."""
    last = re.split(rf"[{_SEPARATORS}\\s]", text[-_LONGEST_TAIL:])[-1]
    after = (last[c.end() :] for c in _CONJUNCTION.finditer(last))
    return any(gazetteer.knows(name) for name in (last, *after) if name)


def _number(written: str) -> int | None:
    """``15``, ``１５``, ``十五``, ``二十`` as a number."""
    digits = unicodedata.normalize("NFKC", written)
    if digits.isdecimal():
        return int(digits)
    values = {c: i for i, c in enumerate("一二三四五六七八九", 1)} | {"两": 2, "兩": 2}
    total, last = 0, 0
    for c in digits:
        if c in "十百":
            total += (last or 1) * (10 if c == "十" else 100)
            last = 0
        else:
            last = values[c]
    return total + last


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    """Parts between separators that stand outside brackets, and whether a group ends there."""
    sheltered = {i for b in _BRACKETED.finditer(text) for i in range(*b.span())}
    start = 0
    for i, c in enumerate(text + "\n"):
        if c in _SEPARATORS and i not in sheltered:
            if text[start:i].strip():
                yield text[start:i].strip(), c in _GROUP_ENDS
            start = i + 1


def _bare(piece: str) -> str:
    found = _REMARK.fullmatch(piece)
    return found["name"] if found else piece


def _knows(piece: str, gazetteer: Gazetteer, *, as_place: bool = False) -> bool:
    return any(gazetteer.knows(form, as_place=as_place) for form in {piece, _bare(piece)})


def _pieces(chunk: str, gazetteer: Gazetteer) -> Iterator[str]:
    for part in _by_space(chunk, gazetteer):
        if len(part) > _LONGEST_PIECE or _knows(part, gazetteer, as_place=True):
            yield part
            continue
        for one in _by_conjunction(part, gazetteer) or [part]:
            yield from _unseparated(one, gazetteer) or [one]


def _by_space(chunk: str, gazetteer: Gazetteer) -> list[str]:
    """Spaces divide names, unless they stand inside one (``沛 县``)."""
    words = list(re.finditer(r"[^\s]+", _mask_brackets(chunk)))
    if len(words) < 2 or len(chunk) > _LONGEST_PIECE:
        return [chunk]
    spans = [chunk[w.start() : w.end()] for w in words]
    if all(_knows(s, gazetteer) for s in spans):
        return spans
    if _knows(chunk, gazetteer):
        return [chunk]
    if all(_knows(s, gazetteer, as_place=True) for s in spans):
        return spans
    parts: list[str] = []
    i = 0
    while i < len(words):
        joined = (j for j in range(len(words), i + 1, -1) if j - i <= 8)
        known = (
            j for j in joined if _knows(chunk[words[i].start() : words[j - 1].end()], gazetteer)
        )
        end = next(known, i + 1)
        parts.append(chunk[words[i].start() : words[end - 1].end()])
        i = end
    return parts


def _mask_brackets(text: str) -> str:
    """Same length, with brackets and the space before them filled, so that they hold together."""
    return re.sub(r"\s*" + _BRACKETED.pattern, lambda found: "·" * len(found[0]), text)


def _by_conjunction(piece: str, gazetteer: Gazetteer) -> list[str] | None:
    """``丰都和忠县`` → two names; None where 和 is a part of the name or divides nothing known."""
    if _knows(piece, gazetteer, as_place=True):
        return [piece]
    half: list[str] | None = None
    for found in _CONJUNCTION.finditer(piece):
        left, right = piece[: found.start()].rstrip(), piece[found.end() :].lstrip()
        if not right:
            continue
        is_left = _knows(left, gazetteer, as_place=True)
        is_right = _knows(right, gazetteer, as_place=True)
        if not left and is_right:
            return [right]
        rest = [right] if is_right else _by_conjunction(right, gazetteer) if is_left else None
        if is_left and rest:
            return [left, *rest]
        if left and (is_left or is_right):
            half = half or [left, right]
    return half


def _unseparated(piece: str, gazetteer: Gazetteer) -> list[str] | None:
    """Names with nothing between them, where they can be told apart in exactly one way."""
    letters = [(i, normalise(c)) for i, c in enumerate(piece)]
    letters = [(i, c) for i, c in letters if c]
    if not 4 <= len(letters) <= _LONGEST_PIECE or any(len(c) != 1 for _, c in letters):
        return None
    form = "".join(c for _, c in letters)
    for reading in (form, *gazetteer.simplifier.variants(form)):
        lengths = _only_reading(reading, gazetteer) if len(reading) == len(form) else None
        if lengths:
            ends = list(accumulate(lengths))
            starts = [0, *ends[:-1]]
            return [
                piece[letters[a][0] : letters[b - 1][0] + 1]
                for a, b in zip(starts, ends, strict=True)
            ]
    return None


def _only_reading(form: str, gazetteer: Gazetteer) -> list[int] | None:
    """Lengths of the names that ``form`` is made of; None if there is no or more than one way."""
    # ways[i]: number of ways to read form[i:] (two stand for many), and the first name's length
    ways: list[tuple[int, int]] = [(0, 0)] * len(form) + [(1, 0)]
    for i in range(len(form) - 2, -1, -1):
        for length in range(2, min(_LONGEST_NAME, len(form) - i) + 1):
            rest = ways[i + length][0]
            if rest and _is_full_name(form[i : i + length], gazetteer):
                ways[i] = (min(2, ways[i][0] + rest), length)
    if ways[0][0] != 1:
        return None
    lengths: list[int] = []
    while sum(lengths) < len(form):
        lengths.append(ways[sum(lengths)][1])
    return lengths if len(lengths) > 1 else None


def _is_full_name(form: str, gazetteer: Gazetteer) -> bool:
    if not form.endswith(_FULL_ENDINGS):
        return False
    return bool(gazetteer.entries(form)) or any(
        gazetteer.entries(rest) and rest.endswith(_FULL_ENDINGS) and len(rest) > 1
        for _, rest in gazetteer.forms.peel(form, gazetteer.when)
    )


def _members(piece: str, gazetteer: Gazetteer) -> Iterator[Member]:
    """The member of a piece; several for ``甘孜州（康定市、泸定县）``."""
    found = _REMARK.fullmatch(piece)
    if found is None or gazetteer.knows(piece):
        yield Member(piece, piece)
        return
    head = normalise(found["name"])
    if gazetteer.forms.parents_ever_named(head) and not gazetteer.entries(head):
        inside = split_members(found["remark"], gazetteer).members
        if inside and all(gazetteer.knows(head + m.name) for m in inside):
            yield from (replace(m, group=head) for m in inside)
            return
    yield Member(piece, found["name"], found["remark"].strip())


def _written_parent(name: str, gazetteer: Gazetteer) -> str:
    """The parent that a name is written with: ``甘孜州`` of ``甘孜州康定市``, else empty."""
    for form in gazetteer.readings(name):
        if gazetteer.entries(form):
            return ""
        for _, rest in gazetteer.forms.peel(form, gazetteer.when):
            if gazetteer.entries(rest):
                return form.removesuffix(rest).removesuffix("的")
    return ""
