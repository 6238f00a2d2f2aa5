"""What is past its keeping is forgotten, a little at a time."""

import asyncio

from bot.log import logger
from bot.services.platform import House
from storage import retention

log = logger(__name__)

# Between two steps others have their turn with the database.
BREATH_SECONDS = 0.05


async def sweep(house: House) -> int:
    """Forget everything that is past its keeping by now; returns how many rows that were."""
    swept = 0
    while step := await house.store.transact(retention.sweep, now=house.clock.now()):
        swept += step
        await asyncio.sleep(BREATH_SECONDS)
    if swept:
        log.info("housekeeping.swept", rows=swept)
    return swept
