"""From a zone's wall clock to instants: what of times that the clocks skip, or that come twice."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

SECOND = timedelta(seconds=1)


@cache
def zone_of(name: str) -> ZoneInfo:
    """The zone of that name, read once. Raises ZoneInfoNotFoundError where there is none."""
    return ZoneInfo(name)


@cache
def zone_names() -> frozenset[str]:
    """Every zone that the pinned tzdata knows."""
    return frozenset(available_timezones())


def local_day(zone: str, at: datetime) -> date:
    """The date on that zone's calendars at an instant."""
    return at.astimezone(zone_of(zone)).date()


@lru_cache(maxsize=1 << 14)
def instant(zone: str, day: date, minute: int) -> datetime:
    """When the clocks read `minute` minutes past that date's midnight; beyond 24:00 on a later date.

    A time that the clocks skip is the first instant after the gap; one that comes twice, the first.
    """
    there = zone_of(zone)
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    at = wall.replace(tzinfo=there).astimezone(UTC)
    if _wall(at, there) == wall:
        return at
    # Skipped: by the offset from before the gap `at` lies after it, by the one from after it lies before.
    return _first_reaching(wall, there, low=wall.replace(tzinfo=there, fold=1).astimezone(UTC), high=at)


def last_instant(zone: str, day: date, minute: int) -> datetime:
    """The same; of a time that comes twice, the second."""
    there = zone_of(zone)
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    at = wall.replace(tzinfo=there, fold=1).astimezone(UTC)
    return at if _wall(at, there) == wall else instant(zone, day, minute)


def skipped(zone: str, day: date) -> bool:
    """Whether the zone never had that date, as Apia never had 30 December 2011."""
    return instant(zone, day, 0) == instant(zone, day + timedelta(days=1), 0)


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def _first_reaching(wall: datetime, zone: ZoneInfo, *, low: datetime, high: datetime) -> datetime:
    """The first whole second in (low, high] at which the clocks read `wall` or later."""
    before, after = 0, round((high - low) / SECOND)
    while after - before > 1:
        middle = (before + after) // 2
        if _wall(low + middle * SECOND, zone) >= wall:
            after = middle
        else:
            before = middle
    return low + after * SECOND
