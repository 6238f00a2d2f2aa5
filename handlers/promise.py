"""How soon one answers what one is asked: the form, setting it by a command, undoing it."""

from bot.messages import promise as messages
from bot.messages.answer import Answer
from bot.services import promise
from bot.services.platform import House
from handlers.event import Command, Pressed, Submitted
from handlers.met import met


async def asked_for(event: Command, house: House) -> Answer:
    """`/sunrelay promise` opens the form; `/sunrelay promise 48h` sets it. Whoever is new is met."""
    await met(event.by, house)
    return await house.store.transact(promise.open_form, event.by, typed=event.text, now=house.clock.now())


async def pressed(event: Pressed, house: House) -> Answer:
    """*Change my promise*."""
    return await house.store.transact(promise.open_form, event.by, now=house.clock.now())


async def sent(event: Submitted, house: House) -> Answer:
    """The form was sent."""
    return await house.store.transact(
        promise.sent, event.by, token=event.token, values=event.values, now=house.clock.now()
    )


async def undo_pressed(event: Pressed, house: House) -> Answer:
    """*Undo*: the button's value says what was before, and since."""
    return await house.store.transact(promise.undo, event.by, value=event.value)


SUBCOMMANDS = {"promise": asked_for}
BUTTONS = {messages.CHANGE: pressed, messages.UNDO: undo_pressed}
FORMS = {messages.FORM: sent}
