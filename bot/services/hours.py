"""People's working hours, whatever team they are looked at from."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.workday import DEFAULT_WEEK, Calendar
from storage import teams
from storage.transaction import Tx


def calendars(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, Calendar]:
    """The working calendar of each who is in a team: their own, else that of the first they joined."""
    return {
        person: theirs[0].calendar(member)
        for person, theirs in teams.of_people(tx, ids).items()
        if theirs and (member := theirs[0].member(person)) is not None
    }


def calendar(tx: Tx, person: Person) -> Calendar:
    """One person's; who is in no team is taken to work Monday to Friday, nine to half past five."""
    return calendars(tx, [person.id]).get(person.id) or person.calendar(DEFAULT_WEEK)


def working(tx: Tx, person: Person, *, now: datetime) -> bool:
    """Whether they can be told at once: they work now."""
    return calendar(tx, person).working_at(now)
