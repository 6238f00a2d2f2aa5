"""Every evening of a roster between two days: when each is asked, or would have been and why not."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.dayoff import DaysOff
from bot.domain.workday import Calendar
from bot.simulate.roster import Roster, Someone

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """One person-day. `reason`: why nobody is asked; None where they are, at `at`."""

    person: str
    zone: str
    day: date
    at: datetime
    reason: str | None = None


def evenings(roster: Roster, *, first: date, last: date) -> Iterator[Evening]:
    """All of them in order of their instant, then of the person's name; both days included.

    Worked out one by one as they are asked for: a thousand people take no more room than ten.
    """
    company = frozenset(roster.company_days)
    lead = roster.team.lead
    each = (_of(one, one.days_off(company), lead, first=first, last=last) for one in roster.people)
    return heapq.merge(*each, key=lambda one: (one.at, one.person))


def _of(one: Someone, off: DaysOff, lead: timedelta, *, first: date, last: date) -> Iterator[Evening]:
    calendar = Calendar(zone=one.zone, week=one.week)
    for number in range((last - first).days + 1):
        day = first + number * ONE_DAY
        shift = calendar.shift(day)
        if shift is not None:
            yield Evening(
                person=one.name, zone=one.zone, day=day, at=shift.ends_at - lead, reason=off.reason(day)
            )
