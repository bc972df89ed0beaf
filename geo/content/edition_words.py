"""The words of an edition's report in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geo.records.written import Typology
from geo.vocabulary import LIST_MARK, Language
from geo.voice.texts import text

if TYPE_CHECKING:
    from geo.schema import EditionFrames


class EditionWords:
    """Texts and names in one language.

    Parameters
    ----------
    english_names : mapping of str to str
        Unit code → English name; Chinese where there is none.
    english_agencies : mapping of str to str
        Agency as lists name it → English name; Chinese where there is none.
    """

    def __init__(
        self,
        frames: EditionFrames,
        language: Language | str = Language.ZH,
        *,
        english_names: Mapping[str, str] | None = None,
        english_agencies: Mapping[str, str] | None = None,
    ) -> None:
        self.language = Language(language)
        self.is_english = self.language is Language.EN
        self._english = (english_names or {}) if self.is_english else {}
        self._agencies = (english_agencies or {}) if self.is_english else {}
        self._phrases = frames.phrases
        counties = frames.counties
        self.names = dict(zip(counties["county_code"], counties["county_name"], strict=True))
        self._typologies = {t.name: t for t in frames.typologies}
        edition = frames.edition
        self.edition = edition.name_en if self.is_english else edition.name

    def say(self, key: str, **values: object) -> str:
        return text("docx", key, self.language, **values)

    def unit(self, code: str, name: str) -> str:
        return self._english.get(code) or self._phrases.say(name, self.language)

    def agency(self, name: str) -> str:
        return self._agencies.get(name, name)

    def county(self, code: str) -> str:
        return self.unit(code, self.names[code])

    def counties(self, codes: Sequence[str]) -> str:
        return self.say("list-mark").join(self.county(c) for c in codes)

    def typology(self, typology: Typology) -> str:
        return typology.name_en if self.is_english else typology.name

    def typologies(self, run: str) -> str:
        """``大城市周边、潜力地区`` in this language."""
        known = self._typologies
        names = [self.typology(known[n]) if n in known else n for n in run.split(LIST_MARK) if n]
        return self.say("list-mark").join(names)

    def listed(self, run: str) -> str:
        """Names joined by ``、`` with this language's mark."""
        return self.say("list-mark").join(run.split(LIST_MARK))
