"""When an answer can be expected: 24 hours and four working hours after asking, at work."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.promise import LEAST_WORK, Promise, earliest, expect_by, promise
from bot.domain.wait import LEAST_WAIT, WAITS, Wait
from bot.domain.workday import Calendar, parse_week
from tests.domain.given import ARJUN, CAST, LENA, MAYA, MIA, SAM, calendar, utc
from tests.domain.roster import QUARTER, WEEKS, workers


def by_the_quarter(one: Calendar, asked_at: datetime, least: timedelta = LEAST_WAIT) -> datetime | None:
    """The same by counting every quarter of an hour."""
    at, worked = asked_at, timedelta()
    for _ in range(60 * 96):
        working = one.working_at(at)
        if working and at - asked_at >= least and worked >= LEAST_WORK:
            return at
        worked += QUARTER if working else timedelta()
        at += QUARTER
    return None


@given(
    zone=st.sampled_from(CAST),
    week=st.sampled_from(WEEKS),
    quarters=st.integers(0, 365 * 96),
    length=st.sampled_from(WAITS),
)
@settings(max_examples=150, deadline=None)
def test_it_is_what_counting_every_quarter_of_an_hour_finds(
    zone: str, week: str, quarters: int, length: timedelta
) -> None:
    asked_at = utc("2026-10-01 00:00") + quarters * QUARTER
    one = calendar(zone, week)
    found = expect_by(one, asked_at, Wait(length=length))
    assert found == by_the_quarter(one, asked_at, length)


@given(roster=st.lists(workers(), min_size=1, max_size=4), quarters=st.integers(0, 30 * 96))
@settings(max_examples=100, deadline=None)
def test_of_a_roster_with_holidays_and_absences_whoever_is_first_keeps_it_and_nobody_sooner(
    roster: list[Calendar], quarters: int
) -> None:
    asked_at = utc("2026-10-01 00:00") + quarters * QUARTER
    found = earliest(dict(enumerate(roster)), asked_at)
    counted = [at for one in roster if (at := by_the_quarter(one, asked_at)) is not None]
    assert found is not None, "everybody works within two months"
    who, kept = found
    assert kept.at == min(counted)
    assert kept.at == by_the_quarter(roster[who], asked_at)
    assert roster[who].working_at(kept.at)
    assert kept.at >= max(kept.waited_at, kept.worked_at)


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


@pytest.mark.parametrize(
    ("asked", "at", "worked_at", "at_once", "for_work"),
    [
        ("2026-11-02 10:00", "2026-11-03 10:00", "2026-11-02 14:00", True, False),
        ("2026-11-05 20:00", "2026-11-09 08:00", "2026-11-06 12:00", False, False),
        ("2026-11-06 15:00", "2026-11-09 10:30", "2026-11-09 10:30", False, True),
    ],
    ids=["24 hours in working time", "24 hours end on a Friday night", "four hours of work end on Monday"],
)
def test_it_says_how_it_was_reckoned(
    asked: str, at: str, worked_at: str, at_once: bool, for_work: bool
) -> None:
    asked_at = utc(asked)
    found = promise(calendar(LENA), asked_at)
    waited_at = asked_at + LEAST_WAIT
    assert found == Promise(at=utc(at), waited_at=waited_at, worked_at=utc(worked_at))
    assert (found.at_once, found.for_work) == (at_once, for_work)


def test_of_several_it_is_the_first_who_can_answer() -> None:
    asked_at = utc("2026-11-06 15:00")
    all_week = replace(calendar(SAM), week=parse_week("mon-sun 9-17"))
    some = {"lena": calendar(LENA), "nobody": calendar(MIA, "none"), "sam": all_week}
    found = earliest(some, asked_at)
    assert found is not None
    assert (found[0], found[1].at) == ("sam", utc("2026-11-07 17:00"))
    assert earliest({"nobody": calendar(MIA, "none")}, asked_at) is None
    assert earliest(dict[str, Calendar](), asked_at) is None


def test_of_several_each_waits_as_long_as_is_set_for_them() -> None:
    asked_at = utc("2026-11-02 10:00")
    waits = {"lena": Wait(length=timedelta(hours=48), of="person"), "arjun": Wait(length=LEAST_WAIT)}
    found = earliest({"lena": calendar(LENA), "arjun": calendar(ARJUN)}, asked_at, waits)
    assert found is not None
    assert (found[0], found[1].of) == ("arjun", "default")
    alone = earliest({"lena": calendar(LENA)}, asked_at, waits)
    assert alone is not None
    assert (alone[1].at, alone[1].of) == (utc("2026-11-04 10:00"), "person")
