"""What Slack knows of people and channels."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, PlaceKind, UserRef
from bot.domain.person import Profile
from bot.log import logger
from bot.services.platform import Around, Channel, Unreachable
from bot.slack.around import around
from bot.slack.carry import NotToBeHad, text_of
from bot.slack.dnd import windows
from bot.slack.errors import error_name, failure
from bot.slack.people import profile
from bot.slack.spans import PLATFORM
from bot.slack.web import Json, Web

_AT_ONCE = 8
# Nobody of the next lot is asked for where Slack cannot be reached.
_LOT = 100
_FRESH = timedelta(seconds=30)
_MOST = 10_000
_PAGES = 100  # of 200 members each
# Slack tells of some hundred people a minute one by one, and of a thousand at once from the list of all.
_MANY = 50
_LISTED = 1000
# Of so many at once Slack tells when they want to hear nothing.
_SCHEDULES = 50
_NOT_A_PERSON = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
_NOT_IN_IT = frozenset({"channel_not_found", "not_in_channel", "is_archived"})
_NOT_SHOWN = frozenset({"channel_not_found"})
_GONE = frozenset({"message_not_found"})
_NO_FILE = frozenset({"file_not_found", "file_deleted", "access_denied"})

_log = logger(__name__)


class SlackDirectory:
    """The `Directory` of `bot.services.platform`, for one workspace. Raises `Unreachable`."""

    def __init__(self, web: Web, *, clock: Clock) -> None:
        self._web = web
        self._clock = clock
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._profiles: dict[str, tuple[datetime, Profile]] = {}
        self._list_goes_on = ""

    async def profiles(self, users: Sequence[UserRef]) -> list[Profile]:
        """The profiles of those people, in order, without those Slack does not know; at most 30 s old.

        Given up on the way, it remembers how far it came: asked again, it gets further.
        """
        tenant = await self._tenant()
        if len(self._unknown(users)) > _MANY:
            await self._read_list(users, tenant)
        found: list[Profile] = []
        for first in range(0, len(users), _LOT):
            asked = (self._profile(user.id, tenant) for user in users[first : first + _LOT])
            answers = await asyncio.gather(*asked, return_exceptions=True)
            failed = next((one for one in answers if isinstance(one, BaseException)), None)
            if failed is not None:
                raise failed
            found += [one for one in answers if isinstance(one, Profile)]
        return found

    async def channel(self, place: Place) -> Channel | None:
        """A channel with its members; None where the bot is not in it."""
        try:
            info = (await self._web.call("conversations.info", channel=place.id))["channel"]
            if not (info.get("is_im") or info.get("is_member")):
                return None
            members = await self._members(place)
        except Exception as error:
            self._raise_unless(error, _NOT_IN_IT)
            return None
        kind = _kind(info)
        there = Place(platform=PLATFORM, tenant=place.tenant, kind=kind, id=place.id)
        return Channel(place=there, name=str(info.get("name", "")), kind=kind, members=members)

    async def kind(self, place: Place) -> PlaceKind:
        """Of what kind a channel is now; Slack shows no private one that the bot is not in."""
        try:
            return _kind((await self._web.call("conversations.info", channel=place.id))["channel"])
        except Exception as error:
            self._raise_unless(error, _NOT_SHOWN)
            return "private"

    async def around(self, message: MessageRef) -> Around:
        """A message with what was said around it; as gone in a channel that the bot is not in any more."""
        try:
            return await around(self._web, message, until=self._clock.now())
        except Exception as error:
            self._raise_unless(error, _NOT_IN_IT)
            return Around(message=None)

    async def text_of(self, file: File, *, tenant: str) -> str | None:
        """What a file holds; "" where that is no text or a lot. None for one that Slack does not hand out."""
        try:
            return await text_of(self._web, file)
        except NotToBeHad:
            return None
        except Exception as error:
            self._raise_unless(error, _NO_FILE)
            return None

    async def link(self, message: MessageRef) -> str:
        """Where a message of a channel is; "" for one that is gone."""
        try:
            answer = await self._web.call(
                "chat.getPermalink", channel=message.place.id, message_ts=message.id
            )
        except Exception as error:
            self._raise_unless(error, _NOT_IN_IT | _GONE)
            return ""
        return str(answer.get("permalink", ""))

    async def do_not_disturb(self, users: Sequence[UserRef]) -> Mapping[UserRef, Window | None]:
        """When each wants to hear nothing, in calls of fifty; their snoozes Slack does not tell."""
        found: dict[str, Window | None] = {}
        for first in range(0, len(users), _SCHEDULES):
            some = ",".join(one.id for one in users[first : first + _SCHEDULES])
            try:
                answer = await self._web.call("dnd.teamInfo", users=some)
            except Exception as error:
                self._raise_unless(error, _NOT_A_PERSON)
                continue
            found |= windows(answer.get("users") or {})
        return {one: found[one.id] for one in users if one.id in found}

    def learned(self, fresh: Profile) -> None:
        """Slack told of a change: what was known is out of date."""
        self._keep(fresh)

    async def _tenant(self) -> str:
        try:
            return (await self._web.identity()).tenant
        except Exception as error:
            self._raise_unless(error, frozenset())
            raise

    async def _profile(self, user: str, tenant: str) -> Profile | None:
        if (known := self._fresh(user)) is not None:
            return known
        try:
            async with self._turns:
                answer = await self._web.call("users.info", user=user, include_locale=True)
        except Exception as error:
            self._raise_unless(error, _NOT_A_PERSON)
            return None
        found = profile(answer.get("user") or {}, tenant=tenant)
        if found is not None:
            self._keep(found)
        return found

    def _unknown(self, users: Sequence[UserRef]) -> list[UserRef]:
        return [one for one in users if self._fresh(one.id) is None]

    def _fresh(self, user: str) -> Profile | None:
        read_at, known = self._profiles.get(user, (None, None))
        return known if read_at is not None and abs(self._clock.now() - read_at) < _FRESH else None

    async def _read_list(self, wanted: Sequence[UserRef], tenant: str) -> None:
        """Read the list of all until few are missing: from where it was left, to its end."""
        while len(self._unknown(wanted)) > _MANY:
            for one in await self._next_listed():
                if (found := profile(one, tenant=tenant)) is not None:
                    self._keep(found)
            if not self._list_goes_on:
                return

    async def _next_listed(self) -> list[Json]:
        after = {"cursor": self._list_goes_on} if self._list_goes_on else {}
        try:
            page = await self._web.call("users.list", limit=_LISTED, include_locale=True, **after)
        except Exception as error:
            self._list_goes_on = ""  # it may be that which is refused
            self._raise_unless(error, frozenset())
            return []
        self._list_goes_on = (page.get("response_metadata") or {}).get("next_cursor") or ""
        return list(page.get("members", ()))

    async def _members(self, place: Place) -> tuple[UserRef, ...]:
        members: list[UserRef] = []
        async for page in self._web.pages("conversations.members", most=_PAGES, channel=place.id):
            members += [
                UserRef(platform=PLATFORM, tenant=place.tenant, id=one) for one in page.get("members", ())
            ]
        return tuple(members)

    def _keep(self, known: Profile) -> None:
        if len(self._profiles) >= _MOST:
            self._profiles.clear()
        self._profiles[known.user.id] = (self._clock.now(), known)

    def _raise_unless(self, error: Exception, known: frozenset[str]) -> None:
        if isinstance(error, SlackApiError) and error_name(error) in known:
            return
        why = repr(failure(error))
        _log.warning("slack.unreachable", why=why)
        raise Unreachable(why) from error


def _kind(info: Json) -> PlaceKind:
    if info.get("is_im"):
        return "direct"
    return "private" if info.get("is_private") or info.get("is_mpim") or info.get("is_group") else "public"
