"""Which tokens are taken, and for what."""

from sandbox.methods import Method
from sandbox.shapes import Refusal


class Tokens:
    """The bot's token and the app's; `revoked` once the app is uninstalled."""

    def __init__(self, *, bot: str, app: str) -> None:
        self.bot, self.app = bot, app
        self.revoked = False

    def check(self, method: Method, token: str | None) -> None:
        """Refuse a missing, unknown or revoked token, and one of the wrong kind."""
        if method.token == "none":
            return
        if not token:
            raise Refusal("not_authed")
        if token not in (self.bot, self.app):
            raise Refusal("invalid_auth")
        if self.revoked:
            raise Refusal("account_inactive" if token == self.bot else "invalid_auth")
        if token != (self.app if method.token == "app" else self.bot):
            raise Refusal("not_allowed_token_type")
