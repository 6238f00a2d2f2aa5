"""What Slack says of a person, as a neutral profile."""

from collections.abc import Mapping
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, ValidationError

from bot.domain.identity import UserRef
from bot.domain.person import Profile
from bot.slack.payload import Id, MaybeText, Shape
from bot.slack.spans import PLATFORM

_SLACKBOT = "USLACKBOT"


def _nothing_is_false(value: object) -> object:
    return False if value is None else value


Flag = Annotated[bool, BeforeValidator(_nothing_is_false)]


class Shown(Shape):
    """The names a person goes by."""

    display_name: MaybeText = ""
    real_name: MaybeText = ""


class Enterprise(Shape):
    """The workspaces of an organisation that a person is in."""

    teams: list[str] = Field(default_factory=list)


class User(Shape):
    """A user object."""

    id: Id
    team_id: MaybeText = ""
    name: MaybeText = ""
    real_name: MaybeText = ""
    profile: Shown | None = None
    tz: MaybeText = ""
    locale: MaybeText = ""
    enterprise_user: Enterprise | None = None
    deleted: Flag = False
    is_bot: Flag = False
    is_workflow_bot: Flag = False
    is_restricted: Flag = False
    is_ultra_restricted: Flag = False
    is_stranger: Flag = False
    is_invited_user: Flag = False
    is_admin: Flag = False
    is_owner: Flag = False
    is_primary_owner: Flag = False


def profile(user: Mapping[str, Any], *, tenant: str) -> Profile | None:
    """The profile behind a user object, as that workspace sees it; None for what is no user object.

    Whoever comes from another workspace is a guest in this one, and never the person that one knows.
    """
    try:
        one = User.model_validate(user)
    except ValidationError:
        return None
    return Profile(
        user=UserRef(platform=PLATFORM, tenant=tenant, id=one.id),
        name=_name(one),
        zone=_zone(one.tz),
        locale=one.locale,
        eligible=_home(one, tenant) == tenant and _full_member(one),
        admin=one.is_admin or one.is_owner or one.is_primary_owner,
    )


def _home(user: User, tenant: str) -> str:
    if user.enterprise_user is not None and tenant in user.enterprise_user.teams:
        return tenant
    return user.team_id or tenant


def _full_member(user: User) -> bool:
    guest = user.is_restricted or user.is_ultra_restricted or user.is_stranger
    machine = user.is_bot or user.is_workflow_bot or user.id == _SLACKBOT
    return not (guest or machine or user.deleted or user.is_invited_user)


def _name(user: User) -> str:
    shown = user.profile or Shown()
    names = (shown.display_name, shown.real_name, user.real_name, user.name)
    return next((name.strip() for name in names if name.strip()), user.id)


def _zone(name: str) -> str:
    """Only a zone that can be reckoned with."""
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
