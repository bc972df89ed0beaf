"""Romanised names, and every form for looking up a county."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.names import normalise, short_name, to_traditional
from geo.vocabulary import LIST_MARK

_ENDINGS = ("自治县", "自治旗", "行政委员会", "特区", "林区", "县", "区", "市", "旗")


def _syllables(word: str, readings: Mapping[str, str]) -> list[str]:
    """Syllables of a word: its own reading, else per character, else the dictionary's."""
    if word in readings:
        return readings[word].split()
    from pypinyin import lazy_pinyin

    # A character that the dictionary does not know stays as it is.
    found = lazy_pinyin(
        word,
        v_to_u=True,
        errors=list,  # type: ignore[arg-type]  # pypinyin takes lists too, its annotation does not
    )
    return [readings.get(c, s) for c, s in zip(word, found, strict=True)]


def _join(syllables: Iterable[str]) -> str:
    """``lu an`` → ``Lu'an``: an apostrophe where a syllable begins with a, e or o."""
    joined = ""
    for syllable in syllables:
        joined += "'" if joined and syllable[:1] in "aeo" else ""
        joined += syllable
    return joined[:1].upper() + joined[1:]


def pinyin(name: str, readings: Mapping[str, str]) -> str:
    """A unit's name in Hanyu Pinyin without tones: ``六安市`` → ``Lu'an Shi``.

    Parameters
    ----------
    name : str
        Official or short name, simplified characters.
    readings : mapping of str to str
        Readings that the dictionary gets wrong, syllables divided by spaces: of whole short names
        (``乐亭`` → ``lao ting``) and of single characters (``长`` → ``chang``). See
        :attr:`Gazetteer.pinyin_readings`.
    """
    stem = short_name(name)
    if stem == name or not name.startswith(stem):
        return _join(_syllables(name, readings))
    rest = name.removeprefix(stem)
    ending = next((e for e in _ENDINGS if rest.endswith(e)), "")
    peoples = rest.removesuffix(ending)
    words = [w for w in (stem, peoples, ending) if w]
    return " ".join(_join(_syllables(w, readings)) for w in words)


def name_index(gazetteer: Gazetteer, codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """Forms by which counties are looked up.

    Parameters
    ----------
    gazetteer : Gazetteer
    codes : iterable of str
        County codes of the vintage.

    Returns
    -------
    dict of str to dict of str to str
        Code → ``official``, ``short``, ``old`` (past names of the same unit), ``alias``,
        ``traditional``, ``pinyin`` (of the short name), ``initials``. Several values of a form are
        joined by 、; a form that does not apply is an empty string.
    """
    readings = gazetteer.pinyin_readings
    index: dict[str, dict[str, str]] = {}
    for code in codes:
        name = gazetteer.forms.by_code[code].name
        short = short_name(name)
        syllables = _syllables(short, readings)
        index[code] = {
            "official": name,
            "short": short,
            "old": LIST_MARK.join(gazetteer.forms.past_names(code)),
            "alias": LIST_MARK.join(gazetteer.forms.alias_names(code)),
            "traditional": _traditional(name, gazetteer),
            "pinyin": _join(syllables),
            "initials": "".join(s[:1] for s in syllables),
        }
    return index


def _traditional(name: str, gazetteer: Gazetteer) -> str:
    """The name in traditional characters, if it has any and reads back as the same name."""
    written = to_traditional(name)
    if written == name or name not in gazetteer.simplifier.variants(normalise(written)):
        return ""
    return written
