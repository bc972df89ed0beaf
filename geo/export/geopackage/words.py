"""The words of the file: titles, aliases and value labels in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.export.geopackage.file_tables import FileTable
from geo.records.written import Typology
from geo.voice.texts import section
from geo.voice.voice import Voice

_SECTION = "geopackage"


@dataclass(frozen=True)
class FileWords:
    """Looks up the reader's words for one language and one set of typologies."""

    voice: Voice
    typologies: tuple[Typology, ...]

    def say(self, key: str, /, **values: object) -> str:
        return self.voice.text(_SECTION, key, **values)

    def typology(self, typology: Typology) -> str:
        return self.voice.quoted(typology.name)

    def title(self, table: FileTable | str) -> str:
        return self.say(f"table.{table if isinstance(table, str) else table.name}")

    def description(self, table: FileTable) -> str:
        return self.say(f"description.{table.name}")

    def alias(self, table: FileTable, column: str) -> str:
        """Heading of a column; a table's own word overrides the common one.

        A column without a word shows its name.
        """
        for typology in self.typologies:
            if column == f"is_{typology.key}":
                return self.say("field.is_typology", name=self.typology(typology))
        return self.voice.heading(table.name, column)

    def values(self, column: str) -> dict[str, str]:
        """Stored value → label, in the order of the vocabulary; empty where values are free."""
        start = f"value.{column}."
        texts = section(_SECTION, self.voice.language)
        return {k.removeprefix(start): v for k, v in texts.items() if k.startswith(start)}


def words(voice: Voice, typologies: Sequence[Typology]) -> FileWords:
    """Words of one language."""
    return FileWords(voice, tuple(typologies))
