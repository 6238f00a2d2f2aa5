"""What an answer of Slack's, or none, means: throttled, refused, or perhaps done all the same."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.services.platform import Refused, Throttled, Unknown
from storage.errors import StoreError
from storage.vault import Sealed

# What Slack answers when it does not know itself whether the call took effect.
_UNSURE: Final = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})
# What passes by itself, and during which nothing is done.
_PASSING: Final = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "team_added_to_org",
        "org_login_required",
        "token_expired",  # until it is renewed, which may have to be tried again
    }
)
# How long to wait where Slack does not say: half of its shortest window, or a moment.
_WAIT: Final = timedelta(seconds=30)
_MOMENT: Final = timedelta(seconds=5)
_UNTIL_MENDED: Final = timedelta(minutes=5)


class NotConnected(Exception):
    """Slack refuses the bot, or does not answer."""


class TooSoon(Exception):
    """This method was called as often as Slack allows for now, or Slack asked for quiet; nothing was sent."""

    def __init__(self, method: str, after: timedelta) -> None:
        super().__init__(f"{method} may be called in {after.total_seconds():.1f} s")
        self.after = after


class NoToken(Exception):
    """No token is kept for that workspace any more."""


def not_connected(error: BaseException) -> NotConnected:
    """Why the bot cannot begin, in words. uvicorn exits where it cannot listen."""
    of_slack = isinstance(error, aiohttp.ClientError | TimeoutError)  # both may be an OSError too
    if isinstance(error, SystemExit | OSError) and not of_slack:
        return NotConnected("The port cannot be listened on: is something else there? Set PORT to another.")
    match failure(error):
        case Refused(why=why):
            return NotConnected(
                f"Slack refuses the bot ({why}): `sunrelay doctor` says which token, and what mends it"
            )
        case _:
            return NotConnected("Slack does not answer: check SLACK_API_URL and the network")


def failure(error: BaseException) -> Throttled | Refused | Unknown:
    """The outcome behind what a call raised."""
    match error:
        case SlackApiError():
            return _answered(error)
        case TooSoon():
            return Throttled(after=error.after)
        case NoToken():
            return Refused(why=str(error))
        case Sealed():
            # Nothing was sent: whoever runs the bot has to mend its keys first.
            return Throttled(after=_UNTIL_MENDED)
        case StoreError():
            # Nor here: the token could not be read.
            return Throttled(after=_MOMENT)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            # Nothing was sent: there was no connection.
            return Throttled(after=_MOMENT)
        case _:
            return Unknown(why=type(error).__name__)


def unsent(error: Exception) -> Throttled | Refused:
    """The outcome of a call that only prepares a post: whatever became of it, nothing was posted."""
    outcome = failure(error)
    return Throttled(after=_MOMENT) if isinstance(outcome, Unknown) else outcome


def error_name(error: SlackApiError) -> str:
    """Slack's name for what is wrong; "" where it answered in no form of its own."""
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, Mapping) else ""


def _answered(error: SlackApiError) -> Throttled | Refused | Unknown:
    status = _status(error.response)
    name = error_name(error)
    if status == 429 or name in _PASSING:
        return Throttled(after=_retry_after(error.response))
    if status >= 500 or name in _UNSURE or not name:
        return Unknown(why=name or f"http_{status}")
    return Refused(why=name)


def _status(response: Any) -> int:
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    return status if isinstance(status, int) else 0


def _retry_after(response: Any) -> timedelta:
    headers = getattr(response, "headers", None) or {}
    given = next((str(headers[key]) for key in headers if str(key).lower() == "retry-after"), "")
    return timedelta(seconds=min(int(given), 3600)) if given.isdecimal() else _WAIT
