"""A document's own run of names → one item per name, each exactly as written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.marks import (
    NUMBER,
    footnote,
    head_count,
    is_number_only,
    number,
    own_count,
    without_gloss,
    without_numbering,
)
from geo.gazetteer.names import normalise
from geo.gazetteer.pieces import CONJUNCTION, REMARK, SEPARATORS, chunks_of, knows_piece, pieces_of
from geo.gazetteer.sets import CountySet, county_set
from geo.vocabulary import CHINA_CODE

_LINE_ENDS = frozenset("\n\r")
_GROUP_ENDS = frozenset("；;。") | _LINE_ENDS
_OWN_COUNTS = re.compile(rf"(?:{NUMBER})[县縣市区區旗][，,；;]")
_HEAD = re.compile(r"(?P<head>[^:：]{2,20})[:：](?P<rest>.+)", re.S)

_UNITS = "[县縣区區市旗州盟城地级級辖轄省重点點的国國家试點示范範贫貧困帮幫扶革命老革]"
_TOTAL = r"(?:合?[共计計]\s*)?"
_BRACKETED_UNITS = (
    rf"(?:{_UNITS}{{0,10}}(?:[（(]{_UNITS}(?:[、,，]?{_UNITS}){{0,6}}[)）])?{_UNITS}{{0,4}})"
)
#: How a run ends: 等10个, 等十五个县（市、区）, 15个区县, 等地, 等. A Chinese number needs its 个,
#: because 二七区 is a district.
_TAIL = re.compile(
    rf"等?\s*{_TOTAL}(?:(?P<count>{NUMBER})\s*[个個]\s*{_BRACKETED_UNITS}"
    rf"|(?P<bare>[0-9０-９]{{1,4}})\s*{_UNITS}{{1,6}})\s*$"
    rf"|等(?P<sum>(?:(?:{NUMBER})[县縣区區市旗]){{1,4}})\s*$"
    rf"|(?P<open>等)\s*{_BRACKETED_UNITS}?\s*$"
)
_SUMMAND = re.compile(rf"(?:{NUMBER})(?=[县縣区區市旗])")
#: ``沅陵等3县（沅陵、辰溪、溆浦）``: the names follow in brackets.
_NAMES_LAST = re.compile(
    rf"(?P<first>[^（()）]+?)等\s*(?P<count>{NUMBER})\s*[个個]?{_UNITS}{{1,8}}\s*[（(](?P<names>[^（()）]+)[)）]"
)
_LONGEST_TAIL = 60


@dataclass(frozen=True)
class Member:
    """One item of a run.

    Parameters
    ----------
    as_written : str
        The item exactly as in the run, with its brackets.
    name : str
        What is to be resolved.
    remark : str
        The text in brackets after the name: a type, a status, a product, a parent.
    group : str
        The written parent that heads the item's group (甘孜州 in ``甘孜州康定市、泸定县``).
    stated : int or None
        Of a set: how many counties it says that it has.
    is_of_set : bool
        The item names a set (各县（市）), of which this is one county.
    """

    as_written: str
    name: str
    remark: str = ""
    group: str = ""
    stated: int | None = None
    is_of_set: bool = False


@dataclass(frozen=True)
class MemberRun:
    """A run, split. ``stated_count`` is the number that the run itself gives (等10个).

    ``counts`` are the numbers that parts of it give (河北省（2个）：…): what says it, the number,
    and how many names there are.
    """

    members: tuple[Member, ...] = ()
    is_open: bool = False
    stated_count: int | None = None
    counts: tuple[tuple[str, int, int], ...] = ()


class _Splitter:
    """One pass over a run: members, their current group, and the counts of its parts."""

    def __init__(self, gazetteer: Gazetteer, region_code: str) -> None:
        self.gazetteer, self.region_code = gazetteer, region_code
        self.members: list[Member] = []
        self.counts: list[tuple[str, int, int]] = []
        self.heading = ""  # of the lines below it
        self.group = ""
        self._head: tuple[str, int, int] | None = None  # heading, its number, members before it
        self._part = 0  # members before the part that a count such as 祁东4县 ends

    def take(self, chunk: str, *, is_first: bool, is_line: bool, ends_group: bool) -> None:
        """Read one chunk between separators."""
        if is_number_only(chunk):
            return
        chunk = without_numbering(chunk)
        head = _HEAD.fullmatch(chunk)
        if head is not None and self._is_heading(head["head"]):
            self._begin(head["head"])
            chunk = head["rest"].strip()
        elif is_line and self._is_line_heading(chunk):
            self._begin(chunk.rstrip("：:"))
            self.heading = self.group
            return
        for piece in pieces_of(chunk, self.gazetteer, is_first=is_first and not self.members):
            self._take_piece(piece)
        if ends_group:
            self.group = self.heading
            self._end_head()

    def _is_heading(self, written: str) -> bool:
        name, _ = head_count(written)
        return bool(self.gazetteer.forms.parents_ever_named(normalise(name)))

    def _is_line_heading(self, line: str) -> bool:
        return self._is_heading(line.rstrip("：:")) and not _is_county(line, self.gazetteer)

    def _begin(self, written: str) -> None:
        self._end_head()
        name, count = head_count(written)
        self.group = normalise(name)
        if count is not None:
            self._head = (written, count, len(self.members))

    def _end_head(self) -> None:
        if self._head is not None:
            written, count, before = self._head
            self.counts.append((written, count, len(self.members) - before))
            self._head = None

    def _take_piece(self, piece: str) -> None:
        counted = None if knows_piece(piece, self.gazetteer) else own_count(piece)
        if counted is not None and knows_piece(counted[0], self.gazetteer):
            piece = counted[0]
        else:
            counted = None
        for member in _members(piece, self.gazetteer, self.region_code):
            own = _written_parent(member.name, self.gazetteer)
            self.group = own or member.group or self.group
            self.members.append(member if own else replace(member, group=self.group))
        if counted is not None:
            self.counts.append((piece, counted[1], len(self.members) - self._part))
            self._part = len(self.members)

    def end(self) -> tuple[tuple[str, int, int], ...]:
        self._end_head()
        return tuple(self.counts)


def split_members(run: str, gazetteer: Gazetteer, *, region_code: str = CHINA_CODE) -> MemberRun:
    """Split a run of names as documents write them.

    Separators are 、 and its relatives, spaces between names, 和 / 及 / 以及 / 与 before the last
    one, or none at all where only one division into names is possible. The gazetteer decides
    whether 和 belongs to a name (和静县).

    Parameters
    ----------
    run : str
    gazetteer : Gazetteer
    region_code : str, optional
        The region of a set such as 各县（市） that names none itself.

    Returns
    -------
    MemberRun
        Items that no list knows stay in it; they become faults when they are resolved.
    """
    text = run.strip().rstrip("。.；;、，,")
    named_last = _NAMES_LAST.fullmatch(text)
    if named_last is not None and _has_names(named_last["names"], gazetteer):
        text = f"{named_last['names']}等{named_last['count']}个"
    body, is_open, stated = _without_tail(text, gazetteer, region_code)
    splitter = _Splitter(gazetteer, region_code)
    is_start = True  # of a line
    for i, (chunk, mark) in enumerate(chunks_of(body)):
        is_line = is_start and mark in _LINE_ENDS and "\n" in body
        splitter.take(chunk, is_first=i == 0, is_line=is_line, ends_group=mark in _GROUP_ENDS)
        is_start = mark in _LINE_ENDS or (is_start and is_number_only(chunk))
    return MemberRun(tuple(splitter.members), is_open, stated, splitter.end())


def _is_county(written: str, gazetteer: Gazetteer) -> bool:
    """Whether a county of the date has a form."""
    entries = gazetteer.entries(normalise(written))
    return any(gazetteer.forms.exists(e.key, gazetteer.when) for e in entries)


def _has_names(text: str, gazetteer: Gazetteer) -> bool:
    return any(knows_piece(name, gazetteer) for name in re.split(f"[{SEPARATORS}]", text) if name)


def _without_tail(
    text: str, gazetteer: Gazetteer, region_code: str
) -> tuple[str, bool, int | None]:
    """The names of a run, whether it leaves others out, and the number that it gives."""
    found = _TAIL.search(text[-_LONGEST_TAIL:])
    if found is None or _ends_in_name(text, gazetteer):
        return text, False, None
    last = next(reversed([chunk for chunk, _ in chunks_of(text)]), "")
    if county_set(last, gazetteer, region_code, lambda t: names_of(t, gazetteer)) is not None:
        return text, False, None
    start = max(0, len(text) - _LONGEST_TAIL) + found.start()
    body = text[:start].rstrip().rstrip("、，,")
    if found["open"]:
        return body, True, None
    if found["sum"]:
        return body, False, sum(map(number, _SUMMAND.findall(found["sum"])))
    if found["bare"] and not found[0].startswith("等") and _OWN_COUNTS.search(body):
        return text, False, None  # 衡南、祁东4县，常宁、耒阳2市: each part has its own number
    return body, False, number(found["count"] or found["bare"])


def _ends_in_name(text: str, gazetteer: Gazetteer) -> bool:
    """Whether what looks like 等县 is the end of a name, as in 天等县."""
    last = re.split(rf"[{SEPARATORS}:：\s]", text[-_LONGEST_TAIL:])[-1]
    after = (last[c.end() :] for c in CONJUNCTION.finditer(last))
    return any(gazetteer.knows(name) for name in (last, *after) if name)


def names_of(text: str, gazetteer: Gazetteer) -> list[str]:
    """The names of a run, without what surrounds them."""
    return [m.name for m in split_members(text, gazetteer).members]


def _members(piece: str, gazetteer: Gazetteer, region_code: str) -> Iterator[Member]:
    """The member of a piece; several for ``甘孜州（康定市、泸定县）`` and for a set."""
    if not knows_piece(piece, gazetteer):
        whole = county_set(piece, gazetteer, region_code, lambda t: names_of(t, gazetteer))
        if whole is not None:
            for name in _set_names(whole, gazetteer):
                yield Member(piece, name, "", whole.parent, whole.stated, is_of_set=True)
            return
        name, mark = footnote(piece)
        glossed = without_gloss(name)
        if (mark or glossed != name) and knows_piece(glossed, gazetteer, as_place=True):
            yield Member(piece, glossed, mark)
            return
    found = REMARK.fullmatch(piece)
    if found is None or gazetteer.knows(piece):
        yield Member(piece, piece)
        return
    head = normalise(found["name"])
    is_parent = bool(gazetteer.forms.parents_named(head, gazetteer.when))
    is_past = bool(gazetteer.forms.parents_ever_named(head)) and not _is_county(head, gazetteer)
    if is_parent or is_past:
        inside = split_members(found["remark"], gazetteer).members
        if inside and all(gazetteer.knows(head + m.name) for m in inside):
            yield from (replace(m, group=head) for m in inside)
            return
    yield Member(piece, found["name"], found["remark"].strip())


def _set_names(whole: CountySet, gazetteer: Gazetteer) -> Iterator[str]:
    """Names of a set's counties; with parents where two have the same name."""
    counts = Counter(name for _, name in whole.keys)
    for key in whole.keys:
        is_alone = counts[key[1]] == 1
        yield key[1] if is_alone else gazetteer.descent.parents_then(key, gazetteer.when) + key[1]


def _written_parent(name: str, gazetteer: Gazetteer) -> str:
    """The parent that a name is written with: ``甘孜州`` of ``甘孜州康定市``, else empty."""
    for form in gazetteer.readings(name):
        if gazetteer.entries(form):
            return ""
        for _, rest in gazetteer.peel(form):
            if gazetteer.entries(rest):
                return form.removesuffix(rest).removesuffix("的")
    return ""
