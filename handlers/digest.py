"""`/digest`: what waits for one's region, shown to the one who asks."""

from bot.messages.answer import Answer
from bot.services import digest
from bot.services.platform import House
from handlers.event import Command


async def asked_for(event: Command, house: House) -> Answer:
    """Shown as it would be posted now; nothing counts as seen by it."""
    return await house.store.read(digest.show_now, event.by, place=event.place, now=house.clock.now())


COMMANDS = {"digest": asked_for}
