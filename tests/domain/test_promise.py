"""When an answer can be expected: 24 hours and four working hours after asking, at work."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.promise import expect_by
from bot.domain.workday import Calendar
from tests.domain.given import ARJUN, CAST, LENA, MAYA, MIA, calendar, utc

QUARTER = timedelta(minutes=15)
WEEKS = (
    "mon-fri 9-17:30",
    "sun-thu 22-6",
    "mon-fri 9-12, 19-22",
    "tue 9-11",
    "mon, wed 8-10, 13-13:45",
    "sat 6-22",
)


def by_the_quarter(one: Calendar, asked_at: datetime) -> datetime | None:
    """The same by counting every quarter of an hour."""
    at, worked = asked_at, timedelta()
    for _ in range(60 * 96):
        working = one.working_at(at)
        if working and at - asked_at >= timedelta(hours=24) and worked >= timedelta(hours=4):
            return at
        worked += QUARTER if working else timedelta()
        at += QUARTER
    return None


@given(
    zone=st.sampled_from(CAST),
    week=st.sampled_from(WEEKS),
    quarters=st.integers(0, 365 * 96),
)
@settings(max_examples=150, deadline=None)
def test_it_is_what_counting_every_quarter_of_an_hour_finds(zone: str, week: str, quarters: int) -> None:
    asked_at = utc("2026-10-01 00:00") + quarters * QUARTER
    one = calendar(zone, week)
    assert expect_by(one, asked_at) == by_the_quarter(one, asked_at)


@given(zone=st.sampled_from(CAST), week=st.sampled_from(WEEKS), minutes=st.integers(0, 365 * 24 * 60))
@settings(max_examples=150, deadline=None)
def test_it_is_never_sooner_for_who_asks_later(zone: str, week: str, minutes: int) -> None:
    asked_at = utc("2026-10-01 00:00") + timedelta(minutes=minutes)
    one = calendar(zone, week)
    first, later = expect_by(one, asked_at), expect_by(one, asked_at + timedelta(minutes=1))
    assert first is not None
    assert later is not None
    assert asked_at + timedelta(hours=24) <= first <= later
    assert one.working_at(first)


@pytest.mark.parametrize(
    ("zone", "week", "asked", "expected"),
    [
        (LENA, "mon-fri 9-17:30", "2026-11-02 10:00", "2026-11-03 10:00"),
        (LENA, "mon-fri 9-17:30", "2026-11-02 20:00", "2026-11-04 08:00"),
        (LENA, "mon-fri 9-17:30", "2026-11-06 15:00", "2026-11-09 10:30"),
        (MIA, "mon-fri 9-17:30", "2026-11-02 16:00", "2026-11-03 22:00"),
        (ARJUN, "mon-fri 9-13", "2026-11-02 03:30", "2026-11-03 03:30"),
        (ARJUN, "mon-fri 9-13", "2026-11-02 04:00", "2026-11-03 04:00"),
        (MAYA, "mon 9-11", "2026-11-02 13:00", "2026-11-16 14:00"),
    ],
    ids=[
        "the next day at the same hour",
        "asked at night, after a whole day of work",
        "over a weekend, once four hours are worked",
        "in another zone's morning",
        "four hours that end with the day",
        "half an hour into a short day",
        "two hours a week",
    ],
)
def test_examples(zone: str, week: str, asked: str, expected: str) -> None:
    assert expect_by(calendar(zone, week), utc(asked)) == utc(expected)


def test_days_off_are_no_working_days() -> None:
    one = calendar(LENA)
    off = Calendar(zone=LENA, week=one.week, days_off=frozenset({datetime(2026, 11, 3).date()}))  # noqa: DTZ001
    assert expect_by(off, utc("2026-11-02 10:00")) == utc("2026-11-04 08:00")


def test_who_never_works_promises_nothing() -> None:
    assert expect_by(calendar(LENA, "none"), utc("2026-11-02 10:00")) is None
