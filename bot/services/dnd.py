"""Do-not-disturb schedules: taken over as a platform tells of them, or as they are looked up."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.dnd import Window
from bot.domain.identity import UserRef
from bot.domain.person import Person
from bot.messages.answer import Answer, Nothing
from bot.messages.letter import conversation_with
from storage import dnd, outbox, people
from storage.transaction import Tx


def changed(tx: Tx, user: UserRef, window: Window | None, *, now: datetime) -> Answer:
    """Someone has set or lifted theirs: what was held for them goes by it from now on.

    Of someone the bot has not met nothing is kept.
    """
    person = people.by_ref(tx, user)
    if person is not None:
        dnd.keep(tx, {person.id: window}, now=now)
        outbox.look_again(tx, person.tenant, conversation_with(user), now=now)
    return Nothing()


def unread(tx: Tx, *, now: datetime, most: int) -> list[Person]:
    """Of whom it should be looked up, the longest unread first."""
    ids = dnd.unread(tx, now=now, most=most)
    found = people.many(tx, ids)
    return [found[one] for one in ids]


def read(
    tx: Tx, asked: Sequence[Person], found: Mapping[UserRef, Window | None] | None, *, now: datetime
) -> None:
    """Keep what was found; whom the platform does not know has none. None: it did not answer."""
    if found is None:
        dnd.put_off(tx, [one.id for one in asked], now=now)
    else:
        dnd.keep(tx, {one.id: found.get(one.user) for one in asked}, now=now)
