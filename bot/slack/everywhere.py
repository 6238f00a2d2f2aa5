"""One sender and one directory for all workspaces: each letter and question goes to its own alone."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.log import logger
from bot.messages.letter import Letter
from bot.services.platform import Around, Channel, Outcome, Refused, Throttled, Unreachable
from bot.slack.directory import SlackDirectory
from bot.slack.sender import SlackSender
from bot.slack.workspaces import NotInstalled, Workspaces
from storage.errors import StoreError

T = TypeVar("T")

NOT_INSTALLED = "the bot is not installed there"
_MOMENT = timedelta(seconds=5)

_log = logger(__name__)


class EverySender:
    """The `Sender` of `bot.services.platform` for whatever workspace a letter is of."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def send(self, letter: Letter, *, known: Mapping[str, MessageRef]) -> Outcome:
        """Post or edit there; refused where the bot is not."""
        sender = await self._of(letter)
        return await sender.send(letter, known=known) if isinstance(sender, SlackSender) else sender

    async def find(
        self, letter: Letter, *, known: Mapping[str, MessageRef], since: datetime
    ) -> Outcome | None:
        """Look for it there."""
        sender = await self._of(letter)
        if not isinstance(sender, SlackSender):
            return sender
        return await sender.find(letter, known=known, since=since)

    async def _of(self, letter: Letter) -> SlackSender | Refused | Throttled:
        try:
            return (await self._workspaces.of(letter.tenant.id)).sender
        except NotInstalled:
            return Refused(why=NOT_INSTALLED)
        except StoreError:
            return Throttled(after=_MOMENT)


class EveryDirectory:
    """The `Directory` of `bot.services.platform`. Each raises `Unreachable` for a workspace it has not.

    Asked about people of several, it tells of those it can; only where that is nobody does it raise.
    """

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        """In order, without those Slack does not know."""
        found = await self._each(users, lambda there, some: there.profiles(some))
        by_user = {one.user: one for some in found for one in some}
        return [by_user[one] for one in users if one in by_user]

    async def channel(self, place: Place) -> Channel | None:
        """A channel with its members; None where the bot is not in it."""
        return await (await self._of(place.tenant)).channel(place)

    async def kind(self, place: Place) -> PlaceKind:
        """Of what kind a channel is now."""
        return await (await self._of(place.tenant)).kind(place)

    async def around(self, message: MessageRef) -> Around:
        """A message with what was said around it."""
        return await (await self._of(message.place.tenant)).around(message)

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        """What a file holds."""
        return await (await self._of(tenant)).text_of(file, tenant=tenant)

    async def link(self, message: MessageRef) -> str:
        """Where a message is."""
        return await (await self._of(message.place.tenant)).link(message)

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        """When each wants to hear nothing."""
        found = await self._each(users, lambda there, some: there.do_not_disturb(some))
        return {user: window for some in found for user, window in some.items()}

    def learned(self, fresh: Profile) -> None:
        """Slack told of a change: what was known is out of date."""
        if (there := self._workspaces.at_hand(fresh.user.tenant)) is not None:
            there.directory.learned(fresh)

    async def _of(self, tenant: str) -> SlackDirectory:
        try:
            return (await self._workspaces.of(tenant)).directory
        except Exception as error:
            raise Unreachable(type(error).__name__) from error

    async def _each(
        self, users: Sequence[UserRef], ask: Callable[[SlackDirectory, list[UserRef]], Awaitable[T]]
    ) -> list[T]:
        """Ask each workspace about its own."""
        homes = sorted({one.tenant for one in users})

        async def asked(tenant: str) -> T:
            return await ask(await self._of(tenant), [one for one in users if one.tenant == tenant])

        answers = await asyncio.gather(*map(asked, homes), return_exceptions=True)
        failed = [one for one in answers if isinstance(one, BaseException)]
        if failed and len(failed) == len(answers):
            raise failed[0]
        for one in failed:
            if not isinstance(one, Unreachable):
                raise one
            _log.warning("slack.unreachable", why=str(one))
        return [one for one in answers if not isinstance(one, BaseException)]
