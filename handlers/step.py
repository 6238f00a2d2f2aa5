"""The buttons of a step, and the line in which somebody says it back."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.domain.identity import StepId, UserRef
from bot.messages import step as messages
from bot.messages.answer import Answer, Nothing, Tell
from bot.services import read_back, stands, step
from bot.services.platform import House
from handlers.event import Pressed, Submitted
from handlers.value import number_of
from storage.transaction import Tx


class Deed(Protocol):
    """A service about one step."""

    def __call__(self, tx: Tx, by: UserRef, step_id: StepId, /, *, now: datetime) -> Answer: ...


async def pick_up_pressed(event: Pressed, house: House) -> Answer:
    """*Pick up*."""
    return await _do(step.pick_up, event, house)


async def done_pressed(event: Pressed, house: House) -> Answer:
    """*Done*."""
    return await _do(step.done, event, house)


async def give_back_pressed(event: Pressed, house: House) -> Answer:
    """*Give back*."""
    return await _do(step.give_back, event, house)


async def not_needed_pressed(event: Pressed, house: House) -> Answer:
    """*Not needed*."""
    return await _do(step.not_needed, event, house)


async def say_back_pressed(event: Pressed, house: House) -> Answer:
    """*Say it back*."""
    return await _do(read_back.say_back, event, house)


async def said_back(event: Submitted, house: House) -> Answer:
    """The line was sent; where the team asks for it, the step is picked up with it."""
    return await house.store.transact(
        read_back.sent, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo*: the button's value is the step and what is to be taken back."""
    number, _, shown = event.value.partition(":")
    return await _do(partial(step.undo, shown=shown), replace(event, value=number), house)


async def _do(deed: Deed, event: Pressed, house: House) -> Answer:
    number = number_of(event.value)
    if number is None:
        return Tell(document=messages.gone(locale=""))
    answer = await house.store.transact(deed, event.by, StepId(number), now=house.clock.now())
    if isinstance(answer, Nothing) and event.message is None and not event.home:
        # What only its reader sees is not edited: without a word they would not know that it is done.
        return await house.store.read(stands.show, event.by, StepId(number), now=house.clock.now())
    return answer


BUTTONS = {
    messages.PICK_UP: pick_up_pressed,
    messages.SAY_BACK: say_back_pressed,
    messages.DONE: done_pressed,
    messages.GIVE_BACK: give_back_pressed,
    messages.NOT_NEEDED: not_needed_pressed,
    messages.UNDO: undo_pressed,
}
FORMS = {messages.READ_BACK: said_back}
