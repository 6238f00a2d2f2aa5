"""When an answer can be expected: the promise that lets people ask without waiting at the screen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.workday import Calendar
from bot.domain.zone import local_day

# An answer is due no sooner than this after asking, nor before so much of the receiver's working time.
LEAST_WAIT = timedelta(hours=24)
LEAST_WORK = timedelta(hours=4)

# A shift that is in progress may be labelled with the day before yesterday.
_EARLIER = timedelta(days=2)

K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """When an answer can be expected, and how that was reckoned.

    waited_at: when the 24 hours since asking are over. worked_at: when four hours of work since are.
    """

    at: datetime
    waited_at: datetime
    worked_at: datetime

    @property
    def at_once(self) -> bool:
        """Whether they work when the 24 hours are over, and have worked enough: nothing else had a say."""
        return self.at == self.waited_at

    @property
    def for_work(self) -> bool:
        """Whether the four hours of work are what takes so long."""
        return self.worked_at > self.waited_at


def promise(calendar: Calendar, asked_at: datetime) -> Promise | None:
    """The first instant of their working time that is 24 hours after asking, and after four hours of work.

    None for who does not work within 400 days.
    """
    worked = worked_at(calendar, asked_at)
    if worked is None:
        return None
    waited_at = asked_at + LEAST_WAIT
    at = calendar.next_working_instant(max(worked, waited_at))
    return Promise(at=at, waited_at=waited_at, worked_at=worked) if at is not None else None


def expect_by(calendar: Calendar, asked_at: datetime) -> datetime | None:
    """When an answer can be expected; None for who does not work within 400 days."""
    found = promise(calendar, asked_at)
    return found.at if found is not None else None


def earliest(calendars: Mapping[K, Calendar], asked_at: datetime) -> tuple[K, Promise] | None:
    """Of several who may answer, whose promise ends first, and that promise; the first named of a tie.

    None where none of them works within 400 days.
    """
    every = [(one, promise(calendar, asked_at)) for one, calendar in calendars.items()]
    kept = [(one, found) for one, found in every if found is not None]
    return min(kept, key=lambda pair: pair[1].at, default=None)


def worked_at(calendar: Calendar, asked_at: datetime) -> datetime | None:
    """When they will have worked four hours since; None for who does not within 400 days."""
    left = LEAST_WORK
    for start, end in stretches_from(calendar, asked_at):
        if end - start >= left:
            return start + left
        left -= end - start
    return None


def stretches_from(calendar: Calendar, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What is left of their working time from then on, in order; without end for who goes on working."""
    for shift in calendar.shifts(local_day(calendar.zone, at) - _EARLIER):
        for start, end in shift.stretches:
            if end > at:
                yield max(start, at), end
