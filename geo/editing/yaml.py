"""Edits of a list file that leave every other byte as it was.

A file is not parsed and written out again, which would reflow long runs, requote values and move
comments. The composed node tree gives the position of each value, and only those characters are
replaced. The result is read again and compared with what was asked; anything else is an error.
"""

from __future__ import annotations

import json
from typing import Any

import yaml

from geo.editing.splices import (
    Editor,
    LayerEdit,
    ListEdits,
    NewLayer,
    Split,
    positions,
)
from geo.errors import LayersError
from geo.lists.located import parse

__all__ = ["LayerEdit", "ListEdits", "NewLayer", "Split", "edit_list"]

_BOM = "\ufeff"


def edit_list(text: str, edits: ListEdits, *, split: Split) -> str:
    """The file's text with the edits made.

    Parameters
    ----------
    text : str
        A list file that reads without faults.
    split : callable
        Run → names as written, in order.

    Raises
    ------
    LayersError
        If the file is written in a way that cannot be edited without touching more than was
        asked; the message gives the line.
    """
    bom = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    root = yaml.compose(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(root, yaml.MappingNode):
        raise LayersError("line 1: no list file")
    editor = Editor(body, root, split)
    editor.make(edits)
    edited = editor.text()
    _verify(body, edited, edits, split)
    return bom + edited


def _names(members: Any, split: Split) -> list[str]:
    runs = members if isinstance(members, list) else [members] if members else []
    return [name for run in runs for name in split(str(run))]


def _layer_values(text: str, split: Split) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The file's other parts, and its layers with their members split."""
    located = parse(text, "")
    if located.faults or not isinstance(located.value, dict):
        raise LayersError("the edited file would not read; it stays as it was")
    rest = dict(located.value)
    layers = rest.pop("layers", None) or []
    return rest, [{**layer, "members": _names(layer.get("members"), split)} for layer in layers]


def _verify(old: str, new: str, edits: ListEdits, split: Split) -> None:
    """Check that every requested edit was made, and nothing else.

    Raises
    ------
    LayersError
    """
    rest, layers = _layer_values(old, split)
    for edit in edits.changed:
        layer = layers[edit.index]
        layer.update({k: v for k, v in edit.fields.items() if v})
        for key in (k for k, v in edit.fields.items() if not v):
            layer.pop(key, None)
        gone = positions(layer["members"], edit.remove)
        kept = [m for i, m in enumerate(layer["members"]) if i not in gone]
        layer["members"] = [*kept, *edit.add]
    wanted = [layer for i, layer in enumerate(layers) if i not in edits.removed]
    for added in edits.added:
        own = {k: v for k, v in added.fields.items() if v}
        wanted.append({**own, "members": list(added.members)})
    found_rest, found = _layer_values(new, split)

    def in_any_order(items: list[dict[str, Any]]) -> list[str]:
        return sorted(json.dumps(i, ensure_ascii=False, sort_keys=True) for i in items)

    if rest != found_rest or in_any_order(wanted) != in_any_order(found):
        raise LayersError("the edit would change more than was asked; edit the file by hand")
