"""Which tokens are taken, and for what."""

from datetime import datetime

from sandbox.clock import Clock
from sandbox.methods import Method
from sandbox.shapes import Refusal


class Tokens:
    """The bot's tokens and the app's; `revoked` once the app is uninstalled.

    bot: the one that holds without end; others are handed out by an installing, and may expire.
    """

    def __init__(self, *, bot: str, app: str, clock: Clock) -> None:
        self.bot, self.app = bot, app
        self.revoked = False
        self._clock = clock
        self._given: dict[str, datetime | None] = {}

    def give(self, token: str, *, until: datetime | None = None) -> None:
        """A bot token more."""
        self._given[token] = until

    def revoke(self) -> None:
        """No bot token holds any more, until another one is given."""
        self.revoked = True
        self._given.clear()

    def is_given(self, token: str | None) -> bool:
        """Whether it was given here and not revoked, expired or not."""
        return token in self._given

    def check(self, method: Method, token: str | None) -> None:
        """Refuse a missing, unknown or revoked token, and one of the wrong kind."""
        if method.token == "none":
            return
        if not token:
            raise Refusal("not_authed")
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
