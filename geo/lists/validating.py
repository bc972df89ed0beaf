"""Text of a list file → a model, with a fault for everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from geo.errors import Fault
from geo.lists.located import Located
from geo.records.written import Translatable

_M = TypeVar("_M", bound=BaseModel)

_WIDE_QUOTED = re.compile("“[^“”]*”|‘[^‘’]*’|＂[^＂]*＂|「[^「」]*」")
_WIDE_QUOTED_LINE = re.compile(
    rf"^[ ]*(?:- +)*(?P<key>\w+): +(?P<value>{_WIDE_QUOTED.pattern})[ ]*$", re.MULTILINE
)


def read_text(path: Path, file: str) -> tuple[str, list[Fault]]:
    """A file's text; empty, with the fault, if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except FileNotFoundError:
        return "", [Fault("missing-file", file)]
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return "", [Fault("not-utf8", file, line)]


def _allowed_keys(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Keys that the model allows at ``path``, the path to the refused key."""
    current: Any = model
    for step in path[:-1]:
        if isinstance(step, int):
            continue
        fields = getattr(current, "model_fields", {})
        if step not in fields:
            return []
        current = _inner_model(fields[step].annotation)
    return list(getattr(current, "model_fields", {}))


def _inner_model(annotation: Any) -> Any:
    """The model inside ``tuple[X, ...]`` or ``X | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner_model(part)
        if found is not None:
            return found
    return None


def _existing(path: Sequence[str | int], value: Any) -> tuple[str | int, ...]:
    """The part of an error's path that the file really has; a union adds steps of its own."""
    kept: list[str | int] = []
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            break
        kept.append(step)
    return tuple(kept)


def _fault_of(error: ErrorDetails, located: Located, file: str, model: type[BaseModel]) -> Fault:
    path = _existing(error["loc"], located.value)
    kind, line = error["type"], located.span(path).first
    clause = _clause_at(located.value, path)
    where = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
    if kind == "extra_forbidden":
        key, allowed = str(path[-1]), _allowed_keys(model, path)
        near = get_close_matches(key, allowed, n=3)
        details = {"allowed": "、".join(allowed), "near": "、".join(near) or "—", "where": where}
        return Fault("unknown-key", file, line, clause, key, details)
    if kind == "missing":
        return Fault("missing-key", file, line, clause, str(error["loc"][-1]), {"where": where})
    written = error["input"]
    value = str(written) if isinstance(written, str | int | float | bool) else None
    if value and _WIDE_QUOTED.fullmatch(value):
        kind = "wide-quotes"
    details = {"where": where, "rule": kind, "problem": error["msg"]}
    return Fault("wrong-value", file, line, clause, value, details)


def _clause_at(value: Any, path: Sequence[str | int]) -> str | None:
    try:
        clause = value[path[0]][path[1]]["clause"]
    except (KeyError, IndexError, TypeError):
        return None
    return str(clause)


def validate(model: type[_M], located: Located, file: str) -> tuple[_M | None, list[Fault]]:
    """The model that the values make, or None and why not."""
    if located.faults:
        return None, located.faults
    if not isinstance(located.value, dict):
        return None, [Fault("empty-file", file)]
    try:
        return model.model_validate(located.value), []
    except ValidationError as error:
        first: dict[tuple[str, int, str, str], Fault] = {}
        for each in error.errors():  # a union reports one error per member: the first will do
            fault = _fault_of(each, located, file, model)
            first.setdefault(fault.sort_key(), fault)
        return None, list(first.values())


def wide_quotes(text: str, model: type[BaseModel], file: str) -> Iterator[Fault]:
    """Faults of values in full-width quotes where a key takes a name, code or date: YAML takes such
    quotes for a part of the value."""
    for found in _WIDE_QUOTED_LINE.finditer(text):
        if found["key"] in _exact_keys(model):
            line = text.count("\n", 0, found.start()) + 1
            yield Fault("wide-quotes", file, line, value=found["value"])


@cache
def _exact_keys(model: type[BaseModel]) -> frozenset[str]:
    """Keys, at any depth, whose values are no words of a document."""
    keys: set[str] = set()
    for name, declared in model.model_fields.items():
        inner = _inner_model(declared.annotation)
        if inner is not None:
            keys |= _exact_keys(inner)
        elif declared.metadata and not any(isinstance(m, Translatable) for m in declared.metadata):
            keys.add(name)  # a plain text, such as a definition, has no metadata
    return frozenset(keys)
