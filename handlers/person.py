"""People change their profiles; what the bot goes by follows."""

from bot.messages.answer import Answer
from bot.services import person
from bot.services.platform import House
from handlers.event import ProfileChanged


async def changed(event: ProfileChanged, house: House) -> Answer:
    """A new zone moves the next prompt; someone the bot has not met stays unmet."""
    return await house.store.transact(person.profiles_changed, [event.profile], now=house.clock.now())
