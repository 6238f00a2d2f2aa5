"""A colleague asks the author of a message for context: what each of them reads."""

from datetime import datetime

from bot.domain.identity import NudgeId
from bot.messages.document import Block, Button, Buttons, Document, Link, Quote, When, notice, say, words
from bot.messages.nudge import ADD, NOT_NOW
from bot.messages.nudge_request import Request, facts
from bot.messages.nudge_words import words_in

KIND = "context"
ADDED = "context_added"


def asked(*, nudge: NudgeId, asker: str, link: str, locale: str) -> Document:
    """The author is asked, in their own language, in a friendly sentence."""
    said = words_in("", locale=locale)
    what = said.asked.format(name=asker)
    buttons = (
        Button(name=ADD, text=said.add, value=f"{nudge}", style="primary"),
        Button(name=NOT_NOW, text=said.not_now, value=f"{nudge}"),
    )
    return Document(
        blocks=(say(what), *_where(link, said.there), Buttons(buttons=buttons)), summary=what, kind=KIND
    )


def added(one: Request, *, link: str, language: str, locale: str) -> Document:
    """What the author has added reaches who asked, where the bot cannot put it under the message."""
    said = words_in(language, locale=locale)
    what = said.added.format(name=one.author)
    rows = facts(one, language=language, locale=locale)
    blocks = (say(what), Quote(spans=words(one.about)), *rows, *_where(link, said.origin))
    return Document(blocks=blocks, summary=f"{what} {one.about}"[:200], kind=ADDED)


def on_its_way(*, name: str, reads_at: datetime | None, zone: str, here: bool, locale: str) -> Document:
    """Who asked is told what happens now. reads_at: when it reaches the author; None for at once."""
    when = ("as they next work, ", When(at=reads_at, zone=zone, style="day_time")) if reads_at else ("now",)
    where = "stands under the message" if here else "comes to you"
    return notice(
        f"I ask {name} privately, ", *when, f"; what they add {where}. Nobody else sees that you asked."
    )


def asked_before(*, name: str, locale: str) -> Document:
    """Somebody has asked about that message already."""
    return notice(f"{name} has been asked about that message already.")


def your_own(*, locale: str) -> Document:
    """It is their own message."""
    return notice("That message is your own: add what is missing in its thread.")


def nobody(*, locale: str) -> Document:
    """A bot's message, or somebody's who has left."""
    return notice("There is nobody to ask: that message is no colleague's of this workspace.")


def _where(link: str, text: str) -> tuple[Block, ...]:
    return (say(Link(url=link, text=text), small=True),) if link else ()
