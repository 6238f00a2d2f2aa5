"""People's working hours, whatever team they are looked at from."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.workday import DEFAULT_WEEK, Calendar
from storage import people, teams
from storage.transaction import Tx


def calendars(tx: Tx, ids: Collection[PersonId]) -> dict[PersonId, Calendar]:
    """The working calendar of each who is in a team: their own, else that of the first they joined."""
    policies = teams.policies(tx, ids)
    who = people.many(tx, policies)
    return {person: who[person].calendar(policy.week) for person, policy in policies.items()}


def calendar(tx: Tx, person: Person) -> Calendar:
    """One person's; who is in no team is taken to work Monday to Friday, nine to half past five."""
    return calendars(tx, [person.id]).get(person.id) or person.calendar(DEFAULT_WEEK)


def working(tx: Tx, person: Person, *, now: datetime) -> bool:
    """Whether they can be told at once: they work now."""
    return calendar(tx, person).working_at(now)
