"""A project's voices, with their sources of words in each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from geo import gazetteer
from geo.errors import FaultsError
from geo.gazetteer.names import parent_forms, short_name
from geo.lists.phrases import phrases_folder, read_phrases
from geo.vocabulary import Language
from geo.voice.phrasebook import Phrasebook, in_language
from geo.voice.texts import text
from geo.voice.voice import DOCUMENTS, Voice

if TYPE_CHECKING:
    from geo.pipeline.inputs import Inputs


def voices_of(inputs: Inputs) -> dict[Language, Voice]:
    """A voice for every language. Phrases are read only when a voice of another language first
    translates words of a document."""
    others = {
        language: Voice(language, Phrasebook(partial(entries, inputs, language)))
        for language in Language
        if language is not DOCUMENTS
    }
    return {DOCUMENTS: Voice(), **others}


def entries(inputs: Inputs, language: Language) -> dict[str, str]:
    """Text of the lists or the gazetteer → its words in a language: names of units in pinyin, the
    names that ``layers/*.yaml`` give in the language, and what its folder of phrases has.

    Raises
    ------
    FaultsError
        As :func:`written`.
    """
    named = (
        *inputs.regions.labels,
        *inputs.regions.areas,
        *inputs.themes,
        *inputs.typologies,
    )
    own = ("all-regions", "nation")
    return {
        **dict(_unit_names(inputs, language)),
        **{text("voice", key, DOCUMENTS): text("voice", key, language) for key in own},
        **in_language(named, "name", language),
        **in_language(inputs.typologies, "definition", language),
        **written(inputs, language),
    }


def written(inputs: Inputs, language: Language) -> dict[str, str]:
    """The entries that people write: names of agencies, and the language's folder of phrases.

    Raises
    ------
    FaultsError
        If a file of the folder has errors.
    """
    folder = phrases_folder(inputs.project.layers, language)
    found, faults = read_phrases(folder, relative=inputs.project.relative)
    if faults:
        raise FaultsError(tuple(faults))
    return {**in_language(inputs.agencies, "name", language), **found}


def _labels(inputs: Inputs, language: Language) -> Mapping[str, str]:
    """Region code → name, for the regions that have a label."""
    labels = inputs.regions.labels
    return {x.region_code: in_language([x], "name", language).get(x.name, "") for x in labels}


def _unit_names(inputs: Inputs, language: Language) -> Iterator[tuple[str, str]]:
    """Units in pinyin: counties by today's and past names, and all above them. Later ones count:
    a name of today is never taken for another unit's of the past."""
    readings, forms = inputs.gazetteer.pinyin_readings, inputs.gazetteer.forms
    labels = _labels(inputs, language)
    above = {}
    for code, parent in forms.parents.items():
        short = parent_forms(parent.name)[-1]
        above[code] = labels.get(code) or gazetteer.pinyin(short, readings)
        yield from ((name, above[code]) for name in (parent.name, short))
    english = {
        u.code: gazetteer.pinyin(short_name(u.name), readings) for u in inputs.names.values()
    }
    for code, today in english.items():
        for past in forms.past_names(code):
            told = gazetteer.pinyin(short_name(past), readings)
            # "Milin Xian has since become Milin": the names differ only in the ending.
            yield past, told if told != today else gazetteer.pinyin(past, readings)
    for unit in inputs.names.values():
        today = english[unit.code]
        yield from ((name, today) for name in (short_name(unit.name), unit.name))
        parents = (above.get(c, "") for c in (unit.prefecture_code, unit.province_code))
        written_parents = list(dict.fromkeys(p for p in parents if p))
        yield unit.parents, ", ".join(written_parents)
        if unit.prefecture_name:
            yield unit.prefecture_name + unit.name, f"{today} ({written_parents[0]})"
