"""What an edition's document shows, and the words for it in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.records.written import Typology
from geo.vocabulary import LIST_MARK, Language, Standing
from geo.voice.texts import text

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames


@dataclass(frozen=True)
class EditionContent:
    """What the document shows.

    Parameters
    ----------
    figure : bytes
        PNG of the edition's figure, empty for none.
    statistics : mapping of str to DataFrame
        By name: ``typology_totals``, ``typologies_by_prefecture``, ``combinations``,
        ``counties_in_several_documents``, ``tasks_per_agency``. A missing one is left out.
    standings : mapping of (county code, typology key) to Standing
        The best that any clause gives.
    english_names : mapping of str to str
        Unit code → English name; Chinese where there is none.
    english_agencies : mapping of str to str
        Agency as lists name it → English name; Chinese where there is none.
    """

    frames: EditionFrames
    figure: bytes
    statistics: Mapping[str, pd.DataFrame]
    standings: Mapping[tuple[str, str], Standing]
    language: Language = Language.ZH
    english_names: Mapping[str, str] = field(default_factory=dict)
    english_agencies: Mapping[str, str] = field(default_factory=dict)


class EditionWords:
    """Texts and names in one language."""

    def __init__(self, content: EditionContent) -> None:
        self.language = content.language
        self.is_english = content.language is Language.EN
        self._english = content.english_names if self.is_english else {}
        self._agencies = content.english_agencies if self.is_english else {}
        frames = content.frames
        self._phrases = frames.phrases
        counties = frames.counties
        self.names = dict(zip(counties["county_code"], counties["county_name"], strict=True))
        self._typologies = {t.name: t for t in frames.typologies}

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

    def edition(self, content: EditionContent) -> str:
        edition = content.frames.edition
        return edition.name_en if self.is_english else edition.name

    def share(self, value: float) -> str:
        return f"{value * 100:.1f}%"
