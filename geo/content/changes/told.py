"""A comparison with its voice, shared by the change map and the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from geo import compare, schema
from geo.content.changes.values import ChangesSummary, ComparedDocument, ComparisonVerdict
from geo.vocabulary import Language, Standing
from geo.voice.voice import Voice

#: County code → key of typology → the best standing that any clause gives.
Standings = dict[str, dict[str, Standing]]


@dataclass(frozen=True)
class ToldComparison:
    """A comparison, the labels of its two sides, and the voice for its words."""

    comparison: compare.Comparison
    old: str
    new: str
    voice: Voice

    @property
    def language(self) -> Language:
        return self.voice.language

    @cached_property
    def words(self) -> compare.Wording:
        return compare.Wording(self.comparison, self.voice)

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        return compare.rows(self.comparison, self.voice)

    @cached_property
    def held(self) -> Standings:
        """Typologies of each county on the old side, by present code."""
        return _standings(self.comparison.old, self.comparison.recodes)

    @cached_property
    def holds(self) -> Standings:
        """Typologies of each county on the new side."""
        return _standings(self.comparison.new, {})

    @property
    def verdict(self) -> ComparisonVerdict:
        if self.comparison.is_empty_comparison:
            return ComparisonVerdict.NOTHING_COMPARED
        is_changed = bool(self.comparison.differences)
        return ComparisonVerdict.CHANGED if is_changed else ComparisonVerdict.UNCHANGED

    @property
    def pairs(self) -> Iterable[tuple[compare.Difference, dict[str, str]]]:
        """Every difference with its row in words."""
        return zip(self.comparison.differences, self.rows, strict=True)

    def document(self, document_id: str) -> str:
        return self.words.document(document_id) if document_id else ""

    def kind(self, kind: str) -> str:
        return compare.kind_name(kind, self.language)

    @cached_property
    def memo(self) -> str:
        return compare.memo(self.comparison, self.voice)

    @cached_property
    def documents(self) -> tuple[ComparedDocument, ...]:
        """Every document of either side, and which sides have it."""
        return tuple(_documents(self.comparison, self.voice))


def _standings(side: compare.Snapshot, recodes: Mapping[str, str]) -> Standings:
    found: Standings = {}
    for row in side.rows(schema.ASSIGNMENTS):
        code, key = row["county_code"], row["typology"]
        if not code:
            continue
        standing = Standing.of(row["basis"], is_complete=row["is_complete"])
        held = found.setdefault(recodes.get(code, code), {})
        held[key] = min(held.get(key, standing), standing, key=Standing.rank)
    return found


def verdict_text(verdict: ComparisonVerdict, counties: int, voice: Voice) -> str:
    """Result of a comparison, as a sentence that counts the changed counties."""
    key = f"verdict-{verdict}"
    if verdict is ComparisonVerdict.CHANGED and not counties:
        key += "-otherwise"
    return voice.text("changes", key, counties=counties)


def _documents(comparison: compare.Comparison, voice: Voice) -> Iterator[ComparedDocument]:
    say = voice.say
    old, new = (
        {row["document_id"] for row in side.rows(schema.DOCUMENTS)}
        for side in (comparison.old, comparison.new)
    )
    for document_id in sorted(old | new):
        document = comparison.document(document_id)
        side = "both" if document_id in old & new else "new" if document_id in new else "old"
        yield ComparedDocument(
            say(document["title"]), say(document["number"]), document["issued"], side
        )


def change_rows(told: ToldComparison) -> list[dict[str, str]]:
    """One row per difference in words, with the kind and the document by name."""
    return [
        {
            **row,
            "kind": told.kind(row["kind"]),
            "document_name": told.document(row["document_id"]),
        }
        for row in told.rows
    ]


def changes_summary(told: ToldComparison) -> ChangesSummary:
    """Sides and result of the comparison, for the workbook's first worksheet."""
    counts = Counter(told.kind(row["kind"]) for row in told.rows)
    counties = {row["county_code"] for row in told.rows} - {""}
    return ChangesSummary(
        verdict=verdict_text(told.verdict, len(counties), told.voice),
        memo=told.memo,
        old=told.old,
        new=told.new,
        counts=dict(counts),
        documents=told.documents,
    )
