"""What was heard, with the ways by which an answer can reach the person who acted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.identity import Place, UserRef
from bot.slack.shown import Shown
from handlers.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """The bot in its workspace, as `auth.test` names it."""

    tenant: str
    user: str
    bot: str
    name: str = ""
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenView:
    """A view of ours in front of a person. `raw`: as Slack reported it."""

    id: str
    hash: str
    form: str
    shown: Shown
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an answer finds back.

    trigger: opens one view, within three seconds. reply_url: five answers, within half an hour.
    message: what was acted on, by its time stamp. typed: what the person typed, to be handed back.
    people: those whom the event's text calls by their ids. home: whether it was in their home.
    """

    user: UserRef
    place: Place | None = None
    message: str = ""
    trigger: str = ""
    reply_url: str = ""
    view: OpenView | None = None
    typed: str = ""
    people: tuple[UserRef, ...] = ()
    home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A neutral event and the way back."""

    event: Event
    way: Way
