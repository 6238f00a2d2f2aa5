"""The two ways to hear Slack: a Socket Mode connection of ours, or a server that Slack calls."""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Protocol

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.serving import Server
from bot.slack.door import Door, Pages


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketMode:
    """Listen over Socket Mode. ping: seconds between pings; a dead connection is replaced after about two."""

    app_token: str = field(repr=False)
    ping: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Http:
    """Listen on an address; port 0 takes any that is free."""

    signing_secret: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 0


class Listener(Protocol):
    """Hears Slack from `start` to `stop`. port: where, over HTTP; 0 over Socket Mode."""

    port: int

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def listening(self) -> bool: ...


def listener(listen: SocketMode | Http, app: AsyncApp, client: AsyncWebClient, pages: Pages) -> Listener:
    """The listener that was asked for; `pages` are opened over HTTP alone."""
    match listen:
        case SocketMode():
            return SocketListener(listen, app, client)
        case Http():
            return HttpListener(listen, app, pages)


class SocketListener:
    """One connection, replaced when Slack asks for it or it dies."""

    port = 0

    def __init__(self, listen: SocketMode, app: AsyncApp, client: AsyncWebClient) -> None:
        self._handler = AsyncSocketModeHandler(
            app,
            listen.app_token,
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=client,
            ping_interval=listen.ping,
        )

    async def start(self) -> None:
        """Connect. Raises `SlackApiError` when the token is refused, where the SDK would try for ever."""
        client = self._handler.client
        client.wss_uri = await client.issue_new_wss_url()
        await client.connect()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """Disconnect, and wait for what the SDK had running."""
        client = self._handler.client
        await client.close()  # type: ignore[no-untyped-call]
        running = (client.message_processor, client.message_receiver, client.current_session_monitor)
        await asyncio.gather(*(one for one in running if one is not None), return_exceptions=True)

    async def listening(self) -> bool:
        """Whether the connection is there and answers pings."""
        return await self._handler.client.is_connected()


class HttpListener(Server):
    """The door, served."""

    def __init__(self, listen: Http, app: AsyncApp, pages: Pages) -> None:
        door = Door(app, signing_secret=listen.signing_secret, pages=pages)
        super().__init__(door, host=listen.host, port=listen.port)

    async def listening(self) -> bool:
        """Whether Slack can reach it."""
        return self.serving
