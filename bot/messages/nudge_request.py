"""A message gets what was missing in it: the form that adds context, and what stands in the thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from bot.domain.identity import NudgeId
from bot.messages.document import (
    Block,
    Button,
    Document,
    Facts,
    Link,
    Quote,
    Span,
    Spans,
    When,
    bold,
    plain_text,
    say,
    words,
)
from bot.messages.form import Form, TextField, Values
from bot.messages.nudge import ADD
from bot.messages.nudge_request_words import RequestWords, words_of
from bot.messages.nudge_words import words_in

KIND = "request"
FORM = "request.form"

ABOUT, NEED, BY, LINKS = "about", "need", "by", "links"

MOST_ABOUT, MOST_NEED, MOST_BY, MOST_LINKS = 3000, 1000, 150, 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What its author has written. to: whom it names, mentioned or named.

    by: until when, in their words, and `by_at` as an instant where they name one; zone: theirs.
    """

    author: str
    to: Spans
    about: str
    need: str = ""
    by: str = ""
    by_at: datetime | None = None
    zone: str = ""
    links: tuple[str, ...] = ()


def form(*, nudge: NudgeId, values: Values, token: str, language: str, locale: str) -> Form:
    """Four fields, of which one has to be filled in."""
    said = words_in(language, locale=locale)
    return Form(
        name=FORM,
        title=said.title,
        submit=said.submit,
        close=said.close,
        fields=(
            TextField(
                name=ABOUT,
                label=said.about,
                required=True,
                multiline=True,
                max_length=MOST_ABOUT,
                hint=said.about_hint,
            ),
            TextField(name=NEED, label=said.need, max_length=MOST_NEED, hint=said.need_hint),
            TextField(name=BY, label=said.by, max_length=MOST_BY, hint=said.by_hint),
            TextField(
                name=LINKS, label=said.links, multiline=True, max_length=MOST_LINKS, hint=said.links_hint
            ),
        ),
        values=values,
        token=token,
        opener=Button(name=ADD, text=said.add, value=f"{nudge}", style="primary"),
    )


def request(one: Request, *, language: str, locale: str) -> Document:
    """It stands in the thread of the message to which it adds what was missing, in its author's language."""
    said = words_of(language, locale=locale)
    head = _head(one, said)
    rows = facts(one, language=language, locale=locale)
    here = say(said.here, small=True)
    blocks: tuple[Block, ...] = (say(*head), Quote(spans=words(one.about)), *rows, here)
    return Document(blocks=blocks, summary=f"{plain_text(head)}: {one.about}"[:200], kind=KIND)


def facts(one: Request, *, language: str, locale: str) -> tuple[Facts, ...]:
    """What was filled in beside what it is about; nothing where nothing was."""
    said = words_of(language, locale=locale)
    pairs = [(said.needs, words(one.need)), (said.by, _by(one)), (said.links, _links(one.links))]
    filled = tuple((name, spans) for name, spans in pairs if spans)
    return (Facts(pairs=filled),) if filled else ()


def _head(one: Request, said: RequestWords) -> Spans:
    """Who asks whom, in that order or the language's own."""
    if not one.to:
        return words(bold(said.alone.format(name=one.author)))
    before, _, after = said.whom.partition("{whom}")
    return words(bold(before.format(name=one.author)), *one.to, *((bold(after),) if after else ()))


def _by(one: Request) -> Spans:
    """An instant in two parts: one would have an English "at" in between, whatever the language."""
    if one.by_at is None:
        return words(one.by)
    at = When(at=one.by_at, zone=one.zone)
    return words(replace(at, style="day"), ", ", at)


def _links(links: Sequence[str]) -> Spans:
    spans: list[str | Span] = []
    for number, url in enumerate(links):
        spans += [", " if number else "", Link(url=url, text=url)]
    return words(*spans)
