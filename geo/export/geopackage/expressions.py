"""Expressions of QGIS: columns, texts, conditions."""

from __future__ import annotations

from collections.abc import Sequence


def column(name: str) -> str:
    """A column in a QGIS expression."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in a QGIS expression; nothing in it can end the text."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


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
