"""The status that the bot sets for a focus: granted on a page, stopped by a button, or taken back."""

from bot.messages import presence as messages
from bot.messages.answer import Answer, Nothing
from bot.services import presence
from bot.services.platform import House
from handlers.event import Pressed, Revoked


async def page_opened(event: Pressed, house: House) -> Answer:
    """*Set my status too* opens a page by itself."""
    return Nothing()


async def stop_pressed(event: Pressed, house: House) -> Answer:
    """*Stop setting my status*."""
    return await house.store.transact(presence.stop, event.by, now=house.clock.now())


async def revoked(event: Revoked, house: House) -> Answer:
    """They took it back on the platform: they are told with their next focus, and not before."""
    for user in event.users:
        await house.store.transact(presence.revoked, user, at=event.at)
    return Nothing()


BUTTONS = {messages.GRANT: page_opened, messages.STOP: stop_pressed}
