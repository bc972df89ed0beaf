"""The words of an edition's report in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.records.written import Typology
from geo.vocabulary import LIST_MARK
from geo.voice.voice import Voice

if TYPE_CHECKING:
    from geo.schema import EditionFrames


class EditionWords:
    """Texts and names in one language, the language of the frames.

    A theme is named in headings unless it is the project's main one; with ``is_part``, always.
    """

    def __init__(
        self, frames: EditionFrames, voice: Voice | None = None, *, is_part: bool = False
    ) -> None:
        self.voice = voice or Voice()
        counties = frames.counties
        self.names = dict(zip(counties["county_code"], counties["county_name"], strict=True))
        self.edition = self.voice.quoted(frames.edition.name)
        theme = frames.edition.theme
        is_named = theme is not None and (is_part or not theme.is_main)
        self.theme = self.voice.quoted(theme.name) if theme is not None and is_named else ""

    def say(self, key: str, **values: object) -> str:
        return self.voice.text("docx", key, **values)

    def heading(self, key: str, **values: object) -> str:
        """A heading about the edition, which names the theme if there is one to name."""
        if not self.theme:
            return self.say(key, **values)
        return self.say(f"{key}-of-theme", theme=self.theme, **values)

    def county(self, code: str) -> str:
        return self.voice.quoted(self.names[code])

    def counties(self, codes: Sequence[str]) -> str:
        return self.voice.names(self.names[code] for code in codes)

    def typology(self, typology: Typology) -> str:
        return self.voice.quoted(typology.name)

    def listed(self, run: str) -> str:
        """Names joined by ``、`` with this language's mark."""
        return self.say("list-mark").join(run.split(LIST_MARK))
