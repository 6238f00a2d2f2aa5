"""What was said around a message that is due is looked up before any transaction, and kept nowhere."""

import asyncio

from bot.domain.identity import NudgeId
from bot.domain.nudge import Nudge
from bot.log import logger
from bot.services import nudge
from bot.services.platform import Around, House, Unreachable

log = logger(__name__)

AT_ONCE = 5
PATIENCE_SECONDS = 5.0


async def around(house: House, *, most: int) -> dict[NudgeId, Around | None]:
    """Of each of so many that are due; None where the platform did not tell."""
    wanted = await house.store.read(nudge.to_look_at, now=house.clock.now(), most=most)
    turns = asyncio.Semaphore(AT_ONCE)

    async def look(one: Nudge) -> Around | None:
        async with turns:
            return await _around(house, one)

    found = await asyncio.gather(*(look(one) for one in wanted))
    return {one.id: there for one, there in zip(wanted, found, strict=True)}


async def _around(house: House, one: Nudge) -> Around | None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await house.directory.around(nudge.message_of(one))
    except (Unreachable, TimeoutError) as error:
        log.warning("nudge.unseen", nudge=one.id, why=type(error).__name__)
        return None
