"""A message that presses a sleeper for a quick answer, or asks again within a promise."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.identity import PersonId, Place, PressedId, UserRef
from bot.domain.workday import Calendar

Kind = Literal["press", "chase"]

# dry: it would have been shown; unseen: it could not be; reminded: whom it is to is reminded of it.
State = Literal["dry", "shown", "unseen", "reminded"]

# Later than this a note about a message is about the past.
LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPressed:
    """One that its author is to be told about. about: whom it presses, or the request that it is about."""

    place: Place
    person: PersonId
    of: PersonId
    message: str
    kind: Kind
    about: int
    day: date
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed(NewPressed):
    """The same as it is kept. link: where it is, once whom it is to is to be reminded."""

    id: PressedId
    author: UserRef
    state: State
    heard_at: datetime
    link: str = ""


def back_at(calendar: Calendar, now: datetime) -> datetime | None:
    """When somebody who is not at work is back; None for who is in their day, a break too, or never works."""
    return None if calendar.shift_at(now) is not None else calendar.next_working_instant(now)
