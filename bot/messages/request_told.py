"""What is said of a request to whoever did something about it, and the refusals."""

from collections.abc import Sequence

from bot.domain.text import shorten
from bot.messages.document import (
    Block,
    Button,
    Buttons,
    Document,
    Quote,
    Span,
    Spans,
    When,
    notice,
    say,
    words,
)
from bot.messages.request import ASKED, QUOTED, UNREACHED, URGENT_UNREACHED, WITHDRAW
from bot.messages.request_promise import expected
from bot.messages.request_view import View

# After what was sent.
_LISTED = " /ask list shows it; Withdraw there takes it back."


def sent(one: View, *, reads: Sequence[Spans], locale: str) -> Document:
    """What the form turns into."""
    spans: list[str | Span] = ["Sent. "]
    for line in reads:
        spans += [*line, " "]
    return notice(*spans, *expected(one), _LISTED)


def answer_noted(*, reads: Spans, locale: str) -> Document:
    """The answer is on its way."""
    return notice("Answered. ", *reads)


def answered_yourself(*, locale: str) -> Document:
    """Whoever asked has found out."""
    return notice("Answered. Whoever has the request sees that nothing is left to do.")


def not_reached(one: View, *, name: str, urgent: bool = False, locale: str) -> Document:
    """To whoever asked: the platform takes no private message for one of those they asked.

    urgent: it was to reach them at once, so whoever asked hears at once, too.
    """
    told = (
        f"I could not bring what you asked to {name}: they take no private messages from me. Ask in a "
        "channel where you both are, or write to them yourself."
    )
    return _unreached(one, told, urgent=urgent)


def reply_not_reached(one: View, *, locale: str) -> Document:
    """To whoever answered: the platform takes no private message for who asked."""
    told = (
        f"I could not bring your answer to {one.asker}: they take no private messages from me. Write to them "
        "yourself, or answer in a channel where you both are."
    )
    blocks = (say(told), *_asked(one), say("You answered:"), Quote(spans=words(one.request.answer)))
    return Document(blocks=blocks, summary=told, kind=UNREACHED)


def not_posted(one: View, *, urgent: bool = False, locale: str) -> Document:
    """To whoever asked: the channel takes no message from the bot. urgent: as for `not_reached`."""
    when = "now, because it is urgent" if urgent else "now, or when their day begins"
    told = (
        f"I could not write in the channel where you asked. {one.whom} will get it privately instead: {when}."
    )
    return _unreached(one, told, urgent=urgent)


def reworded(*, locale: str) -> Document:
    """The form was sent again."""
    return notice("Changed. Whoever reads it sees it as it is now.")


def withdrawn(*, locale: str) -> Document:
    """It is asked no more."""
    return notice("Withdrawn. Whoever has it sees that nothing is left to do.")


# To whoever has withdrawn it.
_OWN = (
    "You have withdrawn this already. To ask again, press Ask again below it: the form opens as you "
    "filled it in."
)


def answered_already(one: View, *, locale: str) -> Document:
    """Someone else was first, or it needs no answer."""
    if one.request.state == "passed" and one.reader == one.request.asker:
        return passed_already(one, locale=locale)
    if one.request.state == "passed":
        return notice(
            f"{one.passed}: this needs no answer here any more. If you know the answer, tell {one.asker}."
        )
    if one.request.answered_at is None or one.request.state == "withdrawn":
        own = one.reader == one.request.asker
        return notice(_OWN if own else f"{one.asker} has withdrawn this, so it needs no answer any more.")
    at = When(at=one.request.answered_at, zone=one.zone, style="day_time")
    who = one.name(one.request.answerer)
    return notice(f"{who[:1].upper()}{who[1:]} answered this (", at, "). If something is missing, tell them.")


def not_for_you(*, asker: str, locale: str) -> Document:
    """It was sent privately to others."""
    return notice(f"{asker} asked somebody else. If you know the answer, tell {asker}.")


def not_yours(*, asker: str, locale: str) -> Document:
    """Only who asked can take it back."""
    return notice(f"Only {asker} can withdraw this. If it needs no answer any more, answer so.")


def left(*, locale: str) -> Document:
    """In the place of what was told of it, to somebody who has left the private channel where it stands."""
    told = "What was asked here stands in a private channel that you have left: it waits on you no more."
    return Document(blocks=(say(told),), summary=told, kind=ASKED)


def gone(*, locale: str) -> Document:
    """It is unknown."""
    return notice("This request is no longer there. /ask list shows what waits.")


def passed_on(one: View, *, locale: str) -> Document:
    """A region has it now, as a request of its own. `one`: that one."""
    head = f"Passed on to {one.whom}: it stands in the channel, and those you asked before see that. "
    return notice(head, *expected(one), _LISTED)


def passed_already(one: View, *, locale: str) -> Document:
    """To whoever passed it on: what became of the new one since is not known here."""
    return notice(f"{one.passed} already, as a request of its own: while that waits, /ask list shows it.")


def nowhere_to_pass(*, locale: str) -> Document:
    """No other region of the team works."""
    return notice(
        "No other region of your team can take this: there is none, or nobody there has a working day ahead. "
        "It stays with those you asked. Withdraw takes it back, and /ask asks somebody else."
    )


def _unreached(one: View, told: str, *, urgent: bool) -> Document:
    """With what was asked, and the way to take it back."""
    withdraw = Button(name=WITHDRAW, text="Withdraw", value=f"{one.request.id}")
    kind = URGENT_UNREACHED if urgent else UNREACHED
    blocks = (say(told), *_asked(one), Buttons(buttons=(withdraw,)))
    return Document(blocks=blocks, summary=told, kind=kind)


def _asked(one: View) -> tuple[Block, ...]:
    """Enough of it to know which one it is."""
    lead = "You asked:" if one.reader == one.request.asker else f"{one.asker} asked:"
    return say(lead), Quote(spans=words(shorten(one.request.content.about, QUOTED)))


def with_typed(document: Document, *, typed: str, locale: str) -> Document:
    """What was typed, handed back with the reason why it was not taken."""
    kept: tuple[Block, ...] = (say("What you wrote:"), Quote(spans=words(typed))) if typed else ()
    return Document(blocks=(*document.blocks, *kept), summary=document.summary, kind=document.kind)
