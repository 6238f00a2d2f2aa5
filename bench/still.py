"""A clock that is set by hand, and a directory that nobody is in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.services.platform import Around, Channel


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

    async def kind(self, place: Place) -> PlaceKind:
        return place.kind

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        return None

    async def around(self, message: MessageRef) -> Around:
        return Around(message=None)

    async def link(self, message: MessageRef) -> str:
        return ""

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        return {}


NOBODY = NobodyKnown()
