"""The words of a sheet in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from geo.content.county_sheet.facts import Citation, CountyFacts
from geo.records.written import Typology
from geo.vocabulary import LIST_MARK, Language
from geo.voice.phrasebook import cited
from geo.voice.texts import section, text


@dataclass(frozen=True)
class SheetWords:
    """The words of a sheet in one language; English falls back to Chinese.

    ``english_names`` maps unit codes to names and ``english_agencies`` agencies to names. What else
    the lists say arrives in the sheet's language with the frames.
    """

    language: Language
    english_names: Mapping[str, str] | None = None
    english_agencies: Mapping[str, str] | None = None

    def say(self, key: str, **values: object) -> str:
        return text("report", key, self.language, **values)

    def typology(self, typology: Typology) -> str:
        return typology.name_en if self.language is Language.EN else typology.name

    def unit(self, code: str, name: str) -> str:
        """A county, prefecture or province by its name in this language."""
        if self.language is Language.EN and self.english_names is not None:
            return self.english_names.get(code) or name
        return name

    def unit_type(self, name: str) -> str:
        return section("report", self.language).get(f"unit-{name}", name)

    def agencies(self, units: Sequence[str]) -> str:
        if self.language is Language.EN and self.english_agencies is not None:
            known = self.english_agencies
            named = [known.get(u, u) for u in units]
            return ("; " if all(n.isascii() for n in named) else LIST_MARK).join(named)
        return LIST_MARK.join(units)

    def through(self, through: Sequence[str]) -> str:
        """What a task reaches the county through."""
        return self.say("list-mark").join(through)

    #: Stands for "members from outside the document" on a page that is short of room.
    outside_mark: ClassVar[str] = "＊"

    def reach(self, through: Sequence[str]) -> str:
        """The same, with a mark for an area whose members another document gives."""
        endings = [
            section("reach", language)["area_outside"].partition("{area}")[2]
            for language in Language
        ]
        shown = self.through(through)
        for ending in endings:
            shown = shown.replace(ending, self.outside_mark)
        return shown

    def document(self, source: Citation) -> str:
        return source.short_title

    def source(self, source: Citation) -> str:
        clause = source.clause or self.say("headline")
        gap = cited("", source.clause).removesuffix(source.clause)
        return self.say("source", title=self.document(source) + gap, clause=clause)

    def label(self, clause: str) -> str:
        """A clause before its text: an English one needs a space after it."""
        return f"{clause} " if clause and clause.isascii() else clause

    def quoted(self, written: str) -> str:
        return self.say("quoted", written=written)


def parents(county: CountyFacts, words: SheetWords) -> str:
    """Province and prefecture, from above."""
    above = [(county.province_code, county.province_name)]
    if county.prefecture_code not in ("", county.province_code):
        above.append((county.prefecture_code, county.prefecture_name))
    joint = ", " if words.language is Language.EN else ""
    return joint.join(words.unit(code, name) for code, name in above)
