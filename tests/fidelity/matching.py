"""How a listed name, number or agency line is looked for in a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from geo.records.written import DocumentLists, Indicator
from geo.vocabulary import LIST_MARK, Operator

from .texts import HERE, fold, numerals

#: Peoples in the names of the autonomous counties of the three provinces.
_PEOPLES = "(?:(?:土家|苗|彝|羌|藏|回)族)+"
_ENDINGS = re.compile(rf"(?:{_PEOPLES}自治[县州]|自治[县州旗]|地区|[县区市州旗])$")
GOVERNMENT = "人民政府"
#: Closes an agency list and leaves it open; the offices it means are not named.
OPEN_END = re.compile(r"等(?:省级有关部门（单位）)?(?=，|$)")


def names(run: Iterable[str]) -> list[str]:
    """Split runs of names at the list mark."""
    return [name.strip() for item in run for name in item.split(LIST_MARK) if name.strip()]


def plain(text: str) -> str:
    """Folded and without quotation marks, which one text has lost in places."""
    return re.sub(r"[“”‘’「」『』\"']", "", fold(text))


def occurs(name: str, text: str) -> bool:
    """Tell whether a name, or its short form of two characters or more, stands in the text."""
    written, text = plain(name), plain(text)
    short = _ENDINGS.sub("", written)
    return written in text or (len(short) >= 2 and short in text)


# ── agencies ─────────────────────────────────────────────────────────────────────────────


def _skip(rest: str) -> str:
    while match := re.match(rf"[、，；]|{OPEN_END.pattern}", rest):
        rest = rest[match.end() :]
    return rest


def _take(unit: str, rest: str) -> str | None:
    """Return what follows the unit, or None. A joint name gives one government per city.

    The name of a place alone is no agency.
    """
    is_place = re.fullmatch(r"[^、]+[市州县区]", unit) is not None
    if not is_place and rest.startswith(unit) and re.match(r"$|[、，；]|等", rest[len(unit) :]):
        return rest[len(unit) :]
    city = unit.removesuffix(GOVERNMENT)
    joint = rf"{re.escape(city)}、(?:[^、，]+[市州]、)*[^、，]+{GOVERNMENT}"
    if city != unit and re.match(joint, rest):
        return rest[len(city) :]
    return None


def consume(line: str, units: list[str]) -> tuple[list[str], str]:
    """Take the units off an agency line, in order; return the units not found, and what is left."""
    rest, missing = fold(line), []
    for unit in units:
        taken = _take(fold(unit), _skip(rest))
        if taken is None:
            missing.append(unit)
        else:
            rest = taken
    return missing, _skip(rest)


# ── numbers ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Sighting:
    """Where a number stands in a clause, with the words beside it that bind it."""

    start: int
    before: str
    after: str

    @property
    def operator(self) -> Operator:
        if self.after.startswith("左右") or self.before.endswith(("约", "大约")):
            return Operator.ABOUT
        if re.match("以内|以下", self.after) or re.search("不超过|不高于", self.before):
            return Operator.AT_MOST
        if re.match("以上", self.after) or re.search("至少|不少于|不低于|超过", self.before):
            return Operator.AT_LEAST
        return Operator.EQUAL


def _spellings(value: float) -> Iterator[str]:
    yield rf"(?<![\d.]){re.escape(f'{value:.10g}')}(?!\d|\.\d)"
    if value >= 1000:
        yield rf"(?<![\d.]){re.escape(f'{value / 10000:.10g}')}万"
    if abs(value - 200 / 3) < 0.1:
        yield "三分之二"
    if value == int(value) and 0 < value < 100:
        yield rf"(?<![第十]){numerals(int(value))[-1]}(?!十)"
        if value == 2:
            yield "两"


def sightings(value: float, unit: str, text: str) -> list[Sighting]:
    """Find a number directly before its unit, or as the lower end of a range of that unit."""
    found = {}
    for spelling in _spellings(value):
        is_fraction = spelling == "三分之二"
        tail = (
            ""
            if is_fraction
            else rf"(?:{re.escape(unit)}|[^\d，。]?[—~至-][\d.]+{re.escape(unit)})"
        )
        for match in re.finditer(spelling + tail, text):
            before = re.split("[，。；、：]", text[max(0, match.start() - 14) : match.start()])[-1]
            found[match.start()] = Sighting(match.start(), before, text[match.end() :][:6])
    return [found[start] for start in sorted(found)]


def indicator_sightings(indicator: Indicator, text: str) -> list[Sighting]:
    """Sightings of the number, or of the upper end of a range whose lower end stands too.

    A unit such as 万人/年 may be printed in parts (每年 … 万人): its first part is enough.
    """
    text, unit = fold(text), fold(indicator.unit)
    for written in dict.fromkeys((unit, unit.split("/")[0])):
        low = sightings(indicator.low, written, text)
        high = low if indicator.high is None else sightings(indicator.high, written, text)
        if low and high:
            return high
    return []


# ── wording ──────────────────────────────────────────────────────────────────────────────


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text of a parsed list file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)


def proper_names(lists: DocumentLists, whole: str) -> list[str]:
    """Names that any summary may repeat: units, members, statuses, titles, quoted programmes."""
    found = set(re.findall(r"[“《]([^”》]+)[”》]", whole))
    for task in lists.tasks:
        found.update(names([*task.lead, *task.responsible, *task.cooperating]), [task.title])
    for layer in lists.layers:
        found.update(names(layer.members), [layer.status, layer.typology])
    for tie in lists.partnerships:
        found.update(names([*tie.subject, *tie.partner]))
    found.add(lists.document.title)
    lines = (HERE / "proper_names.txt").read_text(encoding="utf-8").splitlines()
    found.update(line for line in lines if not line.startswith("#"))
    return sorted((plain(name) for name in found if len(name) > 1), key=len, reverse=True)


def copied_runs(summary: str, whole: str, known: list[str], limit: int) -> list[str]:
    """Return runs of the summary that stand in the text and are no names.

    A run counts with at least ``limit`` characters that belong to no proper name.
    """
    summary, runs, start = plain(summary), [], 0
    while start < len(summary):
        end = start
        while end < len(summary) and summary[start : end + 1] in whole:
            end += 1
        if end - start >= limit:
            rest = summary[start:end]
            for name in known:
                rest = rest.replace(name, "")
            if len(rest) >= limit:
                runs.append(summary[start:end])
            start = end
        else:
            start += 1
    return runs


def longest_shared_run(written: str, text: str) -> str:
    written, text = plain(written), plain(text)
    best = ""
    for start in range(len(written)):
        while written[start : start + len(best) + 1] in text and start + len(best) < len(written):
            best = written[start : start + len(best) + 1]
    return best


def likeness(summary: str, text: str) -> float:
    """Share of the summary's pairs of neighbouring characters that the text has too."""
    pairs, others = (
        {marks[i : i + 2] for i in range(len(marks) - 1)}
        for marks in (re.sub(r"[^\u4e00-\u9fffA-Z0-9]", "", plain(t)) for t in (summary, text))
    )
    return len(pairs & others) / max(len(pairs), 1)
