"""Do-not-disturb schedules are read ahead: before anyone's morning is told, outside of any transaction."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.domain.dnd import Window
from bot.domain.identity import UserRef
from bot.domain.person import Person
from bot.log import logger
from bot.services import dnd
from bot.services.platform import House, Unreachable
from storage.errors import Busy

log = logger(__name__)

# One call of Slack's, of which it takes twenty a minute.
MOST = 50
# What does not come by then is done without: nobody's morning waits for it.
PATIENCE_SECONDS = 3.0


async def read_ahead(house: House) -> int:
    """Look up some of those of whom it is due; returns of how many. Without an answer, as before."""
    now = house.clock.now()
    asked = await house.store.read(dnd.unread, now=now, most=MOST)
    homes = sorted({one.tenant for one in asked})
    some = [[one for one in asked if one.tenant == home] for home in homes]
    for each, found in zip(some, await asyncio.gather(*(_found(house, one) for one in some)), strict=True):
        with suppress(Busy):  # then they are asked about again
            await house.store.transact(dnd.read, each, found, now=now)
    return len(asked)


async def _found(house: House, asked: Sequence[Person]) -> Mapping[UserRef, Window | None] | None:
    """Of one workspace: another that does not answer holds nobody up."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await house.directory.do_not_disturb([one.user for one in asked])
    except (Unreachable, TimeoutError) as error:
        log.warning("dnd.unread", people=len(asked), why=type(error).__name__)
        return None
