"""The words of a sheet in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from geo.content.county_sheet.facts import Citation, CountyFacts
from geo.records.written import Typology
from geo.voice.texts import section
from geo.voice.voice import Voice


@dataclass(frozen=True)
class SheetWords:
    """The words of a sheet in one language, the language of its frames."""

    voice: Voice = field(default_factory=Voice)

    def say(self, key: str, **values: object) -> str:
        return self.voice.text("report", key, **values)

    def typology(self, typology: Typology) -> str:
        return self.voice.quoted(typology.name)

    def unit_type(self, name: str) -> str:
        return section("report", self.voice.language).get(f"unit-{name}", name)

    def through(self, through: Sequence[str]) -> str:
        """What a task reaches the county through."""
        return self.say("list-mark").join(through)

    #: Short mark for "members from outside the document" on a page that is short of room.
    outside_mark: ClassVar[str] = "＊"

    def reach(self, through: Sequence[str]) -> str:
        """The same, with a mark for an area whose members another document gives."""
        ending = section("reach", self.voice.language)["area_outside"].partition("{area}")[2]
        return self.through(through).replace(ending, self.outside_mark)

    def document(self, source: Citation) -> str:
        return source.short_title

    def source(self, source: Citation) -> str:
        title = self.document(source)
        if source.clause:
            return self.voice.cited(title, source.clause)
        return self.say("source", title=title, clause=self.say("headline"))

    def label(self, clause: str) -> str:
        """A clause before its text: an English one needs a space after it."""
        return self.say("label", clause=clause) if clause else ""

    def quoted(self, written: str) -> str:
        return self.say("quoted", written=written)


def parents(county: CountyFacts, words: SheetWords) -> str:
    """Province and prefecture, from above."""
    say = words.voice.quoted
    province, prefecture = say(county.province_name), say(county.prefecture_name)
    if county.prefecture_code in ("", county.province_code):
        return province
    return words.say("parents", province=province, prefecture=prefecture)
