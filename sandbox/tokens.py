"""Which tokens are taken, and for what."""

from dataclasses import dataclass
from datetime import datetime

from sandbox.clock import Clock
from sandbox.methods import Method
from sandbox.shapes import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """A user's own token: what it may do, and until when."""

    user: str
    scopes: frozenset[str]
    until: datetime | None = None


class Tokens:
    """The bot's tokens and the app's; `revoked` once the app is uninstalled.

    bot: the one that holds without end; others are handed out by an installing, and may expire.
    """

    def __init__(self, *, bot: str, app: str, clock: Clock) -> None:
        self.bot, self.app = bot, app
        self.revoked = False
        self._clock = clock
        self._given: dict[str, datetime | None] = {}
        self._personal: dict[str, Personal] = {}

    def give(self, token: str, *, until: datetime | None = None) -> None:
        """A bot token more."""
        self._given[token] = until

    def give_user(self, token: str, held: Personal) -> None:
        """A user's token more."""
        self._personal[token] = held

    def revoke(self) -> None:
        """No token holds any more, until another one is given."""
        self.revoked = True
        self._given.clear()
        self._personal.clear()

    def revoke_user(self, user: str) -> None:
        """None of this user's holds any more."""
        self._personal = {token: one for token, one in self._personal.items() if one.user != user}

    def is_given(self, token: str | None) -> bool:
        """Whether it was given here and not revoked, expired or not."""
        return token in self._given or token in self._personal

    def whose(self, token: str | None) -> str | None:
        """The user whose own it is."""
        one = self._personal.get(token or "")
        return one.user if one is not None else None

    def check(self, method: Method, token: str | None) -> None:
        """Refuse a missing, unknown or revoked token, and one of the wrong kind."""
        if method.token == "none":
            return
        if not token:
            raise Refusal("not_authed")
        if token in self._personal:
            self._check_personal(method, self._personal[token])
            return
        if method.token == "user" and (token in self._given or token in (self.bot, self.app)):
            raise Refusal("not_allowed_token_type")
        if token in self._given:
            self._check_given(method, token)
            return
        if token not in (self.bot, self.app):
            raise Refusal("invalid_auth")
        if self.revoked:
            raise Refusal("account_inactive" if token == self.bot else "invalid_auth")
        if token != (self.app if method.token == "app" else self.bot):
            raise Refusal("not_allowed_token_type")

    def _check_given(self, method: Method, token: str) -> None:
        until = self._given[token]
        if until is not None and self._clock.now() >= until:
            raise Refusal("token_expired")
        if method.token == "app":
            raise Refusal("not_allowed_token_type")

    def _check_personal(self, method: Method, held: Personal) -> None:
        if held.until is not None and self._clock.now() >= held.until:
            raise Refusal("token_expired")
        if not (method.users or method.token == "user"):
            raise Refusal("not_allowed_token_type")
        if method.scopes and not held.scopes & set(method.scopes):
            provided = ",".join(sorted(held.scopes))
            raise Refusal("missing_scope", needed=",".join(method.scopes), provided=provided)
