"""`/sunrelay away`: days off in plain words, the list of them, and its buttons."""

from bot.messages import away as messages
from bot.messages.answer import Answer
from bot.services import away
from bot.services.platform import House
from handlers.event import Command, Pressed, Submitted
from handlers.met import met


async def asked_for(event: Command, house: House) -> Answer:
    """Days off as the text says them; alone, those that are set. Who asks for the first time is met."""
    await met(event.by, house)
    return await house.store.transact(away.said, event.by, event.text, now=house.clock.now())


async def show_pressed(event: Pressed, house: House) -> Answer:
    """*Days off*."""
    return await house.store.read(away.show, event.by, now=house.clock.now())


async def cancel_pressed(event: Pressed, house: House) -> Answer:
    """*Undo* of what was just set, *Cancel* in the list."""
    return await house.store.transact(away.cancel, event.by, event.value, now=house.clock.now())


async def add_pressed(event: Pressed, house: House) -> Answer:
    """*Add days off*."""
    return await house.store.transact(away.open_form, event.by, event.value, now=house.clock.now())


async def sent(event: Submitted, house: House) -> Answer:
    """Its form."""
    return await house.store.transact(away.sent, event.by, event.token, event.values, now=house.clock.now())


SUBCOMMANDS = {"away": asked_for}
BUTTONS = {messages.CANCEL: cancel_pressed, messages.SHOW: show_pressed, messages.ADD: add_pressed}
FORMS = {messages.FORM: sent}
