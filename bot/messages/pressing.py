"""Whoever presses a sleeper, or asks again within a promise, is told alone; the other, in their morning."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.identity import PressedId
from bot.domain.pressing import Kind
from bot.domain.text import shorten
from bot.messages.document import (
    Block,
    Button,
    Buttons,
    Document,
    Link,
    Spans,
    When,
    bold,
    notice,
    plain_text,
    say,
    words,
)
from bot.messages.nudge import ANY
from bot.messages.pressing_words import PressingWords, pressing_words

KIND: Final = "pressing"

# What waits for a morning note.
REMINDED: Final = "reminded"

REMIND = "pressing.remind"
URGENT = "pressing.urgent"
NEVER = "pressing.never"
AGAIN = "pressing.again"

_LONGEST_NAME = 60
_LONGEST_ABOUT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an author is told. name, zone: of whom it is to, or the group that was asked.

    at: when they are back, or until when the promise runs. reader_zone: the author's. about: what they asked
    before. can_remind: whether there is a morning note to put it in.
    """

    number: PressedId
    kind: Kind
    name: str
    zone: str
    now: datetime
    at: datetime
    reader_zone: str
    language: str
    about: str = ""
    can_remind: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What a colleague wants to be read: who wrote it, when, and where it is."""

    author: str
    link: str
    written_at: datetime


def told(one: Told, *, locale: str) -> Document:
    """One or two sentences in the language of the message, and what its author can do now."""
    said = pressing_words(one.language, locale=locale)
    clock = f"{one.now.astimezone(ZoneInfo(one.zone)):%H:%M}"
    text = said.pressed if one.kind == "press" else said.chased
    when = _when(one.at, one.reader_zone, said)
    spans = _filled(text, when, name=one.name, clock=clock, about=shorten(one.about, _LONGEST_ABOUT))
    remind = Button(name=REMIND, text=said.remind, value=f"{one.number}", style="primary")
    never = Button(name=NEVER, text=said.never, value=f"{one.number}")
    urgent = Button(name=URGENT, text=said.urgent, value=f"{one.number}")
    row = (*([remind] if one.can_remind else []), *([urgent] if one.kind == "press" else []), never)
    buttons = Buttons(buttons=row)
    return Document(blocks=(say(*spans), buttons), summary=plain_text(spans), kind=KIND)


def reminded(*, name: str, at: datetime, zone: str, language: str, locale: str) -> Document:
    """*Remind them in their morning*. at: when that is; zone: the author's."""
    said = pressing_words(language, locale=locale)
    return notice(*_filled(said.reminded, _when(at, zone, said), name=name))


def stopped(*, language: str, locale: str) -> Document:
    """*No such notes for me*, which is taken back with one press."""
    said = pressing_words(language, locale=locale)
    button = Button(name=AGAIN, text=said.again, value=language or ANY)
    blocks = (say(said.stopped), Buttons(buttons=(button,)))
    return Document(blocks=blocks, summary=said.stopped, kind="notice")


def resumed(*, language: str, locale: str) -> Document:
    """*Tell me again*."""
    return notice(pressing_words(language, locale=locale).resumed)


def gone(*, locale: str) -> Document:
    """A button of somebody else's note, or of one that is past keeping."""
    return notice(pressing_words("", locale=locale).gone)


def no_link(*, language: str, locale: str) -> Document:
    """The platform did not say where the message is."""
    return notice(pressing_words(language, locale=locale).no_link)


def not_there(*, name: str, language: str, locale: str) -> Document:
    """Whom it is to has left the channel, or has no morning note."""
    said = pressing_words(language, locale=locale).not_there
    return notice(said.format(name=shorten(name, _LONGEST_NAME)))


def reminder_blocks(one: Reminder, *, zone: str) -> list[Block]:
    """A line of a morning note: who waits for its reader, since when, and where. zone: the reader's."""
    when = When(at=one.written_at, zone=zone, style="day_time")
    author = bold(shorten(one.author, _LONGEST_NAME))
    link = Link(url=one.link, text="Their message")
    return [say(author, " wrote to you ", when, " and would like you to look at it: ", link)]


def _when(at: datetime, zone: str, said: PressingWords) -> Spans:
    """A day and a time with the language's own word between them: the platform puts the day into words."""
    return words(When(at=at, zone=zone, style="day"), said.at, When(at=at, zone=zone))


def _filled(text: str, when: Spans, **said: str) -> Spans:
    """The words of a sentence around its instant."""
    before, _, after = text.partition("{when}")
    named = {**said, "name": shorten(said["name"], _LONGEST_NAME)}
    return words(before.format(**named), *when, after.format(**named))
