"""A workspace takes the bot out."""

from bot.log import logger
from bot.messages.answer import Answer, Nothing
from bot.services import installation
from bot.services.platform import House
from handlers.event import Uninstalled

log = logger(__name__)


async def left(event: Uninstalled, house: House) -> Answer:
    """Nobody is left there to be answered."""
    now = house.clock.now()
    if await house.store.transact(installation.left, event.tenant, at=event.at, now=now):
        log.info("workspace.left", tenant=event.tenant.id)
    return Nothing()
