"""YAML with line numbers: plain values, and the line of each.

The composed node tree of PyYAML's C loader is walked here rather than constructed by it, because
construction forgets lines, keeps the last of two equal keys silently, and turns ``0500`` or
``2025-02-10`` into numbers and dates. A scalar is text unless it is a plain number, truth value or
null. Anchors are refused: a list needs none, and they make a small file expand without bound.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Self

import yaml

from geo.errors import Fault

Path = tuple[str | int, ...]

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_TEXT_STYLES = ("'", '"', "|", ">")
#: Lists need six levels; composing far deeper ones would exhaust the stack.
_DEEPEST = 60
#: Blanks that look like a space, and are a part of the key to YAML.
_WIDE_BLANKS = "\u3000\xa0\u2002\u2003\u2009"
_NULLS = frozenset({"", "~", "null"})
_TRUTH = {"true": True, "false": False}


#: Key node (none in a list) and value node of one part of a mapping or list.
_Pair = tuple[yaml.Node | None, yaml.Node]


@dataclass(frozen=True)
class Span:
    """First and last line (1-based) of a value in its file."""

    first: int
    last: int


@dataclass
class Located:
    """A document's plain value, the line of every part of it, and what was wrong with its YAML.

    Lines are looked up in the node tree on demand, because most are never needed.
    """

    value: Any = None
    root: yaml.Node | None = field(default=None, repr=False, compare=False)
    faults: list[Fault] = field(default_factory=list)
    _pairs: dict[int, dict[str, _Pair]] = field(default_factory=dict, repr=False, compare=False)

    def span(self, path: Path) -> Span:
        """Span of ``path``, or of the nearest part around it that the file has."""
        if self.root is None:
            return Span(1, 1)
        key, node = None, self.root
        for step in path:
            inner = self._inner(node, step)
            if inner is None:
                break
            key, node = inner
        # A block ends where the next token begins, usually at the start of a later line.
        last = node.end_mark.line + (1 if node.end_mark.column else 0)
        first = node.start_mark.line + 1
        # A key's line is what an editor jumps to; an empty value has no line of its own.
        return Span(key.start_mark.line + 1 if key else first, max(last, first))

    def _inner(self, node: yaml.Node, step: str | int) -> _Pair | None:
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            if id(node) not in self._pairs:
                self._pairs[id(node)] = _first_pairs(node)
            return self._pairs[id(node)].get(step)
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            return (None, node.value[step]) if step < len(node.value) else None
        return None


def _first_pairs(node: yaml.MappingNode) -> dict[str, _Pair]:
    """Key node and value node by key, of equal keys the first."""
    pairs = ((k.value, (k, v)) for k, v in reversed(node.value) if isinstance(k, yaml.ScalarNode))
    return dict(pairs)


def _line(pair: _Pair) -> str:
    key, value = pair
    return str((key or value).start_mark.line + 1)


def _scalar(node: yaml.ScalarNode) -> Any:
    written = node.value
    if node.style in _TEXT_STYLES:  # quoted or block: always text, even 1 or true
        return written
    if written in _NULLS:
        return None
    if written in _TRUTH:
        return _TRUTH[written]
    if _NUMBER.fullmatch(written):
        return _Decimal(written) if "." in written else int(written)
    return written


class _Decimal(float):
    """A number that is written as it was where it turns out to be text: the clause ``1.10``."""

    _written: str

    def __new__(cls, written: str) -> Self:
        self = super().__new__(cls, written)
        self._written = written
        return self

    def __str__(self) -> str:
        return self._written


class _Walker:
    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.seen: set[int] = set()

    def walk(self, node: yaml.Node) -> Any:
        if id(node) in self.seen:
            self._fault("yaml-anchor", node)
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        return [self.walk(item) for item in node.value]

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        values: dict[str, Any] = {}
        first: dict[str, _Pair] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault("yaml-key", key_node)
                continue
            key = key_node.value
            if key != key.strip(_WIDE_BLANKS):
                key = key.strip(_WIDE_BLANKS)
                self._fault("yaml-wide-blank", key_node, value=key)
            if key in values:
                first = first or _first_pairs(node)
                self._fault("duplicate-key", key_node, value=key, first=_line(first[key]))
                continue
            values[key] = self.walk(value_node)
        return values

    def _fault(self, kind: str, node: yaml.Node, value: str | None = None, **details: str) -> None:
        line = node.start_mark.line + 1
        self.faults.append(Fault(kind, self.file, line, value=value, details=details))


class _Untagged:
    """Mixin: resolves no tags (types are decided from text and style) and limits nesting depth."""

    _depth = 0

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, parent: yaml.Node | None, _index: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST and parent is not None:
            problem = f"nested more than {_DEEPEST} levels deep"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=parent.start_mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Untagged, _Base):  # type: ignore[misc]  # which of two loaders is known at run time
    """PyYAML's loader, the C one where there is one."""


def _failure(text: str) -> yaml.YAMLError | None:
    """The error of parsing a text, if there is one."""
    try:
        yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return error
    return None


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
    located = Located()
    try:
        located.root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError:
        # Most files are sound, and every command reads them.
        from geo.lists.culprits import yaml_faults

        located.faults += yaml_faults(text, file, _failure)
        return located
    if located.root is not None:
        walker = _Walker(file)
        located.value = walker.walk(located.root)
        located.faults += walker.faults
    return located


def scalar(value: str, *, in_flow: bool = False) -> str:
    """``value`` as YAML writes it: plain where that reads back as the same text, else quoted."""
    around = f"k: [{value}]" if in_flow else f"k: {value}"
    wanted = [value] if in_flow else value
    located = parse(around, "")
    if "\n" not in value and not located.faults and located.value == {"k": wanted}:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    # YAML folds line separators and refuses control characters that JSON allows.
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)
