"""`/decide list`: what is open, what closes first first, and what was decided last."""

from collections.abc import Sequence

from bot.domain.text import shorten
from bot.messages.decision import EDIT, POSTED
from bot.messages.decision_find import FIND
from bot.messages.decision_words import View, outcome_words
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Document,
    Heading,
    PostLink,
    Spans,
    When,
    bold,
    say,
    words,
)

KIND = "decisions"
LIST = "decision.list"

# So many of each are shown.
MOST_SHOWN = 10


def listed(still: Sequence[View], over: Sequence[View], *, locale: str) -> Document:
    """Those that are open, and the last that were closed, each with a way to where it stands."""
    if not still and not over:
        empty = "Nothing is to be decided. /decide proposes something, in writing and with time for everyone."
        return Document(blocks=(say(empty),), summary=empty, kind=KIND)
    return Document(
        blocks=(
            Heading(text="Open decisions"),
            *_rows([_open(one) for one in still], "Nothing is open."),
            *_edits(still),
            Heading(text="Closed last"),
            *_rows([_closed(one) for one in over], "Nothing has been decided yet."),
            Buttons(buttons=(Button(name=FIND, text="Find a decision"),)),
        ),
        summary=f"{len(still)} open, {len(over)} closed.",
        kind=KIND,
    )


def _rows(rows: Sequence[Spans], empty: str) -> list[Block]:
    return [Bullets(items=tuple(rows))] if rows else [say(empty)]


def _edits(still: Sequence[View]) -> list[Block]:
    """What they can edit: their own."""
    own = [one.decision for one in still if one.reader == one.decision.proposer]
    buttons = [
        Button(name=EDIT, text=shorten(f"Edit “{one.content.title}”", 75), value=f"{one.id}") for one in own
    ]
    return [Buttons(buttons=tuple(buttons))] if buttons else []


def _title(one: View) -> PostLink:
    return PostLink(key=f"{POSTED}/{one.decision.id}", text=one.title)


def _open(one: View) -> Spans:
    decision = one.decision
    at = When(at=decision.closes_at, zone=one.zone, style="day_time")
    waits = bold(" It waits for your vote.") if one.waits else ""
    votes = f"{decision.voted} of {decision.asked}{' regions' if decision.regions else ''} voted."
    edited = " It was edited." if decision.edits else ""
    by = f". Proposed by {one.name(decision.proposer)}. "
    return words(_title(one), ": closes ", at, f"{by}{votes}{edited}", waits)


def _closed(one: View) -> Spans:
    at = When(at=one.decision.closed_at or one.decision.closes_at, zone=one.zone, style="day")
    return words(_title(one), f": {outcome_words(one)}, ", at)
