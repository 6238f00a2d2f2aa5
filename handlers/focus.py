"""`/sunrelay focus`: a while without what the bot would send unasked, begun, shown and ended."""

from bot.messages import focus as messages
from bot.messages.answer import Answer
from bot.services import focus
from bot.services.platform import House
from handlers.event import Command, Pressed
from handlers.met import met
from handlers.value import number_of


async def asked_for(event: Command, house: House) -> Answer:
    """A length begins one, *end* ends it; alone, what is. Who asks for the first time is met."""
    await met(event.by, house)
    page = house.presence.grant_page(event.by.tenant)
    return await house.store.transact(focus.said, event.by, event.text, page=page, now=house.clock.now())


async def begin_pressed(event: Pressed, house: House) -> Answer:
    """*Focus for 1 h*: the button's value is the minutes."""
    await met(event.by, house)
    minutes = number_of(event.value) or 0
    page = house.presence.grant_page(event.by.tenant)
    return await house.store.transact(focus.begin, event.by, minutes, page=page, now=house.clock.now())


async def end_pressed(event: Pressed, house: House) -> Answer:
    """*End focus*."""
    page = house.presence.grant_page(event.by.tenant)
    return await house.store.transact(focus.end, event.by, page=page, now=house.clock.now())


SUBCOMMANDS = {"focus": asked_for}
BUTTONS = {messages.BEGIN: begin_pressed, messages.END: end_pressed}
