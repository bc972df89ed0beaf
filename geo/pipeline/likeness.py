"""Hints of ``check`` on typologies that a map cannot show well: too alike, or hardly visible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from geo import colours
from geo.errors import Fault
from geo.lists import yaml_file
from geo.lists.declared import TYPOLOGIES
from geo.pipeline.inputs import Inputs
from geo.records.written import Typology
from geo.vocabulary import Role, Severity
from geo.voice.said import said

#: Least width in CSS pixels of an outline: 1.9 on a figure are 0.52 mm, of which the casing of the
#: border takes 0.18 and a reader needs 0.34.
LEAST_OUTLINE = 2.0
#: Kind of a fault, the typology that it is about, details.
_Hint = tuple[str, Typology, Mapping[str, object]]


def lookalikes(inputs: Inputs) -> Iterator[Fault]:
    """One hint for each pair that is hard to tell apart in a theme, and for what hardly shows."""
    path = yaml_file(inputs.project.layers, TYPOLOGIES)
    by_key = {t.key: t for t in inputs.typologies}
    found = [
        hint
        for theme in inputs.themes
        for hint in _of_theme([by_key[key] for key in theme.typologies if key in by_key])
    ]
    if not found:
        return
    file = inputs.project.relative(path)
    lines = _lines(path.read_text(encoding="utf-8-sig"))
    for kind, typology, details in found:
        line = lines.get(typology.key)
        value, severity = typology.name, Severity.WARNING
        yield Fault(kind, file, line, None, value, details, severity=severity)


def _lines(text: str) -> dict[str, int]:
    """Line of each typology's key."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        named = re.search(r"\bkey:\s*[\"']?([a-z][a-z0-9_]*)", line)
        if named:
            found[named[1]] = number
    return found


def _of_theme(own: Sequence[Typology]) -> Iterator[_Hint]:
    for one, other in combinations(own, 2):
        if one.order == other.order:
            yield "typology-order", other, {"other": one.name, "order": str(one.order)}
        if confusable(one, other):
            distance, vision = colours.worst(one.colour, other.colour)
            details = {
                "other": one.name,
                "distance": f"{distance:.0f}",
                "least": f"{colours.NEAR:.0f}",
                "vision": said(f"explain.vision-{vision}"),
            }
            yield "typology-colours", other, details
        if _is_same_symbol(one, other):
            details = {"other": one.name, "symbol": one.pattern.symbol}
            yield "typology-symbols", other, details
    for typology in own:
        yield from _hardly_seen(typology)


def _hardly_seen(typology: Typology) -> Iterator[_Hint]:
    pattern = typology.pattern
    if pattern.kind == "mark" and not pattern.symbol:
        yield "typology-no-symbol", typology, {}
    if pattern.kind == "outline" and pattern.width < LEAST_OUTLINE:
        details = {"width": f"{pattern.width:g}", "least": f"{LEAST_OUTLINE:g}"}
        yield "typology-outline", typology, details


def _is_same_symbol(one: Typology, other: Typology) -> bool:
    are_marks = one.pattern.kind == other.pattern.kind == "mark"
    return are_marks and one.pattern.symbol == other.pattern.symbol != ""


def confusable(one: Typology, other: Typology) -> bool:
    """Whether colour alone tells two typologies apart on a map, and does so badly."""
    return _compete(one, other) and colours.worst(one.colour, other.colour)[0] < colours.NEAR


def _compete(one: Typology, other: Typology) -> bool:
    if one.role is Role.BASE or other.role is Role.BASE:
        return one.role is other.role
    ours, theirs = one.pattern, other.pattern
    if ours.kind != theirs.kind or ours.kind == "mark":
        return False  # equal symbols have a hint of their own
    return ours.kind == "outline" or ours.angle == theirs.angle
