"""When a region is at work, which one is awake next, when it stops, when its digest comes."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identity import RegionId
from bot.domain.region import (
    Digest,
    Region,
    Worker,
    at_work,
    next_awake,
    next_digest,
    next_start,
    stops_at,
    time_left,
)
from bot.domain.workday import DEFAULT_WEEK, Calendar, parse_week
from tests.domain.given import ARJUN, CAST, LENA, MAYA, MIA, ODD, SAM, moments, thoroughly, utc, worker
from tests.domain.reckoning import DAY, at_minute, midnight, minute_of, reckon, reckon_days

HOURS = timedelta(hours=1)


def region(number: int, zone: str, *members: Worker, digest: int = 9 * 60) -> Region:
    people = members or (worker(number, zone),)
    return Region(
        id=RegionId(number),
        name=zone,
        zone=zone,
        digest_minute=digest,
        members=people,
    )


SYDNEY, BENGALURU, BERLIN, NEW_YORK, SAN_FRANCISCO = (
    region(number, zone) for number, zone in enumerate((MIA, ARJUN, LENA, MAYA, SAM), start=1)
)
ROUND_THE_WORLD = (SYDNEY, BENGALURU, BERLIN, NEW_YORK, SAN_FRANCISCO)
NOBODY = region(9, LENA, worker(9, LENA, "none"))
EARLY_AND_LATE = region(
    3, LENA, worker(31, LENA, "mon-fri 8-16"), worker(32, "Europe/London", "mon-fri 9-12, 14-18")
)
ALWAYS = region(
    7, LENA, *(worker(70 + shift, LENA, f"mon-sun {8 * shift}-{8 * shift + 8}") for shift in range(3))
)


@pytest.mark.parametrize(
    ("at", "left"),
    [
        ("2026-11-02 06:59", 0),
        ("2026-11-02 07:00", 8),
        ("2026-11-02 09:00", 9),
        ("2026-11-02 12:00", 3),
        ("2026-11-02 14:00", 4),
        ("2026-11-02 17:59", 0),
        ("2026-11-02 18:00", 0),
    ],
    ids=[
        "before",
        "one at work",
        "the one with most left",
        "the other has a break",
        "after it",
        "almost",
        "after",
    ],
)
def test_a_region_has_as_much_time_left_as_the_member_at_work_with_most(at: str, left: int) -> None:
    assert time_left(EARLY_AND_LATE, utc(at)) // HOURS == left
    assert at_work(EARLY_AND_LATE, utc(at)) == (time_left(EARLY_AND_LATE, utc(at)) > timedelta())


@pytest.mark.parametrize(
    ("own", "ends", "sent", "awake"),
    [
        (BERLIN, "2026-11-02 16:30", "2026-11-02 16:20", NEW_YORK),
        (NEW_YORK, "2026-11-02 22:30", "2026-11-02 22:20", SYDNEY),
        (SAN_FRANCISCO, "2026-11-03 01:30", "2026-11-03 01:20", SYDNEY),
        (SYDNEY, "2026-11-02 06:30", "2026-11-02 06:20", BENGALURU),
        (BENGALURU, "2026-11-02 12:00", "2026-11-02 11:50", BERLIN),
        (BERLIN, "2026-11-02 16:30", "2026-11-02 21:00", SAN_FRANCISCO),
        (BERLIN, "2026-11-02 16:30", "2026-11-02 12:00", NEW_YORK),
        (SAN_FRANCISCO, "2026-11-07 01:30", "2026-11-07 01:20", SYDNEY),
        (BERLIN, "2026-11-06 16:30", "2026-11-07 12:00", SYDNEY),
    ],
    ids=[
        "west with the sun",
        "a region that just began beats one with less left",
        "over the date line",
        "at work with most left",
        "at work with four and a half hours left",
        "sent late, reckoned from the sending",
        "sent early, reckoned from the day's end",
        "on Friday evening, whose Monday comes first",
        "in the weekend",
    ],
)
def test_the_next_awake_region_can_act_soonest(own: Region, ends: str, sent: str, awake: Region) -> None:
    found = next_awake(ROUND_THE_WORLD, own=own.id, shift_ends_at=utc(ends), sent_at=utc(sent))
    assert found == awake.id


@pytest.mark.parametrize(
    ("minutes", "awake"), [(120, NEW_YORK), (119, SYDNEY)], ids=["two hours left", "a minute less"]
)
def test_two_hours_are_enough(minutes: int, awake: Region) -> None:
    at = utc("2026-11-02 22:30") - minutes * timedelta(minutes=1)
    assert next_awake((BERLIN, NEW_YORK, SYDNEY), own=BERLIN.id, shift_ends_at=at, sent_at=at) == awake.id


def test_holidays_and_absences_count() -> None:
    off = Worker(
        person=NEW_YORK.members[0].person,
        calendar=Calendar(zone=MAYA, week=DEFAULT_WEEK, days_off=frozenset({date(2026, 11, 2)})),
    )
    at = utc("2026-11-02 16:30")
    regions = (BERLIN, region(4, MAYA, off), SAN_FRANCISCO)
    assert next_awake(regions, own=BERLIN.id, shift_ends_at=at, sent_at=at) == SAN_FRANCISCO.id


@pytest.mark.parametrize(
    ("regions", "awake"),
    [
        ((BERLIN,), BERLIN.id),
        ((BERLIN, NOBODY), BERLIN.id),
        ((NOBODY,), None),
        ((), None),
        ((NOBODY, NEW_YORK), NEW_YORK.id),
        ((BERLIN, region(5, MAYA), NEW_YORK), RegionId(5)),
    ],
    ids=["alone", "alone among the living", "nobody works", "no region", "passed over", "equals: the first"],
)
def test_ones_own_region_only_if_alone(regions: tuple[Region, ...], awake: RegionId | None) -> None:
    at = utc("2026-11-02 16:30")
    assert next_awake(regions, own=BERLIN.id, shift_ends_at=at, sent_at=at) == awake


WEEKS = st.sampled_from(
    ("mon-fri 9-17:30", "mon-fri 9-12, 19-22", "sun-thu 22-6", "sat 10-14", "none", "tue-thu 6-9")
)
GROUPS = st.lists(st.lists(st.tuples(st.sampled_from(CAST + ODD), WEEKS), min_size=1, max_size=3), max_size=4)


def scanned(regions: list[Region], own: RegionId, at: datetime) -> RegionId | None:
    """The next awake region by looking at one minute after another."""
    now = minute_of(at)
    days = {
        one.id: [
            day
            for member in one.members
            for day in reckon_days(member.calendar.zone, member.calendar.week, at, 9)
        ]
        for one in regions
    }
    working = {
        number: [day.end - now for day in found if any(a <= now < b for a, b in day.stretches)]
        for number, found in days.items()
    }
    begins = {
        number: {a for day in found for a, b in day.stretches if a < b} for number, found in days.items()
    }
    able = [one.id for one in regions if working[one.id] or any(minute > now for minute in begins[one.id])]
    others = [number for number in able if number != own]
    enough = [number for number in others if max(working[number], default=0) >= 120]
    if enough:
        return min(enough, key=lambda number: (-max(working[number]), others.index(number)))
    for minute in range(now + 1, now + 9 * DAY):
        for number in others:
            if minute in begins[number]:
                return number
    return able[0] if able else None


@thoroughly
@given(data=st.data(), groups=GROUPS)
def test_the_next_awake_region_is_found_as_by_looking_at_each_minute(
    data: st.DataObject, groups: list[list[tuple[str, str]]]
) -> None:
    regions = [
        region(number, group[0][0], *(worker(10 * number + place, *one) for place, one in enumerate(group)))
        for number, group in enumerate(groups, start=1)
    ]
    ends = data.draw(moments(LENA))
    sent = ends + data.draw(st.integers(-600, 600)) * timedelta(minutes=1)
    own = RegionId(data.draw(st.integers(1, 4)))
    found = next_awake(regions, own=own, shift_ends_at=ends, sent_at=sent)
    assert found == scanned(regions, own, max(ends, sent))


@pytest.mark.parametrize(
    ("one", "at", "stops"),
    [
        (BERLIN, "2026-11-02 12:00", "2026-11-02 16:30"),
        (BERLIN, "2026-11-02 16:30", "2026-11-03 16:30"),
        (BERLIN, "2026-11-06 18:00", "2026-11-09 16:30"),
        (EARLY_AND_LATE, "2026-11-02 07:00", "2026-11-02 18:00"),
        (EARLY_AND_LATE, "2026-11-02 16:00", "2026-11-02 18:00"),
        (EARLY_AND_LATE, "2026-11-02 06:00", "2026-11-02 18:00"),
    ],
    ids=[
        "at work",
        "just stopped",
        "over the weekend",
        "a chain of two",
        "the last of two",
        "before the day",
    ],
)
def test_a_region_stops_with_its_last_member(one: Region, at: str, stops: str) -> None:
    assert stops_at(one, utc(at)) == utc(stops)


def test_a_break_is_no_stop() -> None:
    split = region(3, LENA, worker(3, LENA, "mon-fri 9-12, 19-22"))
    assert stops_at(split, utc("2026-11-02 12:00")) == utc("2026-11-02 21:00")
    assert next_start(split, utc("2026-11-02 12:00")) == utc("2026-11-02 18:00")


def test_a_region_without_work_neither_starts_nor_stops() -> None:
    at = utc("2026-11-02 12:00")
    assert (stops_at(NOBODY, at), next_start(NOBODY, at)) == (None, None)
    assert next_digest(NOBODY, after_day=None, not_before=at) is None


def test_a_region_round_the_clock_never_stops() -> None:
    at = utc("2026-11-02 12:00")
    assert stops_at(ALWAYS, at) is None
    assert at_work(ALWAYS, at)


@pytest.mark.parametrize(
    ("one", "after_day", "now", "day", "due"),
    [
        (BERLIN, None, "2026-11-02 07:00", date(2026, 11, 2), "2026-11-02 08:00"),
        (BERLIN, None, "2026-11-02 08:00", date(2026, 11, 2), "2026-11-02 08:00"),
        (BERLIN, None, "2026-11-02 08:01", date(2026, 11, 3), "2026-11-03 08:00"),
        (BERLIN, date(2026, 11, 2), "2026-11-02 07:00", date(2026, 11, 3), "2026-11-03 08:00"),
        (BERLIN, date(2026, 11, 6), "2026-11-06 08:00", date(2026, 11, 9), "2026-11-09 08:00"),
        (SYDNEY, None, "2026-11-01 12:00", date(2026, 11, 2), "2026-11-01 22:00"),
        (
            region(3, LENA, worker(3, LENA), worker(4, LENA, "sat 10-14")),
            date(2026, 11, 6),
            "2026-11-06 08:00",
            date(2026, 11, 7),
            "2026-11-07 08:00",
        ),
        (
            region(3, LENA, worker(3, LENA, "mon-sun 9-17"), digest=150),
            None,
            "2027-03-28 00:00",
            date(2027, 3, 28),
            "2027-03-28 01:00",
        ),
        (
            region(3, LENA, worker(3, LENA, "mon-sun 9-17"), digest=150),
            None,
            "2027-10-31 00:00",
            date(2027, 10, 31),
            "2027-10-31 00:30",
        ),
        (
            region(3, LENA, worker(3, LENA, "sun-thu 22-6")),
            None,
            "2026-11-06 00:00",
            date(2026, 11, 8),
            "2026-11-08 08:00",
        ),
    ],
    ids=[
        "today",
        "due now",
        "just missed",
        "already posted",
        "over the weekend",
        "east of UTC",
        "when one works on Saturday",
        "a time that the clocks skip",
        "a time that comes twice",
        "a night shift counts for the date it starts on",
    ],
)
def test_the_next_digest(one: Region, after_day: date | None, now: str, day: date, due: str) -> None:
    found = next_digest(one, after_day=after_day, not_before=utc(now))
    assert found == Digest(day=day, due_at=utc(due))


@thoroughly
@given(data=st.data(), zone=st.sampled_from(CAST + ODD), week=WEEKS, digest=st.integers(0, DAY - 1))
def test_every_working_date_has_one_digest(data: st.DataObject, zone: str, week: str, digest: int) -> None:
    one = region(1, zone, worker(1, zone, week), digest=digest)
    first = data.draw(moments(zone))
    last, now, after_day, found = first + timedelta(days=6), first, None, []
    while (due := next_digest(one, after_day=after_day, not_before=now)) and due.due_at <= last:
        found.append((due.day, due.due_at))
        now, after_day = due.due_at, due.day
    expected = [
        (day.day, at_minute(reckon(zone, midnight(day.day) + digest)))
        for day in reckon_days(zone, parse_week(week), first, 9)
    ]
    assert found == [pair for pair in expected if first <= pair[1] <= last]
