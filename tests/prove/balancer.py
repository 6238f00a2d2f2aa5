"""Stands before several bots as a company's balancer would, and delivers what Slack sends several times."""

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp
from aiohttp import web

from sandbox.box import HOST

T = TypeVar("T")
PATH = "/slack/events"
PASSED_ON = ("Content-Type", "X-Slack-Request-Timestamp", "X-Slack-Signature")
GIVEN_UP = 3.0  # seconds, as Slack waits


@dataclass(slots=True)
class Balancer:
    """Use it as `async with`. Each payload goes to the ports in turn, `times` times, later ones as retries.

    Every other one goes to all at once, the rest one after the other. The echo of what the app itself posts
    is taken here: it says nothing to anyone.
    ports: where the bots listen now. came: how many deliveries were taken, by their number.
    """

    times: int = 3
    ports: dict[str, int] = field(default_factory=dict)
    came: Counter[str] = field(default_factory=Counter)
    url: str = ""
    _session: aiohttp.ClientSession = field(init=False)
    _runner: web.AppRunner = field(init=False)
    _turns: "itertools.count[int]" = field(default_factory=itertools.count)
    _later: set[asyncio.Task[Any]] = field(default_factory=set)

    async def __aenter__(self) -> "Balancer":
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=GIVEN_UP))
        server = web.Application(client_max_size=2**22)
        server.router.add_post(PATH, self._deliver)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}{PATH}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.settled()
        await self._session.close()
        await self._runner.cleanup()

    async def settled(self) -> None:
        """Wait until nothing is delivered any more."""
        while self._later:
            await asyncio.gather(*self._later, return_exceptions=True)

    async def _deliver(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        if _is_echo(body):
            return web.Response()
        turn = next(self._turns)
        if turn % 2:
            sent = [self._start(self._once(body, headers, turn, number)) for number in range(self.times)]
            for one in asyncio.as_completed(sent):
                answer: web.Response | None = await one
                if answer is not None:
                    return answer
            return web.Response(status=502)
        return await self._in_turn(body, headers, turn)

    async def _in_turn(self, body: bytes, headers: dict[str, str], turn: int) -> web.Response:
        """The first that is taken is the answer; the others follow, as when the answer was lost."""
        for number in range(self.times):
            answer = await self._once(body, headers, turn, number)
            if answer is not None:
                self._start(self._rest(body, headers, turn, range(number + 1, self.times)))
                return answer
        return web.Response(status=502)

    async def _rest(self, body: bytes, headers: dict[str, str], turn: int, numbers: range) -> None:
        for number in numbers:
            await self._once(body, headers, turn, number)

    async def _once(
        self, body: bytes, headers: dict[str, str], turn: int, number: int
    ) -> web.Response | None:
        ports = sorted(self.ports.values())
        if not ports:
            return None
        if number:
            again = {"X-Slack-Retry-Num": f"{number}", "X-Slack-Retry-Reason": "http_timeout"}
            headers = {**headers, **again}
        address = f"http://{HOST}:{ports[(turn + number) % len(ports)]}{PATH}"
        try:
            async with self._session.post(address, data=body, headers=headers) as answered:
                content = await answered.read()
                if not answered.ok:
                    return None
                self.came[f"{number}"] += 1
                return web.Response(body=content, content_type=answered.content_type)
        except (aiohttp.ClientError, TimeoutError):
            return None

    def _start(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)
        return task


def _is_echo(body: bytes) -> bool:
    if not body.startswith(b"{"):
        return False
    told = json.loads(body).get("event", {})
    return "bot_id" in told or "bot_id" in told.get("message", {})
