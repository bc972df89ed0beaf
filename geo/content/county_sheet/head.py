"""The head of a county sheet: name, parents, what the county is of, and counts."""

from __future__ import annotations

from dataclasses import dataclass

from geo.content.county_sheet.facts import CountyFacts
from geo.content.county_sheet.sheet_words import SheetWords, parents
from geo.content.lines import Cell, Line
from geo.records.written import Typology
from geo.vocabulary import Standing


@dataclass(frozen=True)
class SheetFact:
    """A label and its value, such as the county's area."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class SheetHead:
    """What identifies a county sheet, on the sheet itself and in lists of sheets.

    ``name`` is in the language of the sheet; ``official_name`` is the Chinese one. ``types`` has
    every type once, with the best standing that any clause gives it.
    """

    code: str
    name: str
    official_name: str
    parents: str
    types: Cell
    facts: tuple[SheetFact, ...] = ()

    @property
    def second_name(self) -> str:
        """The official name where ``name`` is another one, else empty."""
        return "" if self.name == self.official_name else self.official_name


def _types(county: CountyFacts, words: SheetWords) -> Cell:
    """Every type once, with the best standing that any clause gives it."""
    ranks = list(Standing)
    best: dict[str, tuple[Typology, Standing]] = {}
    for row in county.types:
        before = best.get(row.typology.key, (row.typology, Standing.CANDIDATE))
        best[row.typology.key] = (
            row.typology,
            min(row.standing, before[1], key=ranks.index),
        )
    if not best:
        return (Line(words.say("no-type"), "quiet"),)
    return tuple(
        Line(_shown(words.typology(t), standing, words), "plain", t, standing)
        for t, standing in best.values()
    )


def _shown(name: str, standing: Standing, words: SheetWords) -> str:
    if standing is Standing.LISTED:
        return name
    return words.say(f"map-{standing}", typology=name)


def _facts(county: CountyFacts, words: SheetWords) -> tuple[SheetFact, ...]:
    """Code, parents, unit, area, counts of tasks and targets."""
    with_number = sum(t.value is not None for t in county.targets)
    in_words = len(county.targets) - with_number
    own, general = len(county.own_tasks), len(county.general_tasks)
    values = {
        "code": county.county_code,
        "parents": parents(county, words),
        "unit": words.unit_type(county.unit_type),
        "area": words.say("area", area=f"{county.area_km2:,.0f}"),
        "tasks": words.say("tasks-value", own=own, general=general),
        "targets": words.say("targets-value", indicators=with_number, completions=in_words),
    }
    return tuple(SheetFact(k, words.say(f"fact-{k}"), v) for k, v in values.items())


def sheet_head(county: CountyFacts, words: SheetWords) -> SheetHead:
    """The head of one county's sheet."""
    return SheetHead(
        code=county.county_code,
        name=words.voice.quoted(county.county_name),
        official_name=county.county_name,
        parents=parents(county, words),
        types=_types(county, words),
        facts=_facts(county, words),
    )


def legend(shown: tuple[tuple[Typology, Standing], ...], words: SheetWords) -> Cell:
    """The types that the small map shows, with swatches."""
    return tuple(
        Line(_shown(words.typology(t), standing, words), "plain", t, standing)
        for t, standing in shown
    )
