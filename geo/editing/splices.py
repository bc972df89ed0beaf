"""Replacing the characters of values in a list file, at the positions of its node tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from geo.errors import LayersError
from geo.lists.located import scalar
from geo.vocabulary import LIST_MARK

#: Keys of a layer in the order in which people write them.
LAYER_KEYS = ("clause", "typology", "subtype", "status", "stage", "members", "note")

_CLOSING = "）)〕]】"

#: Run → its names, each exactly as in the run.
Split = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class LayerEdit:
    """What changes in one layer.

    Parameters
    ----------
    index : int
        Which layer of the file, from 0.
    fields : mapping of str to str
        New values by key of :data:`LAYER_KEYS` except ``members``; an empty value removes the key.
    remove, add : tuple of str
        Members as written. A name that occurs twice is removed as often as it is given, last
        first. New members follow the others.
    """

    index: int
    fields: Mapping[str, str] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    add: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewLayer:
    """A layer that the file does not have yet; it follows the last layer of its clause."""

    fields: Mapping[str, str]
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListEdits:
    """Everything that changes in one file."""

    changed: tuple[LayerEdit, ...] = ()
    removed: tuple[int, ...] = ()
    added: tuple[NewLayer, ...] = ()


def _is_flow(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _without(spans: Sequence[tuple[int, int]], gone: set[int]) -> list[tuple[int, int]]:
    """Ranges to cut so that ``gone`` and one separator each disappear. Some span must stay."""
    last = max(i for i in range(len(spans)) if i not in gone)
    cuts = [(spans[i][0], spans[i + 1][0]) for i in sorted(gone) if i < last]
    if last < len(spans) - 1:
        cuts.append((spans[last][1], spans[-1][1]))
    return cuts


def positions(items: Sequence[str], remove: Iterable[str]) -> set[int]:
    """Positions of the names to remove, the last of equal ones first."""
    wanted = Counter(remove)
    gone: set[int] = set()
    for i in range(len(items) - 1, -1, -1):
        if wanted[items[i]] > 0:
            wanted[items[i]] -= 1
            gone.add(i)
    return gone


class Editor:
    """Collects replacements of character ranges and applies them all at once."""

    def __init__(self, body: str, root: yaml.MappingNode, split: Split) -> None:
        self.body, self.root, self.split = body, root, split
        self.newline = "\r\n" if "\r\n" in body else "\n"
        self.splices: list[tuple[int, int, str]] = []

    def text(self) -> str:
        parts, at = [], 0
        for start, end, new in sorted(self.splices, key=lambda s: s[:2]):  # stable: in order made
            parts += [self.body[at:start], new]
            at = max(at, end)
        return "".join([*parts, self.body[at:]])

    def make(self, edits: ListEdits) -> None:
        layers = self._value(self.root, "layers")
        items = layers.value if isinstance(layers, yaml.SequenceNode) else []
        if items and layers is not None and _is_flow(layers):
            raise self._refused(layers)
        for edit in edits.changed:
            self._change(items[edit.index], edit)
        for index in edits.removed:
            self._cut_lines(items[index].start_mark.index, self._end(items[index]))
        self._add(layers, items, edits.added)
        if items and len(set(edits.removed)) == len(items) and not edits.added:
            self._put_empty(items[0].start_mark.index)

    # ── places ──

    def _refused(self, node: yaml.Node) -> LayersError:
        line = node.start_mark.line + 1
        return LayersError(f"line {line}: written in a way that only a person can edit safely")

    def _pairs(self, node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self._refused(node)
        return {k.value: (k, v) for k, v in node.value}

    def _value(self, node: yaml.Node, key: str) -> yaml.Node | None:
        pair = self._pairs(node).get(key)
        return pair[1] if pair else None

    def _end(self, node: yaml.Node) -> int:
        """Position after a value's last character; a block's own end mark is past comments."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self.body[start:end].rstrip())

    def _line_start(self, index: int) -> int:
        return self.body.rfind("\n", 0, index) + 1

    def _next_line(self, index: int) -> int:
        found = self.body.find("\n", index)
        return len(self.body) if found < 0 else found + 1

    def _cut_lines(self, start: int, end: int) -> None:
        self.splices.append((self._line_start(start), self._next_line(end), ""))

    def _insert_lines(self, after: int, lines: Sequence[str]) -> None:
        """Lines after the one that holds the character before ``after``."""
        at = self._next_line(after)
        lead = "" if not at or self.body[at - 1] == "\n" else self.newline
        self.splices.append((at, at, lead + "".join(line + self.newline for line in lines)))

    # ── one layer ──

    def _change(self, layer: yaml.Node, edit: LayerEdit) -> None:
        pairs = self._pairs(layer)
        for key, value in edit.fields.items():
            if key in pairs and value:
                node = pairs[key][1]
                written = scalar(value, in_flow=_is_flow(layer))
                gap = " " if node.start_mark.index == pairs[key][0].end_mark.index + 1 else ""
                self.splices.append((node.start_mark.index, self._end(node), gap + written))
            elif key in pairs:
                self._remove_key(layer, key)
        self._add_keys(layer, [k for k in edit.fields if k not in pairs and edit.fields[k]], edit)
        if edit.remove or edit.add:
            self._members(layer, edit)

    def _remove_key(self, layer: yaml.Node, key: str) -> None:
        pairs = self._pairs(layer)
        keys = list(pairs)
        own, node = pairs[key]
        if _is_flow(layer):
            spans = [(k.start_mark.index, self._end(v)) for k, v in pairs.values()]
            for start, end in _without(spans, {keys.index(key)}):
                self.splices.append((start, end, ""))
        elif keys.index(key):
            self._cut_lines(own.start_mark.index, self._end(node))
        else:  # its line has the dash
            after = list(pairs.values())[1][0].start_mark.index
            self.splices.append((own.start_mark.index, after, ""))

    def _add_keys(self, layer: yaml.Node, keys: Sequence[str], edit: LayerEdit) -> None:
        pairs = self._pairs(layer)
        for key in sorted(keys, key=LAYER_KEYS.index):
            before = LAYER_KEYS[: LAYER_KEYS.index(key)]
            anchor = pairs[next(k for k in reversed(before) if k in pairs)]
            end = self._end(anchor[1])
            if _is_flow(layer):
                written = f", {key}: {scalar(edit.fields[key], in_flow=True)}"
                self.splices.append((end, end, written))
            else:
                indent = " " * layer.start_mark.column
                self._insert_lines(end, [f"{indent}{key}: {scalar(edit.fields[key])}"])

    def _members(self, layer: yaml.Node, edit: LayerEdit) -> None:
        node = self._value(layer, "members")
        if node is None:
            raise self._refused(layer)
        in_flow = _is_flow(layer)
        if isinstance(node, yaml.SequenceNode) and node.value:
            self._member_list(node, edit)
            return
        items = self.split(node.value) if isinstance(node, yaml.ScalarNode) else []
        gone = positions(items, edit.remove)
        if len(gone) < len(items):
            self._member_run(node, items, edit.add, gone)
            return
        new = scalar(LIST_MARK.join(edit.add), in_flow=in_flow) if edit.add else "[]"
        gap = "" if node.start_mark.index != node.end_mark.index else " "
        self.splices.append((node.start_mark.index, self._end(node), gap + new))

    def _member_run(
        self, node: yaml.Node, items: Sequence[str], add: Sequence[str], gone: set[int]
    ) -> None:
        """Remove names inside one run; the text between and after the others stays."""
        start, end = node.start_mark.index, self._end(node)
        source, spans, at = self.body[start:end], [], 0
        for item in items:
            found = source.find(item, at)
            if found < 0:
                raise self._refused(node)
            at = found + len(item)
            spans.append((found, at))
        last = spans[max(i for i in range(len(items)) if i not in gone)][1]
        while last < len(source) and source[last] in _CLOSING:
            last += 1
        for cut in _without(spans, gone) if gone else ():
            self.splices.append((start + cut[0], start + cut[1], ""))
        if add:
            written = LIST_MARK + LIST_MARK.join(add)
            self.splices.append((start + last, start + last, written))

    def _member_list(self, node: yaml.SequenceNode, edit: LayerEdit) -> None:
        """``[甲, 乙]`` or one name per line; an item may itself be a run."""
        runs = [self.split(n.value) for n in node.value]
        flat = [(i, j) for i, run in enumerate(runs) for j in range(len(run))]
        gone = {flat[g] for g in positions([n for run in runs for n in run], edit.remove)}
        empty = {i for i, run in enumerate(runs) if all((i, j) in gone for j in range(len(run)))}
        for i, item in enumerate(node.value):
            within = {j for k, j in gone if k == i}
            if within and i not in empty:
                self._member_run(item, runs[i], (), within)
        if len(empty) == len(runs):
            self._replace_list(node, edit.add)
        elif node.flow_style:
            spans = [(n.start_mark.index, self._end(n)) for n in node.value]
            for cut in _without(spans, empty) if empty else ():
                self.splices.append((*cut, ""))
            at = max(end for i, (_, end) in enumerate(spans) if i not in empty)
            new = "".join(f", {scalar(a, in_flow=True)}" for a in edit.add)
            self.splices.append((at, at, new))
        else:
            for i in empty:
                self._cut_lines(node.value[i].start_mark.index, self._end(node.value[i]))
            self._list_lines(node, edit.add)

    def _list_lines(self, node: yaml.SequenceNode, add: Sequence[str]) -> None:
        if add:
            dash = " " * node.start_mark.column + "- "
            self._insert_lines(self._end(node), [dash + scalar(a) for a in add])

    def _replace_list(self, node: yaml.SequenceNode, add: Sequence[str]) -> None:
        start, end = node.start_mark.index, self._end(node)
        if node.flow_style:
            new = "[" + ", ".join(scalar(a, in_flow=True) for a in add) + "]"
            self.splices.append((start, end, new))
            return
        for item in node.value:
            self._cut_lines(item.start_mark.index, self._end(item))
        self._list_lines(node, add)
        if not add:
            self._put_empty(start)

    def _put_empty(self, start: int) -> None:
        """Put ``[]`` after the key of the block at ``start``, which is removed whole."""
        colon = self.body.rindex(":", 0, start) + 1
        self.splices.append((colon, colon, " []"))

    # ── new layers ──

    def _add(
        self, layers: yaml.Node | None, items: Sequence[yaml.Node], added: Sequence[NewLayer]
    ) -> None:
        if not added:
            return
        if items:
            column = layers.start_mark.column if layers is not None else 2
            for new in added:
                after = self._last_of_clause(items, new.fields["clause"])
                self._insert_lines(self._end(after), _layer_lines(new, column))
            return
        lines = [line for new in added for line in _layer_lines(new, 2)]
        if layers is None:
            document = self._pairs(self.root)["document"][1]
            self._insert_lines(self._end(document), ["", "layers:", *lines])
            return
        key = self._pairs(self.root)["layers"][0]
        colon = self.body.index(":", key.end_mark.index) + 1
        self.splices.append((colon, max(colon, self._end(layers)), ""))
        self._insert_lines(max(colon, self._end(layers)), lines)

    def _last_of_clause(self, items: Sequence[yaml.Node], clause: str) -> yaml.Node:
        same = [n for n in items if getattr(self._value(n, "clause"), "value", None) == clause]
        return (same or items)[-1]


def _layer_lines(new: NewLayer, column: int) -> list[str]:
    values = {k: scalar(v) for k, v in new.fields.items() if v}
    values["members"] = scalar(LIST_MARK.join(new.members)) if new.members else "[]"
    lines = [f"{k}: {values[k]}" for k in LAYER_KEYS if k in values]
    return [" " * column + ("- " if i == 0 else "  ") + line for i, line in enumerate(lines)]
