"""What the domain's tests draw from: the cast, zones with odd clocks, weeks of every shape."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import settings
from hypothesis import strategies as st

from bot.domain.identity import PersonId
from bot.domain.region import Worker
from bot.domain.workday import DEFAULT_WEEK, Calendar, WorkingWeek, parse_week
from tests.domain.reckoning import DAY, at_minute, periods

MIA, ARJUN, LENA, MAYA, SAM = (
    "Australia/Sydney",
    "Asia/Kolkata",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
)
CAST = (MIA, ARJUN, LENA, MAYA, SAM)

# Half an hour of summer, two hours of it, changes at or over midnight, winters in the wrong half of the year.
ODD = (
    "Antarctica/Troll",
    "America/Nuuk",
    "America/Havana",
    "America/Santiago",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Chatham",
)
ALL = tuple(sorted(available_timezones()))


# More examples than usual, as each takes little; no limit a piece, as a zone is read when first met.
thoroughly = settings(max_examples=400, deadline=None)


def utc(text: str) -> datetime:
    """An instant from `2026-11-02 08:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def calendar(zone: str, week: str = "mon-fri 09:00-17:30") -> Calendar:
    return Calendar(zone=zone, week=parse_week(week))


def worker(person: int, zone: str, week: str = "mon-fri 09:00-17:30") -> Worker:
    return Worker(person=PersonId(person), calendar=calendar(zone, week))


@st.composite
def weeks(draw: st.DrawFn) -> WorkingWeek:
    """Any hours on any days, over midnight, several stretches.

    Each date's stretches lie within the same 24 hours from its midnight, so that they never overlap.
    """
    first = draw(st.integers(0, DAY - 1))
    last = first + DAY - (first > 0)  # all 24 hours only from midnight on
    points = st.lists(st.integers(first, last), max_size=6, unique=True).map(sorted)
    days = [draw(points) for _ in range(7)]
    return WorkingWeek(days=tuple(_stretches(day) for day in days))


def _stretches(points: list[int]) -> tuple[tuple[int, int], ...]:
    pairs = zip(points[::2], points[1::2], strict=False)
    return tuple((start, end) for start, end in pairs if start < DAY)


@st.composite
def moments(draw: st.DrawFn, zone: str) -> datetime:
    """An instant in 2024 to 2037, more often than not near a change of the zone's clocks."""
    changes = [one.start for one in periods(zone)[1:] if at_minute(one.start).year >= 2024]
    near = draw(st.booleans())
    if changes and near:
        return at_minute(draw(st.sampled_from(changes)) + draw(st.integers(-3 * DAY, 3 * DAY)))
    return utc("2024-01-10 00:00") + timedelta(minutes=draw(st.integers(0, 13 * 365 * DAY)))


zones = st.sampled_from(CAST + ODD) | st.sampled_from(ALL)
plain_weeks = st.just(DEFAULT_WEEK) | weeks()
