"""The one way to call Slack's Web API: the methods of the table, over one shared session, each once."""

import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.heard import Bot
from bot.slack.methods import METHODS

Json = dict[str, Any]

_PAGE = 200
_FILES_TAKE = 9  # times as long as a call: 90 seconds for 50 MB, within the two minutes of a delivery
_LOG = logging.getLogger("slack_sdk.web")


class Web:
    """Calls with the bot's token. Raises `SlackApiError` and `aiohttp.ClientError`; see `errors.failure`.

    Made inside the running loop, and closed once. timeout: seconds until an answer counts as lost.
    """

    def __init__(self, *, api_url: str, token: str, timeout: float = 10.0) -> None:
        limits = aiohttp.ClientTimeout(total=timeout, sock_connect=min(3.0, timeout))
        self._session = aiohttp.ClientSession(timeout=limits)
        self._files = aiohttp.ClientTimeout(total=timeout * _FILES_TAKE, sock_connect=min(3.0, timeout))
        self.api_url = api_url
        self._token = token
        self._client = self.client(token)
        self._identity: Bot | None = None

    def client(self, token: str | None = None) -> AsyncWebClient:
        """A client of the SDK's that never calls twice by itself: the outbox knows what to repeat."""
        return AsyncWebClient(
            token=token, base_url=self.api_url, session=self._session, retry_handlers=[], logger=_LOG
        )

    async def authorized(self) -> AuthorizeResult:
        """What Bolt wants to know before it hands anything on."""
        bot = await self.identity()
        return AuthorizeResult(
            enterprise_id=None,
            team_id=bot.tenant,
            bot_user_id=bot.user,
            bot_id=bot.bot,
            bot_token=self._token,
        )

    async def close(self) -> None:
        """Let go of the connections. A second call does nothing."""
        await self._session.close()

    async def call(self, method: str, **arguments: Any) -> Json:
        """One call and what was answered."""
        data, _ = await self._call(method, arguments)
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
            data, headers = await self._call("auth.test", {})
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

    def fetch(self, url: str) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """Fetch a file with the bot's token, which goes nowhere else: redirects are not followed."""
        bearer = {"Authorization": f"Bearer {self._token}"}
        return self._session.get(url, headers=bearer, allow_redirects=False, timeout=self._files)

    def send(
        self, url: str, pieces: AsyncIterator[bytes], *, size: int
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """Send so many bytes to where Slack takes uploads; no token goes along."""
        headers = {"Content-Length": str(size), "Content-Type": "application/octet-stream"}
        return self._session.post(
            url, data=pieces, headers=headers, allow_redirects=False, timeout=self._files
        )

    async def _call(self, method: str, arguments: Json) -> tuple[Json, Json]:
        if METHODS[method].reads:
            response = await self._client.api_call(method, http_verb="GET", params=arguments)
        else:
            response = await self._client.api_call(method, json=arguments)
        data = response.data if isinstance(response.data, dict) else {}
        return data, {str(key).lower(): value for key, value in response.headers.items()}
