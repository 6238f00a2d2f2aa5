"""Examples of what is said to the one who pressed a step's button."""

from bot.messages import step
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, LONG


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (
        example("", step.taken, holder="Sam Ortiz", at=AT, zone=BERLIN, locale="en"),
        example("an awkward name", step.taken, holder=AWKWARD, at=AT, zone=BERLIN, locale="en"),
        example("", step.finished, by="Sam Ortiz", at=AT, zone=BERLIN, locale="en"),
        example("a long name", step.finished, by=LONG, at=AT, zone=BERLIN, locale="en"),
        example("", step.withdrawn, author="Lena Vogel", locale="en"),
        example("", step.not_yours_to_undo, by="Sam Ortiz", locale="en"),
        example("", step.nothing_to_undo, locale="en"),
        example("", step.members_only, team="Atlas", locale="en"),
        example("an awkward name", step.members_only, team=AWKWARD, locale="en"),
        example("", step.gone, locale="en"),
    )
