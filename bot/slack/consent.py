"""Off to Slack for consent and back: the state that a browser is given, and how its pages are answered."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from slack_sdk.oauth import OAuthStateUtils

from bot.clock import Clock
from bot.serving import Scope, Send
from bot.slack.install_words import Told
from storage.vault import Sealed, Vault

# The words of a page, and nothing that runs; its address holds a code, which goes to nobody else.
_HEADERS: Final = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

# So long may it take from the page to Slack's consent and back.
_LASTS: Final = timedelta(minutes=10)


class States:
    """What is given to a browser as it goes, and counts only from there. purpose: what locks it locks nothing
    else; cookie: of one purpose too, so that two that are begun do not end each other."""

    def __init__(self, vault: Vault, clock: Clock, *, purpose: str, cookie: str) -> None:
        self._vault = vault
        self._clock = clock
        self._purpose = purpose
        seconds = int(_LASTS.total_seconds())
        self._cookies = OAuthStateUtils(cookie_name=cookie, expiration_seconds=seconds)

    def begun(self) -> tuple[str, str]:
        """A new one, and the cookie that holds it."""
        state = self._vault.lock(
            f"{self._clock.now().isoformat()} {secrets.token_hex(8)}", owner=self._purpose
        )
        return state, f"{self._cookies.build_set_cookie_for_new_state(state)}; SameSite=Lax"

    def ended(self) -> str:
        """What takes the cookie away."""
        return self._cookies.build_set_cookie_for_deletion()

    def is_theirs(self, state: str, scope: Scope) -> bool:
        """Whether this browser was given the state, within ten minutes."""
        cookies = [value.decode("latin-1") for key, value in scope["headers"] if key == b"cookie"]
        if not (state and self._cookies.is_valid_browser(state, {"cookie": cookies})):
            return False
        try:
            begun, _, _ = self._vault.open(state, owner=self._purpose).partition(" ")
        except Sealed:
            return False
        return self._clock.now() - datetime.fromisoformat(begun) < _LASTS


def asked(scope: Scope, name: str) -> str:
    """What the address says under that name; "" for nothing."""
    return next(iter(parse_qs(scope["query_string"].decode("latin-1")).get(name, ())), "")


async def goes(send: Send, to: str, *, cookie: str) -> None:
    """On to another page."""
    await _answer(send, HTTPStatus.FOUND, {"location": to, "set-cookie": cookie})


async def show(send: Send, told: Told, *, cookie: str = "") -> None:
    """A page of words."""
    await _answer(send, told.status, {"set-cookie": cookie} if cookie else {}, told.html().encode())


async def _answer(send: Send, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
    given = {**_HEADERS, **headers, "content-length": str(len(body))}
    pairs = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in given.items()]
    await send({"type": "http.response.start", "status": int(status), "headers": pairs})
    await send({"type": "http.response.body", "body": body})
