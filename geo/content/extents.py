"""What an edition's lists have besides counties on the map: members that are not drawn, and lists
of which only a part is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.voice.voice import Voice

if TYPE_CHECKING:
    from geo.schema import EditionFrames


@dataclass(frozen=True)
class Completeness:
    """How complete the lists of one typology are.

    ``known`` members of ``stated`` are known, in the open lists that give a number; ``stated`` is 0
    where none does.
    ``undrawn`` counts the members that have no county on the map.
    """

    is_open: bool = False
    known: int = 0
    stated: int = 0
    undrawn: int = 0

    def remarks(self, voice: Voice) -> tuple[str, ...]:
        """What a reader of a count must know; nothing for a complete list of counties."""
        said = []
        if self.is_open:
            key = "list-open-of" if self.stated else "list-open"
            said.append(voice.text("voice", key, known=self.known, stated=self.stated))
        if self.undrawn:
            said.append(voice.text("voice", "undrawn", count=self.undrawn))
        return tuple(said)

    def after(self, name: str, voice: Voice) -> str:
        """A name with the remarks in brackets, if there are any."""
        remarks = voice.text("voice", "remark-mark").join(self.remarks(voice))
        return voice.text("voice", "remarked", name=name, remarks=remarks) if remarks else name


COMPLETE = Completeness()


def completeness(frames: EditionFrames) -> dict[str, Completeness]:
    """Completeness by typology key, of the typologies where there is anything to say."""
    undrawn = frames.undrawn["typology"].value_counts()
    layers: dict[str, list[dict[Any, Any]]] = {}
    for layer in frames.layers.to_dict("records"):
        if layer["is_open"]:
            layers.setdefault(layer["typology"], []).append(layer)
    found = {}
    for key in sorted({*layers, *undrawn.index}):
        own = layers.get(key, [])
        counted = [layer for layer in own if layer["stated_count"] == layer["stated_count"]]
        found[key] = Completeness(
            is_open=bool(own),
            known=sum(int(layer["member_count"]) for layer in counted),
            stated=sum(int(layer["stated_count"]) for layer in counted),
            undrawn=int(undrawn.get(key, 0)),
        )
    return found


def undrawn_names(frames: EditionFrames, voice: Voice) -> list[str]:
    """One line for each member that is not drawn: its name as written, its typology, and why."""
    names = {t.key: voice.quoted(t.name) for t in frames.typologies}
    lines = (
        voice.text(
            "voice",
            "undrawn-member",
            name=voice.quoted(row["as_written"]),
            typology=names[row["typology"]],
            note=row["note"],
        )
        for row in frames.undrawn.to_dict("records")
    )
    return list(dict.fromkeys(lines))
