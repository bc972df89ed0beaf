"""Partial dates: a year, a month or a day."""

from __future__ import annotations

from datetime import date

import pytest

from geo.dates import first_day, is_date, last_day, names_its_day

SPANS = {
    "2023": (date(2023, 1, 1), date(2023, 12, 31)),
    "2024": (date(2024, 1, 1), date(2024, 12, 31)),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
    "2023-02": (date(2023, 2, 1), date(2023, 2, 28)),
    "2024-02-03": (date(2024, 2, 3), date(2024, 2, 3)),
    "2024-06-30": (date(2024, 6, 30), date(2024, 6, 30)),
}

NO_DATES = (
    "", " ", "24-06", "2024-6", "2024-13", "2024-00", "2024-01-00", "2024-02-30", "2023-02-29",
    "0000", "明天", "2024/6/1", "2024-06-30 ", "２０２４", "≤2007",
)  # fmt: skip


@pytest.mark.parametrize("written", SPANS)
def test_a_partial_date_is_a_span_of_days(written: str) -> None:
    assert (first_day(written), last_day(written)) == SPANS[written]
    assert is_date(written)


@pytest.mark.parametrize("wrong", NO_DATES)
def test_what_is_no_date(wrong: str) -> None:
    assert not is_date(wrong)
    for read in (first_day, last_day):
        with pytest.raises(ValueError, match=r"date|month|day|year"):
            read(wrong)


def test_only_a_whole_date_names_its_day() -> None:
    assert [w for w in SPANS if names_its_day(w)] == ["2024-02-03", "2024-06-30"]
