"""Asks for something and says how Slack refused it."""

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
