"""The two ways to hear Slack: a Socket Mode connection of ours, or a server that Slack calls."""

import asyncio
import logging
import socket
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Protocol

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.slack.door import Door
from bot.slack.web import Web

_GRACE: Final = 1  # seconds for requests under way when the server stops; the front has waited before


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketMode:
    """Listen over Socket Mode. ping: seconds between pings; a dead connection is replaced after about two."""

    app_token: str
    ping: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Http:
    """Listen on an address; port 0 takes any that is free."""

    signing_secret: str
    host: str = "127.0.0.1"
    port: int = 0


class Listener(Protocol):
    """Hears Slack from `start` to `stop`. port: where, over HTTP; 0 over Socket Mode."""

    port: int

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


def listener(listen: SocketMode | Http, app: AsyncApp, web: Web) -> Listener:
    """The listener that was asked for."""
    match listen:
        case SocketMode():
            return SocketListener(listen, app, web)
        case Http():
            return HttpListener(listen, app)


class SocketListener:
    """One connection, replaced when Slack asks for it or it dies."""

    port = 0

    def __init__(self, listen: SocketMode, app: AsyncApp, web: Web) -> None:
        self._handler = AsyncSocketModeHandler(
            app,
            listen.app_token,
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=web.client(),
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


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """The process's signals belong to the bot, which stops more than its server."""
        yield


class HttpListener:
    """uvicorn within the bot's own process."""

    def __init__(self, listen: Http, app: AsyncApp) -> None:
        self._listen = listen
        self._server = _Server(
            uvicorn.Config(
                Door(app, signing_secret=listen.signing_secret),
                http="httptools",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_GRACE,
            )
        )
        self._serving: asyncio.Task[None] | None = None
        self.port = listen.port

    async def start(self) -> None:
        """Listen. Raises `OSError` when the address cannot be had."""
        family = socket.AF_INET6 if ":" in self._listen.host else socket.AF_INET
        bound = socket.create_server((self._listen.host, self._listen.port), family=family, backlog=1024)
        self.port = bound.getsockname()[1]
        self._serving = asyncio.create_task(self._server.serve(sockets=[bound]))
        await self._server.listening.wait()

    async def stop(self) -> None:
        """Take nothing new, and finish what is under way."""
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving
