"""Asks for something and says how Slack refused it."""

from collections.abc import Awaitable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


async def refused(client: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """The body of the refusal; an AssertionError when it was not refused."""
    try:
        answer = await client.api_call(method, json=arguments)
    except SlackApiError as no:
        body: dict[str, Any] = no.response.data
        return body
    raise AssertionError(f"{method} was not refused: {answer.data!r}")


async def error(client: AsyncWebClient, method: str, **arguments: Any) -> str:
    """The error of the refusal."""
    return str((await refused(client, method, **arguments))["error"])


async def refusal_of(call: Awaitable[Any]) -> str:
    """Slack's name for why it refused a call; an AssertionError when it did not."""
    try:
        answer = await call
    except SlackApiError as refused_:
        return str(refused_.response["error"])
    raise AssertionError(f"not refused: {answer}")
