"""When several people work at the same time: the hours they share, and when most of them do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from bot.domain.promise import stretches_from
from bot.domain.workday import Calendar

Span = tuple[datetime, datetime]

# Less than this in common is nothing to plan with.
LEAST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """So many at work at once, from an instant until before another."""

    count: int
    starts_at: datetime
    ends_at: datetime


def worked(calendar: Calendar, *, start: datetime, end: datetime) -> list[Span]:
    """One person's working time within a span, in order."""
    coming = takewhile(lambda one: one[0] < end, stretches_from(calendar, start))
    return [(begins, min(ends, end)) for begins, ends in coming]


def together(calendars: Sequence[Calendar], *, start: datetime, end: datetime) -> list[Together]:
    """How many of them work when, within a span: nobody is left out."""
    changes: dict[datetime, int] = {}
    for calendar in calendars:
        for begins, ends in worked(calendar, start=start, end=end):
            changes[begins] = changes.get(begins, 0) + 1
            changes[ends] = changes.get(ends, 0) - 1
    found: list[Together] = []
    count, since = 0, start
    for at, change in sorted(changes.items()):
        if change == 0:
            continue
        if count:
            found.append(Together(count=count, starts_at=since, ends_at=at))
        count, since = count + change, at
    return found


def shared(calendars: Sequence[Calendar], *, start: datetime, end: datetime) -> list[Span]:
    """When all of them work, within a span, in order; nothing shorter than a quarter of an hour."""
    return [
        (one.starts_at, one.ends_at)
        for one in together(calendars, start=start, end=end)
        if one.count == len(calendars) and one.ends_at - one.starts_at >= LEAST
    ]


def best(calendars: Sequence[Calendar], *, start: datetime, end: datetime) -> Together | None:
    """When most of them work at once, within a span: the longest of those, the first of equals.

    None where never two do for a quarter of an hour.
    """
    several = [
        one
        for one in together(calendars, start=start, end=end)
        if one.count > 1 and one.ends_at - one.starts_at >= LEAST
    ]
    return max(several, key=lambda one: (one.count, one.ends_at - one.starts_at), default=None)
