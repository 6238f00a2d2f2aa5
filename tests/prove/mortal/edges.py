"""The edges of a call to Slack: an agent between bot and workspace, which kills the bot at one of them."""

import itertools
from collections.abc import Callable
from typing import Any, Literal, Self

import aiohttp
from aiohttp import web

HOST = "127.0.0.1"

# It never arrives; it arrives, and its answer does not; it is on its way as the bot dies, and arrives then.
Edge = Literal["begun", "answered", "on its way"]
EDGES: tuple[Edge, ...] = ("begun", "answered", "on its way")

_PASSED_ON = ("Authorization", "Content-Type")
_HANDED_BACK = ("Content-Type", "Retry-After", "X-OAuth-Scopes")


class Agent:
    """Passes calls on to the workspace's API at `api_url`. Use it as `async with`; a bot is given its `url`.

    kills: ends the bot, and does not return before it is gone.
    """

    def __init__(self, api_url: str, kills: Callable[[], Any]) -> None:
        self._api_url = api_url
        self._kills = kills
        self._deadly: int | None = None
        self.passed: list[str] = []

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**22)
        app.router.add_route("*", "/api/{method}", self._call)
        self._http = aiohttp.ClientSession()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}/api/"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
        await self._http.close()

    def count_from_here(self, deadly: int | None) -> None:
        """Forget what has been passed; the edge of that number, from 0, is deadly."""
        self.passed, self._deadly = [], deadly

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, body = request.match_info["method"], await request.read()
        edge = self._edge(method)
        if edge == "answered":
            await self._done(request, method, body)
        if edge is not None:
            await self._kills()
        if edge == "on its way":
            await self._done(request, method, body)
        if edge is not None:
            return web.Response(status=500)
        return await self._done(request, method, body)

    def _edge(self, method: str) -> Edge | None:
        """Which of a call's edges is the deadly one, if one is."""
        first = len(self.passed)
        self.passed += [f"{method} {edge}" for edge in EDGES]
        numbered = zip(itertools.count(first), EDGES, strict=False)
        return next((edge for number, edge in numbered if number == self._deadly), None)

    async def _done(self, request: web.Request, method: str, body: bytes) -> web.Response:
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        url = f"{self._api_url}{method}"
        query = request.query_string
        async with self._http.request(
            request.method, f"{url}?{query}" if query else url, data=body or None, headers=headers
        ) as answer:
            handed = {name: answer.headers[name] for name in _HANDED_BACK if name in answer.headers}
            return web.Response(status=answer.status, body=await answer.read(), headers=handed)
