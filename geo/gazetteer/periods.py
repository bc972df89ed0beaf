"""Months of dates: when units existed, when they changed, when a document was written.

A partial date is a period of months. A change with only a latest possible date
(``≤2007``) has no first month; one between two lists is a range (``2011-01/2012-12``).
"""

from __future__ import annotations

from typing import NamedTuple

from geo.dates import AT_LATEST, first_day, last_day

RANGE = "/"
#: Before every list, and after every list.
EARLIEST, LATEST = 0, 12 * 9999


class Period(NamedTuple):
    """First and last month, counted from year 0."""

    first: int
    last: int

    def overlaps(self, other: Period) -> bool:
        return self.first <= other.last and other.first <= self.last


ALWAYS = Period(EARLIEST, LATEST)
NEVER = Period(LATEST, EARLIEST)


def period_of(written: str) -> Period:
    """The months of a date, of ``≤`` and a date, or of a range of dates.

    Raises
    ------
    ValueError
        If it is none of them.
    """
    if not written:
        return ALWAYS
    if written.startswith(AT_LATEST):
        return Period(EARLIEST, _last_month(written.removeprefix(AT_LATEST)))
    first, _, last = written.partition(RANGE)
    return Period(_first_month(first), _last_month(last or first))


def _first_month(written: str) -> int:
    day = first_day(written)
    return day.year * 12 + day.month - 1


def _last_month(written: str) -> int:
    day = last_day(written)
    return day.year * 12 + day.month - 1


def years(written: str) -> str:
    """The year or years of a date, for a reader: ``2011``, ``≤2007``, ``2011–2012``; ``—``."""
    if not written:
        return "—"
    latest = AT_LATEST if written.startswith(AT_LATEST) else ""
    first, _, last = written.removeprefix(AT_LATEST).partition(RANGE)
    if last and last[:4] != first[:4]:
        return f"{first[:4]}–{last[:4]}"
    return latest + first[:4]
