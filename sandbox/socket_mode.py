"""Socket Mode: up to ten connections, each payload to exactly one of them, acknowledged by envelope id."""

import asyncio
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import WSMsgType, web

from sandbox.app import App
from sandbox.reply import Acknowledged, Attempt, Reply, Unacknowledged
from sandbox.shapes import Json

MOST_CONNECTIONS = 10
HEARTBEAT = 10.0
CLOSING = 1.0  # seconds that a client gets to say goodbye
Reason = Literal["warning", "refresh_requested", "too_many_websockets", "link_disabled"]


@dataclass(slots=True, eq=False)
class Socket:
    """One connection and what was sent over it without an acknowledgement yet. leaving: gets nothing new."""

    ws: web.WebSocketResponse
    request: web.Request
    number: int
    leaving: bool = False
    waiting: dict[str, asyncio.Future[Reply]] = field(default_factory=dict)


class SocketMode:
    """The connections of one app."""

    def __init__(self, app: App, *, changed: Callable[[], None]) -> None:
        self._app, self._changed = app, changed
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._envelopes = itertools.count(1)
        self._turn = 0
        self._came = asyncio.Event()
        self.sockets: list[Socket] = []
        self.delivered: list[int] = []

    def ticket(self) -> str:
        """Part of the address of a new connection; it works once."""
        ticket = f"ticket-{next(self._numbers):06d}"
        self._tickets.add(ticket)
        return f"ticket={ticket}&app_id={self._app.id}"

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """A new connection: greeted, then read until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="the ticket is unknown or was used before")
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=CLOSING)
        await ws.prepare(request)
        socket = Socket(ws=ws, request=request, number=next(self._numbers))
        if len(self.sockets) >= MOST_CONNECTIONS:
            await self._say_goodbye(socket, "too_many_websockets")
            await ws.close()
            return ws
        await self._welcome(socket)
        await self._listen(socket)
        return ws

    async def send(self, attempt: Attempt, *, timeout: float) -> Reply:
        """Send a payload to the next connection in turn and wait so many seconds for its acknowledgement.

        An event waits for a connection to come; what a person did fails at once when there is none.
        """
        deadline = asyncio.get_running_loop().time() + timeout
        try:
            async with asyncio.timeout_at(deadline):
                socket = await self._next(attempt)
                if socket is None:
                    return Unacknowledged(why="no_connection")
                return await self._over(socket, attempt)
        except TimeoutError:
            return Unacknowledged(why="timeout")

    async def refresh(self, reason: Reason = "refresh_requested") -> None:
        """Ask every connection to come again. After `refresh_requested` an old one gets nothing new."""
        for socket in list(self.sockets):
            socket.leaving = reason != "warning"
            await self._say_goodbye(socket, reason)

    def drop(self, count: int | None = None) -> None:
        """Cut connections without a word, all or so many; what was not acknowledged fails."""
        for socket in self.sockets[:count]:
            self._forget(socket)
            if socket.request.transport is not None:
                socket.request.transport.abort()

    async def close(self) -> None:
        """Close every connection properly."""
        for socket in list(self.sockets):
            self._forget(socket)
            await socket.ws.close()

    async def connected(self, count: int = 1) -> None:
        """Wait until so many connections are there."""
        while len(self.sockets) < count:
            await self._came.wait()

    async def _welcome(self, socket: Socket) -> None:
        self.sockets.append(socket)
        await socket.ws.send_json(
            {
                "type": "hello",
                "num_connections": len(self.sockets),
                "connection_info": {"app_id": self._app.id},
                "debug_info": self._debug(socket)
                | {"build_number": 1, "approximate_connection_time": 18_060},
            }
        )
        self._came.set()
        self._came = asyncio.Event()
        self._changed()

    async def _listen(self, socket: Socket) -> None:
        try:
            async for heard in socket.ws:
                if heard.type == WSMsgType.TEXT:
                    self._acknowledged(socket, heard.data)
        finally:
            self._forget(socket)

    def _acknowledged(self, socket: Socket, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        envelope = said.get("envelope_id") if isinstance(said, dict) else None
        waiting = socket.waiting.pop(str(envelope), None)
        if waiting is not None and not waiting.done():
            payload = said.get("payload")
            waiting.set_result(
                Acknowledged(payload=payload if isinstance(payload, dict) and payload else None)
            )

    async def _next(self, attempt: Attempt) -> Socket | None:
        while not (able := [one for one in self.sockets if not one.leaving] or self.sockets):
            if attempt.route != "events_api":
                return None
            await self._came.wait()
        self._turn += 1
        return able[self._turn % len(able)]

    async def _over(self, socket: Socket, attempt: Attempt) -> Reply:
        envelope = f"00000000-0000-4000-8000-{next(self._envelopes):012d}"
        answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope] = answered
        self.delivered.append(socket.number)
        self._changed()
        try:
            await socket.ws.send_json(_enveloped(envelope, attempt))
            return await answered
        except ConnectionError:
            return Unacknowledged(why="connection_failed")
        finally:
            socket.waiting.pop(envelope, None)

    def _forget(self, socket: Socket) -> None:
        if socket in self.sockets:
            self.sockets.remove(socket)
            self._changed()
        for waiting in socket.waiting.values():
            if not waiting.done():
                waiting.set_result(Unacknowledged(why="connection_failed"))

    async def _say_goodbye(self, socket: Socket, reason: Reason) -> None:
        told = {"type": "disconnect", "reason": reason, "debug_info": self._debug(socket)}
        await socket.ws.send_json(told)

    def _debug(self, socket: Socket) -> Json:
        return {"host": f"applink-{socket.number}"}


def _enveloped(envelope: str, attempt: Attempt) -> Json:
    told: Json = {
        "envelope_id": envelope,
        "type": attempt.route,
        "payload": attempt.payload,
        "accepts_response_payload": attempt.accepts_payload,
    }
    if attempt.route == "events_api":
        told |= {"retry_attempt": attempt.number, "retry_reason": attempt.why}
    return told
