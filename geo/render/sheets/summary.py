"""The head of a county sheet: name, parents, what it is of, and the legend of its map."""

from __future__ import annotations

from dataclasses import dataclass

from geo.records.written import Typology
from geo.render.sheets.model import CountySheet
from geo.render.sheets.smallmap import CountyMap
from geo.render.sheets.words import Cell, Line, SheetWords, parents
from geo.vocabulary import Standing


@dataclass(frozen=True)
class Fact:
    """A label and one or more lines."""

    key: str
    label: str
    lines: Cell


def _types(sheet: CountySheet, words: SheetWords) -> Cell:
    """Every type once, with the best standing that any clause gives it."""
    ranks = list(Standing)
    best: dict[str, tuple[Typology, Standing]] = {}
    for row in sheet.types:
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


def facts(sheet: CountySheet, words: SheetWords) -> tuple[Fact, ...]:
    """Code, parents, unit, area, types, counts of tasks and targets."""
    with_number = sum(t.value is not None for t in sheet.targets)
    in_words = len(sheet.targets) - with_number
    own, general = len(sheet.own_tasks), len(sheet.general_tasks)
    values = {
        "code": sheet.county_code,
        "parents": parents(sheet, words),
        "unit": words.unit_type(sheet.unit_type),
        "area": words.say("area", area=f"{sheet.area_km2:,.0f}"),
        "tasks": words.say("tasks-value", own=own, general=general),
        "targets": words.say("targets-value", indicators=with_number, completions=in_words),
    }
    found = [Fact(k, words.say(f"fact-{k}"), (Line(v),)) for k, v in values.items()]
    types = Fact("types", words.say("fact-types"), _types(sheet, words))
    return (*found[:4], types, *found[4:])


def legend(picture: CountyMap, words: SheetWords) -> Cell:
    """The types that the map shows, with swatches."""
    return tuple(
        Line(_shown(words.typology(t), standing, words), "plain", t, standing)
        for t, standing in picture.shown
    )
