"""A voice: the words of one language for what the program says and what documents wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.vocabulary import Language
from geo.voice import texts
from geo.voice.said import Notes, Part, Said

if TYPE_CHECKING:
    from geo.voice.phrasebook import Phrasebook


@dataclass(frozen=True)
class Voice:
    """Gives words in one language. The default one says everything in Chinese.

    Parameters
    ----------
    language : Language
    phrasebook : Phrasebook, optional
        Words of documents in the language; a text that it does not know is shown as written.
    """

    language: Language = Language.ZH
    phrasebook: Phrasebook | None = None

    def text(self, section: str, key: str, /, **values: object) -> str:
        """One text of :mod:`geo.voice.texts` with its places filled; a :class:`Said` or a run is
        said, any other value is written as it is."""
        said = {
            name: self.say(value) if isinstance(value, Said | tuple) else value
            for name, value in values.items()
        }
        return texts.text(section, key, self.language, **said)

    def say(self, what: Part) -> str:
        """Something said, quoted, counted, or a run of these, in words."""
        if isinstance(what, Said):
            section, _, key = what.key.partition(".")
            return self.text(section, key, **{name: self.say(part) for name, part in what.parts})
        if isinstance(what, str):
            return self.phrasebook.say(what, self.language) if self.phrasebook else what
        if isinstance(what, tuple):
            return self.text("voice", "list-mark").join(map(self.say, what))
        return str(what)

    def sentences(self, notes: Notes) -> str:
        """Notes as one text, empty for none."""
        return self.text("voice", "sentence-mark").join(map(self.say, notes))
