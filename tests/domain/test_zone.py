"""Wall clocks become instants: skipped times, repeated times, dates that never were."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.domain.zone import instant, last_instant, local_day, skipped
from tests.domain.given import ALL, ODD, utc
from tests.domain.reckoning import at_minute, midnight, periods, reckon


@pytest.mark.parametrize(
    ("zone", "day", "minute", "at"),
    [
        ("Europe/Berlin", date(2027, 3, 28), 2 * 60 + 30, "2027-03-28 01:00"),
        ("Europe/Berlin", date(2027, 3, 28), 3 * 60, "2027-03-28 01:00"),
        ("Europe/Berlin", date(2027, 10, 31), 2 * 60 + 30, "2027-10-31 00:30"),
        ("Europe/Berlin", date(2027, 10, 31), 3 * 60 + 5, "2027-10-31 02:05"),
        ("Europe/Berlin", date(2027, 10, 30), 27 * 60 + 5, "2027-10-31 02:05"),
        ("Antarctica/Troll", date(2027, 3, 28), 1 * 60 + 59, "2027-03-28 01:00"),
        ("Australia/Lord_Howe", date(2027, 10, 3), 2 * 60 + 10, "2027-10-02 15:30"),
        ("Asia/Beirut", date(2027, 3, 28), 0, "2027-03-27 22:00"),
        ("America/Nuuk", date(2027, 3, 27), 23 * 60 + 30, "2027-03-28 01:00"),
        ("Pacific/Apia", date(2011, 12, 29), 30 * 60, "2011-12-30 10:00"),
        ("Pacific/Apia", date(2011, 12, 30), 12 * 60, "2011-12-30 10:00"),
    ],
    ids=[
        "skipped",
        "the end of the gap",
        "twice",
        "after the repeated hour",
        "after it, counted from the day before",
        "two hours skipped",
        "half an hour skipped",
        "midnight skipped",
        "the last hour of a date skipped",
        "over a date that never was",
        "on a date that never was",
    ],
)
def test_a_wall_clock_becomes_an_instant(zone: str, day: date, minute: int, at: str) -> None:
    assert instant(zone, day, minute) == utc(at)


@pytest.mark.parametrize(
    ("zone", "day", "minute", "at"),
    [
        ("Europe/Berlin", date(2027, 10, 31), 2 * 60 + 30, "2027-10-31 01:30"),
        ("Europe/Berlin", date(2027, 10, 30), 26 * 60 + 30, "2027-10-31 01:30"),
        ("Europe/Berlin", date(2027, 10, 31), 3 * 60, "2027-10-31 02:00"),
        ("Europe/Berlin", date(2027, 3, 28), 2 * 60 + 30, "2027-03-28 01:00"),
        ("Australia/Lord_Howe", date(2027, 4, 4), 1 * 60 + 45, "2027-04-03 15:15"),
    ],
    ids=["twice", "counted from the day before", "once", "skipped", "half an hour twice"],
)
def test_a_time_that_comes_twice_has_a_last_instant(zone: str, day: date, minute: int, at: str) -> None:
    assert last_instant(zone, day, minute) == utc(at)


def test_a_date_that_never_was_is_known() -> None:
    days = [date(2011, 12, 29) + timedelta(days=step) for step in range(3)]
    assert [skipped("Pacific/Apia", day) for day in days] == [False, True, False]


def test_a_day_belongs_to_the_zone() -> None:
    at = utc("2026-11-02 23:30")
    assert local_day("Asia/Tokyo", at) == date(2026, 11, 3)
    assert local_day("America/New_York", at) == date(2026, 11, 2)


def check_every_change(zone: str) -> int:
    """A minute before, at and after each side of each change, counted from the date and the one before."""
    within = periods(zone)
    for before, after in pairwise(within):
        sides = (after.start + before.offset, after.start + after.offset)
        for wall in (side + step for side in sides for step in (-1, 0, 1)):
            day = at_minute(wall).date()
            for label in (day, day - timedelta(days=1)):
                found = instant(zone, label, wall - midnight(label))
                assert found == at_minute(reckon(zone, wall)), (zone, label, wall - midnight(label))
    return len(within) - 1


@pytest.mark.parametrize("part", range(4))
def test_every_change_of_every_zone_is_reckoned_twice_alike(part: int) -> None:
    assert sum(check_every_change(zone) for zone in ALL[part::4]) > 1000


def test_the_odd_zones_do_change_their_clocks() -> None:
    still = {zone for zone in ODD if len(periods(zone)) == 1}
    assert still == {"Asia/Kathmandu", "Pacific/Apia"}
