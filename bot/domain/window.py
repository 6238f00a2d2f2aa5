"""How long a decision stands open: until everyone who decides had a day of their own for it, no longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from bot.domain.promise import stretches_from, worked_at
from bot.domain.workday import Calendar
from bot.domain.zone import local_day

# Nothing closes sooner than this, nor before everyone who decides has had so much of their own working time.
LEAST_OPEN = timedelta(hours=24)
LEAST_OWN = timedelta(hours=8)

# Whoever misses more of their working days than this, until they would have had their time, is not there.
MOST_MISSED = 3

_EARLIER = timedelta(days=2)

K = TypeVar("K")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One person's part of a window.

    had_at: when they will have had their eight hours; None for who does not work within 400 days.
    missed: how many of their working days until then they are off.
    """

    had_at: datetime | None
    missed: int

    @property
    def away(self) -> bool:
        """Whether somebody else decides in their place, or they are left out: said openly, never silently."""
        return self.had_at is None or self.missed > MOST_MISSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Generic[K]):
    """The earliest fair close, and how it was reckoned.

    there: of those who decide, when each has had their eight hours. away: who is left out. closes_at: the
    first whole minute that is fair to all who are there; it need not be in anyone's working time, as nobody
    has to do anything then. set_by: whose hours it waits for; None: the 24 hours alone.
    """

    asked_at: datetime
    closes_at: datetime
    there: Mapping[K, datetime]
    away: tuple[K, ...]
    set_by: K | None

    def fair(self, closes_at: datetime) -> bool:
        """Whether closing then leaves everyone who is there their time."""
        return closes_at >= self.closes_at


def window(calendars: Mapping[K, Calendar], asked_at: datetime) -> Window[K] | None:
    """The earliest fair close for those who are there; None where nobody is.

    Of several who set it, the first named.
    """
    shares = {one: share(calendar, asked_at) for one, calendar in calendars.items()}
    there = {one: each.had_at for one, each in shares.items() if each.had_at is not None and not each.away}
    if not there:
        return None
    away = tuple(one for one, each in shares.items() if each.away)
    last = max(there, key=lambda one: there[one])
    waited_at = asked_at + LEAST_OPEN
    return Window(
        asked_at=asked_at,
        closes_at=_whole_minute(max(waited_at, there[last])),
        there=there,
        away=away,
        set_by=last if there[last] > waited_at else None,
    )


def soonest(calendars: Mapping[K, Calendar], regions: Mapping[K, R], asked_at: datetime) -> dict[R, K]:
    """Where one of each region decides: whoever of each has had their hours first, of those who are there.

    Whoever of it may be the one who votes, and one of them has had a day for it. Of a region where nobody is
    there, whoever is back first; of several alike, the first named.
    """
    shares = {one: share(calendars[one], asked_at) for one in regions if one in calendars}
    found: dict[R, K] = {}
    for one, each in shares.items():
        best = found.get(regions[one])
        if best is None or _rank(each) < _rank(shares[best]):
            found[regions[one]] = one
    return found


def _rank(one: Share) -> tuple[bool, bool, datetime]:
    return one.away, one.had_at is None, one.had_at or datetime.max.replace(tzinfo=UTC)


def first_back(calendars: Mapping[K, Calendar], asked_at: datetime, *, within: timedelta) -> Window[K] | None:
    """Where nobody is there: the window of whoever will have had their hours first; None if too late."""
    had = {one: share(calendar, asked_at).had_at for one, calendar in calendars.items()}
    back = {one: at for one, at in had.items() if at is not None and at <= asked_at + within}
    if not back:
        return None
    first = min(back, key=lambda one: back[one])
    return Window(
        asked_at=asked_at,
        closes_at=max(asked_at + LEAST_OPEN, back[first]),
        there={first: back[first]},
        away=tuple(one for one in calendars if one != first),
        set_by=first,
    )


def share(calendar: Calendar, asked_at: datetime) -> Share:
    """When they will have had their hours, and the working days that they miss until then."""
    had_at = worked_at(calendar, asked_at, LEAST_OWN)
    missed = 0
    for shift in calendar.written.shifts(local_day(calendar.zone, asked_at) - _EARLIER):
        if missed > MOST_MISSED or (had_at is not None and shift.starts_at >= had_at):
            break
        missed += shift.ends_at > asked_at and calendar.shift(shift.day) is None
    return Share(had_at=had_at, missed=missed)


def goes_away(calendar: Calendar, asked_at: datetime, closes_at: datetime) -> bool:
    """Whether somebody who was asked is not there: they miss more than three of their working days until they
    will have had their hours, and will not have had them by the close."""
    one = share(calendar, asked_at)
    return one.away and (one.had_at is None or one.had_at > closes_at)


def own_time(calendar: Calendar, asked_at: datetime, closes_at: datetime) -> timedelta:
    """How much of their own working time lies between asking and the close."""
    total = timedelta()
    for start, end in stretches_from(calendar, asked_at):
        if start >= closes_at:
            break
        total += min(end, closes_at) - start
    return total


def _whole_minute(at: datetime) -> datetime:
    """That or the next: a close is shown, and typed, to the minute."""
    begun = at.replace(second=0, microsecond=0)
    return at if begun == at else begun + timedelta(minutes=1)
