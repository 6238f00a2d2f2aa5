"""What a front hears, in no platform's dialect: the neutral events that the tables of `handlers/` answer."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.identity import MessageRef, Place, UserRef
from bot.domain.person import Profile
from bot.messages.form import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`/handoff TEXT`, or the same said to the bot. `name` without slash, `text` trimmed.

    key: what it is, however often a platform delivers it; "" where that cannot be told.
    """

    by: UserRef
    place: Place
    name: str
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button of a message. `values` are what inputs of that message held (usually none)."""

    by: UserRef
    name: str
    value: str
    message: MessageRef | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A button or redrawing choice inside an open form; answered with `Ask` (redraw) or `Nothing`.

    name, value: the button's or the field's; `form`, `token`, `values`: the form as it stands.
    """

    by: UserRef
    name: str
    value: str
    form: str
    token: str
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A form was sent. `form` is the neutral name, `token` the one it was opened with."""

    by: UserRef
    form: str
    token: str
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Someone wrote a message the bot can see. `text` is never stored or logged."""

    by: UserRef
    message: MessageRef
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged:
    """A profile is new or has changed."""

    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Someone (perhaps the bot itself: `bot=True`) joined or left a channel."""

    user: UserRef
    place: Place
    change: Literal["joined", "left"]
    bot: bool = False
    inviter: UserRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened:
    """A person opened the bot's home."""

    by: UserRef


Event = Command | Pressed | Changed | Submitted | Posted | ProfileChanged | Membership | HomeOpened
