"""Somebody's status and snooze, in Slack's words and ours."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field

from bot.domain.presence import Seen, Status
from bot.slack.payload import MaybeText, Shape
from bot.slack.web import Json

Seconds = Annotated[int, Field(ge=0, le=32_503_680_000)]


class Profile(Shape):
    """The status in a profile. status_expiration: seconds since 1970, 0 for never."""

    status_text: MaybeText = ""
    status_emoji: MaybeText = ""
    status_expiration: Seconds | None = None


class Dnd(Shape):
    """Whether somebody has paused notifications, which Slack tells of themselves alone."""

    snooze_enabled: bool | None = None
    snooze_endtime: Seconds | None = None


def seen(profile: Json, snooze: Json, *, now: datetime) -> Seen:
    """What `users.profile.get` and `dnd.info` say of their own. Raises pydantic's ValidationError."""
    shown = Profile.model_validate(profile.get("profile") or {})
    quiet = Dnd.model_validate(snooze)
    until = _instant(quiet.snooze_endtime if quiet.snooze_enabled else None)
    status = Status(text=shown.status_text, emoji=shown.status_emoji, until=_instant(shown.status_expiration))
    return Seen(status=status, quiet_until=until if until is not None and until > now else None)


def in_profile(status: Status) -> Json:
    """As `users.profile.set` takes it."""
    until = int(status.until.timestamp()) if status.until is not None else 0
    return {"status_text": status.text, "status_emoji": status.emoji, "status_expiration": until}


def _instant(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
