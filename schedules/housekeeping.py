"""What is past its keeping is forgotten, a little at a time; the ledger is looked at once a day."""

import asyncio

from bot.log import logger
from bot.services import ledger
from bot.services.platform import House
from storage import retention
from storage.retention import Retention

log = logger(__name__)

# Between two steps others have their turn with the database.
BREATH_SECONDS = 0.05


async def sweep(house: House, *, keep: Retention | None = None) -> int:
    """Forget everything that is past its keeping by now; returns how many rows that were."""
    swept = 0
    while step := await house.store.transact(retention.sweep, now=house.clock.now(), keep=keep):
        swept += step
        await asyncio.sleep(BREATH_SECONDS)
    if swept:
        log.info("housekeeping.swept", rows=swept)
    return swept


async def check_ledger(house: House) -> int:
    """Look at the days that are over by now and were not looked at; returns how many differences there are.

    Not a timer of its own: nobody waits for it, and a clock that is stepped would stop for it.
    """
    return await house.store.transact(ledger.check_due, now=house.clock.now())
