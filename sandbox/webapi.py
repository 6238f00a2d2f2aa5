"""Answers Web API calls: token, method, scope, rate limit, and the faults that are asked for."""

from aiohttp import web

from sandbox import arguments
from sandbox.activity import Activity
from sandbox.arguments import Arguments
from sandbox.desk import Desk, TooMany
from sandbox.methods import METHODS, Method
from sandbox.mishaps import Mishaps, too_many
from sandbox.shapes import Json, Refusal
from sandbox.tokens import Tokens


class WebApi:
    """Everything under `/api/`."""

    def __init__(self, *, desk: Desk, tokens: Tokens, activity: Activity, mishaps: Mishaps) -> None:
        self._desk, self._tokens, self._activity, self._mishaps = desk, tokens, activity, mishaps
        self.calls: list[tuple[str, Json]] = []
        self.throttled: list[str] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        method = request.match_info["method"]
        self._activity.begin()
        try:
            call = await _read(request)  # a caller that goes away while it waits has asked all the same
            early = await self._mishaps.before(method, request)
            answered = early if early is not None else self._answered(method, call)
        finally:
            self._activity.end()
        return await self._mishaps.after(method, request, answered)

    def _answered(self, method: str, call: Arguments | Refusal) -> web.StreamResponse:
        try:
            if isinstance(call, Refusal):
                raise call
            self.calls.append((method, call.all()))
            answered = self._do(method, call)
        except TooMany as many:
            self.throttled.append(method)
            return too_many(many.retry_after)
        except Refusal as refused:
            answered = refused.body()
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._desk.app.scopes)), "X-Slack-Req-Id": "0"}
        return web.json_response(answered, headers=headers)

    def _do(self, name: str, call: Arguments) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise Refusal("unknown_method", req_method=name)
        self._tokens.check(method, call.token)
        if method.scopes and method.token == "bot" and self._tokens.whose(call.token) is None:
            self._desk.need(*method.scopes)
        self._pace(name, method)
        return {"ok": True, **method.answer(self._desk, call)}

    def _pace(self, name: str, method: Method) -> None:
        # A new socket is never refused for coming too soon: connections are lost on purpose here.
        if self._desk.limits is not None and method.token in ("bot", "user"):
            wait = self._desk.limits.wait_for_method(name, method.tier)
            if wait:
                raise TooMany(wait)


async def _read(request: web.Request) -> Arguments | Refusal:
    try:
        return await arguments.read(request)
    except Refusal as refused:
        return refused
