"""Help for a sender whose message gives nothing to act on: the note that they alone see, and what follows."""

from bot.domain.identity import NudgeId
from bot.messages.document import Button, Buttons, Document, notice, say
from bot.messages.nudge_words import words_in

KIND = "nudge"

ADD = "nudge.add"
NOT_NOW = "nudge.not_now"
NEVER = "nudge.never"
AGAIN = "nudge.again"

# The language of a message without a word.
ANY = "any"


def nudge(*, nudge: NudgeId, language: str, locale: str) -> Document:
    """Two sentences in the sender's language, and what they can do now."""
    said = words_in(language, locale=locale)
    buttons = (
        Button(name=ADD, text=said.add, value=f"{nudge}", style="primary"),
        Button(name=NOT_NOW, text=said.not_now, value=f"{nudge}"),
        Button(name=NEVER, text=said.never, value=f"{nudge}"),
    )
    return Document(blocks=(say(said.note), Buttons(buttons=buttons)), summary=said.note, kind=KIND)


def left(*, language: str, locale: str) -> Document:
    """*Not this time*."""
    return notice(words_in(language, locale=locale).left)


def stopped(*, language: str, locale: str) -> Document:
    """*Don't show again*, which is taken back with one press."""
    said = words_in(language, locale=locale)
    button = Button(name=AGAIN, text=said.again, value=language or ANY)
    blocks = (say(said.stopped), Buttons(buttons=(button,)))
    return Document(blocks=blocks, summary=said.stopped, kind="notice")


def resumed(*, language: str, locale: str) -> Document:
    """*Show it again*."""
    return notice(words_in(language, locale=locale).resumed)


def stands(*, language: str, locale: str) -> Document:
    """*Add context*, or its form, once more: what they added is there."""
    return notice(words_in(language, locale=locale).stands)


def gone(*, locale: str) -> Document:
    """A button whose message is gone, or is somebody else's."""
    return notice("That message is not there any more, so there is nothing to add to.")
