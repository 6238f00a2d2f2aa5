"""What every Web API method is handed: the workspace, and the little that belongs to one caller."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sandbox.app import App
from sandbox.arguments import Arguments
from sandbox.channel import Channel
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.shapes import Json, Refusal
from sandbox.triggers import Triggers
from sandbox.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The counter a call is answered at.

    open_socket: gives the address of a new Socket Mode connection. revoke: takes a token away, and with the
    bot's every one of its. whose: the user whose token it is; None for the app's and the bot's.
    """

    workspace: Workspace
    triggers: Triggers
    faults: Faults
    limits: Limits | None
    open_socket: Callable[[], str]
    revoke: Callable[[str | None], None]
    whose: Callable[[str | None], str | None]

    @property
    def app(self) -> App:
        """The app that calls."""
        return self.workspace.app

    def need(self, *scopes: str) -> None:
        """Refuse with `missing_scope` unless one of these is granted."""
        if not self.app.scopes & set(scopes):
            provided = ",".join(sorted(self.app.scopes))
            raise Refusal("missing_scope", needed=",".join(scopes), provided=provided)

    def channel(self, channel_id: str, family: str = "") -> Channel:
        """A conversation the bot can see; `family` (read, history) is the scope its kind then asks for."""
        channel = self.workspace.rooms.found(channel_id)
        if family:
            self.need(f"{channel.scope}:{family}")
        return channel


Answer = Callable[[Desk, Arguments], Json]


class TooMany(Exception):
    """The answer is 429; so many seconds until the method may be called again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


def page(items: Sequence[T], call: Arguments, *, default: int, most: int) -> tuple[list[T], Json]:
    """One page of a list and its `response_metadata`. A page that is not the last is shorter than asked for.

    Slack promises no full pages, so whoever stops at a short one goes wrong here too.
    """
    limit = call.number("limit", default=default) or default
    if not 1 <= limit <= most:
        raise Refusal("invalid_limit")
    start = _position(call.text("cursor"), len(items))
    rest = items[start:]
    taken = list(rest if len(rest) <= limit else rest[: max(1, limit - 1)])
    after = start + len(taken)
    return taken, {"next_cursor": f"next:{after}" if after < len(items) else ""}


def _position(cursor: str | None, length: int) -> int:
    if not cursor:
        return 0
    number = cursor.removeprefix("next:")
    if not cursor.startswith("next:") or not number.isdigit() or int(number) > length:
        raise Refusal("invalid_cursor")
    return int(number)
