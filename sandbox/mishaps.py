"""The faults that were asked for, as they befall a request before and after it is answered."""

import asyncio
from contextlib import suppress

from aiohttp import web

from sandbox.faults import Faults
from sandbox.shapes import Refusal

# How soon a connection left without an answer is found to be closed by the caller; no success waits for it.
LOOK_AGAIN = 0.05


class Mishaps:
    """Makes requests go wrong as `faults` says, by their method's name."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Let go of the connections that were left without an answer."""
        self._closing.set()

    async def before(self, method: str, request: web.Request) -> web.StreamResponse | None:
        """What is answered instead, without doing anything; None: it is answered as it should be."""
        faults = self._faults
        if late := faults.take("delay", method):
            await asyncio.sleep(late.number)
        if throttled := faults.take("throttle", method):
            return too_many(int(throttled.number))
        if failed := faults.take("status", method):
            return web.Response(status=int(failed.number), text="something went wrong")
        if faults.take("reset", method):
            return _cut(request)
        if refused := faults.take("refuse", method):
            return web.json_response(Refusal(refused.word).body())
        return None

    async def after(
        self, method: str, request: web.Request, answered: web.StreamResponse
    ) -> web.StreamResponse:
        """The answer, or what becomes of it: it was done all the same."""
        lost = self._faults.take("lost", method)
        if lost is None:
            return answered
        if lost.word == "status":
            return web.Response(status=int(lost.number), text="something went wrong")
        while lost.word == "silence" and not self._closing.is_set() and not _gone(request):
            await _looked_again(self._closing)
        return _cut(request)


def too_many(retry_after: int) -> web.Response:
    """429, with the seconds until it may be tried again."""
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(retry_after)})


async def _looked_again(closing: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LOOK_AGAIN):
            await closing.wait()


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()
