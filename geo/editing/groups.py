"""Layers as a sheet shows them: groups of members with one stage and one note."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from geo import gazetteer
from geo.editing.workbook import LayerId, layer_digest
from geo.pipeline.inputs import Inputs
from geo.records.resolved import Place
from geo.records.written import Document, DocumentLists, Layer


@dataclass(frozen=True)
class Group:
    """One layer as a sheet shows it: its members as written, its stage and its note."""

    members: tuple[str, ...]
    stage: str = ""
    note: str = ""
    index: int = -1
    places: tuple[Place, ...] = field(default=(), compare=False)

    @property
    def digest(self) -> str:
        return layer_digest(self.members, self.stage, self.note)


def typology_key(inputs: Inputs, written: str) -> str | None:
    """Key of a typology given by key, Chinese or English name."""
    words = ((t.key, t.name, t.name_en) for t in inputs.typologies)
    return next((key for key, *names in words if written in (key, *names)), None)


def typology_name(inputs: Inputs, written: str) -> str:
    return next((t.name for t in inputs.typologies if written in (t.key, t.name)), written)


def split_run(inputs: Inputs, document: Document, run: str) -> list[str]:
    """Members of a run as written, split with the names of the document's date.

    A set such as ``各县（市）`` is one member, however many counties it has.
    """
    then = inputs.gazetteer.on(document.issued)
    split = gazetteer.split_members(run, then, region_code=document.region_code)
    return [written for written, _ in groupby(m.as_written for m in split.members)]


def _layer_id(inputs: Inputs, document_id: str, layer: Layer) -> LayerId:
    key = typology_key(inputs, layer.typology) or layer.typology
    return LayerId(document_id, layer.clause, key, layer.subtype, layer.status)


def groups_of(inputs: Inputs, lists: DocumentLists) -> dict[LayerId, Group]:
    """Every layer of one document, in the order of its file."""
    found: dict[LayerId, Group] = {}
    for i, layer in enumerate(lists.layers):
        members = tuple(m for run in layer.members for m in split_run(inputs, lists.document, run))
        group = Group(members, str(layer.stage or ""), layer.note, i)
        found.setdefault(_layer_id(inputs, lists.document.id, layer), group)
    return found


def shown(inputs: Inputs, key: LayerId) -> str:
    words = (typology_name(inputs, key.typology), key.subtype, key.status)
    return key.clause + "·".join(w for w in words if w)
