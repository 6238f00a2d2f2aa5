"""A changed zone: whether it is a move or a visit, and the region that is offered for it."""

from datetime import datetime
from typing import Protocol

from bot.domain.identity import RegionId, TeamId, UserRef
from bot.messages import travel as messages
from bot.messages.answer import Answer, Tell
from bot.services import offer, travel
from bot.services.offer import Offered
from bot.services.platform import House, Unreachable
from handlers.event import Pressed
from handlers.value import number_of
from storage.transaction import Tx


class Deed(Protocol):
    """A service about the offer of a region."""

    def __call__(self, tx: Tx, by: UserRef, one: Offered, /, *, now: datetime) -> Answer: ...


async def moved_pressed(event: Pressed, house: House) -> Answer:
    """*I've moved*."""
    return await house.store.transact(travel.moved, event.by, event.value, now=house.clock.now())


async def visit_pressed(event: Pressed, house: House) -> Answer:
    """*Just visiting*."""
    return await house.store.transact(travel.visiting, event.by, event.value, now=house.clock.now())


async def keep_pressed(event: Pressed, house: House) -> Answer:
    """*Keep Berlin hours*."""
    return await house.store.transact(travel.keep_hours, event.by, event.value, now=house.clock.now())


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo* of one of these: the zone is what the profile says now."""
    try:
        found = await house.directory.profiles([event.by])
    except Unreachable:
        found = []
    zone = found[0].zone if found else ""
    return await house.store.transact(
        travel.undo, event.by, event.value, profile_zone=zone, now=house.clock.now()
    )


async def move_pressed(event: Pressed, house: House) -> Answer:
    """*Move to* a region."""
    return await _do(offer.take, event, house)


async def stay_pressed(event: Pressed, house: House) -> Answer:
    """*Stay in* theirs."""
    return await _do(offer.turn_down, event, house)


async def back_pressed(event: Pressed, house: House) -> Answer:
    """*Undo* of either."""
    return await _do(offer.undo, event, house)


async def _do(deed: Deed, event: Pressed, house: House) -> Answer:
    one = _offered(event.value)
    if one is None:
        return Tell(document=messages.no_offer(locale=""))
    return await house.store.transact(deed, event.by, one, now=house.clock.now())


def _offered(value: str) -> Offered | None:
    numbers = [number for part in value.split("/") if (number := number_of(part)) is not None]
    if len(numbers) != len(value.split("/")) or len(numbers) != 4:
        return None
    team, here, there, at = numbers
    return Offered(team=TeamId(team), here=RegionId(here), there=RegionId(there), at=at)


BUTTONS = {
    messages.MOVED: moved_pressed,
    messages.VISIT: visit_pressed,
    messages.KEEP: keep_pressed,
    messages.UNDO: undo_pressed,
    messages.MOVE: move_pressed,
    messages.STAY: stay_pressed,
    messages.BACK: back_pressed,
}
