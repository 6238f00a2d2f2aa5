"""Answers Web API calls: token, method, scope, rate limit, and the faults that are asked for."""

import asyncio
from contextlib import suppress

from aiohttp import web

from sandbox import arguments
from sandbox.activity import Activity
from sandbox.arguments import Arguments
from sandbox.desk import Desk, TooMany
from sandbox.methods import METHODS, Method
from sandbox.shapes import Json, Refusal
from sandbox.tokens import Tokens

# How soon a connection left without an answer is found to be closed by the caller; no success waits for it.
LOOK_AGAIN = 0.05


class WebApi:
    """Everything under `/api/`."""

    def __init__(self, *, desk: Desk, tokens: Tokens, activity: Activity) -> None:
        self._desk, self._tokens, self._activity = desk, tokens, activity
        self._closing = asyncio.Event()
        self.calls: list[tuple[str, Json]] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        method = request.match_info["method"]
        self._activity.begin()
        try:
            call = await _read(request)  # a caller that goes away while it waits has asked all the same
            early = await self._trouble(method, request)
            answered = early if early is not None else self._answered(method, call)
        finally:
            self._activity.end()
        return await self._lost(method, request, answered)

    def close(self) -> None:
        """Let go of the connections that were left without an answer."""
        self._closing.set()

    async def _trouble(self, method: str, request: web.Request) -> web.StreamResponse | None:
        faults = self._desk.faults
        if late := faults.take("delay", method):
            await asyncio.sleep(late.number)
        if throttled := faults.take("throttle", method):
            return _too_many(int(throttled.number))
        if failed := faults.take("status", method):
            return web.Response(status=int(failed.number), text="something went wrong")
        if faults.take("reset", method):
            return _cut(request)
        if refused := faults.take("refuse", method):
            return web.json_response(Refusal(refused.word).body())
        return None

    def _answered(self, method: str, call: Arguments | Refusal) -> web.StreamResponse:
        try:
            if isinstance(call, Refusal):
                raise call
            self.calls.append((method, call.all()))
            answered = self._do(method, call)
        except TooMany as many:
            return _too_many(many.retry_after)
        except Refusal as refused:
            answered = refused.body()
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._desk.app.scopes)), "X-Slack-Req-Id": "0"}
        return web.json_response(answered, headers=headers)

    def _do(self, name: str, call: Arguments) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise Refusal("unknown_method", req_method=name)
        self._tokens.check(method, call.token)
        if method.scopes and method.token == "bot":
            self._desk.need(*method.scopes)
        self._pace(name, method)
        return {"ok": True, **method.answer(self._desk, call)}

    def _pace(self, name: str, method: Method) -> None:
        # A new socket is never refused for coming too soon: connections are lost on purpose here.
        if self._desk.limits is not None and method.token == "bot":
            wait = self._desk.limits.wait_for_method(name, method.tier)
            if wait:
                raise TooMany(wait)

    async def _lost(
        self, method: str, request: web.Request, answered: web.StreamResponse
    ) -> web.StreamResponse:
        lost = self._desk.faults.take("lost", method)
        if lost is None:
            return answered
        if lost.word == "status":
            return web.Response(status=int(lost.number), text="something went wrong")
        while lost.word == "silence" and not self._closing.is_set() and not _gone(request):
            await _looked_again(self._closing)
        return _cut(request)


async def _read(request: web.Request) -> Arguments | Refusal:
    try:
        return await arguments.read(request)
    except Refusal as refused:
        return refused


async def _looked_again(closing: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LOOK_AGAIN):
            await closing.wait()


def _too_many(retry_after: int) -> web.Response:
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(retry_after)})


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()
