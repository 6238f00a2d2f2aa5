"""Examples of what is said of the status that the bot sets."""

from bot.messages import presence
from bot.messages.examples.example import Example, example


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (
        example("", presence.stopped, locale="en"),
        example("", presence.never, locale="en"),
    )
