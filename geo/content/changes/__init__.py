"""Content of the change map and of its workbook.

:class:`ToldComparison` is a comparison with a voice; :func:`change_page` says what the change map
shows of it, :func:`changes_summary` and :func:`change_rows` what the workbook has.
"""

from __future__ import annotations

from geo.content.changes.change_page import ChangePlaces, change_page
from geo.content.changes.told import ToldComparison, change_rows, changes_summary, verdict_text
from geo.content.changes.values import (
    ChangedCounty,
    ChangePage,
    ChangeRegion,
    ChangesSummary,
    ComparedDocument,
    ComparisonVerdict,
    CountyChange,
    CountyChangeKind,
    OtherChange,
)

__all__ = [
    "ChangePage",
    "ChangePlaces",
    "ChangeRegion",
    "ChangedCounty",
    "ChangesSummary",
    "ComparedDocument",
    "ComparisonVerdict",
    "CountyChange",
    "CountyChangeKind",
    "OtherChange",
    "ToldComparison",
    "change_page",
    "change_rows",
    "changes_summary",
    "verdict_text",
]
