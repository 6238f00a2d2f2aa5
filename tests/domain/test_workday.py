"""Working days: their hours as instants, and which one an instant belongs to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.workday import DEFAULT_WEEK, Calendar, WorkingWeek, parse_week
from tests.domain.given import LENA, MAYA, MIA, calendar, moments, plain_weeks, thoroughly, utc, zones
from tests.domain.reckoning import Day, at_minute, minute_of, reckon_day, reckon_days

SPLIT = calendar(LENA, "mon-fri 9-12, 19-22")
NIGHTS = calendar(MAYA, "sun-thu 22-6")
NEVER = calendar(LENA, "none")


def pinned(day: Day) -> tuple[object, ...]:
    """A reckoned day as a shift shows it."""
    spans = tuple((at_minute(start), at_minute(end)) for start, end in day.stretches if start < end)
    return day.day, at_minute(day.start), at_minute(day.end), spans


@pytest.mark.parametrize(
    ("zone", "week", "day", "starts", "ends"),
    [
        (LENA, "mon-fri 9-17:30", date(2026, 11, 2), "2026-11-02 08:00", "2026-11-02 16:30"),
        (MIA, "mon-fri 9-17:30", date(2026, 11, 3), "2026-11-02 22:00", "2026-11-03 06:30"),
        (MAYA, "sat 22-6", date(2026, 10, 31), "2026-11-01 02:00", "2026-11-01 11:00"),
        (LENA, "sat 20-3:05", date(2027, 10, 30), "2027-10-30 18:00", "2027-10-31 02:05"),
        (LENA, "sun 2:30-10", date(2027, 3, 28), "2027-03-28 01:00", "2027-03-28 08:00"),
        (LENA, "sun 2-2:30", date(2027, 3, 28), "2027-03-28 01:00", "2027-03-28 01:00"),
        (LENA, "mon 9-12, 19-22", date(2026, 11, 2), "2026-11-02 08:00", "2026-11-02 21:00"),
        ("Pacific/Apia", "thu 22-6", date(2011, 12, 29), "2011-12-30 08:00", "2011-12-30 10:00"),
    ],
    ids=[
        "by day",
        "east of the date line",
        "a night that lasts an hour more",
        "until after the repeated hour",
        "a start that the clocks skip",
        "hours that the clocks skip",
        "with a break",
        "into a date that never was",
    ],
)
def test_a_shift_runs_by_the_clocks_of_its_zone(
    zone: str, week: str, day: date, starts: str, ends: str
) -> None:
    shift = calendar(zone, week).shift(day)
    assert shift is not None
    assert (shift.day, shift.starts_at, shift.ends_at) == (day, utc(starts), utc(ends))


@pytest.mark.parametrize(
    ("working", "day"),
    [
        (calendar(LENA), date(2026, 11, 1)),
        (calendar("Pacific/Apia", "fri 9-17"), date(2011, 12, 30)),
        (Calendar(zone=LENA, week=DEFAULT_WEEK, days_off=frozenset({date(2026, 11, 2)})), date(2026, 11, 2)),
        (NEVER, date(2026, 11, 2)),
    ],
    ids=["a Sunday", "a date that never was", "a day off", "a week without work"],
)
def test_there_is_no_shift(working: Calendar, day: date) -> None:
    assert working.shift(day) is None


@thoroughly
@given(data=st.data(), zone=zones, week=plain_weeks)
def test_a_shift_is_reckoned_twice_alike(data: st.DataObject, zone: str, week: WorkingWeek) -> None:
    day = data.draw(moments(zone)).date()
    shift, expected = Calendar(zone=zone, week=week).shift(day), reckon_day(zone, week, day)
    assert (shift is None) == (expected is None)
    if shift is not None and expected is not None:
        assert (shift.day, shift.starts_at, shift.ends_at, shift.stretches) == pinned(expected)


@pytest.mark.parametrize(
    ("at", "day", "working"),
    [
        ("2026-11-02 07:59", None, False),
        ("2026-11-02 08:00", date(2026, 11, 2), True),
        ("2026-11-02 11:00", date(2026, 11, 2), False),
        ("2026-11-02 18:00", date(2026, 11, 2), True),
        ("2026-11-02 21:00", None, False),
    ],
    ids=["before", "at the start", "in the break", "after it", "at the end"],
)
def test_a_break_belongs_to_the_day_and_is_not_worked(at: str, day: date | None, working: bool) -> None:
    shift = SPLIT.shift_at(utc(at))
    assert (shift and shift.day, SPLIT.working_at(utc(at))) == (day, working)


@pytest.mark.parametrize(
    ("working", "at", "day"),
    [
        (calendar(LENA), "2026-11-02 12:00", date(2026, 11, 2)),
        (calendar(LENA), "2026-11-03 00:14", date(2026, 11, 2)),
        (calendar(LENA), "2026-11-03 00:15", date(2026, 11, 3)),
        (calendar(LENA), "2026-11-07 10:00", date(2026, 11, 6)),
        (calendar(LENA), "2026-11-08 00:14", date(2026, 11, 6)),
        (calendar(LENA), "2026-11-08 00:15", date(2026, 11, 9)),
        (NIGHTS, "2026-11-03 10:59", date(2026, 11, 2)),
        (NIGHTS, "2026-11-03 18:59", date(2026, 11, 2)),
        (NIGHTS, "2026-11-03 19:00", date(2026, 11, 3)),
        (SPLIT, "2026-11-02 15:00", date(2026, 11, 2)),
    ],
    ids=[
        "in the day",
        "just before the midpoint",
        "at the midpoint",
        "on Saturday morning",
        "before the weekend's midpoint",
        "at it",
        "in the night's last minute",
        "after the night",
        "before the next",
        "in the break",
    ],
)
def test_what_is_sent_belongs_to_the_last_day_until_the_midpoint(
    working: Calendar, at: str, day: date
) -> None:
    shift = working.shift_for(utc(at))
    assert shift is not None
    assert shift.day == day


def test_with_no_day_before_or_after_the_other_one_is_meant() -> None:
    weekdays = {date(2025, 1, 1) + timedelta(days=step) for step in range(1200)}
    one_day = Calendar(zone=LENA, week=DEFAULT_WEEK, days_off=frozenset(weekdays - {date(2026, 11, 2)}))
    for at in ("2026-10-30 12:00", "2026-11-02 12:00", "2026-11-05 12:00"):
        shift = one_day.shift_for(utc(at))
        assert shift is not None
        assert shift.day == date(2026, 11, 2)


@pytest.mark.parametrize(
    "working",
    [
        NEVER,
        Calendar(
            zone=LENA,
            week=DEFAULT_WEEK,
            days_off=frozenset(date(2025, 1, 1) + timedelta(days=step) for step in range(1500)),
        ),
    ],
    ids=["a week without work", "years of leave"],
)
def test_who_never_works_has_no_day_anywhere(working: Calendar) -> None:
    at = utc("2026-11-02 12:00")
    found = (
        working.shift_at(at),
        working.next_shift(at),
        working.last_shift(at),
        working.shift_for(at),
        working.next_working_instant(at),
        working.next_start(at),
    )
    assert set(found) == {None}
    assert not working.working_at(at)
    assert list(working.shifts(date(2026, 11, 2))) == []


def test_after_three_weeks_off_work_goes_on() -> None:
    leave = frozenset(date(2026, 11, 2) + timedelta(days=step) for step in range(21))
    back = Calendar(zone=LENA, week=DEFAULT_WEEK, days_off=leave).next_shift(utc("2026-11-02 12:00"))
    assert back is not None
    assert back.day == date(2026, 11, 23)


def test_a_night_shift_after_a_day_off_is_keyed_by_the_date_it_starts_on() -> None:
    off = Calendar(zone=MAYA, week=NIGHTS.week, days_off=frozenset({date(2026, 11, 2)}))
    sunday, tuesday = off.shift_at(utc("2026-11-02 10:00")), off.next_shift(utc("2026-11-02 12:00"))
    assert sunday is not None
    assert tuesday is not None
    assert (sunday.day, tuesday.day) == (date(2026, 11, 1), date(2026, 11, 3))


@thoroughly
@given(data=st.data(), zone=zones, week=plain_weeks)
def test_every_question_about_an_instant_is_answered_as_by_looking_at_all_days(
    data: st.DataObject, zone: str, week: WorkingWeek
) -> None:
    at = data.draw(moments(zone))
    working, minute = Calendar(zone=zone, week=week), minute_of(at)
    days = reckon_days(zone, week, at, 16)
    current = next((one for one in days if one.start <= minute < one.end), None)
    ended = [one for one in days if one.end <= minute]
    coming = [one for one in days if one.start > minute]
    starts = [start for one in days for start, end in one.stretches if start < end and start > minute]

    def day_of(found: Day | None) -> date | None:
        return found.day if found else None

    shift, last, following = working.shift_at(at), working.last_shift(at), working.next_shift(at)
    assert (shift and shift.day) == day_of(current)
    assert (last and last.day) == day_of(ended[-1] if ended else None)
    assert (following and following.day) == day_of(coming[0] if coming else None)
    in_stretch = any(start <= minute < end for one in days for start, end in one.stretches)
    assert working.working_at(at) == in_stretch
    assert working.next_start(at) == (at_minute(min(starts)) if starts else None)
    assert working.next_working_instant(at) == (at if in_stretch else working.next_start(at))
    if current is None and ended and coming:
        nearer_last = 2 * minute < ended[-1].end + coming[0].start
        current = ended[-1] if nearer_last else coming[0]
    belongs = working.shift_for(at)
    assert (belongs and belongs.day) == day_of(current)


@pytest.mark.parametrize(
    "at", ["2010-11-07 02:30", "2010-11-07 03:15"], ids=["first midnight", "the day before again"]
)
def test_clocks_that_go_back_over_midnight_interrupt_no_shift(at: str) -> None:
    shift = calendar("America/St_Johns", "sun 0-8").shift_at(utc(at))
    assert shift is not None
    assert (shift.day, shift.starts_at) == (date(2010, 11, 7), utc("2010-11-07 02:30"))


def test_a_week_is_told_apart_by_its_hours_alone() -> None:
    assert parse_week("mon-fri 9-17:30") == DEFAULT_WEEK
    assert calendar(LENA) == Calendar(zone=LENA, week=DEFAULT_WEEK)
