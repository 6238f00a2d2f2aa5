"""`/sunrelay why`: what was due, sent or skipped on a day, and why. Shown to who asks."""

from bot.messages.answer import Answer
from bot.services import why
from bot.services.platform import House
from handlers.event import Command


async def asked_for(event: Command, house: House) -> Answer:
    """One day, or the last two weeks."""
    return await house.store.read(why.answer, event.by, text=event.text, now=house.clock.now())


SUBCOMMANDS = {"why": asked_for}
