"""Examples of what is said to the one who pressed a step's button, and of the line that says a step back."""

from dataclasses import replace

from bot.messages import step
from bot.messages.document import words
from bot.messages.examples.example import Example, example
from bot.messages.examples.given import AT, AWKWARD, BERLIN, LINES, LONG, STEP
from bot.messages.step_line import StepLine, as_it_stands


def examples() -> tuple[Example, ...]:
    """All of them."""
    return (*_read_back(), *_too_late(), *_answers(), *_standing())


def _standing() -> tuple[Example, ...]:
    line = StepLine(
        step=STEP.id,
        text=STEP.text,
        state="picked_up",
        author="Mia Walker",
        whom=words("anyone in Berlin"),
        fate=words("picked up by Lena Vogel"),
    )
    odd = replace(line, text=AWKWARD, author=AWKWARD, state="open", fate=())
    return (
        example("picked up", as_it_stands, line, locale="en"),
        example("open", as_it_stands, odd, locale="en"),
        example(
            "done", as_it_stands, replace(line, state="done", fate=words("done by Lena Vogel")), locale="en"
        ),
    )


def _read_back() -> tuple[Example, ...]:
    form = step.read_back_form
    odd = replace(STEP, text=AWKWARD)
    there = {step.WORDS: AWKWARD}
    return (
        example("picks up", form, STEP, author="Mia Walker", takes=True, values={}, locale="en"),
        example("held already", form, STEP, author="Mia Walker", takes=False, values={}, locale="en"),
        example("awkward words", form, odd, author=AWKWARD, takes=True, values=there, locale="en"),
    )


def _too_late() -> tuple[Example, ...]:
    taken = step.taken(holder="Sam Ortiz", at=AT, zone=BERLIN, locale="en")
    return (
        example("", step.taken, holder="Sam Ortiz", at=AT, zone=BERLIN, locale="en"),
        example("an awkward name", step.taken, holder=AWKWARD, at=AT, zone=BERLIN, locale="en"),
        example("", step.finished, by="Sam Ortiz", at=AT, zone=BERLIN, locale="en"),
        example("a long name", step.finished, by=LONG, at=AT, zone=BERLIN, locale="en"),
        example("", step.not_needed, by="Sam Ortiz", at=AT, zone=BERLIN, locale="en"),
        example("", step.withdrawn, author="Lena Vogel", locale="en"),
        example("too late", step.with_typed, taken, typed="I will look at the logs."),
        example("lines", step.with_typed, taken, typed=LINES),
        example("nothing", step.with_typed, taken, typed=""),
    )


def _answers() -> tuple[Example, ...]:
    return (
        example("", step.not_in_hand, locale="en"),
        example("", step.not_yours_to_undo, by="Sam Ortiz", locale="en"),
        example("", step.nothing_to_undo, locale="en"),
        example("", step.members_only, team="Atlas", locale="en"),
        example("an awkward name", step.members_only, team=AWKWARD, locale="en"),
        example("", step.gone, locale="en"),
        example("", step.not_open_for_you, locale="en"),
    )
