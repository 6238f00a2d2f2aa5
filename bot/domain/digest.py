"""What a region has to be told: in which order, and how far back to look for what it has not seen."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.domain.handoff import STATES, State
from bot.domain.identity import PersonId, RegionId
from bot.domain.team import Team
from bot.domain.workday import Calendar

T = TypeVar("T")

# Hand-offs of this long before a region's last digest are looked at: what it has seen is recorded one by one,
# so this only bounds the search. It covers someone who sends very late.
LOOK_BACK = timedelta(days=7)

# From this morning of one region on, a step that still waits there is marked so.
LONG_HERE = 3


def look_back(began: date, last: date | None) -> date:
    """From which date on hand-offs are looked at; a first digest tells of the day before the region began."""
    return began - timedelta(days=1) if last is None else last - LOOK_BACK


def last_worked(calendar: Calendar, at: datetime) -> datetime | None:
    """The end of their last working time: at work, of their day before; in a break, of today's so far."""
    today = calendar.shift_at(at)
    if today is not None and not calendar.working_at(at):
        return max(end for _, end in today.stretches if end <= at)
    before = calendar.last_shift(at)
    return before.ends_at if before is not None else None


def arranged(items: Iterable[T], *, project: Callable[[T], str], state: Callable[[T], State]) -> list[T]:
    """By project, that of the most urgent first; blocked before at risk before on track in each.

    Of equals the order given stays.
    """
    listed = list(items)
    urgency: dict[str, int] = {}
    for one in listed:
        rank = STATES.index(state(one))
        urgency[project(one)] = min(rank, urgency.get(project(one), rank))
    return sorted(listed, key=lambda one: (urgency[project(one)], project(one), STATES.index(state(one))))


def off_on(team: Team, region: RegionId, day: date) -> list[PersonId]:
    """The region's members who do not work on that date."""
    return [
        one.person.id
        for one in team.members
        if one.region == region and team.calendar(one).shift(day) is None
    ]
