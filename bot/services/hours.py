"""People's working hours, whatever team they are looked at from."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.dnd import Window
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.workday import DEFAULT_WEEK, Calendar
from storage import dnd, people, teams
from storage.transaction import Tx


def calendars(tx: Tx, ids: Collection[PersonId]) -> dict[PersonId, Calendar]:
    """The working calendar of each who is in a team: their own, else that of the first they joined."""
    policies = teams.policies(tx, ids)
    who = people.many(tx, policies)
    return {person: who[person].calendar(policy.week) for person, policy in policies.items()}


def calendar(tx: Tx, person: Person) -> Calendar:
    """One person's; who is in no team is taken to work Monday to Friday, nine to half past five."""
    return calendars(tx, [person.id]).get(person.id) or person.calendar(DEFAULT_WEEK)


def reachable(tx: Tx, person: Person, *, now: datetime) -> bool:
    """Whether they can be told at once: they work now, and have not asked not to be disturbed."""
    mine = calendar(tx, person)
    return mine.working_at(now) and undisturbed_from(tx, person, mine, now=now) is None


def reachable_of(tx: Tx, some: Collection[Person], *, now: datetime) -> set[PersonId]:
    """Who of these can be told at once; nobody who is in no team."""
    theirs = calendars(tx, [one.id for one in some])
    working = [one for one in some if one.id in theirs and theirs[one.id].working_at(now)]
    windows = dnd.many(tx, [one.id for one in working])
    return {one.id for one in working if not _disturbed(one, theirs[one.id], windows.get(one.id), now)}


def undisturbed_from(tx: Tx, person: Person, mine: Calendar, *, now: datetime) -> datetime | None:
    """When their do-not-disturb ends, where it holds now; None where it does not.

    A platform's default schedule would silence every night shift: inside hours that were set by hand, by
    them or for their team, it delays nothing.
    """
    window = None if _by_hand(person, mine) else dnd.get(tx, person.id)
    return window.ends_at if window is not None and window.holds(now) else None


def _disturbed(person: Person, mine: Calendar, window: Window | None, now: datetime) -> bool:
    return window is not None and window.holds(now) and not _by_hand(person, mine)


def _by_hand(person: Person, mine: Calendar) -> bool:
    return person.week is not None or mine.week != DEFAULT_WEEK
