"""A further typology: its colour and pattern proposed, its entry put into the file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import yaml

from geo import colours
from geo.editing.splices import Editor
from geo.errors import LayersError
from geo.lists.located import parse, scalar
from geo.looks import CONTEXT_FILL, NEUTRAL_FILL, PAPER, SYMBOLS
from geo.records.written import Pattern, Typology
from geo.vocabulary import Role

#: Angles in degrees of the hatches that follow when all symbols are used.
_ANGLES = (0.0, 90.0, 30.0, -30.0, 60.0, -60.0)
#: Widths in CSS pixels of the outlines that follow the hatches.
_OUTLINES = (3.0, 5.0)
_GROUND = (PAPER, NEUTRAL_FILL, CONTEXT_FILL)
_BOM = "\ufeff"


def proposed_colour(together: Sequence[Typology], role: Role, every: Sequence[Typology]) -> str:
    """The colour that differs most from the present ones.

    It differs from all of ``every`` while there are such colours, then from those that are drawn
    ``together`` with it. A fill differs from fills; what is drawn over them is dark.
    """
    is_overlay = role is Role.OVERLAY
    for present in (every, together):
        taken = [t.colour for t in present if is_overlay or t.role is Role.BASE]
        colour = colours.proposed(taken, ground=_GROUND, is_dark=is_overlay)
        if colours.nearest(colour, taken) >= colours.NEAR:
            break
    return colour


def proposed_pattern(together: Sequence[Typology], role: Role) -> Pattern:
    """A fill for a base type; for an overlay the next symbol, then hatches, then outlines."""
    if role is Role.BASE:
        return Pattern(kind="solid")
    own = [t.pattern for t in together]
    used = {p.symbol for p in own if p.kind == "mark"}
    for symbol in SYMBOLS:
        if symbol not in used:
            return Pattern(kind="mark", symbol=symbol)
    angles = {p.angle for p in own if p.kind == "hatch"}
    for angle in _ANGLES:
        if angle not in angles:
            return Pattern(kind="hatch", angle=angle)
    outlines = sum(p.kind == "outline" for p in own)
    return Pattern(kind="outline", width=_OUTLINES[outlines % len(_OUTLINES)])


def _pattern_text(pattern: Pattern) -> str:
    if pattern.kind == "mark":
        return f'{{kind: mark, symbol: "{pattern.symbol}"}}'
    if pattern.kind == "hatch":
        return f"{{kind: hatch, angle: {pattern.angle:g}, spacing: 8, width: 2}}"
    if pattern.kind == "outline":
        return f"{{kind: outline, width: {pattern.width:g}}}"
    return "{kind: solid}"


def _entry_lines(typology: Typology, column: int) -> list[str]:
    theme = {"theme": typology.theme} if typology.theme else {}
    values = {
        "key": typology.key,
        "name": scalar(typology.name),
        "name_en": scalar(typology.name_en),
        **theme,
        "role": str(typology.role),
        "order": str(typology.order),
        "colour": json.dumps(typology.colour),
        "pattern": _pattern_text(typology.pattern),
    }
    start = " " * column
    return [
        f"{start}{'- ' if i == 0 else '  '}{key}: {value}"
        for i, (key, value) in enumerate(values.items())
    ]


class _TypologiesEditor(Editor):
    """Puts entries after the last one."""

    def append(self, typology: Typology) -> None:
        sequence = self._value(self.root, "typologies")
        if not isinstance(sequence, yaml.SequenceNode) or sequence.flow_style or not sequence.value:
            raise self._refused(sequence or self.root)
        column = sequence.start_mark.column
        self._insert_lines(self._end(sequence), _entry_lines(typology, column))


def with_typology(text: str, typology: Typology) -> str:
    """The text of ``layers/typologies.yaml`` with one more entry; every other byte is as it was.

    Raises
    ------
    LayersError
        If the file is written in a way that only a person can edit safely, or has the key or the
        name already.
    """
    bom = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    root = yaml.compose(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(root, yaml.MappingNode):
        raise LayersError("line 1: no file of typologies")
    editor = _TypologiesEditor(body, root, lambda run: [run])
    editor.append(typology)
    edited = editor.text()
    _verify(_values(body), _values(edited), typology)
    return bom + edited


def _values(text: str) -> dict[str, Any]:
    located = parse(text, "")
    if located.faults or not isinstance(located.value, dict):
        raise LayersError("the edited file would not read; it stays as it was")
    return dict(located.value)


def _verify(old: dict[str, Any], new: dict[str, Any], typology: Typology) -> None:
    """Check that the entry was added, and nothing else changed."""
    before, after = old.pop("typologies"), new.pop("typologies")
    if old != new or after[:-1] != before or Typology.model_validate(after[-1]) != typology:
        raise LayersError("the edit would change more than was asked; edit the file by hand")
