"""`/ask list`: what waits on the reader, and what the reader waits for."""

from collections.abc import Sequence

from bot.domain.text import shorten
from bot.messages.document import (
    Block,
    Button,
    Buttons,
    Divider,
    Document,
    Heading,
    Quote,
    Spans,
    When,
    bold,
    say,
    words,
)
from bot.messages.request import ANSWER, WITHDRAW
from bot.messages.request_view import View

KIND = "asks"
LIST = "request.list"

# So many of each are shown; the others are counted.
MOST_SHOWN = 10
_QUOTED = 200


def listed(on: Sequence[View], mine: Sequence[View], *, locale: str) -> Document:
    """The oldest first, each with what can be done about it."""
    if not on and not mine:
        empty = (
            "Nothing waits on you, and you are waiting for no answer. /ask @name asks somebody, with the "
            "whole story."
        )
        return Document(blocks=(say(empty),), summary=empty, kind=KIND)
    return Document(
        blocks=(
            Heading(text="Waiting on you"),
            *(_each(on, own=False) or [say("Nothing waits on you.")]),
            Divider(),
            Heading(text="You asked"),
            *(_each(mine, own=True) or [say("You are waiting for no answer.")]),
        ),
        summary=f"{len(on)} waiting on you, {len(mine)} that you asked.",
        kind=KIND,
    )


def _each(some: Sequence[View], *, own: bool) -> list[Block]:
    blocks: list[Block] = []
    for one in some[:MOST_SHOWN]:
        blocks += _one(one, own=own)
    if len(some) > MOST_SHOWN:
        blocks.append(say(f"And {len(some) - MOST_SHOWN} more, which are newer.", small=True))
    return blocks


def _one(one: View, *, own: bool) -> list[Block]:
    about = Quote(spans=words(shorten(one.request.content.about, _QUOTED)))
    who = f"To {one.whom}" if own else one.asker
    value = f"{one.request.id}"
    answer = Button(name=ANSWER, text="Answer", value=value, style="primary")
    withdraw = Button(name=WITHDRAW, text="Withdraw", value=value)
    row = [withdraw if own else answer] if one.request.open else []
    head = say(bold(who), ": ", *_stands(one))
    return [head, about, *([Buttons(buttons=tuple(row))] if row else [])]


def _stands(one: View) -> Spans:
    request = one.request
    if request.state == "answered" and request.answered_at is not None:
        at = When(at=request.answered_at, zone=one.zone, style="day_time")
        return words(f"answered by {one.name(request.answerer)}, ", at)
    if request.promise is None:
        return words("no time is promised")
    by = When(at=request.promise.at, zone=one.zone, style="day_time")
    return words("answer overdue since " if request.state == "overdue" else "answer expected by ", by)
