"""What services, handlers and delivery need of a platform, and how it answers; `bot/slack/` fills it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.domain.presence import Orders, Seen
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

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        """What a file of that workspace holds; "" where that is no text or a lot. None: it cannot be had."""
        ...

    async def link(self, message: MessageRef) -> str:
        """Where a message of a channel is; "" for one that is gone."""
        ...

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        """When each wants to hear nothing, now or next; None: no schedule. Without whom it does not know."""
        ...


class GrantLost(Exception):
    """They took back what they had granted, or it is worth nothing any more."""


class NotNow(Exception):
    """The platform could not do it; it may be tried again after so long."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"in {after.total_seconds():.0f} s")
        self.after = after


class Presence(Protocol):
    """What the platform shows of somebody who granted that the bot sets it. Raises `GrantLost`, `NotNow`."""

    def grant_page(self, tenant: str) -> str:
        """Where people of that workspace grant it; "" where nobody can."""
        ...

    async def seen(self, user: UserRef) -> Seen:
        """What it shows now."""
        ...

    async def order(self, user: UserRef, orders: Orders) -> None:
        """Have it show that. What the workspace does not let them set is passed over."""
        ...

    async def give_back(self, user: UserRef) -> None:
        """The bot is not to set it any more."""
        ...


class NoPresence:
    """The `Presence` of a platform, or of a way to run the bot, where nobody can grant it."""

    def grant_page(self, tenant: str) -> str:
        """There is none."""
        return ""

    async def seen(self, user: UserRef) -> Seen:
        """Nothing was granted."""
        raise GrantLost

    async def order(self, user: UserRef, orders: Orders) -> None:
        """Nothing was granted."""
        raise GrantLost

    async def give_back(self, user: UserRef) -> None:
        """Nothing was granted."""


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
    presence: Presence = field(default_factory=NoPresence)
