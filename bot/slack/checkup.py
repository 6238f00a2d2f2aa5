"""A look at Slack from here: who the bot is, what it may do, whether clocks agree and it may listen."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.slack.errors import error_name
from bot.slack.manifest import scopes
from bot.slack.web import Web


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back from one method.

    error: Slack's name for what is wrong, "" if nothing is, None where there was no answer.
    ahead: how far the machine's clock is ahead of Slack's, None where it does not say.
    """

    error: str | None
    name: str = ""
    workspace: str = ""
    missing: tuple[str, ...] = ()
    ahead: timedelta | None = None


async def ask_who(*, api_url: str, token: str, clock: Clock) -> Answered:
    """`auth.test` with the bot's token. Never raises."""
    return await _asked("auth.test", api_url=api_url, token=token, clock=clock)


async def ask_to_listen(*, api_url: str, token: str, clock: Clock) -> Answered:
    """`apps.connections.open` with the app-level token: what Socket Mode begins with. Never raises."""
    return await _asked("apps.connections.open", api_url=api_url, token=token, clock=clock)


async def _asked(method: str, *, api_url: str, token: str, clock: Clock) -> Answered:
    web = Web(api_url=api_url, token=token)
    try:
        response = await web.client(token).api_call(method)
    except SlackApiError as refused:
        return Answered(error=error_name(refused) or "no answer of Slack's")
    except (TimeoutError, aiohttp.ClientError, OSError):
        return Answered(error=None)
    finally:
        await web.close()
    data = response.data if isinstance(response.data, dict) else {}
    headers = {str(key).lower(): str(value) for key, value in response.headers.items()}
    return Answered(
        error="",
        name=str(data.get("user", "")),
        workspace=str(data.get("team", "")),
        missing=_missing(headers),
        ahead=_ahead(headers, clock.now()),
    )


def _missing(headers: dict[str, Any]) -> tuple[str, ...]:
    """Of the scopes that the bot needs; nothing is missing where Slack does not say what is granted."""
    if "x-oauth-scopes" not in headers:
        return ()
    granted = {one.strip() for one in headers["x-oauth-scopes"].split(",")}
    return tuple(one for one in scopes() if one not in granted)


def _ahead(headers: dict[str, Any], now: datetime) -> timedelta | None:
    try:
        there = parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError, TypeError):
        return None
    return now - there.replace(tzinfo=there.tzinfo or UTC)
