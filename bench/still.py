"""A clock that is set by hand, and a directory that nobody is in."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.identity import Place, UserRef
from bot.domain.person import Profile
from bot.services.platform import Channel


class StillClock:
    """Says what it was told last."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


class NobodyKnown:
    """Nothing that is measured asks a platform."""

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        return []

    async def channel(self, place: Place) -> Channel | None:
        return None


NOBODY = NobodyKnown()
