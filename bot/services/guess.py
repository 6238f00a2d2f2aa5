"""The country that somebody's zone speaks for, and its holidays: asked about, and never taken for granted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.domain.person import Person
from bot.domain.zone import local_day
from bot.messages import holiday as messages
from bot.messages.document import Block, Document
from storage import holidays
from storage.countries import country_name
from storage.holidays import Holidays

# So many of the next holidays are named as the country is asked about, of those within so many days.
NAMED, LOOK_AHEAD = 2, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A holiday of the country that somebody's zone speaks for."""

    code: str
    country: str
    name: str


def guessed_country(person: Person) -> str | None:
    """The letters of the country that their zone speaks for, if any; on a visit that of their home."""
    return holidays.country_of(person.settled_in)


def guessed_on(person: Person, day: date) -> Guess | None:
    """What that day is where they seem to live, of somebody who has not said whose holidays they have."""
    return _guess(person.settled_in, day) if person.days.country is None else None


def on_prompt(person: Person, day: date) -> tuple[Block, ...]:
    """What the prompt of a guessed holiday asks besides, until they have said whose they have."""
    guess = guessed_on(person, day)
    if guess is None:
        return ()
    return messages.asked(name=guess.name, country=guess.country, code=guess.code)


def to_be_asked(person: Person) -> bool:
    """Whether a welcome is to ask about their country: there is one, and nobody has asked or said."""
    days = person.days
    return days.country is None and not days.asked and guessed_country(person) is not None


def on_welcome(welcome: Document, person: Person, *, now: datetime) -> Document:
    """That welcome with the question, for as long as they have not said."""
    code = guessed_country(person)
    if code is None or person.days.country is not None:
        return welcome
    return messages.asking(
        welcome,
        country=country_name(code),
        code=code,
        coming=_coming(code, first=local_day(person.zone, now)),
        locale=person.locale,
    )


def _coming(code: str, *, first: date) -> Sequence[messages.Off]:
    """The next holidays there."""
    there = Holidays(where=code)
    days = (first + timedelta(days=number) for number in range(LOOK_AHEAD))
    found = [messages.Off(day=day, name=name) for day in days if (name := there.name(day)) is not None]
    return found[:NAMED]


@lru_cache(maxsize=4096)
def _guess(zone: str, day: date) -> Guess | None:
    code = holidays.country_of(zone)
    name = Holidays(where=code).name(day) if code else None
    return Guess(code=code, country=country_name(code), name=name) if code and name else None
