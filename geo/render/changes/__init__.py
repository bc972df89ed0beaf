"""The change map: one page that shows what differs between two states of the lists.

One file without scripts and without addresses outside itself. It takes plain values and county
boundaries, never a comparison. Everything that comes from lists or boundaries is escaped by the
template engine; the content policy allows nothing but the page's own style.
"""

from __future__ import annotations

from geo.render.changes.html import render_changes
from geo.render.changes.model import (
    Change,
    ChangedCounty,
    ChangePage,
    CountyChange,
    OtherChange,
    Region,
    Source,
    Verdict,
)

__all__ = [
    "Change",
    "ChangePage",
    "ChangedCounty",
    "CountyChange",
    "OtherChange",
    "Region",
    "Source",
    "Verdict",
    "render_changes",
]
