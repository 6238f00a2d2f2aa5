"""The pages by which a workspace installs the bot: off to Slack for consent, and back with a code."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import OAuthStateUtils

from bot.clock import Clock
from bot.log import logger
from bot.services import installation
from bot.serving import Receive, Scope, Send
from bot.slack import install_words as words
from bot.slack import oauth
from bot.slack.door import Page
from bot.slack.errors import error_name
from bot.slack.install_words import Told
from bot.slack.manifest import scopes
from bot.slack.oauth import INSTALL, REDIRECT, Credentials, OrgWide
from bot.slack.tokens import Kept
from bot.slack.workspaces import Workspaces
from storage.errors import StoreError
from storage.installations import Arrival
from storage.vault import Sealed

# The words of a page, and nothing that runs; its address holds a code, which goes to nobody else.
_HEADERS: Final = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

# So long may it take from the page to Slack's consent and back. What locks it locks nothing else.
_LASTS: Final = timedelta(minutes=10)
_STATE: Final = "installing"

_log = logger(__name__)


class Installer:
    """Two pages. What a browser brings back counts only with the state that it was given."""

    def __init__(
        self, app: Credentials, workspaces: Workspaces, kept: Kept, *, clock: Clock, api_url: str
    ) -> None:
        self._app = app
        self._workspaces = workspaces
        self._store = kept.store
        self._vault = kept.vault
        self._clock = clock
        self._api_url = api_url
        self._cookies = OAuthStateUtils(expiration_seconds=int(_LASTS.total_seconds()))

    def pages(self) -> Mapping[str, Page]:
        """By their paths."""
        return {INSTALL: self._begun, REDIRECT: self._back}

    async def _begun(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Off to Slack, with a state that the browser keeps as well."""
        if scope["method"] != "GET":
            await _show(send, words.ONLY_OPENED)
            return
        state = self._vault.lock(f"{self._clock.now().isoformat()} {secrets.token_hex(8)}", owner=_STATE)
        to = oauth.consent_url(self._app, api_url=self._api_url, state=state, scopes=scopes())
        cookie = self._cookies.build_set_cookie_for_new_state(state)
        await _answer(send, HTTPStatus.FOUND, {"location": to, "set-cookie": f"{cookie}; SameSite=Lax"})

    async def _back(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Back from Slack: installed, or why not."""
        if scope["method"] != "GET":
            await _show(send, words.ONLY_OPENED)
            return
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        told = await self._told(_first(asked, "state"), _first(asked, "code"), _first(asked, "error"), scope)
        await _show(send, told, {"set-cookie": self._cookies.build_set_cookie_for_deletion()})

    async def _told(self, state: str, code: str, error: str, scope: Scope) -> Told:
        try:
            if not self._is_theirs(state, scope):
                return words.stale(self._app.install_url)
            if error or not code:
                return words.denied(self._app.install_url, error)
            return await self._installed(code)
        except SlackApiError as refused:
            _log.warning("workspace.not_installed", why=error_name(refused))
            return words.refused(self._app.install_url)
        except OrgWide as wide:
            await self._give_back(wide.token)
            return words.ORG_WIDE
        except StoreError:
            return words.BUSY
        except Exception as broken:
            _log.warning("workspace.not_installed", why=type(broken).__name__)
            return words.refused(self._app.install_url)

    def _is_theirs(self, state: str, scope: Scope) -> bool:
        """Whether this browser was given the state, within ten minutes."""
        cookies = [value.decode("latin-1") for key, value in scope["headers"] if key == b"cookie"]
        if not (state and self._cookies.is_valid_browser(state, {"cookie": cookies})):
            return False
        try:
            begun, _, _ = self._vault.open(state, owner=_STATE).partition(" ")
        except Sealed:
            return False
        return self._clock.now() - datetime.fromisoformat(begun) < _LASTS

    async def _installed(self, code: str) -> Told:
        now = self._clock.now()
        one = await oauth.exchanged(self._workspaces.client(), self._app, code=code, now=now)
        await self._keep(one)
        self._workspaces.drop(one.ref.id)
        _log.info("workspace.installed", tenant=one.ref.id, by=one.by)
        return words.installed(one.name, tenant=one.ref.id)

    async def _keep(self, one: Arrival) -> None:
        now = self._clock.now()
        await self._store.transact(installation.came, one, vault=self._vault, now=now)

    async def _give_back(self, token: str) -> None:
        _log.warning("workspace.not_installed", why="for a whole organisation")
        try:
            await self._workspaces.client().auth_revoke(token=token)
        except Exception as error:
            _log.warning("workspace.not_revoked", why=type(error).__name__)


def _first(asked: Mapping[str, list[str]], name: str) -> str:
    return next(iter(asked.get(name, ())), "")


async def _show(send: Send, told: Told, headers: Mapping[str, str] | None = None) -> None:
    await _answer(send, told.status, headers or {}, told.html().encode())


async def _answer(send: Send, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
    given = {**_HEADERS, **headers, "content-length": str(len(body))}
    pairs = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in given.items()]
    await send({"type": "http.response.start", "status": int(status), "headers": pairs})
    await send({"type": "http.response.body", "body": body})
