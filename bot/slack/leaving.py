"""What Slack tells as a workspace takes the app out, or takes its token away."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import Field

from bot.domain.identity import TenantRef, UserRef
from bot.slack.heard import Bot, Heard, Way
from bot.slack.payload import Shape
from bot.slack.spans import PLATFORM
from handlers.event import Revoked, Uninstalled

LEAVES: Final = frozenset({"app_uninstalled", "tokens_revoked"})


class Left(Shape):
    """The event itself; of revoked tokens, whose they were."""

    type: str
    tokens: dict[str, list[str] | None] = Field(default_factory=dict)


class Authorization(Shape):
    """Which installing Slack tells it to."""

    team_id: str | None = None


class Outer(Shape):
    """What it comes in. event_time: seconds since 1970."""

    event_time: Annotated[int, Field(ge=0, le=32_503_680_000)]
    team_id: str | None = None
    authorizations: list[Authorization] | None = None
    event: Left

    @property
    def team(self) -> str | None:
        """The workspace that it is about."""
        first = self.authorizations[0].team_id if self.authorizations else None
        return first or self.team_id


def left(body: Mapping[str, Any], bot: Bot) -> Heard | None:
    """This bot's own token, here, or people's, which they had granted; other teams may take it out."""
    outer = Outer.model_validate(body)
    if outer.team != bot.tenant:
        return None
    at = datetime.fromtimestamp(outer.event_time, UTC)
    user = UserRef(platform=PLATFORM, tenant=bot.tenant, id=bot.user)
    tenant = TenantRef(platform=PLATFORM, id=bot.tenant)
    if outer.event.type == "tokens_revoked" and bot.user not in (outer.event.tokens.get("bot") or ()):
        ids = outer.event.tokens.get("oauth") or ()
        users = tuple(UserRef(platform=PLATFORM, tenant=bot.tenant, id=one) for one in ids)
        return Heard(event=Revoked(users=users, at=at), way=Way(user=user)) if users else None
    return Heard(event=Uninstalled(tenant=tenant, at=at), way=Way(user=user))
