"""The rosters: which codes and names the lists of every year since 1980 have.

Read from ``rosters/``, which ``scripts/build_rosters.py`` makes. Rows are in order of code and
their cells hold no commas, so that one province is read without the others: a list of one province
need not wait for the nation.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from geo.gazetteer.periods import LATEST, NEVER, Period, period_of

FOLDER = "rosters"
UNIT_COLUMNS = ("code", "name", "level", "first", "last")
STEP_COLUMNS = ("old_code", "old_name", "kind", "date", "new_code", "new_name")

#: Levels of :class:`RosterUnit`.
COUNTY = "county"


class RosterUnit(NamedTuple):
    """A code and a name, and the months in which it may have existed.

    The months run from the list before the first one that has it to the list after the last.
    """

    code: str
    name: str
    level: str  # province, prefecture, county
    period: Period


class RosterStep(NamedTuple):
    """A change: code and name before and after."""

    old_code: str
    old_name: str
    kind: str
    date: str
    new_code: str
    new_name: str


@dataclass(frozen=True)
class Rosters:
    """All rosters of a folder; empty without one.

    Parameters
    ----------
    covers : Period
        From the first list to the last.
    months : mapping of str to Period
        A list's month → the first and last month in which a unit that is in no earlier, or no
        later, list may have existed.
    linked : sequence of str
        Provinces that steps lead between: ``5051``.
    """

    folder: Path | None = None
    covers: Period = NEVER
    months: Mapping[str, Period] = field(default_factory=dict)
    linked: Sequence[str] = ()

    def __bool__(self) -> bool:
        return self.folder is not None

    @property
    def first_date(self) -> str:
        """The month of the oldest list: ``1980-12``."""
        return min(self.months, default="")

    @cached_property
    def _units(self) -> list[str]:
        return _lines(self.folder, "units.csv")

    @cached_property
    def _steps(self) -> list[str]:
        return sorted(_lines(self.folder, "steps.csv") + _lines(self.folder, "history.csv"))

    @cached_property
    def codes(self) -> Mapping[str, Sequence[str]]:
        """Every county's name of any date → its codes."""
        found: dict[str, list[str]] = defaultdict(list)
        for line in self._units:
            code, name, level, _ = line.split(",", 3)
            if level == COUNTY:
                found[name].append(code)
        return found

    def has(self, code: str, name: str) -> bool:
        """Whether some list has a county under a code and a name."""
        return code in self.codes.get(name, ())

    @cached_property
    def provinces(self) -> Sequence[str]:
        """First two digits of every code."""
        return sorted({line[:2] for line in self._units})

    def group(self, province: str) -> Sequence[str]:
        """A province and those that its units came from or went to, by their first two digits."""
        for linked in self.linked:
            parts = [linked[i : i + 2] for i in range(0, len(linked), 2)]
            if province in parts:
                return parts
        return (province,)

    def units_of(self, province: str) -> Iterator[RosterUnit]:
        """All units of a province, by its first two digits."""
        for line in _slice(self._units, province):
            yield self._unit(line)

    def _unit(self, line: str) -> RosterUnit:
        code, name, level, first, last = line.split(",")
        end = self.months[last].last if last else LATEST
        return RosterUnit(code, name, level, Period(self.months[first].first, end))

    def steps_of(self, province: str) -> Iterator[RosterStep]:
        """All steps from units of a province, and those that set up units there from nothing."""
        for line in _slice(self._steps, province):
            yield RosterStep(*line.split(","))

    @cached_property
    def above(self) -> Sequence[RosterUnit]:
        """Prefectures and provinces of all dates."""
        upper = (line for line in self._units if line[4:6] == "00")
        return [unit for unit in map(self._unit, upper) if unit.level != COUNTY]

    @cached_property
    def zones(self) -> Mapping[str, str]:
        """Zones that a statistical list counts like counties: name → code."""
        rows = (line.split(",") for line in _lines(self.folder, "zones.csv"))
        return {name: code for code, name in rows}

    @cached_property
    def townships(self) -> Mapping[str, Sequence[str]]:
        """Townships of the newest list: name → codes of the counties that have one of it."""
        found: dict[str, list[str]] = defaultdict(list)
        for line in _lines(self.folder, "townships.csv"):
            code, names = line.split(",")
            for name in names.split("、"):
                found[name].append(code)
        return found


def _lines(folder: Path | None, file: str) -> list[str]:
    if folder is None:
        return []
    return (folder / file).read_text(encoding="utf-8").split("\n")[1:-1]


def _slice(lines: Sequence[str], prefix: str) -> Sequence[str]:
    end = f"{int(prefix) + 1:02d}"
    return lines[bisect_left(lines, prefix) : bisect_left(lines, end)]


def read_rosters(folder: Path) -> Rosters:
    """The rosters of a gazetteer's folder; empty where it has none."""
    folder = folder / FOLDER
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Rosters()
    lists = package["lists"]
    plain = sorted(period_of(r["month"]).first for r in lists if not r["is_statistical"])
    months = {r["month"]: _around(period_of(r["month"]).first, plain) for r in lists}
    return Rosters(folder, Period(plain[0], plain[-1]), months, package["linked_provinces"])


def _around(month: int, lists: Iterable[int]) -> Period:
    """From the month after the list before to the month before the list after."""
    before = max((n + 1 for n in lists if n < month), default=month)
    after = min((n - 1 for n in lists if n > month), default=LATEST)
    return Period(before, after)
