"""The morning note: everything that waited for one person, in one private message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.handoff import Question, Step
from bot.domain.text import count_words, list_words, shorten
from bot.messages.decision import waits_blocks
from bot.messages.decision_words import View as Decides
from bot.messages.document import (
    Block,
    Bullets,
    Buttons,
    Divider,
    Document,
    Heading,
    PostLink,
    Span,
    Spans,
    Text,
    bold,
    say,
    words,
)
from bot.messages.pressing import Reminder, reminder_blocks
from bot.messages.question import answered_blocks, asked_blocks
from bot.messages.request import answered_blocks as reply_blocks
from bot.messages.request import asked_blocks as request_blocks
from bot.messages.request import receipt_blocks
from bot.messages.request_view import View
from bot.messages.step_line import CLOSED, StepLine, step_blocks
from bot.messages.travel import Trip, trip_blocks

# So much of a step's words is enough to know which one it is.
QUOTED = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """A step that the reader left, and what became of it."""

    text: str
    became: Spans
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A hand-off of the reader's. `key`: of the message where it stands, or ""."""

    title: str
    key: str
    fates: tuple[Fate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAnswer:
    """A question to the reader, or what has become of it. `undoes`: the reader has answered it."""

    question: Question
    step: Step
    asker: str
    answerer: str = ""
    undoes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of a question of the reader's; `buttons`: those of the step that goes on with it.

    author: who was asked, and author_left: they are not in the team any more.
    """

    question: Question
    step: Step
    author: str
    answerer: str
    buttons: Buttons | None = None
    author_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message to look at, by its key."""

    title: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Everything one note says. `zone`: the reader's.

    asks: requests to the reader; replies: what came of the reader's own; offers: those of the reader's that
    nobody has answered in time; decides: what waits for their vote; reminders: messages to look at.
    missed: digests while the reader was off, the newest first; older: how many more there were.
    trips: what became of a changed zone, or the question about it. welcomes: those to teams that the reader
    is new in. today: this morning's digests.
    """

    day: date
    zone: str
    left: tuple[Left, ...] = ()
    asked: tuple[ToAnswer, ...] = ()
    answered: tuple[Answered, ...] = ()
    asks: tuple[View, ...] = ()
    replies: tuple[View, ...] = ()
    offers: tuple[View, ...] = ()
    decides: tuple[Decides, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    waiting: tuple[StepLine, ...] = ()
    missed: tuple[Post, ...] = ()
    older: int = 0
    trips: tuple[Trip, ...] = ()
    welcomes: tuple[Document, ...] = ()
    today: tuple[Post, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        told = self.left or self.asked or self.answered or self.waiting or self.missed
        addressed = self.asks or self.replies or self.offers or self.decides or self.reminders
        return not (told or addressed or self.trips or self.welcomes)


def note(one: Note, *, locale: str) -> Document:
    """The whole note; it opens with what became of what the reader left."""
    title = f"Your morning note, {one.day:%a} {one.day.day} {one.day:%b}"
    sections = [
        left_blocks(one.left),
        *questions(one.asked, zone=one.zone, locale=locale),
        *answers(one.answered, zone=one.zone, locale=locale),
        *map(request_blocks, one.asks),
        *map(reply_blocks, one.replies),
        *map(receipt_blocks, one.offers),
        *map(waits_blocks, one.decides),
        [block for each in one.reminders for block in reminder_blocks(each, zone=one.zone)],
        waiting_blocks(one.waiting),
        _missed(one),
        *map(trip_blocks, one.trips),
        *(welcome.blocks for welcome in one.welcomes),
        [say("Nothing of what stood here is left to do.")] if one.empty else [],
        _today(one.today),
    ]
    return Document(
        blocks=(Heading(text=title), *divided(sections)),
        summary=shorten(f"{title}: {_counts(one)}.", 500),
        kind="note",
        day=one.day,
    )


def divided(sections: Sequence[Sequence[Block]]) -> list[Block]:
    """Those that say something, with a line between two."""
    found: list[Block] = []
    for section in sections:
        if section:
            found += [*([Divider()] if found else ()), *section]
    return found


def left_blocks(some: Sequence[Left]) -> list[Block]:
    """What became of what the reader left, a list for each hand-off."""
    blocks: list[Block] = [say(bold("What became of what you left"))] if some else []
    for one in some:
        blocks.append(say(PostLink(key=one.key, text=one.title) if one.key else one.title, small=True))
        blocks.append(Bullets(items=tuple(_fate(fate) for fate in one.fates)))
    return blocks


def questions(some: Sequence[ToAnswer], *, zone: str, locale: str) -> list[list[Block]]:
    """What others ask the reader, each with its button while it is open."""
    return [
        asked_blocks(
            question=one.question,
            step=one.step,
            asker=one.asker,
            zone=zone,
            locale=locale,
            answerer=one.answerer,
            undoes=one.undoes,
        )
        for one in some
    ]


def answers(some: Sequence[Answered], *, zone: str, locale: str) -> list[list[Block]]:
    """What came of the reader's questions."""
    return [
        answered_blocks(
            question=one.question,
            step=one.step,
            author=one.author,
            answerer=one.answerer,
            zone=zone,
            locale=locale,
            buttons=one.buttons,
            author_left=one.author_left,
        )
        for one in some
    ]


def waiting_blocks(some: Sequence[StepLine]) -> list[Block]:
    """Steps that wait for the reader and nobody else, with their buttons."""
    blocks: list[Block] = [say(bold("Waiting for you alone"))] if some else []
    for one in some:
        blocks += step_blocks(one, from_author=True)
    return blocks


def _fate(one: Fate) -> Spans:
    return words("“", Text(text=shorten(one.text, QUOTED), strike=one.settled), "”: ", *one.became)


def _missed(one: Note) -> list[Block]:
    if not one.missed:
        return []
    links = tuple(words(PostLink(key=each.key, text=each.title)) for each in one.missed)
    count = f"{len(links) + one.older} digests" if one.older else "Digests"
    blocks: list[Block] = [say(bold(f"{count} while you were off")), Bullets(items=links)]
    if one.older:
        more = f"And {count_words(one.older, 'older one')}. /digest me shows what changed since you left."
        blocks.append(say(more, small=True))
    return blocks


def _today(some: Sequence[Post]) -> list[Block]:
    if not some:
        return []
    spans: list[str | Span] = ["Today's digest: "]
    for number, one in enumerate(some):
        spans += [", " if number else "", PostLink(key=one.key, text=one.title)]
    return [say(*spans, small=True)]


def _counts(one: Note) -> str:
    """What a notification says."""
    fates = sum(len(each.fates) for each in one.left)
    asked = sum(each.question.open for each in one.asked)
    answers = len(one.answered) + len(one.replies)
    asks = sum(each.request.open for each in one.asks)
    offers = sum(each.onward is not None for each in one.offers)
    decides = sum(each.waits for each in one.decides)
    waiting = sum(each.state not in CLOSED for each in one.waiting)
    missed = len(one.missed) + one.older
    parts = [
        f"what became of {count_words(fates, 'step')} that you left" if fates else "",
        f"{count_words(asked, 'question')} for you" if asked else "",
        f"{count_words(answers, 'answer')} for you" if answers else "",
        f"{count_words(asks, 'request')} for you" if asks else "",
        f"{count_words(offers, 'request')} of yours unanswered" if offers else "",
        f"{count_words(decides, 'decision')} for you" if decides else "",
        f"{count_words(len(one.reminders), 'message')} to look at" if one.reminders else "",
        f"{count_words(waiting, 'step')} for you alone" if waiting else "",
        f"{count_words(missed, 'digest')} while you were off" if missed else "",
        *("a question about your time zone" for each in one.trips if each.outcome == "asked"),
        *(f"a welcome: {welcome.summary.rstrip('.')}" for welcome in one.welcomes),
    ]
    return list_words([part for part in parts if part]) or "all of it is settled"
