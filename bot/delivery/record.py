"""Recording what became of what was sent, however the database feels."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from bot.delivery.settle import Settlement, settle
from bot.delivery.take import Judge
from bot.log import logger
from storage.errors import StoreError
from storage.store import Store

AGAIN_AFTER = (0.05, 0.25, 1.0)  # seconds of the machine's time, for the database is real

log = logger(__name__)


async def record(
    store: Store, settlements: Sequence[Settlement], judge: Judge | None, *, now: datetime
) -> None:
    """All together; where that fails for a reason of ours each alone, and then without what follows from it.

    A database that stays busy or away is left: the leases run out, and what may have been sent is looked for.
    """
    try:
        await _write(store, settlements, judge, now)
    except Exception as error:
        for one in settlements:
            log.error("outbox.unsettled", key=one.row.key, row=one.row.id, exc_info=error)
        if judge is None or isinstance(error, StoreError):
            return
        alone = len(settlements) == 1
        for one in settlements:
            await record(store, [one], None if alone else judge, now=now)


async def _write(store: Store, settlements: Sequence[Settlement], judge: Judge | None, now: datetime) -> None:
    for pause in AGAIN_AFTER:
        with suppress(StoreError):
            return await store.transact(settle, settlements, judge, now=now)
        await asyncio.sleep(pause)
    return await store.transact(settle, settlements, judge, now=now)
