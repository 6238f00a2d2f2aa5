"""The other buttons of the evening's prompt."""

from datetime import date, datetime
from typing import Protocol

from bot.domain.identity import UserRef
from bot.messages import evening as messages
from bot.messages.answer import Answer, Tell
from bot.services import away, evening
from bot.services.platform import House
from handlers.event import Pressed
from handlers.value import day_of
from storage.transaction import Tx


class Deed(Protocol):
    """A service about one person's evening."""

    def __call__(self, tx: Tx, by: UserRef, day: date, /, *, now: datetime) -> Answer: ...


async def nothing_pressed(event: Pressed, house: House) -> Answer:
    """*Nothing to hand over*."""
    return await _do(evening.nothing, event, house)


async def snooze_pressed(event: Pressed, house: House) -> Answer:
    """*In 30 minutes*."""
    return await _do(evening.snooze, event, house)


async def off_pressed(event: Pressed, house: House) -> Answer:
    """*I'm off today*."""
    return await _do(away.off_today, event, house)


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo*, after *I'm off today*."""
    return await _do(away.back_today, event, house)


async def _do(deed: Deed, event: Pressed, house: House) -> Answer:
    day = day_of(event.value)
    if day is None:
        return Tell(document=messages.closed(day=None, locale=""))
    return await house.store.transact(deed, event.by, day, now=house.clock.now())


BUTTONS = {
    messages.NOTHING: nothing_pressed,
    messages.SNOOZE: snooze_pressed,
    messages.OFF: off_pressed,
    messages.UNDO: undo_pressed,
}
