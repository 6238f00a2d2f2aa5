"""Several workspaces with one app: its page of consent, and one Web API that tells them apart by token."""

import base64
import itertools
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from aiohttp import web

from sandbox import arguments
from sandbox.arguments import Arguments
from sandbox.box import HOST, Sandbox
from sandbox.shapes import Json, Refusal
from sandbox.tokens import Personal

CLIENT_ID, CLIENT_SECRET = "1000000001.2000000002", "0123456789abcdef0123456789abcdef"
TOKEN_LASTS = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Somebody allowed the app: what its code is worth, once."""

    box: Sandbox
    user: str
    redirect: str
    scopes: tuple[str, ...]
    user_scopes: tuple[str, ...] = ()
    org_wide: bool = False


class Slack:
    """Start it with `async with`, once its workspaces run.

    redirect_urls: where the app may have browsers sent back to. rotating: its tokens last twelve hours.
    """

    def __init__(self, boxes: Sequence[Sandbox], *, rotating: bool = False) -> None:
        self._boxes = list(boxes)
        self._rotating = rotating
        self._numbers = itertools.count(1)
        self._codes: dict[str, Consent] = {}
        self._refresh: dict[str, tuple[Sandbox, Personal | None]] = {}
        self.redirect_urls: set[str] = set()
        self.exchanged: list[Json] = []
        self.url = ""

    @property
    def api_url(self) -> str:
        """The base URL of the Web API."""
        return f"{self.url}/api/"

    async def __aenter__(self) -> Self:
        server = web.Application(client_max_size=2**22)
        server.router.add_post("/api/oauth.v2.access", self._access)
        server.router.add_route("*", "/api/{method}", self._call)
        server.router.add_get("/oauth/v2/authorize", self._authorize)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    def allow(self, asked: Mapping[str, str], box: Sandbox, user: str, *, org_wide: bool = False) -> str:
        """Somebody allows what an address of consent asks for; the address that their browser goes on to."""
        query = dict(asked)
        code = f"{next(self._numbers)}.{secrets.token_hex(8)}"
        scopes, user_scopes = (_split(query.get(name, "")) for name in ("scope", "user_scope"))
        self._codes[code] = Consent(
            box=box,
            user=box.person(user).id,
            redirect=query["redirect_uri"],
            scopes=scopes,
            user_scopes=user_scopes,
            org_wide=org_wide,
        )
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        """The page of consent, which a test answers with `allow`; here, whether it may be shown at all."""
        if request.query.get("client_id") != CLIENT_ID:
            return web.Response(status=400, text="invalid_client_id")
        if request.query.get("redirect_uri") not in self.redirect_urls:
            return web.Response(status=400, text="bad_redirect_uri")
        app = self._boxes[0].app
        asked = _split(request.query.get("scope", "")), _split(request.query.get("user_scope", ""))
        if not any(asked) or not (app.scopes >= set(asked[0]) and app.user_scopes >= set(asked[1])):
            return web.Response(status=400, text="invalid_scope")
        return web.Response(text="Allow?")

    async def _call(self, request: web.Request) -> web.StreamResponse:
        """A call goes to the workspace of its token; with any other, whichever would refuse it."""
        call = await _read(request)
        token = call.token if isinstance(call, Arguments) else None
        box = next((one for one in self._boxes if one.tokens.is_given(token)), None)
        if box is None:
            return web.json_response(Refusal("invalid_auth" if token else "not_authed").body())
        return await box.call(request)

    async def _access(self, request: web.Request) -> web.StreamResponse:
        try:
            call = await arguments.read(request)
            _check_app(request, call)
            renews = call.text("grant_type") == "refresh_token"
            answered = self._renewed(call) if renews else self._installed(call)
        except Refusal as refused:
            answered = refused.body()
        self.exchanged.append(answered)
        return web.json_response(answered)

    def _installed(self, call: Arguments) -> Json:
        consent = self._codes.pop(call.required("code"), None)
        if consent is None:
            raise Refusal("invalid_code")
        if call.text("redirect_uri") != consent.redirect:
            raise Refusal("bad_redirect_uri")
        team = consent.box.workspace.team
        bot = {
            "scope": ",".join(consent.scopes),
            "token_type": "bot",
            "bot_user_id": consent.box.app.bot_user,
        }
        return {
            "ok": True,
            "app_id": consent.box.app.id,
            "authed_user": {"id": consent.user, **self._personal(consent)},
            "team": None if consent.org_wide else {"id": team.id, "name": team.name},
            "enterprise": {"id": "E1", "name": "Org"} if consent.org_wide else None,
            "is_enterprise_install": consent.org_wide,
            **({**bot, **self._token(consent.box)} if consent.scopes else {}),
        }

    def _personal(self, consent: Consent) -> Json:
        """What the user granted for themselves, in a token of their own."""
        if not consent.user_scopes:
            return {}
        held = Personal(user=consent.user, scopes=frozenset(consent.user_scopes))
        given = self._token(consent.box, held)
        return {"scope": ",".join(consent.user_scopes), "token_type": "user", **given}

    def _renewed(self, call: Arguments) -> Json:
        box, held = self._refresh.pop(call.required("refresh_token"), (None, None))
        if box is None:
            raise Refusal("invalid_refresh_token")
        kind = "bot" if held is None else "user"
        return {"ok": True, "token_type": kind, "app_id": box.app.id, **self._token(box, held)}

    def _token(self, box: Sandbox, held: Personal | None = None) -> Json:
        """A token of that workspace's, or a user's; with rotation it expires and has what renews it, once."""
        number = next(self._numbers)
        kind = "xoxb" if held is None else "xoxp"
        if not self._rotating:
            token = f"{kind}-{box.workspace.team.id}-{number}"
            _give(box, token, held, None)
            return {"access_token": token}
        token, refresh = f"xoxe.{kind}-1-{box.workspace.team.id}-{number}", f"xoxe-1-{secrets.token_hex(12)}"
        _give(box, token, held, box.clock.now() + TOKEN_LASTS)
        self._refresh[refresh] = box, held
        seconds = int(TOKEN_LASTS.total_seconds())
        return {"access_token": token, "refresh_token": refresh, "expires_in": seconds}


def _split(scopes: str) -> tuple[str, ...]:
    return tuple(one for one in scopes.split(",") if one)


def _give(box: Sandbox, token: str, held: Personal | None, until: datetime | None) -> None:
    if held is None:
        box.tokens.give(token, until=until)
    else:
        box.tokens.give_user(token, replace(held, until=until))


def _check_app(request: web.Request, call: Arguments) -> None:
    """The app's id and secret, in the header or among the arguments."""
    header = request.headers.get("Authorization", "")
    given = (call.text("client_id") or "", call.text("client_secret") or "")
    if header.startswith("Basic "):
        name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        given = (name, secret)
    if given[0] != CLIENT_ID:
        raise Refusal("invalid_client_id")
    if given[1] != CLIENT_SECRET:
        raise Refusal("bad_client_secret")


async def _read(request: web.Request) -> Arguments | Refusal:
    try:
        return await arguments.read(request)
    except Refusal as refused:
        return refused
