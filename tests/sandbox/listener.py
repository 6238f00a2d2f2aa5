"""A small bot on slack_sdk's own Socket Mode client: notes what comes and answers as a test tells it to."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox

Payload = dict[str, Any]
Answer = Callable[[Payload], Awaitable[Payload | None]]


class Listener:
    """`on` holds what a test wants done before a payload of that kind is acknowledged."""

    def __init__(self, web: AsyncWebClient) -> None:
        self.web = web
        self.heard: list[SocketModeRequest] = []
        self.on: dict[str, Answer] = {}
        self.silent: set[str] = set()
        self.sockets: list[SocketModeClient] = []

    async def connect(self, box: Sandbox) -> SocketModeClient:
        socket = SocketModeClient(app_token=box.app_token, web_client=self.web, ping_interval=0.1)
        socket.socket_mode_request_listeners.append(self._hear)
        self.sockets.append(socket)
        await socket.connect()  # type: ignore[no-untyped-call]
        await box.connected(len(self.sockets))
        return socket

    async def close(self) -> None:
        for socket in self.sockets:
            await socket.close()  # type: ignore[no-untyped-call]

    def events(self, kind: str) -> list[Payload]:
        """The events of this type that came, in order."""
        payloads = [one.payload for one in self.heard if one.type == "events_api"]
        return [one["event"] for one in payloads if one["event"]["type"] == kind]

    def acts(self, kind: str) -> list[Payload]:
        """The payloads of this type that came, in order."""
        return [one.payload for one in self.heard if kind in (one.type, one.payload.get("type"))]

    async def _hear(self, socket: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        kind = _kind(request)
        payload = await self.on[kind](request.payload) if kind in self.on else None
        if kind not in self.silent:
            response = SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
            await socket.send_socket_mode_response(response)


def _kind(request: SocketModeRequest) -> str:
    payload: Mapping[str, Any] = request.payload
    if request.type == "events_api":
        return str(payload["event"]["type"])
    return str(payload.get("type", request.type))
