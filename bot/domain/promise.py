"""When an answer can be expected: the promise that lets people ask without waiting at the screen."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.workday import Calendar
from bot.domain.zone import local_day

# An answer is due no sooner than this after asking, nor before so much of the receiver's working time.
LEAST_WAIT = timedelta(hours=24)
LEAST_WORK = timedelta(hours=4)

# A shift that is in progress may be labelled with the day before yesterday.
_EARLIER = timedelta(days=2)


def expect_by(calendar: Calendar, asked_at: datetime) -> datetime | None:
    """The first instant of their working time that is 24 hours after asking, and after four hours of work.

    None for who does not work within 400 days.
    """
    worked_at = _worked_at(calendar, asked_at)
    if worked_at is None:
        return None
    return calendar.next_working_instant(max(worked_at, asked_at + LEAST_WAIT))


def stretches_from(calendar: Calendar, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What is left of their working time from then on, in order; without end for who goes on working."""
    for shift in calendar.shifts(local_day(calendar.zone, at) - _EARLIER):
        for start, end in shift.stretches:
            if end > at:
                yield max(start, at), end


def _worked_at(calendar: Calendar, asked_at: datetime) -> datetime | None:
    """When they will have worked four hours since."""
    left = LEAST_WORK
    for start, end in stretches_from(calendar, asked_at):
        if end - start >= left:
            return start + left
        left -= end - start
    return None
