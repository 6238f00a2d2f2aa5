"""What the platform says of the forty: where they are, when they want quiet, and what was said around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.services.platform import Around, Channel, Spoken
from sandbox.clock import SteppedClock
from tests.prove.cast import Cast
from tests.prove.relay import profile, user


@dataclass(slots=True)
class Town:
    """A directory. said: every message of a channel, by its id; zones: of who travels; windows: of quiet."""

    cast: Cast
    clock: SteppedClock
    said: dict[str, tuple[Place, Spoken]] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    windows: dict[str, Window] = field(default_factory=dict)

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        known = self.cast.by_handle
        return [profile(known[one.id], zone=self.zones.get(one.id, "")) for one in users if one.id in known]

    async def channel(self, place: Place) -> Channel | None:
        """Everybody is in every channel."""
        if place.id not in self.cast.teams:
            return None
        inside = tuple(user(one) for one in self.cast.people)
        return Channel(place=replace(place, thread=""), name=place.id, kind=place.kind, members=inside)

    async def kind(self, place: Place) -> PlaceKind:
        return place.kind

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        return None

    async def around(self, message: MessageRef) -> Around:
        if message.id not in self.said:
            return Around(message=None)
        place, one = self.said[message.id]
        others = [each for where, each in self.said.values() if where.id == place.id and each is not one]
        return Around(
            message=one,
            before=tuple(each for each in others if self._before(each.at, one.at)),
            after=tuple(each for each in others if each.at > one.at),
        )

    async def link(self, message: MessageRef) -> str:
        return f"https://example.com/{message.id}"

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        now = self.clock.now()
        found = {one: self.windows.get(one.id) for one in users}
        return {one: each if each is not None and each.ends_at > now else None for one, each in found.items()}

    def _before(self, at: datetime, then: datetime) -> bool:
        return at <= then and (then - at).days < 1
