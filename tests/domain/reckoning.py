"""A second, independent reckoning of local days: whole minutes, from the zones' offsets alone."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.workday import WorkingWeek

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = 24 * 60


def at_minute(minute: int) -> datetime:
    return EPOCH + minute * MINUTE


def minute_of(at: datetime) -> int:
    return (at - EPOCH) // MINUTE


def midnight(day: date) -> int:
    """A date's midnight on a clock without a zone, in minutes since that clock's own 1970."""
    return (day - date(1970, 1, 1)).days * DAY


@dataclass(frozen=True)
class Period:
    """From `start` until before `end`, in minutes of UTC, the clocks are `offset` minutes ahead of it."""

    start: int
    end: int
    offset: int


@cache
def periods(zone: str, first: int = 2023, last: int = 2038) -> tuple[Period, ...]:
    """A zone's offsets between two new years, found by looking once a week and then closer."""
    there = ZoneInfo(zone)

    def offset(minute: int) -> int:
        shift = at_minute(minute).astimezone(there).utcoffset()
        assert shift is not None
        assert shift % MINUTE == timedelta()
        return shift // MINUTE

    start, end = (minute_of(datetime(year, 1, 1, tzinfo=UTC)) for year in (first, last))
    found, current, begun = [], offset(start), start
    for minute in range(start, end, 7 * DAY):
        following = offset(minute + 7 * DAY)
        if following != current:
            change = _changed(offset, minute, current)
            found.append(Period(start=begun, end=change, offset=current))
            begun, current = change, following
    return (*found, Period(start=begun, end=end, offset=current))


def _changed(offset: Callable[[int], int], low: int, current: int) -> int:
    """The first minute of a week that has another offset."""
    high = low + 7 * DAY
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(middle) == current else (low, middle)
    return high


def reckon(zone: str, wall: int, *, first: int = 2023) -> int:
    """The first minute at which the clocks read `wall`; where they never do, the first after the gap."""
    within = periods(zone, first)
    place = bisect_right(within, wall - 2 * DAY, key=lambda one: one.start)
    near = [one for one in within[max(0, place - 1) :][:4] if one.start < wall + 2 * DAY]
    after_gaps = [
        later.start
        for earlier, later in pairwise(near)
        if later.start + earlier.offset <= wall < later.start + later.offset
    ]
    readings = [wall - one.offset for one in near if one.start <= wall - one.offset < one.end]
    return min(after_gaps + readings)


def has_date(zone: str, day: date, *, first: int = 2023) -> bool:
    return any(
        one.start + one.offset < midnight(day) + DAY and midnight(day) < one.end + one.offset
        for one in periods(zone, first)
    )


@dataclass(frozen=True)
class Day:
    """A working day in minutes of UTC."""

    day: date
    start: int
    end: int
    stretches: tuple[tuple[int, int], ...]


def reckon_day(zone: str, week: WorkingWeek, day: date, *, first: int = 2023) -> Day | None:
    written = week.days[day.weekday()]
    if not written or not has_date(zone, day, first=first):
        return None
    spans = [
        (reckon(zone, midnight(day) + start, first=first), reckon(zone, midnight(day) + end, first=first))
        for start, end in written
    ]
    return Day(day=day, start=spans[0][0], end=spans[-1][1], stretches=tuple(spans))


def reckon_days(zone: str, week: WorkingWeek, around: datetime, days: int) -> list[Day]:
    """The working days labelled with dates up to `days` before or after an instant's date in UTC."""
    dates = (around.date() + timedelta(days=step) for step in range(-days, days + 1))
    return [one for one in (reckon_day(zone, week, day) for day in dates) if one is not None]
