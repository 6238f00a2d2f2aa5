"""Which days somebody is off, told in the words that anyone may read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.person import Person
from bot.domain.workday import Calendar

AWAY = "away"
AWAY_HALF = "away for half the day"

_HOLIDAY = "holiday: "
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """Days on which somebody would work and does not; both are part of it. why: `away`, a holiday's name."""

    first: date
    last: date
    why: str


def why_off(person: Person, calendar: Calendar, day: date) -> str:
    """Why somebody who would work that day does not; "" where they do, or would not anyway.

    Of an absence, and of what they call their own days off, others read only that they are away.
    """
    reason = person.days_off.reason(day)
    if reason is None or calendar.written.shift(day) is None:
        return ""
    if reason.startswith(_HOLIDAY) and any(on == day for on, _ in person.days.off):
        return AWAY
    return reason.removeprefix(_HOLIDAY)


def off_until(person: Person, calendar: Calendar, at: datetime) -> datetime | None:
    """When the working day ends that it is for somebody, `at` or later, if they are off on it; else None."""
    shift = calendar.written.shift_for(at)
    if shift is None or person.days_off.reason(shift.day) is None:
        return None
    return max(at, shift.ends_at)


def days_ahead(person: Person, calendar: Calendar, *, first: date, days: int) -> list[Off]:
    """The days off among so many from `first` on, in order; those in a row for one reason are one.

    A weekend between two such days parts nothing.
    """
    found: list[Off] = []
    joins = False
    for day in (first + number * _ONE_DAY for number in range(days)):
        if calendar.written.shift(day) is None:
            continue
        why = why_off(person, calendar, day) or _half(person, day)
        if why and joins and found[-1].why == why:
            found[-1] = replace(found[-1], last=day)
        elif why:
            found.append(Off(first=day, last=day, why=why))
        joins = bool(why)
    return found


def stops(calendar: Calendar, at: datetime) -> datetime | None:
    """When what they are at ends: the stretch of work in progress, or the break until the next one."""
    shift = calendar.shift_at(at)
    if shift is None:
        return None
    return next(_edges_after(shift.stretches, at), None)


def _edges_after(stretches: tuple[tuple[datetime, datetime], ...], at: datetime) -> Iterator[datetime]:
    return (edge for span in stretches for edge in span if edge > at)


def _half(person: Person, day: date) -> str:
    return AWAY_HALF if any(one.half and one.covers(day) for one in person.days.away) else ""
