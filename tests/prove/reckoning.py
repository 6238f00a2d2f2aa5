"""When people work, reckoned a second time: by trying instants minute by minute, with zoneinfo alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

LEAD = timedelta(minutes=15)
REMINDER = timedelta(minutes=30)
SNOOZE = timedelta(minutes=30)
LEAST_LEFT = timedelta(hours=2)
DIGEST_AT = 9 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """A working week: `words` as the bot keeps it; the same by weekdays (Monday is 0) and minutes."""

    words: str
    weekdays: frozenset[int]
    spans: tuple[tuple[int, int], ...]


OFFICE = Hours("mon-fri 09:00-17:30", frozenset(range(5)), ((540, 1050),))
SUNDAY_WEEK = Hours("sun-thu 08:00-16:00", frozenset((6, 0, 1, 2, 3)), ((480, 960),))
LATE = Hours("mon-fri 16:00-24:00", frozenset(range(5)), ((960, 1440),))
NIGHT = Hours("tue-sat 18:30-02:30", frozenset((1, 2, 3, 4, 5)), ((1110, 1590),))
SPLIT = Hours("mon-fri 09:00-12:00, 19:00-22:00", frozenset(range(5)), ((540, 720), (1140, 1320)))


@dataclass(frozen=True, slots=True)
class Who:
    """Someone of the relay."""

    handle: str
    zone: str
    hours: Hours


@dataclass(frozen=True, slots=True)
class WorkDay:
    """One person-day. `spans`: when they are at work in it."""

    day: date
    spans: tuple[tuple[datetime, datetime], ...]

    @property
    def starts_at(self) -> datetime:
        return self.spans[0][0]

    @property
    def ends_at(self) -> datetime:
        return self.spans[-1][1]

    @property
    def asked_at(self) -> datetime:
        return self.ends_at - LEAD


@cache
def reads(zone: str, day: date, minute: int) -> datetime:
    """The first instant at which clocks there read that wall time or a later one."""
    there = ZoneInfo(zone)
    wall = datetime(day.year, day.month, day.day) + minute * MINUTE  # noqa: DTZ001  # what a clock shows
    at = wall.replace(tzinfo=there).astimezone(UTC) - 3 * HOUR
    while at.astimezone(there).replace(tzinfo=None) < wall:
        at += MINUTE
    return at


@cache
def work_day(who: Who, day: date) -> WorkDay | None:
    """Their person-day of that date."""
    if day.weekday() not in who.hours.weekdays:
        return None
    spans = ((reads(who.zone, day, start), reads(who.zone, day, end)) for start, end in who.hours.spans)
    return WorkDay(day, tuple(spans))


def work_days(who: Who, first: date, last: date) -> list[WorkDay]:
    """Their person-days of those dates."""
    days = (first + number * DAY for number in range((last - first).days + 1))
    return [found for day in days if (found := work_day(who, day)) is not None]


def works(who: Who, at: datetime) -> bool:
    """Whether they are working then."""
    return any(start <= at < end for day in near(who, at) for start, end in day.spans)


def near(who: Who, at: datetime, *, ahead: int = 1) -> list[WorkDay]:
    """The person-days around an instant."""
    today = at.astimezone(ZoneInfo(who.zone)).date()
    return work_days(who, today - 2 * DAY, today + ahead * DAY)


def next_awake(regions: Sequence[tuple[int, Sequence[Who]]], own: int, at: datetime) -> int:
    """The region to which what is left at `at` goes; `regions` in the order in which they were made."""
    others = [one for one in regions if one[0] != own] or list(regions)
    left = {number: _left(people, at) for number, people in others}
    most = max(others, key=lambda one: left[one[0]])[0]
    if left[most] >= LEAST_LEFT:
        return most
    return min(others, key=lambda one: _begins(one[1], at))[0]


def _left(people: Iterable[Who], at: datetime) -> timedelta:
    ends = (
        day.ends_at - at
        for who in people
        if works(who, at)
        for day in near(who, at)
        if day.starts_at <= at < day.ends_at
    )
    return max(ends, default=timedelta())


def _begins(people: Iterable[Who], at: datetime) -> datetime:
    return min(
        start for who in people for day in near(who, at, ahead=5) for start, _ in day.spans if start > at
    )
