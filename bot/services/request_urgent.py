"""A request that is urgent: how those whom it reaches stand, and the page that asks once more."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.identity import PersonId, UserRef
from bot.domain.person import Person
from bot.messages import request_sure
from bot.messages.form import Form, Values
from bot.messages.request_urgent import Reached, Standing
from bot.services import hours
from bot.services.request_subject import opened, plain
from storage import focus, people
from storage.transaction import Tx


def typed(tx: Tx, by: UserRef, token: str) -> Values:
    """What the first page of an open form holds."""
    begun = opened(tx, by, token)
    return plain(begun[1].typed) if begun is not None else {}


def sure(tx: Tx, to: Collection[PersonId], *, reason: str, token: str, now: datetime) -> Form:
    """The second page: what time it is for each of them."""
    some = list(people.many(tx, to).values())
    return request_sure.form(reached(tx, some, now=now), reason=reason, now=now, token=token, locale="")


def reached(tx: Tx, some: Collection[Person], *, now: datetime) -> list[Reached]:
    """How each of them stands now."""
    return [Reached(name=one.name, zone=one.zone, standing=_standing(tx, one, now=now)) for one in some]


def off_hours(tx: Tx, some: Collection[Person], *, now: datetime) -> tuple[PersonId, ...]:
    """Who of them does not work now: at night, on a holiday, while away."""
    return tuple(one.id for one in some if not hours.calendar(tx, one).working_at(now))


def _standing(tx: Tx, person: Person, *, now: datetime) -> Standing:
    mine = hours.calendar(tx, person)
    if not mine.working_at(now):
        return "off"
    if focus.get(tx, person.id, now=now) is not None:
        return "focus"
    return "working" if hours.undisturbed_from(tx, person, mine, now=now) is None else "undisturbed"
