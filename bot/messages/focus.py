"""What is said of a focus: until when it is, what waits for its end, that it is over, how one begins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bot.domain.focus import Focus
from bot.domain.text import shorten
from bot.messages import presence
from bot.messages.document import (
    Button,
    Buttons,
    Document,
    Span,
    Spans,
    When,
    bold,
    clock_time,
    later,
    notice,
    say,
    words,
)
from bot.messages.presence import NONE, Setting

BEGIN: Final = "focus.begin"
END: Final = "focus.end"
KIND: Final = "focus"

# So many minutes each, as its button's value says.
LENGTHS: Final = (60, 120, 240)

EXAMPLES: Final = "For example /sunrelay focus 2h release notes, or /sunrelay focus until 15:30."

# Whether what waited comes as it ends, or in the note of their next day, or then by itself, for who is in no
# team and has no note; or they are off anyway.
Brings = Literal["end", "morning", "day", "off"]

_BRINGS: dict[Brings, str] = {
    "end": "I hold what I would send you unasked until it ends.",
    "morning": "It ends outside your hours, so what I would send you unasked waits for your morning note.",
    "day": "It ends outside your hours, so what I would send you unasked waits until you next work.",
    "off": "You are outside your hours now, so what I would send you unasked waits until you next work.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InFocus:
    """A focus as it is told to whoever is in it.

    asks_at: when tonight's hand-off is asked for, where that is before it ends. status: see `presence`.
    """

    focus: Focus
    zone: str
    brings: Brings = "end"
    asks_at: datetime | None = None
    status: Setting = NONE


def in_focus(one: InFocus, *, locale: str) -> Document:
    """Until when, what happens meanwhile, and the way out."""
    reason = f": “{one.focus.reason}”" if one.focus.reason else ""
    until = later(one.focus.starts_at, one.focus.ends_at, one.zone)
    spans: list[str | Span] = [
        "You are ",
        bold("in focus until "),
        until,
        f"{reason}. {_BRINGS[one.brings]} ",
    ]
    if one.asks_at is not None:
        spans += [
            "Only the question for tonight's hand-off comes all the same, at ",
            When(at=one.asks_at, zone=one.zone),
            ". ",
        ]
    why = ", and what for" if one.focus.reason else ""
    whoever = "In your hours, whoever" if one.brings == "off" else "Whoever"
    spans.append(f"{whoever} asks /when about you sees until when{why}. It ends by itself.")
    spans += presence.aside(one.status)
    summary = f"You are in focus until {clock_time(until)}."
    row = (end_button(), *presence.buttons(one.status))
    return Document(blocks=(say(*spans), Buttons(buttons=row)), summary=summary, kind=KIND)


def none(*, status: Setting = NONE, locale: str) -> Document:
    """They are in none."""
    text = (
        "You are not in focus. While you are, I hold what I would send you unasked, and /when tells "
        f"others until when. {EXAMPLES}"
    )
    return _offering(text, status)


def ended(*, status: Setting = NONE, locale: str) -> Document:
    """It is over before its time."""
    return _offering("Your focus is over, and what I held for you comes now, if you are at work.", status)


def over(*, status: Setting = NONE, locale: str) -> Document:
    """There was none to end."""
    return _offering(f"You are not in focus any more, so nothing has changed. {EXAMPLES}", status)


def unclear(*, typed: str, why: str, status: Setting = NONE, locale: str) -> Document:
    """Words that name no length."""
    text = f"{why} You wrote “{shorten(typed, 150)}”. Nothing has changed. {EXAMPLES}"
    return _offering(text, status)


def unknown(*, locale: str) -> Document:
    """The platform does not say who this is."""
    return notice(
        "I could not find your profile in this workspace, so I hold nothing for you. Try again in a moment."
    )


def told_to(one: Focus, *, zone: str) -> Spans:
    """`until 15:30 (release notes)`, in the time of whoever reads it."""
    reason = f" ({one.reason})" if one.reason else ""
    return words("until ", later(one.starts_at, one.ends_at, zone), reason)


def begin_buttons() -> tuple[Button, ...]:
    """One for each length."""
    return tuple(
        Button(name=BEGIN, text=f"Focus for {minutes // 60} h", value=f"{minutes}") for minutes in LENGTHS
    )


def end_button() -> Button:
    """The way out."""
    return Button(name=END, text="End focus")


def _offering(text: str, status: Setting) -> Document:
    row = (*begin_buttons(), *presence.buttons(status))
    spans = (text, *presence.lost(status))
    return Document(blocks=(say(*spans), Buttons(buttons=row)), summary=text, kind=KIND)
