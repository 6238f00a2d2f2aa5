"""When an answer can be expected: the promise that lets people ask without waiting at the screen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.wait import USUAL, Wait, Whose
from bot.domain.workday import Calendar
from bot.domain.zone import local_day

# An answer is due no sooner than after so much of the receiver's working time.
LEAST_WORK = timedelta(hours=4)

# A shift that is in progress may be labelled with the day before yesterday.
_EARLIER = timedelta(days=2)

K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """When an answer can be expected, and how that was reckoned.

    waited_at: when the wait since asking is over, 24 hours unless somebody has set another; `of`: who has.
    worked_at: when four hours of work since are.
    """

    at: datetime
    waited_at: datetime
    worked_at: datetime
    of: Whose = "default"

    @property
    def at_once(self) -> bool:
        """Whether they work when the wait is over, and have worked enough: nothing else had a say."""
        return self.at == self.waited_at

    @property
    def for_work(self) -> bool:
        """Whether the four hours of work are what takes so long."""
        return self.worked_at > self.waited_at


def promise(calendar: Calendar, asked_at: datetime, wait: Wait = USUAL) -> Promise | None:
    """The first instant of their working time that is so long after asking, and after four hours of work.

    None for who does not work within 400 days.
    """
    worked = worked_at(calendar, asked_at)
    if worked is None:
        return None
    waited_at = asked_at + wait.length
    at = calendar.next_working_instant(max(worked, waited_at))
    if at is None:
        return None
    return Promise(at=at, waited_at=waited_at, worked_at=worked, of=wait.of)


def expect_by(calendar: Calendar, asked_at: datetime, wait: Wait = USUAL) -> datetime | None:
    """When an answer can be expected; None for who does not work within 400 days."""
    found = promise(calendar, asked_at, wait)
    return found.at if found is not None else None


def earliest(
    calendars: Mapping[K, Calendar], asked_at: datetime, waits: Mapping[K, Wait] | None = None
) -> tuple[K, Promise] | None:
    """Of several who may answer, whose promise ends first, and that promise; the first named of a tie.

    waits: of those whose is not the usual one. None where none of them works within 400 days.
    """
    theirs = waits or {}
    every = [(one, promise(mine, asked_at, theirs.get(one, USUAL))) for one, mine in calendars.items()]
    kept = [(one, found) for one, found in every if found is not None]
    return min(kept, key=lambda pair: pair[1].at, default=None)


def worked_at(calendar: Calendar, asked_at: datetime, work: timedelta = LEAST_WORK) -> datetime | None:
    """When they will have worked so much since; None for who does not within 400 days of their last day."""
    left = work
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
