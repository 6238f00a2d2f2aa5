"""An HTTP server of the bot's own: uvicorn, within its process and on its event loop."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Generator, MutableMapping
from contextlib import contextmanager
from typing import Any, Final

import uvicorn

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

TEXT: Final = "text/plain; charset=utf-8"

_GRACE: Final = 1  # seconds for requests under way when the server stops
# Seconds for which a connection stays open unused: longer than balancers keep theirs (60 s on AWS, for one),
# as they answer 502 where one is closed while they send.
_UNUSED: Final = 75


class Server:
    """Serves an ASGI application from `start` to `stop`; port 0 takes any that is free."""

    def __init__(self, application: Application, *, host: str, port: int) -> None:
        self._host = host
        self._server = _Server(
            uvicorn.Config(
                application,
                http="httptools",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_GRACE,
                timeout_keep_alive=_UNUSED,
            )
        )
        self._serving: asyncio.Task[None] | None = None
        self.port = port

    @property
    def serving(self) -> bool:
        """Whether it can be reached."""
        return self._serving is not None and not self._serving.done() and not self._server.should_exit

    async def start(self) -> None:
        """Listen. Raises `OSError` when the address cannot be had."""
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        bound = socket.create_server((self._host, self.port), family=family, backlog=1024)
        self.port = bound.getsockname()[1]
        self._serving = asyncio.create_task(self._server.serve(sockets=[bound]))
        await self._server.listening.wait()

    async def stop(self) -> None:
        """Take nothing new, and finish what is under way within a second."""
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving


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


async def answer(send: Send, status: int, body: bytes, *, content_type: str = TEXT) -> None:
    """The whole response."""
    headers = [(b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
