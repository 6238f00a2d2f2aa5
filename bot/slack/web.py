"""The one way to call Slack's Web API: the methods of the table, over one shared session, each once."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.heard import Bot
from bot.slack.methods import METHODS

Json = dict[str, Any]

_PAGE = 200
_LOG = logging.getLogger("slack_sdk.web")


def session(*, timeout: float = 10.0) -> aiohttp.ClientSession:
    """The connections that every client shares. `timeout`: seconds until an answer counts as lost."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout, sock_connect=3.0))


def web_client(*, shared: aiohttp.ClientSession, api_url: str, token: str | None = None) -> AsyncWebClient:
    """A client of the SDK's that never calls twice by itself: the outbox decides what to repeat, and when."""
    return AsyncWebClient(token=token, base_url=api_url, session=shared, retry_handlers=[], logger=_LOG)


class Web:
    """Calls with the bot's token. Raises `SlackApiError` and `aiohttp.ClientError`; see `errors.failure`."""

    def __init__(self, *, shared: aiohttp.ClientSession, api_url: str, token: str) -> None:
        self._session = shared
        self._client = web_client(shared=shared, api_url=api_url, token=token)
        self._identity: Bot | None = None

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

    async def _call(self, method: str, arguments: Json) -> tuple[Json, Json]:
        if METHODS[method].reads:
            response = await self._client.api_call(method, http_verb="GET", params=arguments)
        else:
            response = await self._client.api_call(method, json=arguments)
        data = response.data if isinstance(response.data, dict) else {}
        return data, {str(key).lower(): value for key, value in response.headers.items()}
