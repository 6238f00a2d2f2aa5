"""One prompt a working day, at its own end, whatever the clocks and the traveller do."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.workday import Calendar, Prompt, WorkingWeek, next_prompt
from tests.domain.given import LENA, MAYA, MIA, SAM, calendar, moments, plain_weeks, thoroughly, utc, zones
from tests.domain.reckoning import at_minute, reckon_days

APIA = "Pacific/Apia"
QUARTER = timedelta(minutes=15)


def prompts(working: Calendar, *, lead: timedelta, first: datetime, last: datetime) -> list[Prompt]:
    """Each prompt asked for as the engine does: after the day before, not before now."""
    found: list[Prompt] = []
    now, after_day = first, None
    while (
        one := next_prompt(working, after_day=after_day, lead=lead, not_before=now)
    ) and one.due_at <= last:
        found.append(one)
        now, after_day = one.due_at, one.day
    return found


@pytest.mark.parametrize(
    ("working", "after_day", "now", "day", "due"),
    [
        (calendar(LENA), None, "2026-11-02 10:00", date(2026, 11, 2), "2026-11-02 16:15"),
        (calendar(LENA), None, "2026-11-02 16:15", date(2026, 11, 2), "2026-11-02 16:15"),
        (calendar(LENA), None, "2026-11-02 16:16", date(2026, 11, 3), "2026-11-03 16:15"),
        (calendar(LENA), date(2026, 11, 2), "2026-11-02 10:00", date(2026, 11, 3), "2026-11-03 16:15"),
        (calendar(LENA), date(2026, 11, 6), "2026-11-06 16:15", date(2026, 11, 9), "2026-11-09 16:15"),
        (calendar(LENA), date(2026, 12, 24), "2026-11-06 16:15", date(2026, 12, 25), "2026-12-25 16:15"),
        (calendar(LENA, "sat 20-3:05"), None, "2027-10-30 12:00", date(2027, 10, 30), "2027-10-31 01:50"),
        (calendar(MAYA, "sun-thu 22-6"), None, "2026-11-02 10:00", date(2026, 11, 1), "2026-11-02 10:45"),
        (calendar(LENA, "mon 9-12, 19-22"), None, "2026-11-02 10:00", date(2026, 11, 2), "2026-11-02 20:45"),
        (calendar(LENA, "sun 2-2:30"), None, "2027-03-28 00:00", date(2027, 3, 28), "2027-03-28 00:45"),
        (calendar(APIA, "thu 12-11"), None, "2011-12-30 09:45", date(2011, 12, 29), "2011-12-30 09:45"),
    ],
    ids=[
        "today",
        "due now",
        "just missed",
        "already asked today",
        "over the weekend",
        "a day far ahead was asked about",
        "the lead is elapsed time",
        "the night that began yesterday",
        "after the last stretch",
        "hours that the clocks skip",
        "an end on a date that never was",
    ],
)
def test_the_next_prompt(working: Calendar, after_day: date | None, now: str, day: date, due: str) -> None:
    prompt = next_prompt(working, after_day=after_day, lead=QUARTER, not_before=utc(now))
    assert prompt == Prompt(day=day, due_at=utc(due), shift_ends_at=utc(due) + QUARTER)


def test_who_never_works_is_never_asked() -> None:
    never = calendar(LENA, "none")
    assert next_prompt(never, after_day=None, lead=QUARTER, not_before=utc("2026-11-02 10:00")) is None


@thoroughly
@given(
    data=st.data(),
    zone=zones,
    week=plain_weeks,
    lead=st.integers(0, 180).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_every_working_day_is_asked_about_once_and_no_other(
    data: st.DataObject, zone: str, week: WorkingWeek, lead: timedelta
) -> None:
    middle = data.draw(moments(zone))
    first, last = middle - timedelta(days=5), middle + timedelta(days=5)
    found = prompts(Calendar(zone=zone, week=week), lead=lead, first=first, last=last)
    days = reckon_days(zone, week, middle, 9)
    expected = [(one.day, at_minute(one.end) - lead, at_minute(one.end)) for one in days]
    assert [(one.day, one.due_at, one.shift_ends_at) for one in found] == [
        one for one in expected if first <= one[1] <= last
    ]


@pytest.mark.parametrize(
    ("home", "away", "moved", "days"),
    [
        (MIA, SAM, "2026-11-04 12:00", [date(2026, 11, 5), date(2026, 11, 6)]),
        (SAM, MIA, "2026-11-05 02:00", [date(2026, 11, 5), date(2026, 11, 6)]),
    ],
    ids=["west over the date line", "east over the date line"],
)
def test_a_traveller_is_asked_once_about_each_date(
    home: str, away: str, moved: str, days: list[date]
) -> None:
    before = prompts(calendar(home), lead=QUARTER, first=utc("2026-11-02 00:00"), last=utc(moved))
    after_day = before[-1].day
    after: list[date] = []
    for _ in range(2):
        prompt = next_prompt(calendar(away), after_day=after_day, lead=QUARTER, not_before=utc(moved))
        assert prompt is not None
        after_day = prompt.day
        after.append(prompt.day)
    assert after == days
    assert not {one.day for one in before} & set(after)


@thoroughly
@given(data=st.data(), home=zones, away=zones, week=plain_weeks)
def test_no_journey_asks_twice_about_a_date(
    data: st.DataObject, home: str, away: str, week: WorkingWeek
) -> None:
    moved = data.draw(moments(home))
    start, end = moved - timedelta(days=4), moved + timedelta(days=4)
    before = prompts(Calendar(zone=home, week=week), lead=QUARTER, first=start, last=moved)
    after_day = before[-1].day if before else None
    now, days = moved, [one.day for one in before]
    there = Calendar(zone=away, week=week)
    while (
        one := next_prompt(there, after_day=after_day, lead=QUARTER, not_before=now)
    ) and one.due_at <= end:
        days.append(one.day)
        now, after_day = one.due_at, one.day
    assert days == sorted(set(days))
