"""YAML with line numbers: plain values, and the line that each of them stands on.

The composed node tree of PyYAML's C loader is walked here rather than constructed by it, because
construction forgets lines, keeps the last of two equal keys silently, and turns ``0500`` or
``2025-02-10`` into numbers and dates. A scalar is text unless it is a plain number, truth value or
null. Anchors are refused: a list needs none, and they make a small file expand without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from geo.errors import Fault

Path = tuple[str | int, ...]

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_TEXT_STYLES = ("'", '"', "|", ">")
_NULLS = frozenset({"", "~", "null"})
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True)
class Span:
    """First and last line (1-based) of a value in its file."""

    first: int
    last: int


@dataclass
class Located:
    """A document's plain value, the span of every part of it, and what was wrong with its YAML."""

    value: Any = None
    spans: dict[Path, Span] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def span(self, path: Path) -> Span:
        """Span of ``path``, or of the nearest part around it that has one."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.spans:
                return self.spans[path[:end]]
        return Span(1, 1)


def _scalar(node: yaml.ScalarNode) -> Any:
    if node.style in _TEXT_STYLES:  # quoted or block: text, whatever it looks like
        return node.value
    if node.value in _NULLS:
        return None
    if node.value in _TRUTH:
        return _TRUTH[node.value]
    if _NUMBER.fullmatch(node.value):
        return float(node.value) if "." in node.value else int(node.value)
    return node.value


def _span(node: yaml.Node) -> Span:
    # A block ends where the next token begins, usually at the start of a later line.
    last = node.end_mark.line + (1 if node.end_mark.column else 0)
    return Span(node.start_mark.line + 1, max(last, node.start_mark.line + 1))


class _Walker:
    def __init__(self, file: str) -> None:
        self.file = file
        self.located = Located()
        self.seen: set[int] = set()

    def walk(self, node: yaml.Node, path: Path) -> Any:
        if id(node) in self.seen:
            self._fault("yaml-anchor", node)
            return None
        self.seen.add(id(node))
        self.located.spans[path] = _span(node)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.walk(item, (*path, i)) for i, item in enumerate(node.value)]
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
        keys: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault("yaml-key", key_node)
                continue
            key = key_node.value
            if key in keys:
                self._fault("duplicate-key", key_node, value=key, first=str(keys[key]))
                continue
            keys[key] = key_node.start_mark.line + 1
            value = self.walk(value_node, (*path, key))
            # A key's line is what an editor jumps to; an empty value has no line of its own.
            start = Span(keys[key], self.located.spans.get((*path, key), Span(0, 0)).last)
            self.located.spans[(*path, key)] = start
            yield key, value

    def _fault(self, kind: str, node: yaml.Node, value: str | None = None, **details: str) -> None:
        line = node.start_mark.line + 1
        self.located.faults.append(Fault(kind, self.file, line, value=value, details=details))


def parse(text: str, file: str) -> Located:
    """Parse one YAML text.

    Parameters
    ----------
    text : str
    file : str
        Name for faults.

    Returns
    -------
    Located
        ``value`` is None and ``faults`` says why, if the text is no YAML.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    walker = _Walker(file)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        problem = error.problem or str(error)
        walker.located.faults.append(Fault("yaml-syntax", file, line, details={"problem": problem}))
        return walker.located
    except yaml.YAMLError as error:  # a character that YAML does not allow
        details = {"problem": str(error).splitlines()[0]}
        walker.located.faults.append(Fault("yaml-syntax", file, None, details=details))
        return walker.located
    if node is not None:
        walker.located.value = walker.walk(node, ())
    return walker.located
