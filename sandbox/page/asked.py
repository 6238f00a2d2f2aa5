"""What the page may ask to be done, as it comes over the wire; anything else is refused in words."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sandbox.page.refused import Refused

# What a field can hold: nothing, words or an id, or several ids or values.
Value = str | list[str] | None
Values = dict[str, dict[str, Value]]

# Slack cuts what a person types beyond this.
MOST_TYPED = 40_000
MOST_FILES = 10

Words = Annotated[str, Field(max_length=MOST_TYPED)]


class _Asked(BaseModel):
    """Something that one person does."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    who: str = Field(alias="as")


class _Somewhere(_Asked):
    """Something done in a conversation."""

    place: str = Field(alias="in")


class Post(_Somewhere):
    """Write a message."""

    do: Literal["post"]
    text: Words
    thread: str | None = None
    files: list[str] = Field(default=[], max_length=MOST_FILES)


class Command(_Somewhere):
    """Use a slash command."""

    do: Literal["command"]
    name: Words
    text: Words = ""


class Press(_Asked):
    """Press a button of a message, form or Home. values: what is typed in the form so far."""

    do: Literal["press"]
    action_id: str
    view: str | None = None
    place: str | None = Field(default=None, alias="in")
    ts: str | None = None
    block_id: str | None = None
    value: str | None = None
    values: Values = {}


class Choose(_Asked):
    """Choose in an element of a message, form or Home. values: as in Press."""

    do: Literal["choose"]
    block_id: str
    action_id: str
    value: Value
    view: str | None = None
    place: str | None = Field(default=None, alias="in")
    ts: str | None = None
    values: Values = {}


class Submit(_Asked):
    """Send a form as it is filled in."""

    do: Literal["submit"]
    view: str
    values: Values = {}


class Close(_Asked):
    """Close a form."""

    do: Literal["close"]
    view: str


class OpenHome(_Asked):
    """Look at the bot's Home."""

    do: Literal["open_home"]


class Shortcut(_Somewhere):
    """Use a shortcut of a message."""

    do: Literal["shortcut"]
    ts: str
    callback_id: str


class Edit(_Somewhere):
    """Change a message of one's own."""

    do: Literal["edit"]
    ts: str
    text: Words


class Delete(_Somewhere):
    """Take a message of one's own back."""

    do: Literal["delete"]
    ts: str


class Seen(_Somewhere):
    """Have read a conversation."""

    do: Literal["seen"]


Act = Post | Command | Press | Choose | Submit | Close | OpenHome | Shortcut | Edit | Delete | Seen


class Clock(BaseModel):
    """Move the clock, or let it stand."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    do: Literal["pause", "step", "run"]


class Play(BaseModel):
    """Play someone, or nobody."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    who: str | None = Field(alias="as")


_ACT: TypeAdapter[Act] = TypeAdapter(Annotated[Act, Field(discriminator="do")])


def act(body: Mapping[str, Any]) -> Act:
    """The act that this asks for, else `Refused`."""
    try:
        return _ACT.validate_python(body)
    except ValidationError as error:
        raise _refused(error) from None


def clock(body: Mapping[str, Any]) -> Clock:
    """What is asked of the clock, else `Refused`."""
    try:
        return Clock.model_validate(body)
    except ValidationError as error:
        raise _refused(error) from None


def play(body: Mapping[str, Any]) -> Play:
    """Who is to be played, else `Refused`."""
    try:
        return Play.model_validate(body)
    except ValidationError as error:
        raise _refused(error) from None


def _refused(error: ValidationError) -> Refused:
    """Which part is wrong, and how; of what was sent, nothing is repeated."""
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return Refused(f"{where}: {first['msg']}." if where else f"{first['msg']}.")
