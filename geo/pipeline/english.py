"""English for outputs: where the phrasebook's entries come from, and frames in a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from geo import gazetteer
from geo.errors import FaultsError
from geo.gazetteer.names import parent_forms, short_name
from geo.lists.english import read_phrases
from geo.schema import edition_tables
from geo.vocabulary import Language

if TYPE_CHECKING:
    import pandas as pd

    from geo.pipeline.inputs import Inputs
    from geo.records.resolved import Vintage
    from geo.schema import EditionFrames
    from geo.voice.phrasebook import Phrasebook


def english_entries(inputs: Inputs) -> dict[str, str]:
    """Chinese text → English: names of units, areas, types and agencies, and ``layers/english/``.

    Raises
    ------
    FaultsError
        As :func:`written_english`.
    """
    return {
        **dict(_unit_names(inputs)),
        **{label.name: label.name_en for label in inputs.regions.labels},
        **{area.name: area.name_en for area in inputs.regions.areas if area.name_en},
        **{t.name: t.name_en for t in inputs.typologies},
        **written_english(inputs),
    }


def written_english(inputs: Inputs) -> dict[str, str]:
    """The entries that people write: agencies, and ``layers/english/``.

    Raises
    ------
    FaultsError
        If a file of ``layers/english/`` is not as it should be.
    """
    written, faults = read_phrases(inputs.project.layers, relative=inputs.project.relative)
    if faults:
        raise FaultsError(tuple(faults))
    return {**inputs.agencies, **written}


def _unit_names(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Units in pinyin: counties by today's and past names, and all above them. Later ones count:
    a name of today is never taken for another unit's of the past."""
    readings, forms = inputs.gazetteer.pinyin_readings, inputs.gazetteer.forms
    labels = {label.region_code: label.name_en for label in inputs.regions.labels}
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
            # "Milin Xian has since become Milin": only the ending tells them apart.
            yield past, told if told != today else gazetteer.pinyin(past, readings)
    for unit in inputs.names.values():
        today = english[unit.code]
        yield from ((name, today) for name in (short_name(unit.name), unit.name))
        parents = (above.get(c, "") for c in (unit.prefecture_code, unit.province_code))
        written = list(dict.fromkeys(p for p in parents if p))
        yield unit.parents, ", ".join(written)
        if unit.prefecture_name:
            yield unit.prefecture_name + unit.name, f"{today} ({written[0]})"


def in_language(frames: EditionFrames, language: Language) -> EditionFrames:
    """The frames with the lists' words in a language: the same object in Chinese.

    Rows, their order, codes, keys, types, agencies and names of units stay as they are; what a
    county is called in the list (``as_written``) stays too, because it is what is quoted.
    """
    if language is not Language.EN:
        return frames
    told: dict[str, Any] = {
        table.name: _told(getattr(frames, table.name), table.translated, frames.phrases)
        for table in edition_tables(frames.typologies)
    }
    return replace(frames, **told, vintage=vintage_in(frames.vintage, frames.phrases, language))


def vintage_in(vintage: Vintage, phrases: Phrasebook, language: Language) -> Vintage:
    """The vintage with its title, terms and citation in a language."""
    say = partial(phrases.say, language=language)
    return replace(
        vintage,
        title=say(vintage.title),
        terms=say(vintage.terms),
        citation=say(vintage.citation),
    )


def _told(frame: pd.DataFrame, columns: tuple[str, ...], phrases: Phrasebook) -> pd.DataFrame:
    frame = frame.copy()
    for column in columns:
        english = {text: phrases.say(text, Language.EN) for text in frame[column].unique()}
        frame[column] = frame[column].map(english).astype(frame[column].dtype)
    return frame


# ── names of units by code ───────────────────────────────────────────────────────────────


def search_names(inputs: Inputs, frames: EditionFrames) -> dict[str, dict[str, str]]:
    """What the page's search field knows of each county: old names, traditional form, pinyin."""
    codes = frames.counties["county_code"].tolist()
    return gazetteer.name_index(inputs.gazetteer, codes)


def english_names(inputs: Inputs, frames: EditionFrames) -> dict[str, str]:
    """County, prefecture and province code → English name: the label of regions.yaml, else the
    short name in pinyin."""
    codes = frames.counties["county_code"].tolist()
    known = gazetteer.name_index(inputs.gazetteer, codes)
    names = {code: entry["pinyin"] for code, entry in known.items()}
    readings = inputs.gazetteer.pinyin_readings
    for code, parent in sorted(inputs.gazetteer.forms.parents.items()):
        names[code] = gazetteer.pinyin(parent_forms(parent.name)[-1], readings)
    return {**names, **{label.region_code: label.name_en for label in inputs.regions.labels}}
