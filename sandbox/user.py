"""A user of the workspace, and how Slack describes one."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.clock import seconds
from sandbox.shapes import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Someone with an account. `id` is given by the workspace, in order, when left empty.

    tz: None for an account that has no zone. is_stranger: belongs to another workspace (Slack Connect).
    dnd: the nightly schedule as Slack answers it, start and end in epoch seconds; None for none.
    status_expiration, snooze_until: epoch seconds; 0 for never, and for none.
    """

    name: str
    real_name: str = ""
    display_name: str = ""
    tz: str | None = "Europe/London"
    locale: str = "en-US"
    email: str = ""
    title: str = ""
    id: str = ""
    team: str = ""
    is_bot: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False
    bot_id: str = ""
    api_app_id: str = ""
    dnd: tuple[int, int] | None = None
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    snooze_until: int = 0

    @property
    def shown_name(self) -> str:
        """What others read: the name they chose, else the full one, else the handle."""
        return self.display_name or self.real_name or self.name


def user_object(user: User, *, now: datetime, with_locale: bool = False, with_email: bool = False) -> Json:
    """The `user` that users.info and the events carry. `locale` and `email` only where Slack gives them."""
    told: Json = {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "deleted": user.deleted,
        "profile": _profile(user, now, with_email=with_email),
        "is_bot": user.is_bot,
        "updated": seconds(now),
        "is_app_user": False,
    }
    if user.is_bot:
        told["profile"] |= {"bot_id": user.bot_id, "api_app_id": user.api_app_id}
    if user.is_stranger:
        told["is_stranger"] = True
    if not user.deleted:
        told |= _account(user, now)
    if with_locale:
        told["locale"] = user.locale
    return told


def _account(user: User, now: datetime) -> Json:
    told: Json = {
        "real_name": user.shown_name,
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted or user.is_ultra_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
    }
    if user.tz is not None:
        local = now.astimezone(ZoneInfo(user.tz))
        offset = local.utcoffset()
        told |= {
            "tz": user.tz,
            "tz_label": local.tzname(),
            "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        }
    return told


def _profile(user: User, now: datetime, *, with_email: bool) -> Json:
    gone = 0 < user.status_expiration <= seconds(now)
    told: Json = {
        "real_name": user.shown_name,
        "real_name_normalized": user.shown_name,
        "display_name": user.display_name,
        "display_name_normalized": user.display_name,
        "title": user.title,
        "phone": "",
        "status_text": "" if gone else user.status_text,
        "status_emoji": "" if gone else user.status_emoji,
        "status_expiration": 0 if gone else user.status_expiration,
        "team": user.team,
    }
    if with_email and not user.is_bot:
        told["email"] = user.email or f"{user.name}@example.com"
    return told
