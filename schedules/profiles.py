"""Profiles are read anew at the start and once a day: what changed while nobody told of it is noticed."""

import asyncio
from collections.abc import Sequence

from bot.domain.identity import UserRef
from bot.log import logger
from bot.services.person import profiles_changed
from bot.services.platform import House, Unreachable
from storage import people

log = logger(__name__)

# Between two steps others have their turn with the database.
STEP = 200
BREATH_SECONDS = 0.05
# A workspace of 10,000 is ten calls of Slack's, of which it takes twenty a minute.
PATIENCE_SECONDS = 120.0


async def read_anew(house: House) -> int:
    """Take over the profiles of everyone in a team; returns how many were read. Without an answer, none."""
    users = await house.store.read(people.in_teams)
    homes = sorted({one.tenant for one in users})
    some = [[one for one in users if one.tenant == home] for home in homes]
    return sum(await asyncio.gather(*(_read(house, one) for one in some)))


async def _read(house: House, users: Sequence[UserRef]) -> int:
    """Those of one workspace: another that does not answer holds nobody up."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            found = await house.directory.profiles(users)
    except (Unreachable, TimeoutError) as error:
        log.warning("profiles.unread", people=len(users), why=type(error).__name__)
        return 0
    for first in range(0, len(found), STEP):
        some = found[first : first + STEP]
        await house.store.transact(profiles_changed, some, now=house.clock.now())
        await asyncio.sleep(BREATH_SECONDS)
    return len(found)
