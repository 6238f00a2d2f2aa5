"""What services, handlers and delivery need of a platform, and how it answers; `bot/slack/` fills it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.domain.dnd import Window
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.messages.letter import Letter
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What the platform knows of a channel."""

    place: Place
    name: str
    kind: PlaceKind
    members: tuple[UserRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One message of a channel as it stands there. Its text is looked at and never kept.

    by: None for a bot's. joined: that somebody came to the channel; answered: replied or reacted to.
    """

    at: datetime
    by: UserRef | None
    text: str
    joined: bool = False
    edited: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A message with what was said before and after it, the oldest first; None once it is gone."""

    message: Spoken | None
    before: tuple[Spoken, ...] = ()
    after: tuple[Spoken, ...] = ()


class Unreachable(Exception):
    """The platform did not answer; what was asked for may be had later."""


class Directory(Protocol):
    """Facts about people and channels, fetched before a transaction and passed in. Raises `Unreachable`."""

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        """The profiles of those people, without those the platform does not know."""
        ...

    async def channel(self, place: Place) -> Channel | None:
        """A channel with its members; None where the bot is not in it."""
        ...

    async def kind(self, place: Place) -> PlaceKind:
        """Of what kind a channel is now, also where the bot is not in it; one it is not shown is private."""
        ...

    async def around(self, message: MessageRef) -> Around:
        """A message of a channel that the bot is in, with the last of what was said in the day before."""
        ...

    async def link(self, message: MessageRef) -> str:
        """Where a message of a channel is; "" for one that is gone."""
        ...

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        """When each wants to hear nothing, now or next; None: no schedule. Without whom it does not know."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """It is there."""

    message: MessageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttled:
    """Not sent; the platform asks to wait this long before the same method is called again."""

    after: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Not sent, and trying again will not help."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Perhaps sent: the platform's answer was lost or no answer."""

    why: str


Outcome = Sent | Throttled | Refused | Unknown


class Sender(Protocol):
    """Delivers one letter. Never raises for what a platform may answer."""

    async def send(self, letter: Letter, *, known: Mapping[str, MessageRef]) -> Outcome:
        """Post or edit. `known` holds the posted messages of the keys that the letter names."""
        ...

    async def find(
        self, letter: Letter, *, known: Mapping[str, MessageRef], since: datetime
    ) -> Outcome | None:
        """Look for a post whose outcome was unknown: `Sent` if it is there, None if it is not."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What every handler and schedule is given."""

    store: Store
    directory: Directory
    clock: Clock
