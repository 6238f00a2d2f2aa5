"""What Slack says of a person's do-not-disturb schedule, as a neutral window; snoozes it does not tell."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field, ValidationError

from bot.domain.dnd import Window
from bot.slack.payload import Id, Shape

# Within what an instant can be; and Slack answers 1 for "never".
Seconds = Annotated[int, Field(ge=0, le=32_503_680_000)]


class Status(Shape):
    """The window in progress, else the next, in seconds since 1970."""

    dnd_enabled: bool = False
    next_dnd_start_ts: Seconds = 1
    next_dnd_end_ts: Seconds = 1


class Updated(Shape):
    """A schedule was set or lifted."""

    user: Id
    dnd_status: Status


def window(status: Status) -> Window | None:
    """The window; None where there is no schedule."""
    if not status.dnd_enabled or status.next_dnd_end_ts <= status.next_dnd_start_ts:
        return None
    return Window(starts_at=_at(status.next_dnd_start_ts), ends_at=_at(status.next_dnd_end_ts))


def windows(users: Mapping[str, Any]) -> dict[str, Window | None]:
    """By user id, what `dnd.teamInfo` answered; without what cannot be read."""
    found: dict[str, Window | None] = {}
    for user, status in users.items():
        try:
            found[user] = window(Status.model_validate(status))
        except ValidationError:
            continue
    return found


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
