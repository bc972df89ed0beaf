"""Joined frames of toyland's two editions, and voices that know their names."""

from __future__ import annotations

from geo.join import edition_frames as join_edition
from geo.records.resolved import Edition, Resolved
from geo.records.written import DocumentLists, Typology
from geo.schema import EditionFrames
from geo.vocabulary import CHINA_CODE, Language
from geo.voice.phrasebook import Phrasebook
from geo.voice.voice import Voice

from .country import LEFT, facts, geometry, unit_names
from .lists import EDITION, TYPOLOGIES, document_lists, resolved
from .nation import NATION, NATION_TYPOLOGIES, nation_lists, nation_resolved


def voice(language: Language = Language.EN, **names: str) -> Voice:
    """A voice that knows the types, the editions, and ``names`` by their Chinese."""
    named = (EDITION, NATION, *NATION_TYPOLOGIES)
    known = {each.name: each.name_en for each in named} | names
    return Voice(language, Phrasebook(lambda: known))


def _joined(
    edition: Edition,
    lists: DocumentLists,
    given: Resolved,
    *,
    typologies: tuple[Typology, ...],
) -> EditionFrames:
    return join_edition(
        edition,
        [lists],
        given,
        names={n.code: n for n in unit_names()},
        facts=facts(),
        region_names=dict([LEFT, (CHINA_CODE, NATION.name)]),
        typologies=typologies,
        geometry=geometry(),
    )


def edition_frames(spoken: Voice | None = None) -> EditionFrames:
    """Frames of the toy edition: 9 counties of 左山省, 9 assignments, 2 tasks."""
    return untold_frames().told(spoken or Voice())


def untold_frames() -> EditionFrames:
    """The same, in no language yet."""
    return _joined(EDITION, document_lists(), resolved(), typologies=TYPOLOGIES)


def nation_frames(spoken: Voice | None = None) -> EditionFrames:
    """Frames of the whole country: 17 counties, 16 assignments, 3 tasks, hostile text."""
    joined = _joined(NATION, nation_lists(), nation_resolved(), typologies=NATION_TYPOLOGIES)
    return joined.told(spoken or Voice())
