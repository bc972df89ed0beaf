"""How each kind of change looks: a colour and a pattern of its own.

The colours differ for readers with any of the common colour-vision deficiencies; in grey print the
pattern alone distinguishes the kinds. A test checks both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.content.changes import CountyChangeKind


@dataclass(frozen=True)
class ChangeLook:
    """A fill, and lines drawn over it again and again in a square of ``size`` map units.

    ``marks`` is an SVG path; ``ink`` and ``width`` are its stroke.
    """

    fill: str
    ink: str
    marks: str
    size: int = 20
    width: float = 3.0


#: ``wording`` has no look: nothing about the county itself is another thing.
LOOKS: Mapping[CountyChangeKind, ChangeLook] = MappingProxyType(
    {
        CountyChangeKind.RETYPED: ChangeLook(
            "#5A1E6E", "#D9B8EC", "M0 0L20 20M20 0L0 20", width=2.4
        ),
        CountyChangeKind.ADDED: ChangeLook("#1F6FB5", "#D6EBFB", "M10 4V16M4 10H16"),
        CountyChangeKind.REMOVED: ChangeLook(
            "#E88A1A", "#5A2A00", "M-2 22L22 -2M-2 2L2 -2M18 22L22 18"
        ),
        CountyChangeKind.STATUS: ChangeLook("#FBE38A", "#7A5C00", "M5 4V6M15 14V16", width=4),
        CountyChangeKind.DERIVED: ChangeLook(
            "#9ECCFA", "#14466F", "M-2 -2L22 22M-2 18L2 22M18 -2L22 2", width=1.6
        ),
        CountyChangeKind.RECODED: ChangeLook("#3E9B8A", "#06302A", "M0 5H20M0 15H20", width=2.2),
        CountyChangeKind.TASK: ChangeLook("#C4C8CC", "#4A5158", "M10 0V20", width=2.0),
    }
)
