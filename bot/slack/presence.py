"""What Slack shows of somebody: their status and their snooze, by the token that they granted."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Final

from pydantic import ValidationError

from bot.clock import Clock
from bot.domain.identity import UserRef
from bot.domain.presence import Orders, Seen
from bot.log import logger
from bot.services.platform import GrantLost, NotNow, Refused, Throttled
from bot.slack import status
from bot.slack.errors import NoToken, failure
from bot.slack.web import Json
from bot.slack.workspaces import ManyWorkspaces

# What Slack says of a token that is worth nothing, or not enough.
_LOST: Final = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_revoked",
        "user_is_restricted",
    }
)
_OVER: Final = frozenset({"snooze_not_active"})
_MINUTE: Final = timedelta(minutes=1)
_MOMENT: Final = timedelta(seconds=30)
_UNTIL_MENDED: Final = timedelta(hours=1)

_log = logger(__name__)


class SlackPresence:
    """The `Presence` of `bot.services.platform`."""

    def __init__(self, workspaces: ManyWorkspaces, *, page: str, clock: Clock) -> None:
        self._workspaces = workspaces
        self._page = page
        self._clock = clock

    def grant_page(self, tenant: str) -> str:
        """The page leads to Slack's consent in that workspace."""
        return f"{self._page}?team={tenant}"

    async def seen(self, user: UserRef) -> Seen:
        """The status and the snooze."""
        theirs = self._workspaces.personal(user)
        profile = await _asked(theirs.call("users.profile.get"))
        snooze = await _asked(theirs.call("dnd.info"))
        try:
            return status.seen(profile, snooze, now=self._clock.now())
        except ValidationError as malformed:
            raise NotNow(_MOMENT) from malformed

    async def order(self, user: UserRef, orders: Orders) -> None:
        """Set or end each; what Slack refuses for itself is passed over."""
        theirs = self._workspaces.personal(user)
        if orders.status is not None:
            await _done(theirs.call("users.profile.set", profile=status.in_profile(orders.status)), "status")
        match orders.quiet:
            case "leave":
                return
            case "end":
                await _done(theirs.call("dnd.endSnooze"), "snooze")
            case until:
                minutes = max(1, -((self._clock.now() - until) // _MINUTE))
                await _done(theirs.call("dnd.setSnooze", num_minutes=minutes), "snooze")

    async def give_back(self, user: UserRef) -> None:
        """Slack forgets the token."""
        await _asked(self._workspaces.personal(user).call("auth.revoke"))


async def _asked(call: Awaitable[Json]) -> Json:
    """What is answered; nothing that Slack may say is left as it was raised."""
    try:
        return await call
    except Exception as error:
        raise _why(error) from None


async def _done(call: Awaitable[Json], what: str) -> None:
    try:
        await call
    except Exception as error:
        outcome = failure(error)
        if isinstance(outcome, Refused) and outcome.why not in _LOST and not isinstance(error, NoToken):
            if outcome.why not in _OVER:
                _log.warning("presence.refused", what=what, why=outcome.why)
            return
        raise _why(error) from None


def _why(error: Exception) -> GrantLost | NotNow:
    match failure(error):
        case Refused(why=why):
            return GrantLost() if isinstance(error, NoToken) or why in _LOST else NotNow(_UNTIL_MENDED)
        case Throttled(after=after):
            return NotNow(after)
        case _:
            return NotNow(_MOMENT)
