"""Styles by rules: what is drawn for which rows, with a label and a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from geo.export.geopackage.markup import column, element, literal
from geo.export.geopackage.symbols import symbol


@dataclass(frozen=True)
class Rule:
    """``layers`` are drawn for the rows that ``where`` (a QGIS expression) holds for."""

    label: str
    where: str
    layers: tuple[ET.Element, ...]


@dataclass(frozen=True)
class Style:
    """A renderer and labels under a name that a person chooses by."""

    name: str
    renderer: ET.Element | None = None
    labeling: ET.Element | None = None


def renderer(rules: Sequence[Rule], kind: str) -> ET.Element:
    """``<renderer-v2>`` for a layer of ``kind`` fill or line.

    Every rule that holds is drawn; there is no rule for all other rows, which would hide typos.
    """
    tree = element("rules", {"key": "rules"})
    drawings = element("symbols")
    for number, rule in enumerate(rules):
        tree.append(
            element(
                "rule",
                {
                    "key": f"rule-{number:02d}",
                    "filter": rule.where,
                    "label": rule.label,
                    "symbol": str(number),
                },
            )
        )
        drawings.append(symbol(kind, *rule.layers, name=str(number)))
    shared = {"type": "RuleRenderer", "symbollevels": "0", "forceraster": "0", "enableorderby": "0"}
    return element("renderer-v2", shared, tree, drawings)


def equals(name: str, value: str) -> str:
    return f"{column(name)} = {literal(value)}"


def among(name: str, values: Sequence[str]) -> str:
    return f"{column(name)} IN ({', '.join(literal(value) for value in values)})"


def all_of(*conditions: str) -> str:
    return " AND ".join(f"({c})" for c in conditions if c)


def any_of(conditions: Sequence[str]) -> str:
    return " OR ".join(f"({c})" for c in conditions) or "false"


def none_of(conditions: Sequence[str]) -> str:
    return f"NOT ({any_of(conditions)})" if conditions else ""
