"""What the bot says, by meaning: a document is blocks of spans, in no platform's dialect.

What people wrote travels as `Text` and is only ever drawn as text: nothing in it pings, links or formats.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.domain.identity import Place, UserRef
from bot.domain.light import dataclass
from bot.domain.region import city
from bot.domain.zone import local_day

Style = Literal["time", "day_time", "day"]


class _Plain(Struct, frozen=True, kw_only=True, gc=False, tag=True, tag_field="is", omit_defaults=True):
    """Of words and marks alone: kept as it is, by the name of its class and without what goes unsaid."""


class Text(_Plain, frozen=True, kw_only=True, gc=False):
    """Words, shown as they are."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False


class Mention(Struct, frozen=True, kw_only=True, gc=False):
    """A person who is to be notified; `name` stands in the plain-text summary."""

    user: UserRef
    name: str


class Link(_Plain, frozen=True, kw_only=True, gc=False):
    """A place to go: http or https only."""

    url: str
    text: str = ""


class When(Struct, frozen=True, kw_only=True, gc=False):
    """An instant, shown in each reader's own zone where the platform can, else in `zone`, named."""

    at: datetime
    zone: str
    style: Style = "time"


class PostLink(_Plain, frozen=True, kw_only=True, gc=False):
    """A link to a message of the bot's own, by its key; plain words until that message is there."""

    key: str
    text: str


class ChannelLink(Struct, frozen=True, kw_only=True, gc=False):
    """A way to a channel, named as its platform names it to the reader; `text` stands in plain words."""

    place: Place
    text: str


Span = Text | Mention | Link | When | PostLink | ChannelLink
Spans = tuple[Span, ...]


class Heading(_Plain, frozen=True, kw_only=True, gc=False):
    """A title; plain words."""

    text: str


class Paragraph(Struct, frozen=True, kw_only=True, gc=False):
    """Running words; `small` for what explains rather than says."""

    spans: Spans
    small: bool = False


class Quote(Struct, frozen=True, kw_only=True, gc=False):
    """A person's own longer words, line breaks kept. code: letter for letter, as a machine wrote them."""

    spans: Spans
    code: bool = False


class Bullets(Struct, frozen=True, kw_only=True, gc=False):
    """A list, one row of spans each."""

    items: tuple[Spans, ...]


class Facts(Struct, frozen=True, kw_only=True, gc=False):
    """Label and value pairs."""

    pairs: tuple[tuple[str, Spans], ...]


class Button(_Plain, frozen=True, kw_only=True, gc=False):
    """Does `name` (a neutral name of `handlers/`) with `value`; a `url` button opens a page instead."""

    name: str
    text: str
    value: str = ""
    style: Literal["plain", "primary"] = "plain"
    url: str = ""


class Buttons(_Plain, frozen=True, kw_only=True, gc=False):
    """A row of buttons."""

    buttons: tuple[Button, ...]


class Divider(_Plain, frozen=True, kw_only=True, gc=False):
    """A line between two subjects."""


class Native(Struct, frozen=True, kw_only=True):
    """The way out for what only one platform has."""

    platform: str
    payload: Mapping[str, Any]


Block = Heading | Paragraph | Quote | Bullets | Facts | Buttons | Divider | Native


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One message.

    summary: plain words for notifications and screen readers, never empty.
    kind, day: what the message is (`prompt`, `digest`, …) and the local date it is about; both travel along.
    """

    blocks: tuple[Block, ...]
    summary: str
    kind: str
    day: date | None = None


def words(*parts: str | Span) -> Spans:
    """Spans from a mix of strings and spans."""
    spans: list[Span] = []
    for part in parts:
        if part:
            spans.append(Text(text=part) if isinstance(part, str) else part)
    return tuple(spans)


def say(*parts: str | Span, small: bool = False) -> Paragraph:
    """A paragraph from a mix of strings and spans."""
    return Paragraph(spans=words(*parts), small=small)


def notice(*parts: str | Span) -> Document:
    """A short answer of one paragraph."""
    spans = words(*parts)
    return Document(blocks=(Paragraph(spans=spans),), summary=plain_text(spans), kind="notice")


def bold(text: str) -> Text:
    """Strong words."""
    return Text(text=text, bold=True)


def plain_text(spans: Spans) -> str:
    """The spans as plain words; an instant is given in its own zone, which is named."""
    return "".join([span.text if isinstance(span, Text) else in_words(span) for span in spans])


def linked_keys(document: Document) -> set[str]:
    """The keys of the messages that a document links to."""
    return {span.key for block in document.blocks for span in _spans(block) if isinstance(span, PostLink)}


def _spans(block: Block) -> Iterator[Span]:
    match block:
        case Paragraph(spans=spans) | Quote(spans=spans):
            yield from spans
        case Bullets(items=items):
            for item in items:
                yield from item
        case Facts(pairs=pairs):
            for _, value in pairs:
                yield from value
        case _:
            return


def in_words(span: Span) -> str:
    """One span as plain words."""
    return _IN_WORDS[type(span)](span)


def later(first: datetime, at: datetime, zone: str) -> When:
    """The end of what began at `first`: with its day, where that is another one's."""
    same = local_day(zone, first) == local_day(zone, at)
    return When(at=at, zone=zone, style="time" if same else "day_time")


# A message says the same few over and over, and so does what its size is reckoned from.
@lru_cache(maxsize=4096)
def clock_time(when: When) -> str:
    """An instant in words with its zone's city, where a platform cannot show it in the reader's own zone."""
    local = when.at.astimezone(ZoneInfo(when.zone))
    there = city(when.zone)
    match when.style:
        case "time":
            return f"{local:%H:%M} ({there})"
        case "day_time":
            return f"{local:%a} {local.day} {local:%b, %H:%M} ({there})"
        case _:
            return f"{local:%a} {local.day} {local:%b}"


# A look-up: whether a message fits is reckoned from all of its spans.
_IN_WORDS: Mapping[type, Callable[[Any], str]] = {
    Text: attrgetter("text"),
    Mention: attrgetter("name"),
    Link: lambda link: link.text or link.url,
    When: clock_time,
    PostLink: attrgetter("text"),
    ChannelLink: attrgetter("text"),
}
