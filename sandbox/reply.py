"""How the app answered a payload that was delivered to it."""

from dataclasses import dataclass
from typing import Literal

from sandbox.shapes import Json

Route = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """In time. payload: what came with it, if anything; plain text is `{"text": …}`."""

    payload: Json | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unacknowledged:
    """Not in time, or with an error. why: as Slack words it in `X-Slack-Retry-Reason`.

    final: the app asked not to be told again (`X-Slack-No-Retry: 1`).
    """

    why: str
    final: bool = False


Reply = Acknowledged | Unacknowledged


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One delivery of one payload. number: 0 for the first; why: what was wrong with the one before."""

    route: Route
    payload: Json
    accepts_payload: bool = False
    number: int = 0
    why: str = ""
