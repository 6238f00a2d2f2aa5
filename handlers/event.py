"""What a front hears, in no platform's dialect: the neutral events that the tables of `handlers/` answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from bot.domain.dnd import Window
from bot.domain.handoff import File
from bot.domain.identity import MessageRef, Place, TenantRef, UserRef
from bot.domain.person import Profile
from bot.messages.form import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`/handoff TEXT`, or the same said to the bot. `name` without slash, `text` trimmed.

    key: what it is, however often a platform delivers it; "" where that cannot be told. said: its first word
    as it was written, where it was said in words and may be the beginning of something else.
    """

    by: UserRef
    place: Place
    name: str
    text: str
    key: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button of a message, or of the person's home: answered with `Home`, that is shown anew."""

    by: UserRef
    name: str
    value: str
    message: MessageRef | None = None
    place: Place | None = None
    home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """A shortcut of a message, used by anyone who sees it, also where the bot is absent.

    name: neutral (`handoff.add`). link: where that message is. text, files: what it says, for a form
    that is shown to `by` alone; never logged, and stored before that form is sent only where a form says so.
    """

    by: UserRef
    name: str
    message: MessageRef
    author: UserRef | None = None
    link: str = ""
    text: str = field(default="", repr=False)
    files: tuple[File, ...] = ()


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
    """A form was sent. `form` is the neutral name, `token` the one it was opened with.

    files: what its file fields hold, by their names.
    """

    by: UserRef
    form: str
    token: str
    values: Values
    files: Mapping[str, tuple[File, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Someone wrote a message the bot can see, or sent files. `text` is never stored or logged.

    mentions: whom it names, the bot aside.
    """

    by: UserRef
    message: MessageRef
    text: str
    files: tuple[File, ...] = ()
    mentions: tuple[UserRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged:
    """A profile is new or has changed."""

    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class DoNotDisturb:
    """Someone has set when they want to hear nothing. window: in progress or next; None: lifted."""

    user: UserRef
    window: Window | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Someone (perhaps the bot itself: `bot=True`) joined or left a channel."""

    user: UserRef
    place: Place
    change: Literal["joined", "left"]
    bot: bool = False
    inviter: UserRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A channel was made private, or public: the kind of `place` is what it was turned into."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened:
    """A person opened the bot's home."""

    by: UserRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Uninstalled:
    """A workspace took the bot out, or revoked its token, at that instant."""

    tenant: TenantRef
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """People took back what they had granted the bot for themselves, at that instant."""

    users: tuple[UserRef, ...]
    at: datetime


Event = (
    Command
    | Pressed
    | Shortcut
    | Changed
    | Submitted
    | Posted
    | ProfileChanged
    | DoNotDisturb
    | Membership
    | Converted
    | HomeOpened
    | Uninstalled
    | Revoked
)

KINDS = frozenset(one.__name__ for one in get_args(Event))
