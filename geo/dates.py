"""Partial dates: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, as documents and lists of changes give
them. Months and days have two digits, so that dates of one form sort as text."""

from __future__ import annotations

import calendar
import re
from datetime import date

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

#: ``2023年2月10日``, ``2023/2/10``, ``2023.2``: other ways in which people write a date.
_WRITTEN = re.compile(r"([0-9]{4})(?:年|[-/.])?(?:([0-9]{1,2})(?:月|[-/.])?(?:([0-9]{1,2})日?)?)?")

#: Prefix of the latest possible date, where the exact one is unknown: ``≤2007``.
AT_LATEST = "≤"


def last_day(written: str) -> date:
    """The last day of a partial date: ``2024-02`` → 29 February 2024.

    Raises
    ------
    ValueError
        If it is no date.
    """
    year, month, day = _parts(written)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def first_day(written: str) -> date:
    """The first day of a partial date: ``2024-02`` → 1 February 2024.

    Raises
    ------
    ValueError
        If it is no date.
    """
    year, month, day = _parts(written)
    return date(year, month or 1, day or 1)


def as_partial(written: str) -> str:
    """The partial date that a person wrote: ``2023年2月10日`` → ``2023-02-10``; any other text is
    returned as it is."""
    found = _WRITTEN.fullmatch(written.strip())
    # Six or eight digits in a row are no way to write a date: they may be a code.
    if found is None or (written.isdecimal() and len(written) > 4):
        return written
    return "-".join(part.zfill(2) for part in found.groups() if part)


def is_date(written: str) -> bool:
    """Whether a text is a partial date of the calendar."""
    try:
        first_day(written)
    except ValueError:
        return False
    return True


def names_its_day(written: str) -> bool:
    """Whether a partial date is a whole one: not a year or a month only."""
    return written.count("-") == 2


def _parts(written: str) -> tuple[int, int | None, int | None]:
    found = _PARTIAL.fullmatch(written)
    if found is None:
        raise ValueError(f"{written!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = found.groups()
    # A month or day "00" is none of the calendar, not one that was left out.
    if "00" in (month, day):
        raise ValueError(f"{written!r} is no date of the calendar")
    return int(year), int(month) if month else None, int(day) if day else None
