"""When somebody leaves for days off: as the last shift before them ends, what they hold goes back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.dayoff import Absence
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.workday import Calendar
from bot.domain.zone import instant, local_day
from bot.services import hours
from storage import people, timers
from storage.transaction import Tx

# The timer of it.
AWAY = "away"

ONE_DAY = timedelta(days=1)

# Who has not worked for so long before an absence leaves as it begins.
BEFORE = 14


def plan(tx: Tx, ids: Iterable[PersonId], *, now: datetime) -> None:
    """Set when each next leaves for a whole day or more; at once who has left by other hours than before."""
    for person in people.many(tx, ids).values():
        if person.days.away:
            _plan(tx, person, now=now)
        else:
            timers.drop(tx, AWAY, f"{person.id}")


def has_left(tx: Tx, person: Person, one: Absence, *, now: datetime) -> bool:
    """Whether they have left for that absence."""
    at = _leaves_at(tx, person, one)
    return at is not None and at <= now


def coming(person: Person, *, now: datetime) -> list[Absence]:
    """Those that are not over on their own date, the next first."""
    today = local_day(person.zone, now)
    return sorted((one for one in person.days.away if one.last >= today), key=lambda one: one.first)


def working_days(person: Person, calendar: Calendar, one: Absence) -> int:
    """Days that they would have worked, without weekends and holidays."""
    others = replace(person, days=replace(person.days, away=()))
    plain = replace(calendar, days_off=others.days_off, halves=())
    days = (one.first + number * ONE_DAY for number in range((one.last - one.first).days + 1))
    return sum(plain.shift(day) is not None for day in days)


def _plan(tx: Tx, person: Person, *, now: datetime) -> None:
    subject = f"{person.id}"
    leaves = [(at, one.id) for one in coming(person, now=now) if (at := _leaves_at(tx, person, one))]
    before = timers.get(tx, AWAY, subject)
    timers.drop(tx, AWAY, subject)
    waited_for = before.payload.get("absence") if before is not None else None
    missed = [(now, number) for at, number in leaves if at <= now and number == waited_for]
    ahead = sorted(one for one in leaves if one[0] > now)
    for at, number in [*missed, *ahead][:1]:
        timers.set(tx, AWAY, subject, at, payload={"absence": number})


def _leaves_at(tx: Tx, person: Person, one: Absence) -> datetime | None:
    """When the last shift before it ends; with none for two weeks, as its first day begins.

    None where nobody has to wait for them: half a day, and days that they would not have worked.
    """
    calendar = hours.calendar(tx, person)
    if one.half is not None or not working_days(person, calendar, one):
        return None
    for back in range(1, BEFORE + 1):
        shift = calendar.shift(one.first - back * ONE_DAY)
        if shift is not None:
            return shift.ends_at
    return instant(person.zone, one.first, 0)
