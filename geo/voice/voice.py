"""A voice: the words of one language for the program's texts and for words of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from geo.clauses import clause_number
from geo.vocabulary import LIST_MARK, SENTENCE_MARK, Language
from geo.voice import texts
from geo.voice.phrasebook import Phrasebook, chapter, has_chinese
from geo.voice.said import Notes, Part, Said

if TYPE_CHECKING:
    import pandas as pd

    from geo.columns import Table

#: The language that documents are written in: their words need no phrasebook in it.
DOCUMENTS = Language.ZH

_CLAUSE = re.compile(r"（([一二三四五六七八九十]{1,4})）|([一二三四五六七八九十]{1,3})")
_ANNEX = re.compile(r"附件(\d+)")
_NAMED_CLAUSES = {"总则": "general", "附件": "annex"}


@dataclass(frozen=True)
class Voice:
    """Gives words in one language, by default Chinese.

    Parameters
    ----------
    language : Language
    phrasebook : Phrasebook
        Words of documents, names of units, areas, types and agencies in the language. Texts
        without an entry are shown as written.
    """

    language: Language = DOCUMENTS
    phrasebook: Phrasebook = field(default_factory=Phrasebook)

    @property
    def is_compact(self) -> bool:
        """Whether the language is written in Chinese characters, which need less room."""
        return self.text("voice", "script") == "han"

    # ── what the program says ──

    def text(self, section: str, key: str, /, **values: object) -> str:
        """One text of :mod:`geo.voice.texts` with its places filled; a :class:`Said` or a run is
        said, any other value is written as it is.

        Raises
        ------
        KeyError
            If the section has no such key, or the text has a place that was not filled.
        """
        said = {
            name: self.say(value) if isinstance(value, Said | tuple) else value
            for name, value in values.items()
        }
        return texts.text(section, key, self.language, **said)

    def heading(self, table: str, column: str, *, section: str = "geopackage") -> str:
        """What a column is called: a table's own word before the common one, and a word of the
        section before that of the GeoPackage. A column without a word shows its name."""
        for key in (f"field.{table}.{column}", f"field.{column}"):
            for name in (section, "geopackage"):
                if found := texts.section(name, self.language).get(key):
                    return found
        return column

    def say(self, what: Part) -> str:
        """A program's text, a quoted text, a number, or a run of these, in words."""
        if isinstance(what, Said):
            section, _, key = what.key.partition(".")
            return self.text(section, key, **{name: self.say(part) for name, part in what.parts})
        if isinstance(what, str):
            return self.quoted(what)
        if isinstance(what, tuple):
            return self.text("voice", "list-mark").join(map(self.say, what))
        return str(what)

    def sentences(self, notes: Notes) -> str:
        """Notes as one text, empty for none."""
        return self.text("voice", "sentence-mark").join(map(self.say, notes))

    # ── what documents wrote ──

    def quoted(self, text: str) -> str:
        """Words of a document, as far as the phrasebook has them.

        Sentences joined by ``；`` are looked up one by one, a run of names joined by ``、`` only
        if all of them are known. A clause's or chapter's number is written as the language does.
        """
        if self.language is DOCUMENTS or not (has_chinese(text) or LIST_MARK in text):
            return text
        if text not in self._known:
            self._known[text] = self._looked_up(text) or self._parts(text) or text
        return self._known[text]

    def names(self, run: str | Iterable[str]) -> str:
        """A run of names (``开州、云阳``), each looked up on its own."""
        return self.text("voice", "list-mark").join(map(self.quoted, _items(run)))

    def agencies(self, run: str | Iterable[str]) -> str:
        """A run of agencies, parted so that names which hold a comma stay one."""
        return self.text("voice", "agency-mark").join(map(self.quoted, _items(run)))

    def cited(self, title: str, clause: str) -> str:
        """A clause after its document's short title: ``重庆2023（十三）``."""
        title, clause = self.quoted(title), self.quoted(clause)
        return self.text("voice", "cited", title=title, clause=clause) if clause else title

    def tell(self, frame: pd.DataFrame, table: Table) -> pd.DataFrame:
        """A localised frame: the program's texts, quoted texts and clause numbers in this language.

        Rows, their order, codes, keys and numbers stay, and so do agencies, types and names of
        units, which writers look up one by one. A localised frame is returned unchanged.
        """
        import pandas as pd

        told = frame.copy()
        for column in table.columns:
            if column.is_translated:
                known = {value: self._cell(value) for value in frame[column.name].unique()}
                values = [known[value] for value in frame[column.name].tolist()]
                told[column.name] = pd.Series(values, dtype="str", index=frame.index)
        return told

    def _cell(self, value: Notes | str) -> str:
        return self.sentences(value) if isinstance(value, tuple) else self.quoted(value)

    # ── what a text is made of; each gives an empty text where it is not that ──

    @cached_property
    def _known(self) -> dict[str, str]:
        """Cache of looked-up texts, as most of them recur often."""
        return {}

    def _looked_up(self, text: str) -> str:
        """One phrase, or one clause's or chapter's number."""
        found = self.phrasebook.entries.get(text)
        return found or self._clause(text) or self._chapter(text)

    def _clause(self, text: str) -> str:
        if text in _NAMED_CLAUSES:
            return self.text("voice", _NAMED_CLAUSES[text])
        if annex := _ANNEX.fullmatch(text):
            return self.text("voice", "annex-number", number=annex[1])
        if clause := _CLAUSE.fullmatch(text):
            key = "clause" if clause[1] else "part"
            return self.text("voice", key, number=clause_number(text))
        return ""

    def _chapter(self, text: str) -> str:
        number, heading = chapter(text)
        title = self.quoted(heading) if number else heading
        if title == heading:
            return ""
        return self.text("voice", "chapter", number=clause_number(number), title=title)

    def _parts(self, text: str) -> str:
        """Sentences joined by ``；`` where any is known, or names joined by ``、``."""
        if SENTENCE_MARK in text:
            sentences = text.split(SENTENCE_MARK)
            told = [self.quoted(each) for each in sentences]
            return self.text("voice", "sentence-mark").join(told) if told != sentences else ""
        names = text.split(LIST_MARK)
        told = [self._looked_up(n) if has_chinese(n) else n for n in names]
        return self.text("voice", "list-mark").join(told) if len(names) > 1 and all(told) else ""


def _items(run: str | Iterable[str]) -> list[str]:
    return [name for name in (run.split(LIST_MARK) if isinstance(run, str) else run) if name]
