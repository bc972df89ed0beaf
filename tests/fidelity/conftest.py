"""The documents with their texts and lists, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import yaml

from geo.records.written import DocumentLists

from .matching import occurs
from .texts import ROOT, SOURCES, Clause, Reading, documents_folder, read, read_rows


@dataclass(frozen=True)
class Pair:
    """One document: its text (``reading``), its lists, and the list file as parsed."""

    id: str
    reading: Reading
    lists: DocumentLists
    parsed: dict[str, Any]

    def text_of(self, mark: str) -> str:
        """Text of a clause, or of a chapter where the mark is a chapter's numeral."""
        clause = self.clauses.get(mark)
        return clause.text if clause else self.reading.chapters.get(mark, "")

    def stands(self, name: str, mark: str) -> bool:
        """Tell whether the clause prints the name, or what ``named_otherwise.csv`` declares."""
        text = self.text_of(mark) if mark else self.reading.whole
        if occurs(name, text):
            return True
        part = self.clauses[mark].part if mark in self.clauses else ""
        printed = printed_instead().get((self.id, mark, name))
        return printed is not None and occurs(printed, part + "\n" + text)

    @property
    def clauses(self) -> dict[str, Clause]:
        return {clause.mark: clause for clause in self.reading.clauses}


@cache
def printed_instead() -> dict[tuple[str, str, str], str]:
    """(document, clause, name in our lists) → what the clause prints instead."""
    rows = read_rows("named_otherwise.csv")
    return {(row["document_id"], row["clause"], row["name"]): row["printed"] for row in rows}


@cache
def parsed_lists(document_id: str) -> dict[str, Any]:
    file = ROOT / "layers" / f"{document_id}.yaml"
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture(params=sorted(SOURCES))
def document_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def parsed(document_id: str) -> dict[str, Any]:
    return parsed_lists(document_id)


@pytest.fixture(scope="session")
def texts_present() -> None:
    missing = [i for i in SOURCES if not (documents_folder() / f"{i}.txt").is_file()]
    if missing:
        pytest.skip(f"the policy texts are not part of the project; absent: {', '.join(missing)}")


@pytest.fixture
def pair(texts_present: None, document_id: str, parsed: dict[str, Any]) -> Pair:
    lists = DocumentLists.model_validate(parsed)
    return Pair(document_id, read(document_id), lists, parsed)
