"""The shapes of what Slack delivers, as far as the bot reads them; anything else in them is left aside."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.slack.words import Words

# So much is told of what is wrong with a payload.
_MOST_PLACES: Final = 5
_LONGEST_PLACE: Final = 200


def wrong_places(malformed: ValidationError) -> list[str]:
    """The first few places where it is wrong. Names in them come from outside, and may be of any length."""
    found = malformed.errors(include_url=False, include_context=False, include_input=False)
    return [".".join(map(str, one["loc"]))[:_LONGEST_PLACE] for one in found[:_MOST_PLACES]]


def _nothing_is_empty(value: object) -> object:
    return "" if value is None else value


def _nothing_is_none_of_it(value: object) -> object:
    return [] if value is None else value


def _nothing_is_zero(value: object) -> object:
    return 0 if value is None else value


Id = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[\w.:-]+$")]
MaybeText = Annotated[Words, BeforeValidator(_nothing_is_empty)]


class Shape(BaseModel):
    """Read, never written; Slack adds to its payloads as it pleases."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class SlashCommand(Shape):
    """`/name text`."""

    command: Annotated[str, Field(pattern=r"^/\S+$")]
    text: MaybeText = ""
    user_id: Id
    channel_id: Id
    channel_name: MaybeText = ""
    trigger_id: MaybeText = ""
    response_url: MaybeText = ""


class By(Shape):
    """Who acted."""

    id: Id


class Option(Shape):
    """What was chosen."""

    value: Words


class File(Shape):
    """A file that was sent, or put into a form; of one from elsewhere there may be only its id."""

    id: Id
    name: MaybeText = ""
    title: MaybeText = ""
    mimetype: MaybeText = ""
    size: Annotated[int, BeforeValidator(_nothing_is_zero)] = 0
    permalink: MaybeText = ""
    mode: MaybeText = ""


class Held(Shape):
    """What one element of a form or message holds, whatever its kind."""

    type: str
    action_id: str = ""
    value: MaybeText = ""
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    selected_user: str | None = None
    selected_users: list[Id] | None = None
    files: list[File] | None = None


class State(Shape):
    """What the fields of a view hold, by block and action."""

    values: dict[str, dict[str, Held]] = Field(default_factory=dict)


class Title(Shape):
    """Words in a view."""

    text: Words = ""


class View(Shape):
    """A view of the bot's own."""

    id: Id
    type: MaybeText = "modal"
    hash: MaybeText = ""
    private_metadata: MaybeText = ""
    title: Title | None = None
    state: State | None = None


class SentView(View):
    """One that was sent; Bolt finds its listener by both of these."""

    type: str
    callback_id: str


class Channel(Shape):
    """Where something happened."""

    id: Id
    name: MaybeText = ""


class Container(Shape):
    """What holds the element that was acted on."""

    message_ts: MaybeText = ""
    thread_ts: MaybeText = ""
    is_ephemeral: bool = False


class BlockActions(Shape):
    """A button or a choice, in a message or a view."""

    user: By
    actions: Annotated[list[Held], Field(min_length=1)]
    trigger_id: MaybeText = ""
    response_url: MaybeText = ""
    container: Container | None = None
    channel: Channel | None = None
    view: View | None = None


class Team(Shape):
    """The workspace in which something was done."""

    domain: Annotated[str, BeforeValidator(_nothing_is_empty), Field(pattern=r"^[\w.-]*$")] = ""


class Pointed(Shape):
    """The message that a shortcut was used on."""

    ts: Id
    thread_ts: MaybeText = ""
    user: MaybeText = ""
    text: MaybeText = ""
    files: Annotated[list[File], BeforeValidator(_nothing_is_none_of_it)] = Field(default_factory=list)


class MessageAction(Shape):
    """A shortcut of a message."""

    callback_id: Id
    user: By
    channel: Channel
    message: Pointed
    team: Team | None = None
    trigger_id: MaybeText = ""
    response_url: MaybeText = ""


class ViewSubmission(Shape):
    """A form that was sent."""

    user: By
    view: SentView


class Message(Shape):
    """Something that was written where the bot can see it."""

    channel: Id
    channel_type: MaybeText = ""
    user: MaybeText = ""
    text: MaybeText = ""
    ts: Id
    thread_ts: MaybeText = ""
    subtype: MaybeText = ""
    bot_id: MaybeText = ""
    hidden: bool = False
    files: Annotated[list[File], BeforeValidator(_nothing_is_none_of_it)] = Field(default_factory=list)


class Member(Shape):
    """Someone joined or left a channel."""

    user: Id
    channel: Id
    channel_type: MaybeText = ""
    team: MaybeText = ""
    inviter: MaybeText = ""


class UserEvent(Shape):
    """A profile is new or has changed."""

    user: dict[str, Any]


class Opened(Shape):
    """A tab of the bot's home was opened."""

    user: Id
    tab: Literal["home", "messages", "about"] = "home"
