"""Of what kind each channel is, is asked at the start and once a day: nobody may have told of a change.

Of one that turned private, who is in it is asked again in minutes until there is an answer.
"""

import asyncio
from collections.abc import Sequence

from bot.domain.identity import Place
from bot.log import logger
from bot.services import channel
from bot.services.platform import House, Unreachable
from storage import places

log = logger(__name__)

# Slack takes fifty such calls a minute, and people wait for theirs.
PAUSE_SECONDS = 3.0

# After so many in a row without an answer the platform is not asked about the rest this time.
MOST_FAILURES = 3


async def look_again(house: House, *, pause: float = PAUSE_SECONDS) -> int:
    """Ask about every channel that is kept; returns of how many there was an answer."""
    return await _look_at(house, await house.store.read(places.channels), pause)


async def settle_left(house: House, *, pause: float = PAUSE_SECONDS) -> int:
    """Ask about those that turned private with nobody outside let go yet; returns as `look_again`."""
    return await _look_at(house, await house.store.read(places.unsettled), pause)


async def _look_at(house: House, known: Sequence[Place], pause: float) -> int:
    homes = sorted({(one.platform, one.tenant) for one in known})
    some = [[one for one in known if (one.platform, one.tenant) == home] for home in homes]
    return sum(await asyncio.gather(*(_look(house, one, pause) for one in some)))


async def _look(house: House, known: Sequence[Place], pause: float) -> int:
    """Those of one workspace: another that does not answer holds nobody up, nor does one channel."""
    answered = failed = 0
    for number, where in enumerate(known):
        try:
            await _settle(house, where)
            answered, failed = answered + 1, 0
        except Unreachable as error:
            failed += 1
            log.warning("channels.unread", channels=len(known) - number, why=type(error).__name__)
            if failed == MOST_FAILURES:
                break
        await asyncio.sleep(pause)
    return answered


async def _settle(house: House, where: Place) -> None:
    """What was known is read first: a change that comes in between is not undone by an older answer."""
    before = await house.store.read(channel.kind, where)
    if await house.directory.kind(where) == "public":
        if before == "private":
            await house.store.transact(channel.is_public, where)
        return
    await house.store.transact(channel.is_private, where)
    found = await house.directory.channel(where)
    if found is not None:
        await house.store.transact(channel.settle, found, now=house.clock.now())
    else:
        await house.store.transact(channel.is_unseen, where)
