"""Decisions that are looked for: the form of one field, what is found page by page, and that nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.text import count_words, shorten
from bot.messages.decision import POSTED
from bot.messages.decision_words import View, outcome_words
from bot.messages.document import (
    Block,
    Bullets,
    Button,
    Buttons,
    Document,
    PostLink,
    Spans,
    When,
    bold,
    notice,
    say,
    words,
)
from bot.messages.form import Form, TextField

FIND = "decision.find"
FORM = "decision.search"
MORE = "decision.more"
PROPOSE = "decision.anew"
WORDS = "words"

KIND = "decisions"

# So many stand on a page; so long a text and so many words of it are looked for.
MOST_SHOWN, MOST_TEXT, MOST_WORDS = 10, 200, 12

# So much of what was typed goes into a form that it opens.
MOST_CARRIED = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of it. typed: what was looked for. more: what *More* carries, or "" on the last page."""

    typed: str
    some: Sequence[View]
    more: str = ""


def form(*, token: str, locale: str) -> Form:
    """*Find a decision*."""
    field = TextField(
        name=WORDS,
        label="Which words?",
        required=True,
        max_length=MOST_TEXT,
        placeholder="voucher rate Canada",
        hint="All of them must be in its title, the proposal, an objection or the outcome.",
    )
    return Form(
        name=FORM,
        title="Find a decision",
        submit="Find",
        fields=(field,),
        token=token,
        opener=_again("Find a decision"),
    )


def found(one: Found, *, locale: str) -> Document:
    """The newest first, each with where it stands."""
    head = f"Decisions with “{one.typed}”"
    more = (Button(name=MORE, text="More", value=one.more),) if one.more else ()
    blocks: tuple[Block, ...] = (
        say(bold(head), ", the newest first:"),
        Bullets(items=tuple(_row(each) for each in one.some)),
        Buttons(buttons=(*more, _again("Find others"))),
    )
    count = count_words(len(one.some), "decision")
    return Document(blocks=blocks, summary=f"{head}: {count}{', and more' if one.more else ''}.", kind=KIND)


def nothing(*, typed: str, title: str, locale: str) -> Document:
    """No decision that they may read has all of these words. title: all that was typed, to be proposed."""
    told = f"No decision has all of “{shorten(typed, MOST_TEXT)}” in it."
    blocks: tuple[Block, ...] = (
        say(told, " Try fewer words, or only the beginning of one. /decide list shows the newest."),
        say(
            "What stands in a private channel is found by its members: in their team, or by /decide find in "
            "that channel.",
            small=True,
        ),
        Buttons(buttons=(_again("Find others"), _propose(title))),
    )
    return Document(blocks=blocks, summary=told, kind=KIND)


def no_more(*, typed: str, locale: str) -> Document:
    """*More*, where what was left is gone by now."""
    return notice(f"Those were all with “{shorten(typed, MOST_TEXT)}”. /decide find looks for others.")


def too_much(*, typed: str, title: str, locale: str) -> Document:
    """So many words narrow nothing down. title: as in `nothing`."""
    kept = (say("What you wrote: ", shorten(typed, 2 * MOST_TEXT)),)
    told = f"I look for at most {MOST_WORDS} words, in {MOST_TEXT} characters. Choose those that matter."
    return Document(
        blocks=(say(told), *kept, Buttons(buttons=(_again("Find a decision"), _propose(title)))),
        summary=told,
        kind="notice",
    )


def _again(text: str) -> Button:
    return Button(name=FIND, text=text)


def _propose(title: str) -> Button:
    """A title may begin with the word that looks for decisions: it is proposed as it was typed."""
    return Button(name=PROPOSE, text="Propose a decision", value=title[:MOST_CARRIED])


def _row(one: View) -> Spans:
    """Title, what became of it, when, and who proposed it."""
    decision = one.decision
    title = PostLink(key=f"{POSTED}/{decision.id}", text=one.title)
    by = f". Proposed by {one.name(decision.proposer)}."
    if decision.open:
        at = When(at=decision.closes_at, zone=one.zone, style="day_time")
        waits = bold(" It waits for your vote.") if one.waits else ""
        return words(title, ": open, closes ", at, by, waits)
    at = When(at=decision.closed_at or decision.closes_at, zone=one.zone, style="day_time")
    return words(title, f": {outcome_words(one)}, ", at, by)
