"""The one way to call Slack's Web API: the methods of the table, over one shared session, each once."""

import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, Final

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import error_name
from bot.slack.heard import Bot
from bot.slack.keeper import Fixed, Keeper
from bot.slack.methods import METHODS
from bot.slack.tiers import Tiers

Json = dict[str, Any]

_PAGE = 200
_FILES_TAKE = 9  # times as long as a call: 90 seconds for 50 MB, within the two minutes of a delivery
_LOG = logging.getLogger("slack_sdk.web")


# What Slack says of a token in whose place there may be another by now.
_REFUSED: Final = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)


def session(timeout: float, *, many: bool = False) -> aiohttp.ClientSession:
    """The connections of one workspace, or of many: then those that hang keep none from the others."""
    limits = aiohttp.ClientTimeout(total=timeout, sock_connect=min(3.0, timeout))
    return aiohttp.ClientSession(timeout=limits, connector=aiohttp.TCPConnector(limit=0) if many else None)


class Web:
    """Calls with the bot's token. Raises `SlackApiError`, `TooSoon` and `aiohttp.ClientError`; see
    `errors.failure`.

    Made inside the running loop, and closed once. timeout: seconds until an answer counts as lost. token: or
    who keeps it; then a call may raise what that one raises. shared: connections that others close. bot: who
    it is, where that is known. tiers: keep Slack's limits; without them Slack's own 429 does.
    """

    def __init__(
        self,
        *,
        api_url: str,
        token: str | Keeper,
        timeout: float = 10.0,
        shared: aiohttp.ClientSession | None = None,
        bot: Bot | None = None,
        tiers: Tiers | None = None,
    ) -> None:
        self._tiers = tiers
        self._session = shared or session(timeout)
        self._own = shared is None
        self._files = aiohttp.ClientTimeout(total=timeout * _FILES_TAKE, sock_connect=min(3.0, timeout))
        self.api_url = api_url
        self._keeper = Fixed(token) if isinstance(token, str) else token
        self._client = self.client()
        self._identity = bot

    def client(self, token: str | None = None) -> AsyncWebClient:
        """A client of the SDK's that never calls twice by itself: the outbox knows what to repeat."""
        return client(self.api_url, self._session, token=token)

    async def authorized(self) -> AuthorizeResult:
        """What Bolt wants to know before it hands anything on. No token: nothing of Bolt's calls Slack."""
        bot = await self.identity()
        return AuthorizeResult(
            enterprise_id=None, team_id=bot.tenant, bot_user_id=bot.user, bot_id=bot.bot, bot_token=None
        )

    async def close(self) -> None:
        """Let go of the connections, unless others use them. A second call does nothing."""
        if self._own:
            await self._session.close()

    async def call(self, method: str, **arguments: Any) -> Json:
        """One call and what was answered."""
        data, _ = await self._call(method, arguments)
        return data

    async def call_at_once(self, method: str, **arguments: Any) -> Json:
        """The same for somebody who waits: it is not kept back by what was called before."""
        data, _ = await self._call(method, arguments, at_once=True)
        return data

    async def pages(self, method: str, *, most: int, **arguments: Any) -> AsyncIterator[Json]:
        """Each page of a list, up to `most`; a short page is not the last, an empty cursor is."""
        cursor = ""
        for _ in range(most):
            given = {**arguments, "cursor": cursor} if cursor else arguments
            page = await self.call(method, limit=_PAGE, **given)
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def identity(self) -> Bot:
        """Who the bot is, by its token; asked once."""
        if self._identity is None:
            data, headers = await self._call("auth.test", {}, at_once=True)
            granted = str(headers.get("x-oauth-scopes", "")).split(",")
            self._identity = Bot(
                tenant=data["team_id"],
                user=data["user_id"],
                bot=data.get("bot_id", ""),
                name=data.get("user", ""),
                scopes=tuple(one.strip() for one in granted if one.strip()),
            )
        return self._identity

    async def answer(self, url: str, payload: Json) -> None:
        """Answer through a `response_url`. Raises `aiohttp.ClientError`."""
        async with self._session.post(url, json=payload) as answered:
            answered.raise_for_status()

    @asynccontextmanager
    async def fetch(self, url: str) -> AsyncIterator[aiohttp.ClientResponse]:
        """Fetch a file with the bot's token, which goes nowhere else: redirects are not followed."""
        bearer = {"Authorization": f"Bearer {await self._keeper.token()}"}
        asked = self._session.get(url, headers=bearer, allow_redirects=False, timeout=self._files)
        async with asked as fetched:
            yield fetched

    def send(
        self, url: str, pieces: AsyncIterator[bytes], *, size: int
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """Send so many bytes to where Slack takes uploads; no token goes along."""
        headers = {"Content-Length": str(size), "Content-Type": "application/octet-stream"}
        return self._session.post(
            url, data=pieces, headers=headers, allow_redirects=False, timeout=self._files
        )

    async def _call(self, method: str, arguments: Json, *, at_once: bool = False) -> tuple[Json, Json]:
        """A token that is refused has done nothing: the call is made again with the one in its place."""
        token = await self._keeper.token()
        with self._tiers.turn(method, at_once=at_once) if self._tiers else nullcontext():
            try:
                return await self._called(token, method, arguments)
            except SlackApiError as error:
                other = await self._keeper.instead_of(token) if error_name(error) in _REFUSED else None
                if other is None:
                    raise
            return await self._called(other, method, arguments)

    async def _called(self, token: str, method: str, arguments: Json) -> tuple[Json, Json]:
        if self._client.token != token:
            self._client = self.client(token)
        if METHODS[method].reads:
            response = await self._client.api_call(method, http_verb="GET", params=arguments)
        else:
            response = await self._client.api_call(method, json=arguments)
        data = response.data if isinstance(response.data, dict) else {}
        return data, {str(key).lower(): value for key, value in response.headers.items()}


def client(api_url: str, over: aiohttp.ClientSession, *, token: str | None = None) -> AsyncWebClient:
    """A client of the SDK's over these connections."""
    return AsyncWebClient(token=token, base_url=api_url, session=over, retry_handlers=[], logger=_LOG)
