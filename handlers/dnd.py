"""People set when they want to hear nothing; what the bot goes by follows."""

from bot.messages.answer import Answer
from bot.services import dnd
from bot.services.platform import House
from handlers.event import DoNotDisturb


async def changed(event: DoNotDisturb, house: House) -> Answer:
    """What is to leave from now on goes by it; nobody is answered."""
    return await house.store.transact(dnd.changed, event.user, event.window, now=house.clock.now())
