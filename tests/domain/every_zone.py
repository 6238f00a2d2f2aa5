"""One person's prompts twice over: by asking again and again as the engine does, and by the zone's table."""

from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from bot.domain.workday import DEFAULT_WEEK, Calendar, WorkingWeek, next_prompt
from tests.domain.tzif import DAY, reached, spells

FIRST_YEAR, LAST_YEAR = 2024, 2037
ONE_DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)

LEADS = (0, 1, 15, 30, 45, 60, 119, 180, 600, 1440, 3000)


@dataclass(frozen=True)
class Asked:
    """About which day, at which second of UTC, and the second at which that day's shift ends."""

    day: date
    at: int
    ends: int


def changes(zone: str) -> list[int]:
    """Every change of a zone's clocks in those years."""
    first, last = timegm((FIRST_YEAR, 1, 1, 0, 0, 0)), timegm((LAST_YEAR + 1, 1, 1, 0, 0, 0))
    return [one.start for one in spells(zone) if first <= one.start < last]


def walked(zone: str, week: WorkingWeek, lead: int, *, first: int, last: int) -> Iterator[Asked]:
    """The prompts from one second to another, each asked for after the one before."""
    calendar, ahead = Calendar(zone=zone, week=week), timedelta(minutes=lead)
    now, after_day = EPOCH + first * SECOND, None
    while found := next_prompt(calendar, after_day=after_day, lead=ahead, not_before=now):
        if found.due_at > EPOCH + last * SECOND:
            return
        yield Asked(found.day, (found.due_at - EPOCH) // SECOND, (found.shift_ends_at - EPOCH) // SECOND)
        now, after_day = found.due_at, found.day


def reckoned(zone: str, week: WorkingWeek, lead: int, *, first: int, last: int) -> list[Asked]:
    """The same by looking at every date around them, worked or not."""
    around = lead * 60 // DAY + 3
    day = date(1970, 1, 1) + (first // DAY - around) * ONE_DAY
    found = []
    for number in range((last - first) // DAY + 2 * around + 1):
        label = day + number * ONE_DAY
        ends = _ends(zone, week, label)
        if ends is not None and first <= ends - lead * 60 <= last:
            found.append(Asked(label, ends - lead * 60, ends))
    return found


def _ends(zone: str, week: WorkingWeek, day: date) -> int | None:
    written = week.days[day.weekday()]
    midnight = timegm(day.timetuple())
    if not written or not _has_date(zone, midnight):
        return None
    return reached(zone, midnight + max(end for _, end in written) * 60)


def _has_date(zone: str, midnight: int) -> bool:
    """Whether the clocks there ever read a time of that date."""
    return reached(zone, midnight) < reached(zone, midnight + DAY)


def random_week(rng: Random) -> WorkingWeek:
    """Nine to five, nights, a split day, all 24 hours, days without work, or hours at any minute."""
    kind = rng.randrange(6)
    if kind == 0:
        return DEFAULT_WEEK
    works = [rng.random() < 0.8 for _ in range(7)]
    works[rng.randrange(7)] = True
    if kind == 1:
        start, length = rng.randrange(18 * 60, 24 * 60), rng.randrange(1, 12 * 60)
        return _week(works, [(start, start + length)])
    if kind == 2:
        return _week(works, [(540, 720), (rng.randrange(780, 1200), rng.randrange(1201, 540 + 1440))])
    if kind == 3:
        start = rng.randrange(24 * 60)
        return _week(works, [(start, start + 24 * 60 - (start > 0))])
    if kind == 4:  # about where most clocks change
        start = rng.randrange(0, 180, 15)
        return _week(works, [(start, start + rng.randrange(15, 180, 15))])
    turn = rng.randrange(24 * 60)  # every date's hours lie in the same 24 hours, so that no two overlap
    return WorkingWeek(days=tuple(_any_hours(rng, turn) if one else () for one in works))


def _week(works: list[bool], hours: list[tuple[int, int]]) -> WorkingWeek:
    return WorkingWeek(days=tuple(tuple(hours) if one else () for one in works))


def _any_hours(rng: Random, turn: int) -> tuple[tuple[int, int], ...]:
    points = sorted(rng.sample(range(turn, turn + 24 * 60 + 1), rng.choice((2, 4, 6))))
    pairs = zip(points[::2], points[1::2], strict=True)
    return tuple((start, end) for start, end in pairs if start < 24 * 60)


def near_a_change(zone: str, rng: Random) -> Iterator[tuple[int, int]]:
    """From three days before each change to three after it; for clocks that never change, some week."""
    for change in changes(zone) or [timegm((rng.randrange(FIRST_YEAR, LAST_YEAR), 2, 27, 12, 0, 0))]:
        yield change - 3 * DAY - rng.randrange(DAY), change + 3 * DAY + rng.randrange(DAY)
