"""Differences between two readings, in words, place by place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np

#: Longer runs are compared element by element: aligning them takes minutes.
MOST_ALIGNED = 3000
_SHOWN = 60


class Difference(NamedTuple):
    """``place`` are keys and positions joined by full stops."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place or 'whole'}: {self.words}"


def shown(value: Any) -> str:
    """A value on one short line."""
    if isinstance(value, np.ndarray):
        return f"{' × '.join(map(str, value.shape))} numbers"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}…"


def _text_difference(old: str, new: str) -> str:
    """Both texts from shortly before the first character that differs."""
    first = next(i for i, (a, b) in enumerate(zip_longest(old, new)) if a != b)
    begin = max(0, first - _SHOWN // 3)
    ends = [("…" if begin else "") + shown(text[begin : begin + 2 * _SHOWN]) for text in (old, new)]
    return f"{ends[0]!r} → {ends[1]!r}"


def _array_difference(old: np.ndarray, new: np.ndarray) -> str:
    if old.shape != new.shape:
        return f"{shown(old)} → {shown(new)}"
    apart = np.abs(old.astype(np.float64) - new.astype(np.float64))
    return f"{int((apart != 0).sum())} of {apart.size} numbers differ, by up to {apart.max():g}"


def _below(place: str, key: object) -> str:
    return f"{place}.{key}" if place else str(key)


def _of_mappings(old: dict[Any, Any], new: dict[Any, Any], place: str) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        here = _below(place, key)
        if key not in new:
            yield Difference(here, f"only in the old: {shown(old[key])}")
        elif key not in old:
            yield Difference(here, f"only in the new: {shown(new[key])}")
        else:
            yield from differences(old[key], new[key], here)


def _keys(values: Sequence[Any]) -> list[str]:
    return [v if isinstance(v, str) else json.dumps(v, default=repr) for v in values]


def _of_runs(old: Sequence[Any], new: Sequence[Any], place: str) -> Iterator[Difference]:
    if len(old) == len(new) or max(len(old), len(new)) > MOST_ALIGNED:
        if len(old) != len(new):
            yield Difference(place, f"{len(old)} → {len(new)} elements")
        for at, (before, after) in enumerate(zip(old, new, strict=False)):
            yield from differences(before, after, _below(place, at))
        return
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    for _, i, end_i, j, end_j in (c for c in matcher.get_opcodes() if c[0] != "equal"):
        both = min(end_i - i, end_j - j)
        for step in range(both):
            yield from differences(old[i + step], new[j + step], _below(place, i + step))
        for at in range(i + both, end_i):
            yield Difference(_below(place, at), f"only in the old: {shown(old[at])}")
        for at in range(j + both, end_j):
            yield Difference(_below(place, at), f"only in the new: {shown(new[at])}")


def differences(old: Any, new: Any, place: str = "") -> Iterator[Difference]:
    """Differences between two values made of mappings, runs, arrays, texts and numbers.

    Texts and numbers of equal value but another type differ, and so do ``1`` and ``True``.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _of_mappings(old, new, place)
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple):
        yield from _of_runs(old, new, place)
    elif isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if not np.array_equal(old, new, equal_nan=old.dtype.kind == "f"):
            yield Difference(place, _array_difference(old, new))
    elif isinstance(old, str) and isinstance(new, str):
        if old != new:
            yield Difference(place, _text_difference(old, new))
    elif type(old) is not type(new) or (old != new and not (old != old and new != new)):
        yield Difference(place, f"{shown(old)} → {shown(new)}")
