"""A comparison as a flat table, as Markdown and as JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from geo import schema
from geo.compare.comparison import Comparison, Difference, DifferenceKind
from geo.compare.memo import grouped
from geo.compare.wording import CHINESE, Wording, kind_name
from geo.safe import one_line
from geo.voice.voice import Voice

#: Columns of :func:`rows`, in order.
ROW_COLUMNS = (
    "kind",
    "county_code",
    "county_name",
    "prefecture_name",
    "province_name",
    "document_id",
    "clause",
    "before",
    "after",
)
JSON_FORMAT = 1

_REACH = (DifferenceKind.COUNTY_TASK_ADDED, DifferenceKind.COUNTY_TASK_DROPPED)
_MARKS = re.compile(r"[\\`*_{}\[\]|~$#!@]|(?<=[a-zA-Z])[:.](?=[/\w])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def _row(found: Difference, words: Wording) -> dict[str, str]:
    unit = words.unit(found.county_code) if found.county_code else None
    before, after = words.before_and_after(found)
    return {
        "kind": found.name,
        "county_code": found.county_code,
        "county_name": unit.name if unit else "",
        "prefecture_name": unit.prefecture_name if unit else "",
        "province_name": unit.province_name if unit else "",
        "document_id": found.document_id,
        "clause": words.voice.quoted(found.clause),
        "before": before,
        "after": after,
    }


def rows(comparison: Comparison, voice: Voice = CHINESE) -> list[dict[str, str]]:
    """One flat row per difference, columns :data:`ROW_COLUMNS`, all text.

    Texts are not made safe for a spreadsheet; the writer of the cells does that.
    """
    words = Wording(comparison, voice)
    return [_row(found, words) for found in comparison.differences]


def escaped(written: str) -> str:
    """Text escaped for one line of Markdown, also inside a table: no mark, link or tag."""
    return _MARKS.sub(r"\\\g<0>", one_line(written)).translate(_ENTITIES)


def _table_rows(differences: Iterable[Difference], words: Wording) -> Iterable[tuple[str, ...]]:
    for group in grouped(differences, words):
        # counties of one task on one line; everything else line by line, as in `rows`
        for part in [group] if group[0].kind in _REACH else [[each] for each in group]:
            first = part[0]
            codes = [each.county_code for each in part if each.county_code]
            before, after = words.before_and_after(first)
            yield (
                kind_name(first.name, words.voice.language),
                words.clause(first.clause) if first.clause else "",
                words.counties(codes),
                words.where_from(codes),
                before,
                after,
            )


def _table(differences: Iterable[Difference], words: Wording) -> list[str]:
    names = ("kind", "clause", "county", "parents", "before", "after")
    header = [words.say(f"column-{name}") for name in names]
    lines = [header, ["---"] * len(header)]
    lines += [[escaped(cell) for cell in row] for row in _table_rows(differences, words)]
    return ["| " + " | ".join(line) + " |" for line in lines]


def markdown(comparison: Comparison, voice: Voice = CHINESE) -> str:
    """A Markdown page: what was compared, then a table per document; tables show every county."""
    words = Wording(comparison, voice)
    blocks = ["# " + words.say("heading")]
    if comparison.is_unchanged:
        blocks.append(escaped(words.say("unchanged")))
    blocks.append(escaped(words.scope()))
    by_document: dict[str, list[Difference]] = {}
    for found in comparison.differences:
        by_document.setdefault(found.document_id, []).append(found)
    for document_id, differences in by_document.items():
        title = words.document(document_id) if document_id else words.say("heading-names")
        blocks.append("## " + escaped(title))
        blocks.append("\n".join(_table(differences, words)))
    return "\n\n".join(blocks) + "\n"


def _difference_json(found: Difference, words: Wording) -> dict[str, Any]:
    is_typed = found.table == schema.ASSIGNMENTS.name
    held, holds = (found.held, found.holds) if is_typed else ((), ())
    return {
        **_row(found, words),
        "part": found.part,
        "typologies_before": sorted({row["typology"] for row in held}),
        "typologies_after": sorted({row["typology"] for row in holds}),
    }


def to_json(comparison: Comparison, voice: Voice = CHINESE) -> dict[str, Any]:
    """Plain JSON values: what was compared, counts per kind, every difference in order."""
    words = Wording(comparison, voice)
    counts = Counter(found.name for found in comparison.differences)
    compared = comparison.compared
    return {
        "compared": {
            "documents": compared.documents,
            "new_assignments": compared.new_assignments,
            "new_tasks": compared.new_tasks,
            "old_assignments": compared.old_assignments,
            "old_tasks": compared.old_tasks,
        },
        "counts": {kind: counts[kind] for kind in sorted(counts)},
        "differences": [_difference_json(found, words) for found in comparison.differences],
        "format": JSON_FORMAT,
        "is_empty_comparison": comparison.is_empty_comparison,
        "is_listed_only": comparison.is_listed_only,
        "is_unchanged": comparison.is_unchanged,
        "nothing_compared": str(comparison.nothing_compared or ""),
        "recodes": dict(comparison.recodes),
        "summary": words.scope(),
        "vintages": {"new": comparison.new.vintage, "old": comparison.old.vintage},
    }
