"""People's working hours, whatever team they are looked at from, and what in them keeps things from them."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.dnd import Window
from bot.domain.focus import without
from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.team import Policy
from bot.domain.wait import Wait, wait_of
from bot.domain.workday import DEFAULT_WEEK, Calendar
from storage import dnd, focus, people, teams
from storage.transaction import Tx


def calendars(tx: Tx, ids: Collection[PersonId]) -> dict[PersonId, Calendar]:
    """The working calendar of each who is in a team: their own, else that of the first they joined."""
    policies = teams.policies(tx, ids)
    who = people.many(tx, policies)
    return {person: who[person].calendar(policy.week) for person, policy in policies.items()}


def calendar(tx: Tx, person: Person) -> Calendar:
    """One person's; who is in no team is taken to work Monday to Friday, nine to half past five."""
    return calendars(tx, [person.id]).get(person.id) or person.calendar(DEFAULT_WEEK)


def promising(tx: Tx, some: Collection[Person], *, now: datetime) -> dict[PersonId, Calendar]:
    """By which an answer of each is promised: a focus that they are in is no time to answer in."""
    theirs = calendars(tx, [one.id for one in some])
    busy = focus.many(tx, [one.id for one in some], now=now)
    plain = {one.id: theirs.get(one.id) or one.calendar(DEFAULT_WEEK) for one in some}
    return {one: without(mine, busy.get(one)) for one, mine in plain.items()}


def waits(tx: Tx, ids: Collection[PersonId], *, asked: Policy | None = None) -> dict[PersonId, Wait]:
    """How long each one's answer may take: their own, else as the team that is asked has it.

    asked: its policy; None: people are asked, and it is that of the first team each has joined.
    """
    policies = teams.policies(tx, ids) if asked is None else dict.fromkeys(ids, asked)
    usual = Policy()
    return {
        one.id: wait_of(one.promise, policies.get(one.id, usual).promise)
        for one in people.many(tx, ids).values()
    }


def reachable(tx: Tx, person: Person, *, now: datetime) -> bool:
    """Whether they can be told at once: as `at_work`, and not in focus."""
    return at_work(tx, person, now=now) and focus.get(tx, person.id, now=now) is None


def at_work(tx: Tx, person: Person, *, now: datetime) -> bool:
    """Whether what is sent to them now comes by itself, if only as their focus ends.

    They work now, and have not asked not to be disturbed.
    """
    mine = calendar(tx, person)
    return mine.working_at(now) and undisturbed_from(tx, person, mine, now=now) is None


def after_focus(tx: Tx, person: Person, mine: Calendar, *, now: datetime) -> datetime | None:
    """When what is sent to them now comes, where nothing but a focus keeps it from them; else None."""
    one = focus.get(tx, person.id, now=now)
    comes = one is not None and mine.working_at(one.ends_at) and at_work(tx, person, now=now)
    return one.ends_at if one is not None and comes else None


def reachable_of(tx: Tx, some: Collection[Person], *, now: datetime) -> set[PersonId]:
    """Who of these can be told at once; nobody who is in no team."""
    theirs = calendars(tx, [one.id for one in some])
    working = [one for one in some if one.id in theirs and theirs[one.id].working_at(now)]
    windows = dnd.many(tx, [one.id for one in working])
    busy = focus.many(tx, [one.id for one in working], now=now)
    return {
        one.id
        for one in working
        if one.id not in busy and not _disturbed(one, theirs[one.id], windows.get(one.id), now)
    }


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
