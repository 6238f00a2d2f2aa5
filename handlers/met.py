"""Who asks for the first time is met: by then the bot knows their name and zone."""

from collections.abc import Sequence

from bot.domain.identity import Place, UserRef
from bot.services import app_home
from bot.services.platform import House


async def met(by: UserRef, house: House) -> Sequence[Place]:
    """Their teams' private channels; none for whom is new. Raises `Unreachable`."""
    private = await house.store.read(app_home.private_places, by)
    if private is None:
        for profile in await house.directory.profiles([by]):
            await house.store.transact(app_home.meet, profile, now=house.clock.now())
    return private or ()
