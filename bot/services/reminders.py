"""The reminders of many who were asked at once: one timer for all of them, as most have answered by then."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.identity import PersonId
from bot.services.prompt import REMINDER
from storage import evenings, timers
from storage.timers import Timer
from storage.transaction import Tx

REMINDERS = "reminders"

# A timer's subject, when it is due, and its payload.
Row = tuple[str, datetime, Mapping[str, Any]]

# People of one timer: a few have one each.
FEWEST, MOST = 10, 100


def set_alike(tx: Tx, who: Mapping[tuple[date, datetime], Sequence[PersonId]]) -> None:
    """Set the one reminder of each of these: by the day they were asked about, and when they are reminded."""
    alone: list[Row] = []
    together: list[Row] = []
    for (day, at), people in who.items():
        for some in (people[first : first + MOST] for first in range(0, len(people), MOST)):
            if len(some) < FEWEST:
                alone += [(f"{person}/{day}", at, {}) for person in some]
            else:
                together.append((f"{day}/{at.isoformat()}/{some[0]}", at, {"day": f"{day}", "people": some}))
    timers.set_many(tx, REMINDER, alone)
    timers.set_many(tx, REMINDERS, together)


def due(tx: Tx, due: Sequence[Timer], *, now: datetime) -> None:
    """Each who still waits to be reminded has a timer of their own now, due when the many's was.

    So whoever cannot be reminded holds up nobody else. One that was set for later meanwhile stays.
    """
    wanted = {
        (PersonId(person), day): timer.due_at
        for timer in due
        for day in (date.fromisoformat(timer.payload["day"]),)
        for person in timer.payload["people"]
    }
    waiting = [
        key
        for key, evening in evenings.many(tx, list(wanted)).items()
        if evening.state == "asked" and evening.snoozed_until is None
    ]
    subjects = {key: f"{key[0]}/{key[1]}" for key in waiting}
    there = timers.get_many(tx, REMINDER, list(subjects.values()))
    rows: list[Row] = [
        (subject, wanted[key], {}) for key, subject in subjects.items() if subject not in there
    ]
    timers.set_many(tx, REMINDER, rows)
