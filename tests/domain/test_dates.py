"""Days in plain words, and what is said of words that name none."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import UnclearDays, spoken_days

# A Wednesday.
TODAY = date(2026, 9, 16)

READ = {
    "today": "2026-09-16",
    "Tomorrow": "2026-09-17",
    "fri": "2026-09-18",
    "on Friday": "2026-09-18",
    "wed": "2026-09-16",
    "next fri": "2026-09-25",
    "next wed": "2026-09-23",
    "22 sep": "2026-09-22",
    "22nd September": "2026-09-22",
    "sep 22": "2026-09-22",
    "sep 22, 2027": "2027-09-22",
    "15 sep": "2027-09-15",
    "29 feb": "2028-02-29",
    "22 sep - 24 sep": "2026-09-22 2026-09-24",
    "22 sep \u2013 24 sep": "2026-09-22 2026-09-24",
    "22-24 sep": "2026-09-22 2026-09-24",
    "sep 22-24": "2026-09-22 2026-09-24",
    "22.9.-24.9.": "2026-09-22 2026-09-24",
    "22.9. - 24.9.": "2026-09-22 2026-09-24",
    "22.9.2026": "2026-09-22",
    "2026-09-22": "2026-09-22",
    "2026-09-22 - 2026-09-24": "2026-09-22 2026-09-24",
    "2026-09-22 to 2026-09-24": "2026-09-22 2026-09-24",
    "from 22 sep to 24 sep": "2026-09-22 2026-09-24",
    "mon-wed": "2026-09-21 2026-09-23",
    "fri to tue": "2026-09-18 2026-09-22",
    "until fri": "2026-09-16 2026-09-18",
    "tomorrow until fri": "2026-09-17 2026-09-18",
    "for 3 days": "2026-09-16 2026-09-18",
    "tomorrow for 2 days": "2026-09-17 2026-09-18",
    "2 weeks from monday": "2026-09-21 2026-10-04",
    "28 dec - 3 jan": "2026-12-28 2027-01-03",
    "this afternoon": "2026-09-16 second",
    "tomorrow morning": "2026-09-17 first",
    "fri afternoon": "2026-09-18 second",
    "22 sep morning": "2026-09-22 first",
}

UNREAD = {
    "31 feb": "no 31 Feb",
    "31 feb - 2 mar": "no 31 Feb",
    "30-31 sep": "no 31 Sep",
    "22.13.": "no 22 month 13",
    "24 sep - 22 sep": "before it starts",
    "24-22 sep": "before it starts",
    "2026-09-24 - 2026-09-22": "before it starts",
    "9/22": "Write the month as a word",
    "sometime": "could not read",
    "": "could not read",
    "1 sep 2027 - 1 nov 2028": "more than 400 days",
    "for 0 days": "none off",
    "mon - tue - wed": "more than two days",
}


@pytest.mark.parametrize(("text", "days"), READ.items(), ids=list(READ))
def test_days_are_read(text: str, days: str) -> None:
    first, *more = days.split()
    half = more[0] if more and more[0] in ("first", "second") else None
    last = first if half or not more else more[0]
    found = spoken_days(text, today=TODAY)
    assert (f"{found.first}", f"{found.last}", found.half) == (first, last, half)


@pytest.mark.parametrize(("text", "why"), UNREAD.items(), ids=[one or "nothing" for one in UNREAD])
def test_other_words_say_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(UnclearDays, match=why):
        spoken_days(text, today=TODAY)


@given(day=st.dates(date(2001, 1, 1), date(2098, 1, 1)), ahead=st.integers(0, 364), long=st.integers(0, 399))
def test_dates_written_out_are_those_dates(day: date, ahead: int, long: int) -> None:
    first = day + timedelta(days=ahead)
    last = first + timedelta(days=long)
    found = spoken_days(f"{first} - {last}", today=day)
    assert (found.first, found.last) == (first, last)


@given(text=st.text(alphabet="0123456789 ./-,sepfrimontodayuntilfordaysweek", max_size=30))
def test_whatever_is_written_is_read_or_refused_in_words(text: str) -> None:
    with suppress(UnclearDays):
        found = spoken_days(text, today=TODAY)
        assert found.first <= found.last
