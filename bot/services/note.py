"""The morning note: what waits for a person, and when they read it."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.identity import PersonId
from bot.domain.person import Person
from bot.domain.workday import Calendar
from storage import notes, teams, timers
from storage.notes import Item
from storage.transaction import Tx

NOTE = "note"


def wait(tx: Tx, people: Iterable[PersonId], kind: str, subject: object, *, now: datetime) -> None:
    """Let something wait for the next morning note of each of these; what waits already changes nothing."""
    ids = list(people)
    notes.hold(tx, ids, Item(kind=kind, subject=f"{subject}"), now=now)
    for person, calendar in calendars(tx, ids).items():
        shift = calendar.next_shift(now)
        if shift is not None and timers.get(tx, NOTE, str(person)) is None:
            timers.set(tx, NOTE, str(person), shift.starts_at)


def working(tx: Tx, person: Person, *, now: datetime) -> bool:
    """Whether they can be told at once: they work now, by the calendar of the first team they are in."""
    calendar = calendars(tx, [person.id]).get(person.id)
    return calendar is not None and calendar.working_at(now)


def calendars(tx: Tx, ids: Iterable[PersonId]) -> dict[PersonId, Calendar]:
    """The working calendar of each who is in a team: their own, else that of the first they joined."""
    return {
        person: theirs[0].calendar(member)
        for person, theirs in teams.of_people(tx, ids).items()
        if theirs and (member := theirs[0].member(person)) is not None
    }
